import type { Card } from "./cards.ts";
import { profileOf } from "./profiles.ts";
import { listOf, type Property, partsOf, unescaped } from "./properties.ts";

/** The cells of a card, by the names of its columns. Several values of one kind are a list. */
export interface CardRow {
  readonly cells: ReadonlyMap<string, string | readonly string[]>;
  /** Why the card is no person, as a sentence. */
  readonly problem?: string;
  /** What was left out, as phrases: "a second address". */
  readonly leftOut: readonly string[];
}

/** The ID of the contact in a card that this program has written. */
export const ID_PROPERTY = "X-LIGHTFIELD-ID";

/** In the order of a table. */
export const COLUMNS = [
  "id",
  "Full name",
  "Name prefix",
  "First name",
  "Middle name",
  "Last name",
  "Name suffix",
  "Nickname",
  "Email",
  "Phone",
  "Fax",
  "Company",
  "Department",
  "Job title",
  "Website",
  "LinkedIn",
  "X",
  "Birthday",
  "Anniversary",
  "Street",
  "City",
  "State",
  "Postal code",
  "Country",
  "Categories",
  "Notes",
] as const;

/** Properties that say nothing about the person. */
const SILENT: ReadonlySet<string> = new Set([
  "VERSION",
  "PRODID",
  "REV",
  "UID",
  "SORT-STRING",
  "CLASS",
  "CLIENTPIDMAP",
  "LABEL",
  "SOURCE",
  "PROFILE",
  "MAILER",
  "XML",
]);

const READ: ReadonlySet<string> = new Set([
  "FN",
  "N",
  "NICKNAME",
  "EMAIL",
  "TEL",
  "ORG",
  "TITLE",
  "ROLE",
  "URL",
  "X-SOCIALPROFILE",
  "SOCIALPROFILE",
  "BDAY",
  "ANNIVERSARY",
  "X-ANNIVERSARY",
  "ADR",
  "CATEGORIES",
  "NOTE",
  "KIND",
]);

const typesOf = ({ parameters }: Property) => (parameters.get("type") ?? []).map((type) => type.toLowerCase());

/** Smaller is preferred more: "PREF=1" of vCard 4.0, "TYPE=pref" before. */
function rankOf(property: Property): number {
  const [rank] = property.parameters.get("pref") ?? [];
  if (rank !== undefined) return Number(rank) || 100;
  return typesOf(property).includes("pref") ? 0 : 101;
}

/** "tel:+1-201-555-0123;ext=55", "mailto:dana@fbi.gov" */
const withoutScheme = (value: string) =>
  value
    .replace(/^(?:tel|mailto|sms):/i, "")
    .replace(/;ext=(\d+)$/i, " ext. $1")
    .replace(/;[\w-]+=[^;]*$/, "");

/** "19960415", "1996-04-15T00:00:00Z"; undefined without a year. */
function dateOf({ value, parameters }: Property): string | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?:T.*|\s.*)?$/.exec(value.trim()) ?? [];
  const [omitted] = parameters.get("x-apple-omit-year") ?? [];
  if (year === undefined) return /^-{2}/.test(value.trim()) ? undefined : unescaped(value) || undefined;
  return year === omitted ? undefined : `${year}-${month}-${day}`;
}

/** Reads a card as a row of a table of contacts. */
export function cardRow(card: Card): CardRow {
  const of = (...names: readonly string[]) => card.filter(({ name }) => names.includes(name)).sort((one, other) => rankOf(one) - rankOf(other));
  const labels = new Map(card.flatMap(({ name, group, value }) => (name === "X-ABLABEL" ? [[group, value.toLowerCase()] as const] : [])));
  const leftOut = new Set<string>();
  const cells = new Map<string, string | readonly string[]>();
  const put = (column: (typeof COLUMNS)[number], values: readonly (string | undefined)[]) => {
    const [value, ...others] = [...new Set(values.filter((one): one is string => one !== undefined && one !== ""))];
    if (value !== undefined) cells.set(column, others.length > 0 ? [value, ...others] : value);
  };

  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = nameParts(of("N")[0]);
  const formatted = unescaped(of("FN")[0]?.value ?? "");
  const [organization = "", ...units] = partsOf(of("ORG")[0]?.value ?? "");
  const isCompany = isCardOf(card, "org", "company") || (family === "" && given === "" && formatted !== "" && formatted === organization);
  if (family === "" && given === "" && !isCompany) put("Full name", [formatted]);
  put("id", [of(ID_PROPERTY)[0]?.value.trim()]);
  put("Name prefix", [prefix]);
  put("First name", [given]);
  put("Middle name", [middle]);
  put("Last name", [family]);
  put("Name suffix", [suffix]);
  put(
    "Nickname",
    of("NICKNAME").flatMap(({ value }) => listOf(value)),
  );
  put(
    "Email",
    of("EMAIL").map(({ value }) => withoutScheme(unescaped(value))),
  );
  const isFax = (property: Property) => typesOf(property).includes("fax") || (property.group !== "" && labels.get(property.group)?.includes("fax"));
  const numbers = of("TEL").filter((property) => !typesOf(property).some((type) => type === "pager"));
  put("Phone", numbers.filter((property) => !isFax(property)).map(numberOf));
  put("Fax", numbers.filter((property) => isFax(property)).map(numberOf));
  put("Company", [organization || (isCompany ? formatted : "")]);
  put("Department", [units.filter(Boolean).join(", ")]);
  put("Job title", [unescaped((of("TITLE")[0] ?? of("ROLE")[0])?.value ?? "")]);
  const pages = of("URL", "X-SOCIALPROFILE", "SOCIALPROFILE").map((property) => profileOf(property));
  for (const column of ["LinkedIn", "X"] as const)
    put(
      column,
      pages.filter(({ kind }) => kind === column).map(({ url }) => url),
    );
  const [website, ...otherPages] = pages.filter(({ kind }) => kind === "Website");
  put("Website", [website?.url]);
  if (otherPages.length > 0) leftOut.add("a second website");
  for (const { kind } of pages) if (!COLUMNS.some((column) => column === kind)) leftOut.add(`a profile of ${kind}`);
  const [address, ...otherAddresses] = of("ADR").filter(({ value }) => partsOf(value).some(Boolean));
  if (otherAddresses.length > 0) leftOut.add("a second address");
  const [box = "", extended = "", street = "", city, state, postalCode, country] = partsOf(address?.value ?? "");
  put("Street", [[street, extended, box].filter(Boolean).join(", ")]);
  put("City", [city]);
  put("State", [state]);
  put("Postal code", [postalCode]);
  put("Country", [country]);
  for (const [column, names] of [
    ["Birthday", ["BDAY"]],
    ["Anniversary", ["ANNIVERSARY", "X-ANNIVERSARY"]],
  ] as const) {
    const [date] = of(...names);
    put(column, [date && dateOf(date)]);
    if (date && dateOf(date) === undefined) leftOut.add(`a ${column.toLowerCase()} without its year`);
  }
  put(
    "Categories",
    of("CATEGORIES").flatMap(({ value }) => listOf(value)),
  );
  put("Notes", [
    of("NOTE")
      .map(({ value }) => unescaped(value))
      .join("\n"),
  ]);
  for (const { name } of card) if (!READ.has(name) && !SILENT.has(name) && !name.startsWith("X-")) leftOut.add(name);

  const problem = isCardOf(card, "group")
    ? "It is the card of a group, not of a person."
    : isCompany
      ? "It is the card of a company, not of a person."
      : undefined;
  return { cells, leftOut: [...leftOut], ...(problem === undefined ? {} : { problem }) };
}

/** Each part of a name may be a list: "Jane,Marie". */
const nameParts = (name: Property | undefined) => (name ? partsOf(name.value).map((part) => part.replace(/,(?=\S)/g, " ")) : []);

const numberOf = ({ value }: Property) => withoutScheme(unescaped(value));

const isCardOf = (card: Card, ...kinds: readonly string[]) =>
  card.some(({ name, value }) => ["KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"].includes(name) && kinds.includes(value.trim().toLowerCase()));
