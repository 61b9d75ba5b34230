import type { Card } from "./cards.ts";
import { profileOf } from "./profiles.ts";
import { listOf, type Property, partsOf, unescaped } from "./properties.ts";

/** The cells of a card, by the names of its columns. Several values of one kind are a list. */
export interface CardRow {
  readonly cells: ReadonlyMap<string, string | readonly string[]>;
  /** Why the card is not a person, as a sentence. */
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
  "Mobile",
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

/** Properties of single programs that say something about the person. */
const TOLD = /^X-(?:AB(?:DATE|RELATEDNAMES)|ANDROID-CUSTOM|AIM|ICQ|JABBER|MSN|YAHOO|SKYPE|QQ|SPOUSE|MANAGER|ASSISTANT)/;

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

const GROUP = "It is the card of a group, not of a person.";
const COMPANY = "It is the card of a company, not of a person.";

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

type Column = (typeof COLUMNS)[number];

/** Reads a card as a row of a table of contacts. */
export const cardRow = (card: Card): CardRow => new CardReader(card).row();

class CardReader {
  readonly #card: Card;
  readonly #cells = new Map<string, string | readonly string[]>();
  readonly #leftOut = new Set<string>();

  constructor(card: Card) {
    this.#card = card;
  }

  row(): CardRow {
    const isCompany = this.#readNames();
    this.#readWays();
    this.#readPages();
    this.#readAddress();
    this.#readDate("Birthday", "BDAY");
    this.#readDate("Anniversary", "ANNIVERSARY", "X-ANNIVERSARY");
    this.#put("id", [this.#text(ID_PROPERTY)]);
    this.#put("Job title", [this.#text("TITLE") || this.#text("ROLE")]);
    for (const [column, name] of [
      ["Nickname", "NICKNAME"],
      ["Categories", "CATEGORIES"],
    ] as const) {
      this.#put(
        column,
        this.#of(name).flatMap(({ value }) => listOf(value)),
      );
    }
    const notes = this.#of("NOTE").map(({ value }) => unescaped(value));
    this.#put("Notes", [notes.join("\n")]);
    for (const { name } of this.#card)
      if (!READ.has(name) && !SILENT.has(name) && (!name.startsWith("X-") || TOLD.test(name))) this.#leftOut.add(name);
    const problem = isCardOf(this.#card, "group") ? GROUP : isCompany ? COMPANY : undefined;
    return { cells: this.#cells, leftOut: [...this.#leftOut], ...(problem === undefined ? {} : { problem }) };
  }

  /** Properties of some names, the preferred first. */
  #of(...names: readonly string[]): Property[] {
    return this.#card.filter(({ name }) => names.includes(name)).sort((one, other) => rankOf(one) - rankOf(other));
  }

  #text(name: string): string {
    return unescaped(this.#of(name)[0]?.value ?? "");
  }

  #put(column: Column, values: readonly (string | undefined)[]): void {
    const [value, ...others] = [...new Set(values.filter((one): one is string => one !== undefined && one !== ""))];
    if (value !== undefined) this.#cells.set(column, others.length > 0 ? [value, ...others] : value);
  }

  /** @returns whether the card is one of a company */
  #readNames(): boolean {
    const [family = "", given = "", middle, prefix, suffix] = nameParts(this.#of("N")[0]);
    const formatted = this.#text("FN");
    const [organization = "", ...units] = partsOf(this.#of("ORG")[0]?.value ?? "");
    const isUnnamed = family === "" && given === "";
    const isCompany = isCardOf(this.#card, "org", "company") || (isUnnamed && formatted !== "" && formatted === organization);
    // A card must have a name, so programs use the address of a person without a name.
    const isAddress = this.#of("EMAIL", "TEL").some((property) => plainValue(property) === formatted);
    // Our exports call such a person by anything that is known.
    const isExport = this.#of(ID_PROPERTY).length > 0;
    if (isUnnamed && !isCompany && !isAddress && !isExport) this.#put("Full name", [formatted]);
    this.#put("Name prefix", [prefix]);
    this.#put("First name", [given]);
    this.#put("Middle name", [middle]);
    this.#put("Last name", [family]);
    this.#put("Name suffix", [suffix]);
    this.#put("Company", [organization || (isCompany ? formatted : "")]);
    this.#put("Department", [units.filter(Boolean).join(", ")]);
    return isCompany;
  }

  #readWays(): void {
    const labels = new Map(this.#of("X-ABLABEL").map(({ group, value }) => [group, value.toLowerCase()]));
    const isLabelled = (property: Property, ...kinds: readonly string[]) =>
      kinds.some((kind) => typesOf(property).some((type) => type.includes(kind)) || labels.get(property.group || "none")?.includes(kind));
    const isOwn = (property: Property) => !isLabelled(property, "pager", "assist", "asist", "asyst", "secret", "sekret", "秘書", "助理");
    const numbers = this.#of("TEL").filter(isOwn);
    const isFax = (property: Property) => isLabelled(property, "fax");
    const phones = numbers.filter((property) => !isFax(property));
    const mobile = phones.find((property) => isLabelled(property, "cell", "iphone", "mobile"));
    const mobileNumber = mobile && plainValue(mobile);
    const others = phones.map(plainValue).filter((number) => number !== mobileNumber);
    this.#put("Email", this.#of("EMAIL").filter(isOwn).map(plainValue));
    if (!this.#of("TEL", "EMAIL").every(isOwn)) this.#leftOut.add("a pager, or addresses and numbers of an assistant");
    this.#put("Phone", others);
    this.#put("Mobile", [mobileNumber]);
    this.#put("Fax", numbers.filter(isFax).map(plainValue));
  }

  #readPages(): void {
    const pages = this.#of("URL", "X-SOCIALPROFILE", "SOCIALPROFILE").map(profileOf);
    const urlsOf = (wanted: string) => pages.flatMap(({ kind, url }) => (kind === wanted ? [url] : []));
    const [website, ...others] = urlsOf("Website");
    this.#put("LinkedIn", urlsOf("LinkedIn"));
    this.#put("X", urlsOf("X"));
    this.#put("Website", [website]);
    if (others.length > 0) this.#leftOut.add("a second website");
    for (const { kind } of pages) if (!COLUMNS.some((column) => column === kind)) this.#leftOut.add(`a profile of ${kind}`);
  }

  #readAddress(): void {
    const all = this.#of("ADR").filter(({ value }) => partsOf(value).some(Boolean));
    // A home address counts only without another one.
    const isHome = (property: Property) => Number(typesOf(property).includes("home"));
    const [address, ...others] = all.sort((one, other) => isHome(one) - isHome(other));
    const [box, extended, street, city, state, postalCode, country] = partsOf(address?.value ?? "");
    this.#put("Street", [[street, extended, box].filter(Boolean).join(", ")]);
    this.#put("City", [city]);
    this.#put("State", [state]);
    this.#put("Postal code", [postalCode]);
    this.#put("Country", [country]);
    if (others.length > 0) this.#leftOut.add("a second address");
  }

  #readDate(column: "Birthday" | "Anniversary", ...names: readonly string[]): void {
    const [written] = this.#of(...names);
    const date = written && dateOf(written);
    this.#put(column, [date]);
    if (written && date === undefined) this.#leftOut.add(`a ${column.toLowerCase()} without its year`);
  }
}

/** Each part of a name may be a list: "Jane,Marie". */
const nameParts = (name: Property | undefined) => (name ? partsOf(name.value).map((part) => part.replace(/,(?=\S)/g, " ")) : []);

const plainValue = ({ value }: Property) => withoutScheme(unescaped(value));

const isCardOf = (card: Card, ...kinds: readonly string[]) =>
  card.some(({ name, value }) => ["KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"].includes(name) && kinds.includes(value.trim().toLowerCase()));
