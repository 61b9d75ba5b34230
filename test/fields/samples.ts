import fc from "fast-check";
import type { FieldDefinition } from "../../src/api/index.ts";
import { visibleText } from "../../src/text/visible.ts";
import { aField, aSelect } from "../builders.ts";

/** What an agent writes, and the value that means on the wire. */
export interface Sample {
  readonly input: unknown;
  readonly wire: unknown;
}

export interface TypeSamples {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly samples: fc.Arbitrary<Sample>;
  /** Whether what is shown can be written again and means the same. */
  readonly readsBack: boolean;
}

const padded = (text: string) => fc.constantFrom(text, ` ${text}`, `${text}\n`, `\t${text}  `);

const spelled = <T>(values: fc.Arbitrary<T>, spellings: (value: T) => readonly unknown[], wire: (value: T) => unknown): fc.Arbitrary<Sample> =>
  values.chain((value) => fc.constantFrom(...spellings(value)).map((input) => ({ input, wire: wire(value) })));

const someText = fc
  .oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), fc.constantFrom('["a", "b"]', '{"a": 1}', "[1]", "=1+1", "a\nb", "👩‍💻"))
  .map((text) => text.trim())
  .filter((text) => text !== "");

/** What a reader does not see is not sent. */
const text = someText
  .map((value) => ({ value, wire: visibleText(value).trim() }))
  .filter(({ wire }) => wire !== "")
  .chain(({ value, wire }) => padded(value).map((input) => ({ input, wire })));

const word = fc.string({ unit: fc.constantFrom(..."abcdefghij"), minLength: 2, maxLength: 8 });
const name = word.map((letters) => `${letters.charAt(0).toUpperCase()}${letters.slice(1)}`);

const amounts = fc.oneof(
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((cents) => cents / 100),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 0.1, 0.07, -0.01, 1200.5, Number.MAX_SAFE_INTEGER),
);

const grouped = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

const numbers = (spellings: (value: number) => readonly unknown[]) =>
  spelled(
    amounts.map((value) => (Object.is(value, -0) ? 0 : value)),
    (value) => [value, String(value), grouped(value), grouped(value).replaceAll(",", " "), ...spellings(value)],
    (value) => value,
  );

const moments = fc
  .date({ min: new Date("1971-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

const withoutZeroFraction = (date: Date) => date.toISOString().replace(".000Z", "Z");

const emails = fc.tuple(word, word).map(([who, where]) => `${who}@${where}.example`);
const urls = fc.tuple(word, word, fc.constantFrom("", "/", "/a/b?c=1#d")).map(([a, b, path]) => `https://${a}.${b}${path}`);

const manyOf = (one: fc.Arbitrary<string>, separators: readonly string[]) =>
  spelled(
    fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: (value) => value.toLowerCase() }),
    (all) => [all, JSON.stringify(all), ...separators.map((separator) => all.join(separator)), ...(all.length === 1 ? all : [])],
    (all) => all,
  );

const usNumbers = fc.tuple(fc.constantFrom("212", "415", "646"), fc.integer({ min: 234, max: 876 }), fc.integer({ min: 1000, max: 9999 }));
const phones = fc.oneof(
  spelled(
    usNumbers,
    ([area, exchange, line]) => [
      `+1${area}${exchange}${line}`,
      `+1 (${area}) ${exchange}-${line}`,
      `(${area}) ${exchange}-${line}`,
      `${area}.${exchange}.${line}`,
      `tel:+1-${area}-${exchange}-${line}`,
    ],
    ([area, exchange, line]) => [`+1${area}${exchange}${line}`],
  ),
  spelled(
    usNumbers,
    ([area, exchange, line]) => [`+1 ${area} ${exchange} ${line} ext. 42`, `+1${area}${exchange}${line};ext=42`, `${area}-${exchange}-${line} x42`],
    ([area, exchange, line]) => [`+1${area}${exchange}${line};ext=42`],
  ),
  spelled(
    fc.integer({ min: 100_000, max: 999_999 }),
    (line) => [`+49 30 ${line}`, `+49 (0)30 ${line}`, `+4930${line}`, [`+49 30/${line}`]],
    (line) => [`+4930${line}`],
  ),
);

/** Without -0, which JSON does not have. */
const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map((value) => value + 0);

const LABELS = ["Lead", "Sales, EMEA", "Länge; XL", "Q&A | other", "7", "true"];
const optionIds = new Map(LABELS.map((label, at) => [label, `opt_${at}`]));

const profiles = (handles: fc.Arbitrary<string>, prefix: string, hosts: readonly string[]) =>
  spelled(
    handles,
    (handle) => [handle, `@${handle}`, ...hosts.map((host) => `${host}${handle}`)],
    (handle) => `${prefix}${handle}`,
  );

/** For every value type: what an agent may write, beside what is sent. */
export const TYPES: readonly TypeSamples[] = [
  { name: "TEXT", field: aField(), readsBack: true, samples: text },
  { name: "MARKDOWN", field: aField({ valueType: "MARKDOWN" }), readsBack: true, samples: text },
  { name: "HTML", field: aField({ valueType: "HTML" }), readsBack: false, samples: text },
  { name: "NUMBER", field: aField({ valueType: "NUMBER" }), readsBack: true, samples: numbers(() => []) },
  {
    name: "CURRENCY",
    field: aField({ valueType: "CURRENCY", config: { currency: "EUR" } }),
    readsBack: true,
    samples: numbers((value) => [`${grouped(value)} EUR`, `eur ${value}`, value < 0 ? `-€${grouped(-value)}` : `€ ${grouped(value)}`]),
  },
  {
    name: "CHECKBOX",
    field: aField({ valueType: "CHECKBOX" }),
    readsBack: true,
    samples: spelled(
      fc.boolean(),
      (value) => (value ? [true, "true", "Yes", " y ", 1, "1", "on"] : [false, "FALSE", "no", "N", 0, "0", "off"]),
      (value) => value,
    ),
  },
  {
    name: "DATETIME",
    field: aField({ valueType: "DATETIME" }),
    readsBack: true,
    samples: spelled(
      moments,
      (date) => [date.toISOString(), ` ${withoutZeroFraction(date)} `, date.toISOString().replace("T", " ").replace(".000Z", " +00:00")],
      withoutZeroFraction,
    ),
  },
  {
    name: "EMAIL",
    field: aField({ valueType: "EMAIL" }),
    readsBack: true,
    samples: spelled(
      emails,
      (one) => [one, ` ${one}`, `Dana Scully <${one}>`, `mailto:${one}`, [one]],
      (one) => one,
    ),
  },
  {
    name: "EMAIL, many",
    field: aField({ valueType: "EMAIL", config: { multipleValues: true } }),
    readsBack: true,
    samples: manyOf(emails, [", ", ";"]),
  },
  { name: "TELEPHONE", field: aField({ valueType: "TELEPHONE" }), readsBack: true, samples: phones },
  { name: "TELEPHONE, many", field: aField({ valueType: "TELEPHONE", config: { multipleValues: true } }), readsBack: true, samples: phones },
  {
    name: "URL",
    field: aField({ valueType: "URL" }),
    readsBack: true,
    samples: spelled(
      urls,
      (one) => [one, `\n${one} `, one.replace("https://", "")],
      (one) => one,
    ),
  },
  { name: "URL, many", field: aField({ valueType: "URL", config: { multipleValues: true } }), readsBack: false, samples: manyOf(urls, []) },
  {
    name: "FULL_NAME",
    field: aField({ valueType: "FULL_NAME" }),
    readsBack: true,
    samples: spelled(
      fc.tuple(name, name),
      ([first, last]) => [
        { firstName: first, lastName: last },
        { first_name: ` ${first}`, last },
        `${first}  ${last}`,
        `${last}, ${first}`,
        JSON.stringify({ firstName: first, lastName: last }),
      ],
      ([firstName, lastName]) => ({ firstName, lastName }),
    ),
  },
  {
    name: "ADDRESS",
    field: aField({ valueType: "ADDRESS" }),
    readsBack: false,
    samples: spelled(
      fc.tuple(name, fc.constantFrom<[string, string]>(["Germany", "DE"], ["the Netherlands", "NL"], ["usa", "US"], ["UK", "GB"], ["fr", "FR"])),
      ([city, [country]]) => [{ city, country }, { city: `${city} `, country, street: "", state: null }, JSON.stringify({ city, country })],
      ([city, [, country]]) => ({ city, country }),
    ),
  },
  {
    name: "ADDRESS with coordinates",
    field: aField({ valueType: "ADDRESS" }),
    readsBack: false,
    samples: spelled(
      fc.tuple(degrees(90), degrees(180)),
      ([latitude, longitude]) => [
        { street: "Unter den Linden 1", latitude, longitude },
        { street: "Unter den Linden 1", latitude: String(latitude), longitude },
      ],
      ([latitude, longitude]) => ({ street: "Unter den Linden 1", latitude, longitude }),
    ),
  },
  {
    name: "SOCIAL_HANDLE of X",
    field: aField({ valueType: "SOCIAL_HANDLE", config: { handleService: "TWITTER" } }),
    readsBack: true,
    samples: profiles(word, "https://x.com/", ["https://x.com/", "x.com/", "https://twitter.com/", "twitter.com/", "http://mobile.twitter.com/"]),
  },
  {
    name: "SOCIAL_HANDLE of LinkedIn",
    field: aField({ valueType: "SOCIAL_HANDLE", config: { handleService: "LINKEDIN" } }),
    readsBack: true,
    samples: profiles(
      word.map((handle) => `${handle}-x1`),
      "https://www.linkedin.com/in/",
      ["www.linkedin.com/in/", "https://www.linkedin.com/in/"],
    ),
  },
  {
    name: "SOCIAL_HANDLE of Instagram",
    field: aField({ valueType: "SOCIAL_HANDLE", config: { handleService: "INSTAGRAM" } }),
    readsBack: true,
    samples: profiles(word, "https://www.instagram.com/", ["www.instagram.com/"]),
  },
  {
    name: "SOCIAL_HANDLE of Facebook",
    field: aField({ valueType: "SOCIAL_HANDLE", config: { handleService: "FACEBOOK" } }),
    readsBack: true,
    samples: profiles(
      word.map((handle) => `${handle}.x`),
      "https://www.facebook.com/",
      ["www.facebook.com/"],
    ),
  },
  {
    name: "SINGLE_SELECT",
    field: aSelect(LABELS),
    readsBack: true,
    samples: spelled(
      fc.constantFrom(...LABELS),
      (label) => [label, ` ${label.toUpperCase()} `, optionIds.get(label), [label], ...(label === "7" ? [7] : [])],
      (label) => optionIds.get(label),
    ),
  },
  {
    name: "MULTI_SELECT",
    field: aSelect(LABELS, { valueType: "MULTI_SELECT" }),
    readsBack: false,
    samples: spelled(
      fc.uniqueArray(fc.constantFrom(...LABELS), { minLength: 1 }),
      (labels) => [labels, JSON.stringify(labels), labels.map((label) => optionIds.get(label)), ...(labels.length === 1 ? labels : [])],
      (labels) => labels.map((label) => optionIds.get(label)),
    ),
  },
];
