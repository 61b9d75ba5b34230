import { getOrInsert } from "../maps.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import { fieldValueOf } from "../schema/timestamps.ts";
import type { Line, Table } from "../text/answer.ts";
import { fold } from "../text/fold.ts";
import { oneLine } from "../text/plain-text.ts";
import { asWord } from "../text/words.ts";
import type { ShowOptions } from "./change.ts";
import { namesWithIds } from "./links.ts";
import { contactTable, withColumn } from "./table.ts";
import { valueLines } from "./value.ts";

/** Why a contact was found, for one word of the query. */
export interface Reason {
  readonly kind: string;
  readonly query: string;
  readonly matched: string;
  readonly how: string;
}

const LONGEST_TAIL = 6;

/** "smyth→Smith", "…4471": how a word of the query was matched. */
function matchText({ query, matched, how }: Reason): string {
  if (how === "phone") return `…${matched.slice(-Math.min(LONGEST_TAIL, Math.max(4, query.replace(/\D/g, "").length)))}`;
  const word = oneLine(matched);
  return how === "exact" || how === "start" ? word : `${oneLine(query)}→${word}`;
}

/** Kinds of text that several fields of a contact may have. */
const OF_FIELDS = ["option", "text"];

/** The field in which a contact has a word, and the option. Undefined for kinds that say it themselves. */
function heldIn({ kind, matched }: Reason, { fields }: ContactRecord): { readonly label: string; readonly text: string } | undefined {
  if (!OF_FIELDS.includes(kind)) return undefined;
  for (const { field, raw } of fields) {
    if (field.type.search.as !== kind) continue;
    const text = field.type.search.texts(raw, field.definition).find((one) => fold(one).includes(fold(matched)));
    if (text !== undefined) return { label: field.label, text };
  }
  return undefined;
}

/**
 * Reasons in one line, without repetition and grouped by kind: "account Acme Solar, name smyth→Smith", "phone …4471". Of
 * options and texts, the field is named: "Events attended: Customer Dinner", "Notes pricing".
 */
export function reasonsText(reasons: readonly Reason[], contact: ContactRecord): string {
  const words = new Map<string, Set<string>>();
  for (const reason of reasons) {
    const held = heldIn(reason, contact);
    const isOption = held && reason.kind === "option" && reason.how === "exact";
    const where = held ? `${held.label}${isOption ? ":" : ""}` : reason.kind;
    getOrInsert(words, where, () => new Set()).add(isOption ? oneLine(held.text) : matchText(reason));
  }
  return [...words].map(([kind, matches]) => [kind, ...matches].join(" ")).join(", ");
}

/** One attribute of a contact in full: with its line breaks, linked records with their IDs, and "-" if it is unset. */
export function attributeLines(contact: ContactRecord, attribute: Attribute, { locale, nameOf }: ShowOptions): Line[] {
  const { label } = attribute;
  if (attribute.kind === "relationship") {
    const links = contact.relationships.find(({ relationship }) => relationship.apiKey === attribute.apiKey);
    return [`${label}: ${(links && namesWithIds(links, nameOf)) || "-"}`];
  }
  const value = fieldValueOf(contact, attribute);
  const text = value ? valueLines(value, locale) : "";
  return text.includes("\n") ? [`${label}:`, { fenced: text }] : [`${label}: ${text || "-"}`];
}

/** One contact with the attributes that were asked for, each in full. */
export const fullLines = (contact: ContactRecord, attributes: readonly Attribute[], show: ShowOptions): Line[] => [
  `Contact ${asWord(contact.id)}`,
  ...attributes.flatMap((attribute) => attributeLines(contact, attribute, show)),
];

interface FoundTable {
  /** The reasons that all contacts share; "" if there are none. */
  readonly why: string;
  readonly table: Table;
}

/** Contacts as a table. If their reasons differ, a last column shows those that not all of them share. */
export function foundTable(
  found: readonly { readonly contact: ContactRecord; readonly reasons: readonly Reason[] }[],
  columns: readonly Attribute[],
  show: ShowOptions,
): FoundTable {
  const keys = found.map(({ reasons, contact }) => new Set(reasons.map((reason) => reasonsText([reason], contact))));
  const reasonsOf = ({ reasons, contact }: (typeof found)[number], areCommon: boolean) =>
    reasonsText(
      reasons.filter((reason) => keys.every((own) => own.has(reasonsText([reason], contact))) === areCommon),
      contact,
    );
  const special = found.map((one) => reasonsOf(one, false));
  const hasSpecial = special.some((text) => text !== "");
  const table = contactTable(
    found.map(({ contact }) => contact),
    columns,
    show,
  );
  return {
    why: found[0] ? reasonsOf(found[0], true) : "",
    table: hasSpecial ? withColumn(table, ["why", ...special]) : table,
  };
}
