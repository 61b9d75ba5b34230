import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlText } from "../../src/fields/html.ts";
import { fieldTypeOf } from "../../src/fields/index.ts";
import { nearest } from "../../src/fields/nearest.ts";
import { shownOptions } from "../../src/fields/options.ts";
import { aField, aSelect, aTyped, BERLIN, rejectionOf } from "../builders.ts";
import { expectLinear } from "../cpu-time.ts";

describe("a phone number without +", () => {
  const phone = (country?: string) => aTyped({ valueType: "TELEPHONE" }, { ...BERLIN, timeZone: "UTC", phoneCountry: country });

  it("is read in the configured country, or as US where none is configured", () => {
    expect(phone("DE").encode("030 901820")).toEqual(["+4930901820"]);
    expect(phone("GB").encode("020 7946 0018")).toEqual(["+442079460018"]);
    expect(phone().encode("(415) 555-2671")).toEqual(["+14155552671"]);
  });

  it("is refused where it is no valid number there", () => {
    expect(phone().refusal("030 901820")).toMatchInlineSnapshot(
      `""030 901820" is not a valid US phone number. Accepted: a number with its country code, e.g. +49 30 901820, or a US number (LIGHTFIELD_PHONE_COUNTRY sets another country)."`,
    );
    expect(phone("DE").refusal("12")).toMatchInlineSnapshot(
      `""12" is not a valid DE phone number. Accepted: a number with its country code, e.g. +49 30 901820."`,
    );
    expect(phone("DE").refusal("+49 1")).toMatchInlineSnapshot(
      `""+49 1" is not a valid phone number. Accepted: a number with its country code, e.g. +49 30 901820."`,
    );
  });

  it("is looked for in the form in which numbers are stored, and a part of one without spaces", () => {
    expect(phone("DE").filter("030 901820", "contains")).toEqual([{ operator: "contains", value: "+4930901820" }]);
    expect(phone().filter("+49 30", "contains")).toEqual([{ operator: "contains", value: "+4930" }]);
    expect(phone().filter("555-26", "contains")).toEqual([{ operator: "contains", value: "55526" }]);
  });
});

describe("an amount", () => {
  const euros = aTyped({ valueType: "CURRENCY", config: { currency: "EUR" } });

  it("may stand beside the field's own currency and no other", () => {
    expect(euros.encode("€1,200.50")).toBe(1200.5);
    expect(euros.encode("1 200 EUR")).toBe(1200);
    expect(euros.encode("-3€")).toBe(-3);
    expect(euros.refusal("$1,200")).toMatchInlineSnapshot(
      `""$1,200" is not an amount in EUR. Accepted: the amount in EUR as a plain number with at most 2 decimals, e.g. 1200.5."`,
    );
    expect(aTyped({ valueType: "CURRENCY" }).refusal("$5")).toContain("is not an amount. Accepted: the amount as a plain number");
  });

  it.each([
    ["80k", 80_000],
    ["1.25 K", 1250],
    ["-1,200k", -1_200_000],
    ["1.5 Mio. €", 1_500_000],
    ["€12 Tsd", 12_000],
    ["2 million", 2_000_000],
  ])("%j is %d", (input, value) => {
    expect(euros.encode(input)).toBe(value);
  });

  it.each(["k", "80kr", "8k5", "1.234567k", "80m", "1.200,50", "12,5", "1,20", "1,2000", "1e5", "twelve", "", "1.2.3", "--1", {}, true])(
    "%j is refused",
    (input) => {
      expect(euros.refusal(input)).toContain("at most 2 decimals");
    },
  );

  it("with a word for a power of ten is unclear in a field that has a unit", () => {
    const thousands = aTyped({ valueType: "CURRENCY", label: "Deal size (k€)", config: { currency: "EUR" } });
    expect(thousands.encode("80")).toBe(80);
    expect(thousands.refusal("80k")).toContain('"80k" may be 80 or 80,000, because the field has the unit "k€". Accepted:');
    expect(thousands.refusal("5 Mio. €")).toContain("may be 5,000 or 5,000,000");
    expect(rejectionOf(() => thousands.filter("80k", "greaterThan"))).toContain("may be 80 or 80,000");
    expect(aTyped({ valueType: "NUMBER", label: "Followers in thousands" }).refusal("80k")).toContain("may be 80 or 80,000");
  });

  it("is no text that may be another number", () => {
    const number = aTyped({ valueType: "NUMBER" });
    expect(number.refusal("12.500")).toBe('"12.500" may be 12500 or 12.5. Accepted: a number with at most 2 decimals, e.g. 1200.5.');
    expect(euros.refusal("€ 90.000")).toContain("may be 90000 or 90");
    expect(euros.refusal("12.500k")).toContain("may be 12500k or 12.5k");
    expect(rejectionOf(() => euros.filter("90.000", "greaterThan"))).toContain("may be 90000 or 90");
    expect(number.refusal("+10")).toContain('"+10" may mean a number to add to the stored value');
    expect([number.encode("0.500"), number.encode(12.5), number.encode("1250.50")]).toEqual([0.5, 12.5, 1250.5]);
  });

  it("is never rounded", () => {
    expect(euros.refusal(1.005)).toContain("1.005 has more than 2 decimals");
    expect(euros.refusal("9007199254740993")).toContain("too large");
    expect(euros.show(1200.505)).toBe("1,200.505 EUR");
    expect(euros.show(0.0035)).toBe("0.0035 EUR");
    expect(euros.same(1.01, 1.005)).toBe(false);
  });
});

describe("an address", () => {
  const address = aTyped({ valueType: "ADDRESS" });

  it.each([
    ["contains", "Germany", true],
    ["contains", "germ", true],
    ["contains", "Berlin, Germany", true],
    ["equal", "Berlin, DE", true],
    ["equal", "Berlin, Germany", true],
    ["equal", "Germany", false],
    ["contains", "France", false],
  ] as const)("is filtered by its country's names too: %s %j is %j", (operator, value, isMatch) => {
    expect(address.type.filter.matches({ city: "Berlin", country: "DE" }, { operator, value }, address.definition, BERLIN)).toBe(isMatch);
  });

  it("knows a country by its short names", () => {
    for (const [country, value] of [
      ["GB", "UK"],
      ["US", "usa"],
    ])
      expect(
        address.type.filter.matches({ city: "Boston", country }, { operator: "contains", value: String(value) }, address.definition, BERLIN),
      ).toBe(true);
  });

  it.each([
    ["Germany", "DE"],
    ["germany", "DE"],
    ["DEU", "DE"],
    ["the United States", "US"],
    ["U.S.A.", "US"],
    ["UK", "GB"],
    ["Côte d'Ivoire", "CI"],
  ])("the country %s is %s", (country, code) => {
    expect(address.encode({ country })).toEqual({ country: code });
  });

  it("takes what people call a part, once", () => {
    expect(address.encode({ zip: "10117", town: "Berlin" })).toEqual({ postalCode: "10117", city: "Berlin" });
    expect(address.refusal({ zip: "10117", postalCode: "10118" })).toContain("holds two values for postalCode");
  });

  it("says what is wrong with a part", () => {
    expect(address.refusal({ country: "Germny" })).toMatchInlineSnapshot(
      `""Germny" is not a country. Did you mean "Germany"? Accepted: a country's name or its ISO 3166-1 code, e.g. Germany or DE."`,
    );
    expect(address.refusal({ zap: "10117" })).toMatchInlineSnapshot(
      `"An address has no part "zap". Accepted: an object with any of street, street2, city, state, postalCode, country, latitude, longitude."`,
    );
    expect(address.refusal({ latitude: 91 })).toMatchInlineSnapshot(`"latitude 91 is out of range. Accepted: degrees from -90 to 90."`);
    expect(address.refusal("Unter den Linden 1, Berlin")).toMatchInlineSnapshot(
      `""Unter den Linden 1, Berlin" is not an address in parts. Accepted: an object with any of street, street2, city, state, postalCode, country, latitude, longitude, e.g. {"city":"Berlin","country":"Germany"}."`,
    );
    expect(address.refusal({ city: " " })).toContain("city");
  });

  it("takes coordinates, although no schema asks for them", () => {
    expect(address.encode({ latitude: 52.5, longitude: "13.4" })).toEqual({ latitude: 52.5, longitude: 13.4 });
    expect(address.show({ latitude: 52.5, longitude: 13.4 })).toBe("52.5, 13.4");
    expect(address.show({ latitude: 52.5 })).toBe("52.5");
  });

  it("counts as stored when the API adds parts to it, and not when it changes one", () => {
    expect(address.same({ city: "Berlin" }, { city: "Berlin", latitude: 52.5 })).toBe(true);
    expect(address.same({ city: "Berlin", country: "DE" }, { city: "Berlin" })).toBe(false);
  });
});

describe("a name", () => {
  const name = aTyped({ valueType: "FULL_NAME" });

  it.each([
    ["Dana Scully", { firstName: "Dana", lastName: "Scully" }],
    ["Scully, Dana", { firstName: "Dana", lastName: "Scully" }],
    ["Ludwig van Beethoven", { firstName: "Ludwig", lastName: "van Beethoven" }],
    ["Mary Ann Smith", { firstName: "Mary Ann", lastName: "Smith" }],
    ["Cher", { firstName: "Cher" }],
    ["Martin Luther King, Jr.", { firstName: "Martin Luther", lastName: "King, Jr." }],
    ["King, Martin Luther, Jr", { firstName: "Martin Luther", lastName: "King, Jr" }],
    ["Dana Scully, Ph.D., MD", { firstName: "Dana", lastName: "Scully, Ph.D., MD" }],
    ["Rahman, Md", { firstName: "Md", lastName: "Rahman" }],
  ])("%s has its parts", (written, parts) => {
    expect(name.encode(written)).toEqual(parts);
  });

  it("is not guessed where a part is unknown or given twice", () => {
    expect(name.refusal({ middleName: "K." })).toContain('has no part "middleName"');
    expect(name.refusal({ firstName: "A", first: "B" })).toContain("two values for firstName");
    expect(name.refusal({ firstName: " ", lastName: "" })).toContain("The name is empty");
    expect(name.refusal({})).toContain("The name is empty");
  });

  it("of which every part is unset is unset", () => {
    expect(name.type.isSet({ firstName: null, lastName: "" })).toBe(false);
    expect(name.type.isSet({})).toBe(false);
    expect(name.type.isSet({ firstName: "Cher", lastName: null })).toBe(true);
  });
});

describe("a profile", () => {
  const on = (handleService: string) => aTyped({ valueType: "SOCIAL_HANDLE", config: { handleService } });

  it("is a profile of the field's service", () => {
    expect(on("TWITTER").encode("@dana")).toBe("https://x.com/dana");
    expect(on("TWITTER").encode("twitter.com/Dana/?lang=en")).toBe("https://x.com/Dana");
    expect(on("LINKEDIN").encode("de.linkedin.com/in/dana-s/")).toBe("https://de.linkedin.com/in/dana-s/");
    expect(on("LINKEDIN").refusal("https://x.com/dana")).toMatchInlineSnapshot(
      `""https://x.com/dana" is not a LinkedIn profile. Accepted: a LinkedIn handle or profile URL, e.g. https://www.linkedin.com/in/dana."`,
    );
  });

  it.each([
    ["TWITTER", "https://x.com/dana/status/1"],
    ["TWITTER", "https://x.com/"],
    ["LINKEDIN", "https://www.linkedin.com/feed/"],
    ["INSTAGRAM", "instagram.com"],
    ["FACEBOOK", "www.facebook.com"],
    ["TWITTER", "https://notx.com/dana"],
    ["TWITTER", "javascript:alert(1)"],
    ["LINKEDIN", "Profile"],
    ["LINKEDIN", "LinkedIn"],
    ["LINKEDIN", "yes"],
    ["TWITTER", "Twitter"],
    ["INSTAGRAM", "Link"],
  ])("on %s is not %s", (service, input) => {
    expect(on(service).refusal(input)).toContain(JSON.stringify(input));
  });

  it("is the same under both names of X", () => {
    expect(on("TWITTER").same("https://twitter.com/Dana", "https://x.com/dana/")).toBe(true);
    expect(on("TWITTER").same("https://mobile.twitter.com/dana?s=20", "http://www.x.com/dana/")).toBe(true);
    expect(on("TWITTER").same("https://twitter.com/dana", "https://x.com/dan")).toBe(false);
    expect(on("TWITTER").same("https://twitter.com/dana/status/1", "https://x.com/dana")).toBe(false);
    const { type, definition: field } = on("TWITTER");
    const passes = (stored: string, operator: "equal" | "startsWith", value: string) =>
      type.filter.encode(value, operator, field, BERLIN).every((term) => type.filter.matches(stored, term, field, BERLIN));
    for (const stored of ["https://twitter.com/Dana", "https://x.com/dana/"]) {
      for (const value of ["@dana", "twitter.com/dana", "https://x.com/Dana"]) expect(passes(stored, "equal", value)).toBe(true);
      for (const value of ["twitter.com/da", "x.com/da", "https://twitter.com/d"]) expect(passes(stored, "startsWith", value)).toBe(true);
      expect(passes(stored, "startsWith", "x.com/e")).toBe(false);
    }
  });

  it("is any page where the service is not known", () => {
    expect(on("MASTODON").encode("https://mastodon.social/@dana")).toBe("https://mastodon.social/@dana");
  });
});

describe("text", () => {
  const text = aTyped({});

  it.each(['["a"]', "[1] see below", '{"a": 1}', "[2024]"])("that looks like JSON (%s) stays as it is", (written) => {
    expect(text.encode(written)).toBe(written);
  });

  it("that is blank is refused, since it may be meant to clear or not", () => {
    expect(text.refusal("  ")).toMatchInlineSnapshot(`"The text is empty. Accepted: text; to leave the field empty, omit it."`);
    expect(text.refusal({ a: 1 })).toMatchInlineSnapshot(`"{"a":1} is not text. Accepted: text."`);
  });

  it("one value is not several", () => {
    expect(text.refusal(["a", "b"])).toMatchInlineSnapshot(`"["a","b"] holds 2 values, but the field holds one. Accepted: one value."`);
    expect(text.encode(["a"])).toBe("a");
  });

  it("that is no list of values is one wrong value", () => {
    const url = aTyped({ valueType: "URL" });
    expect(url.refusal("acme corp")).toMatch(/^"acme corp" is not a web address\./);
    expect(url.refusal("acme.com bolt.com")).toContain("holds 2 values, but the field holds one");
  });
});

describe("a list", () => {
  const emails = aTyped({ valueType: "EMAIL", config: { multipleValues: true } });

  it("holds each value once", () => {
    expect(emails.encode("a@b.co, A@B.co; c@d.co")).toEqual(["a@b.co", "c@d.co"]);
  });

  it("is cleared by an empty list and not by a blank one", () => {
    expect(emails.encode([])).toBeNull();
    expect(emails.refusal([""])).toContain("The text is empty");
    expect(emails.refusal([null])).toContain("null is not text");
    expect(emails.encode(["a@b.co", "", null])).toEqual(["a@b.co"]);
  });

  it("names the value that is wrong", () => {
    expect(emails.refusal(["a@b.co", "c@d"])).toMatchInlineSnapshot(
      `""c@d" is not an e-mail address. Accepted: an address such as dana@initech.com."`,
    );
  });

  it("is the same in another order, and not with another value", () => {
    expect(emails.same(["a@b.co", "c@d.co"], ["C@d.co", "a@b.co"])).toBe(true);
    expect(emails.same(["a@b.co"], ["a@b.co", "c@d.co"])).toBe(false);
  });
});

describe("a select", () => {
  const stage = aTyped(aSelect(["Lead", "Customer", "Sales, EMEA"]));

  it("is named by its label, in any case, or its ID", () => {
    for (const input of ["Customer", "customer", " CUSTOMER\n", "opt_1", ["Customer"]]) expect(stage.encode(input)).toBe("opt_1");
    expect(stage.show("opt_1")).toBe("Customer");
    expect(stage.show("opt_gone")).toBe("opt_gone");
  });

  it("is not guessed", () => {
    expect(stage.refusal("Custmer")).toMatchInlineSnapshot(
      `""Custmer" is not an option. Did you mean "Customer"? Accepted: "Lead" | "Customer" | "Sales, EMEA"."`,
    );
    expect(stage.refusal({})).toMatchInlineSnapshot(`"{} is not an option. Accepted: "Lead" | "Customer" | "Sales, EMEA"."`);
    expect(aTyped(aSelect([])).refusal("Lead")).toMatchInlineSnapshot(
      `""Lead" is not an option. Accepted: none, because the field has no options yet."`,
    );
  });

  it("may be written with other dashes, quotes, spaces and case, unless another option is nearer", () => {
    const event = aTyped(aSelect(["Customer Dinner – Berlin", "Founder’s Day", "A-B", "A – B"]));
    expect(["customer dinner - Berlin", "Customer Dinner—Berlin"].map(event.encode)).toEqual(["opt_0", "opt_0"]);
    expect(["Founder's  Day", "a-b", "a – b"].map(event.encode)).toEqual(["opt_1", "opt_2", "opt_3"]);
    expect(event.refusal("A — B")).toContain("fits 2 options");
  });

  it("may be written without accents, or with other signs between words, but not between digits", () => {
    const labels = ["AI Agents", "UK & Ireland", "Überwachung", "Tier 1", "1-10", "-5", "C", "Co-Op", "Coop"];
    const of = aTyped({ valueType: "SINGLE_SELECT", config: { options: labels.map((label) => ({ id: `opt_${label}`, label })) } });
    const written = ["ai-agents", "AI_Agents", "UK and Ireland", "UK/&/Ireland", "Uberwachung", "tier-1", "1 - 10"];
    expect(written.map((one) => of.encode(one))).toEqual(
      ["AI Agents", "AI Agents", "UK & Ireland", "UK & Ireland", "Überwachung", "Tier 1", "1-10"].map((label) => `opt_${label}`),
    );
    for (const other of ["110", "5", "C++", "UK Ireland", "c/o-op", "."]) expect(of.refusal(other)).toContain("is not an option");
    expect(of.encode("coop")).toBe("opt_Coop");
    expect(of.refusal("co_op")).toContain("fits 2 options");
    const region = aTyped(aSelect(["NA", "EMEA", "-"]));
    for (const nothing of ["N/A", "n.a.", "."]) expect(region.refusal(nothing)).toContain("is not an option");
  });

  it("lists no more than thirty options in a message", () => {
    const many = aTyped(aSelect(Array.from({ length: 200 }, (_, at) => `Option ${at}`)));
    expect(many.refusal("x")).toContain('Option 29" | … (170 more; get_contact_definitions with the key of the field lists them)');
  });

  it("takes labels with a comma in one string as they stand", () => {
    const many = aTyped(aSelect(["Lead", "Sales, EMEA"], { valueType: "MULTI_SELECT" }));
    expect(many.encode("Sales, EMEA")).toEqual(["opt_1"]);
    expect(many.encode("Lead; lead")).toEqual(["opt_0"]);
  });
});

describe("options of one label", () => {
  const level = aTyped(aSelect(["Gold", "Silver", "Gold", "gold "], { ids: ["opt_aaaa1111", "opt_bbbb2222", "opt_cccc3333", "opt_dddd4444"] }));

  it("are shown apart by the ends of their IDs", () => {
    expect(shownOptions(level.definition).map(({ label }) => label)).toEqual(["Gold (…1111)", "Silver", "Gold (…3333)", "gold"]);
    expect(level.show("opt_cccc3333")).toBe("Gold (…3333)");
    expect(level.encode("gold (…3333)")).toBe("opt_cccc3333");
  });

  it("are never guessed", () => {
    expect(level.refusal("Gold")).toMatchInlineSnapshot(`""Gold" fits 3 options. Accepted: "Gold (…1111)" | "Gold (…3333)" | "gold"."`);
    expect(level.refusal("GOLD")).toContain("fits 3 options");
    expect(level.encode("gold")).toBe("opt_dddd4444");
  });

  it("have labels that name one option each, whatever the labels and IDs", () => {
    const label = fc.constantFrom("Gold", "gold", "Gold ", "Go\u200bld", "", "\u200b", "Silver");
    const options = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^opt_[a-c]{1,6}$/), label }), {
      minLength: 1,
      maxLength: 8,
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(options, (all) => {
        const typed = aTyped({ valueType: "SINGLE_SELECT", config: { options: all } });
        const shown = shownOptions(typed.definition);
        expect(new Set(shown.map((option) => option.label)).size).toBe(all.length);
        for (const option of shown) {
          expect(option.label).not.toBe("");
          expect(typed.encode(option.label)).toBe(option.id);
          expect(typed.encode(option.id)).toBe(option.id);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("HTML", () => {
  it("is shown as what a person would read of it", () => {
    expect(htmlText("<p>Dana &amp; Fox</p><ul><li>a</li><li>b&nbsp;c</li></ul><style>x{}</style><script>alert(1)</script>&#8364;&#x41;")).toBe(
      "Dana & Fox\na\nb c\n€A",
    );
    expect(htmlText("&constructor; &__proto__; &unknown;")).toBe("&constructor; &__proto__; &unknown;");
  });

  it("takes no long time, however it is made", async () => {
    for (const part of ["<", "<script>"]) await expectLinear((length) => htmlText(part.repeat(length / part.length)), 160_000);
  });
});

describe("shown labels of options", () => {
  const level = aTyped(aSelect(["Gold", "Gold", "Gold (…aaaa)", "opt_1aaaa"], { ids: ["opt_1aaaa", "opt_2bbbb", "opt_3cccc", "opt_4dddd"] }));

  it("are never what another option is really called", () => {
    expect(shownOptions(level.definition).map(({ label }) => label)).toEqual(["Gold (…1aaaa)", "Gold (…bbbb)", "Gold (…aaaa)", "opt_1aaaa"]);
    expect(level.encode("Gold (…aaaa)")).toBe("opt_3cccc");
  });

  it("that are the ID of another option are refused", () => {
    expect(level.refusal("opt_1aaaa")).toMatchInlineSnapshot(
      `""opt_1aaaa" fits 2 options. Accepted: opt_1aaaa ("Gold (…1aaaa)") | opt_4dddd ("opt_1aaaa")."`,
    );
  });
});

describe("no value takes a long time", () => {
  const blanks = (length: number) => `1${" ".repeat(length)}x`;
  const slashes = (length: number) => `https://a.co${"/".repeat(length)}a`;
  it.each<[string, (length: number) => unknown]>([
    ["an amount", (length) => aTyped({ valueType: "CURRENCY" }).refusal(blanks(length))],
    ["a number", (length) => aTyped({ valueType: "NUMBER" }).refusal(blanks(length))],
    ["a URL", (length) => aTyped({ valueType: "URL" }).refusal(slashes(length))],
    ["a stored URL", (length) => aTyped({ valueType: "URL" }).same(slashes(length), `${slashes(length)}b`)],
    ["a country", (length) => aTyped({ valueType: "ADDRESS" }).refusal({ country: "é".repeat(length) })],
    ["a misspelling", (length) => nearest("x".repeat(length), ["y".repeat(length)])],
    ["a label", (length) => nearest("stage", ["y".repeat(length)])],
  ])("%s", async (_what, step) => {
    await expectLinear(step, 200_000);
  });

  it("a URL that is too long and a number of too many digits are refused", () => {
    expect(aTyped({ valueType: "URL" }).refusal(`https://a.co/${"a".repeat(2048)}`)).toContain("at most 2,048 characters");
    expect(aTyped({ valueType: "NUMBER" }).refusal(`${"0".repeat(64)}1`)).toContain("at most 64 characters");
  });
});

it("a value that is nested too deeply for recursion is refused like any other", () => {
  let deep: unknown = "x";
  for (let depth = 0; depth < 50_000; depth++) deep = { a: deep };
  expect(aTyped({}).refusal(deep)).toContain(`${'{"a":'.repeat(16)}… is not text`);
  expect(aTyped({ valueType: "FULL_NAME" }).refusal([deep])).toContain("has no part");
});

it("a stored moment outside of the calendar is shown as it is", () => {
  for (const odd of ["+275760-09-13T00:00:00Z", "-271821-04-20T00:00:00Z"]) expect(aTyped({ valueType: "DATETIME" }).show(odd)).toBe(odd);
});

describe("the nearest choices", () => {
  it("are few edits away, or hold what was written", () => {
    expect(nearest("stagee", ["stage", "page", "owner"])).toEqual(["stage"]);
    expect(nearest("E-Mail", ["email", "phone"])).toEqual(["email"]);
    expect(nearest("lifecycle", ["lifecycle_stage", "region"])).toEqual(["lifecycle_stage"]);
    expect(nearest("zzz", ["stage"])).toEqual([]);
    expect(nearest("", ["stage"])).toEqual([]);
  });
});

it("a value in a message is cut, so that it cannot fill an answer", () => {
  expect(rejectionOf(() => aTyped({ valueType: "NUMBER" }).encode("x".repeat(10_000))).length).toBeLessThan(250);
});

describe("a cleared field", () => {
  it("may be kept as no, where it is a yes/no, and as nothing else", () => {
    const same = (valueType: string, stored: unknown) => fieldTypeOf({ valueType }).same(null, stored, aField({ key: "x", valueType }));
    expect(same("CHECKBOX", false)).toBe(true);
    expect(same("CHECKBOX", null)).toBe(true);
    expect(same("CHECKBOX", true)).toBe(false);
    expect(same("NUMBER", 0)).toBe(false);
  });
});
