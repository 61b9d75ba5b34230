import { type CallForm, IN_ROW } from "../fields/call-form.ts";
import type { Locale } from "../fields/index.ts";
import { InvalidInput, Problems } from "../fields/rejection.ts";
import { visibleInput } from "../fields/visible-input.ts";
import type { TableRow } from "../files/table.ts";
import { isNameField } from "../identity/kinds/index.ts";
import type { Edits } from "../schema/collected-edits.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { completed } from "../schema/edits-of-values.ts";
import { encodeCreate, encodeUpdate } from "../schema/encode.ts";
import type { TargetId } from "../schema/link-target.ts";
import { parseRecordId } from "../schema/record-id.ts";
import { jsonText } from "../text/quote.ts";
import { asLabel } from "../text/words.ts";
import { rowText } from "../writes/sentences.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { rowInput, rowUpdate } from "./row-input.ts";

/** A row as edits. */
export interface EncodedRow {
  readonly row: TableRow;
  /** The contact's ID, where the row gives it. */
  readonly id: string | undefined;
  readonly create: Edits | undefined;
  readonly update: Edits | undefined;
  /** Why it cannot be written. */
  readonly problems: readonly string[];
}

/** What rows are encoded with. */
interface RowEncoding {
  readonly columns: Columns;
  readonly schema: ContactSchema;
  readonly locale: Locale;
  readonly targetId: TargetId;
}

export function encodeRow(row: TableRow, { columns: { matched, id, salutation }, schema, locale, targetId }: RowEncoding): EncodedRow {
  if (row.problem !== undefined) return { row, id: undefined, create: undefined, update: undefined, problems: [row.problem] };
  const found = new Problems();
  const cell = id === undefined ? undefined : row.cells.get(id);
  const contact = cell === undefined ? undefined : found.collect("id", () => parseRecordId(cell, "contact"));
  const encoding = { schema, locale, targetId, form: formOf(matched) };
  const create = attempt(() => encodeCreate(rowInput(row, matched), encoding));
  const update = attempt(() => keepUnseen(inParts(encodeUpdate(rowUpdate(row, matched, contact !== undefined), encoding), matched)));
  // A row with an ID need not be able to create a contact.
  const wrong = (contact === undefined ? [create, update] : [update]).find((one): one is readonly string[] => Array.isArray(one));
  const isWhole = found.all.length === 0 && row.unread === undefined;
  const isEmpty = cell === undefined && !matched.some(({ column }) => row.cells.has(column));
  // If no cell can be read, these problems also explain why the row has no values.
  const unwritten = isEmpty && row.leftOut ? [rowText.onlyLeftOut(row.leftOut.map(({ why }) => why.problemWithNearest))] : (wrong ?? []);
  const problems = [...found.all, ...(row.unread ?? []), ...(isEmpty && !isWhole ? [] : unwritten)];
  return {
    row,
    id: contact,
    create: isWhole && "fields" in create ? withSalutation(create, salutation === undefined ? undefined : row.cells.get(salutation)) : undefined,
    update: isWhole && "fields" in update ? update : undefined,
    problems,
  };
}

/** A row names a value by the column that gives it, if it is only one. */
const formOf = (matched: Columns["matched"]): CallForm => ({
  ...IN_ROW,
  place: (_, key, label) => {
    const [one, ...others] = matched.filter(({ attribute }) => attribute.agentKey === key);
    return one && others.length === 0 ? asLabel(one.column) : label;
  },
});

/** The edits, or what is wrong with the values. */
function attempt(encode: () => Edits): Edits | readonly string[] {
  try {
    return encode();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** What a column of its own says before the name. */
function withSalutation(edits: Edits, told: unknown): Edits {
  const name = typeof told === "string" ? [...edits.fields.keys()].find(isNameField) : undefined;
  if (!name) return edits;
  return { ...edits, salutations: new Map([...(edits.salutations ?? []), [name, `${told} ${edits.salutations?.get(name) ?? ""}`]]) };
}

/** Columns for some parts of a value (a city) leave the others as they are stored. */
function inParts(edits: Edits, matched: Columns["matched"]): Edits {
  const parted = new Set(matched.filter(({ part }) => part !== undefined).map(({ attribute }) => attribute));
  const fields = [...edits.fields].map(([field, edit]) => {
    return [field, parted.has(field) ? (stored: unknown) => completed(field, stored, edit(stored)) : edit] as const;
  });
  return { ...edits, fields: new Map(fields) };
}

const seen = (value: unknown) => jsonText(visibleInput(value)).replaceAll(/\s+/g, " ");

/** The value to store, so that only visible characters change. */
function withoutUnseen(next: unknown, stored: unknown): unknown {
  if (Array.isArray(next) && Array.isArray(stored)) {
    const [exact, visible] = [new Set(stored.map(jsonText)), new Set(stored.map(seen))];
    return next.filter((item) => exact.has(jsonText(item)) || !visible.has(seen(item)));
  }
  return stored !== null && stored !== undefined && seen(next) === seen(stored) ? stored : next;
}

/** A file cannot hold all stored characters, so an import does not change a value for invisible ones alone. */
const keepUnseen = (edits: Edits): Edits => ({
  ...edits,
  fields: new Map([...edits.fields].map(([field, edit]) => [field, (stored: unknown) => withoutUnseen(edit(stored), stored)] as const)),
});
