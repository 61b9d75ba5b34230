import type { Api, WireContact } from "../../api/index.ts";
import { mapInSlices } from "../../async/time-slices.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import type { Locale } from "../../fields/index.ts";
import { isRecord } from "../../fields/json.ts";
import { InvalidInput, Problems } from "../../fields/rejection.ts";
import type { ContactSearch } from "../../find/find-contacts.ts";
import type { LinkTargets } from "../../names/link-targets.ts";
import type { NameDirectory } from "../../names/name-directory.ts";
import { isWhole } from "../../replica/coverage.ts";
import type { Replica } from "../../replica/replica.ts";
import { addedLinks, difference, isEmpty, nameAfter } from "../../schema/change.ts";
import type { ContactSchema, Relationship } from "../../schema/contact-schema.ts";
import { type Edits, encodeCreate, encodeUpdate } from "../../schema/encode.ts";
import type { TargetId } from "../../schema/link-target.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import { parseRecordId } from "../../schema/record-id.ts";
import { quote } from "../../text/quote.ts";
import type { WriteCall } from "../consent.ts";
import { differingUnique, type Identity, identifiers, identityAfter, identityOf, likeness } from "../duplicates/identity.ts";
import type { LastSeenValues } from "../last-seen.ts";
import { changeOrProblem, type Draft, type DraftRow, unseen } from "../plans/draft.ts";
import { presentContacts } from "../plans/present-contacts.ts";
import { WriteRefused } from "../refusal.ts";
import { unknownOthers } from "../refusal-text.ts";
import { type ColumnKeys, type Columns, matchColumns } from "./columns.ts";
import { readTable, type TableSource } from "./import-table.ts";
import { parseMatchOn, usualMatchOn } from "./match-on.ts";
import { type Match, Matching } from "./matching.ts";
import { rowInput, rowUpdate } from "./row-input.ts";
import { rowName } from "./row-name.ts";
import type { TableRow } from "./table.ts";

/** What an import may do with a row: create whom nobody is, update who is there, or both. */
export const MODES = ["create", "update", "upsert"] as const;
export type Mode = (typeof MODES)[number];

export interface ImportOptions {
  /** What columns mean that their names do not say. */
  readonly columnKeys?: ColumnKeys | undefined;
  /** Fields by whose values a row says whom it means, or name and account; absent: the contact's ID, whatever is unique, e-mail, phone and profile, then name and account. */
  readonly matchOn?: readonly string[] | undefined;
  readonly mode: Mode;
}

export interface ImportDraft extends Draft {
  readonly columns: Columns;
}

export interface ImporterOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly names: NameDirectory;
  readonly targets: LinkTargets;
  readonly search: ContactSearch;
  readonly shown: LastSeenValues;
  readonly replica: Pick<Replica, "get" | "filter">;
  /** Absolute path of the folder from which files may be read. */
  readonly directory: string | undefined;
}

const identityOfRecord = ({ fields, relationships }: ContactRecord): Identity => identityOf(fields, relationships);

/** Rows that are named for their namesakes. */
const MOST_NAMESAKES = 5;

/** Columns that are named as not used with a row. */
const MOST_UNUSED = 5;

/** A row as it was understood. */
interface EncodedRow {
  readonly row: TableRow;
  readonly id: string | undefined;
  readonly create: Edits | undefined;
  readonly update: Edits | undefined;
  /** Why it cannot be written. */
  readonly problems: readonly string[];
}

/** Drafts an import: which row makes whom, changes whom and how, or is left out and why. */
export class Importer {
  readonly #options: ImporterOptions;

  constructor(options: ImporterOptions) {
    this.#options = options;
  }

  /** @throws InvalidInput where the table or its columns cannot be read, WriteRefused where it is not known who is there, the errors of `api/` */
  async draft(
    source: TableSource,
    { columnKeys, matchOn, mode }: ImportOptions,
    call: WriteCall,
    onProgress: (done: number, of: number | undefined) => void,
  ): Promise<ImportDraft> {
    const { live, names, replica } = this.#options;
    const schema = await live.get(call);
    const table = await readTable(source, this.#options.directory);
    const columns = matchColumns(table.columns, schema, columnKeys);
    if (columns.matched.length === 0)
      throw new InvalidInput([
        `No column names a field: ${table.columns.map(quote).join(", ")}. Accepted: keys or labels of get_contact_definitions, such as ${schema.fields
          .filter(({ writable }) => writable)
          .slice(0, 5)
          .map(({ agentKey }) => agentKey)
          .join(", ")}; the argument columns says which column is which.`,
      ]);
    const usual = new Matching(schema, usualMatchOn(schema));
    const chosen = matchOn ? new Matching(schema, parseMatchOn(matchOn, schema, columns)) : usual;
    const encode = (targetId: TargetId) => mapInSlices(table.rows, (row) => this.#encoded(row, columns, schema, targetId));
    const targets = await this.#options.targets.lookUp(encode, call);
    const encoded = await encode(targets.targetId);
    await this.#readContacts(call, onProgress);
    await replica.filter((contact) => {
      for (const matching of new Set([chosen, usual])) matching.add(contact);
      return false;
    });
    const named = (id: string): Match => ({ id, by: "ID", isWeak: false });
    const matched = await mapInSlices(encoded, (one) => ({ ...one, matches: one.id ? [named(one.id)] : one.create ? chosen.find(one.create) : [] }));
    const read = new Map<string, WireContact>();
    const present = await this.#present(
      matched.flatMap(({ matches: [match, ...others] }) => (match && others.length === 0 && !match.isWeak ? [match.id] : [])),
      schema,
      call,
      (contact) => read.set(contact.id, contact),
      onProgress,
    );
    const isMeant = ({ id, create }: EncodedRow, contact: ContactRecord) => {
      const now = read.get(contact.id);
      return id !== undefined || !create || !now || chosen.means(create, now);
    };
    const drafted = await this.#drafted(matched, columns, mode, present, isMeant, usual);
    const rows = await withoutInactive(drafted, names, call);
    const notes = [...encoded.flatMap(({ update }) => update?.notes ?? []), ...targets.notes];
    return { rows, columns, notes: [...new Set([...table.notes, ...notes]), ...namesakesNote(rows, encoded, usual)] };
  }

  #encoded(row: TableRow, { matched, id }: Columns, schema: ContactSchema, targetId: TargetId): EncodedRow {
    const { locale } = this.#options;
    const problems = new Problems();
    const cell = id === undefined ? undefined : row.cells.get(id);
    const contact = cell === undefined ? undefined : problems.collect("id", () => parseRecordId(cell, "contact"));
    const tried = <T>(encode: () => T): T | readonly string[] => {
      try {
        problems.throwIfAny();
        return encode();
      } catch (error) {
        if (error instanceof InvalidInput) return error.problems;
        throw error;
      }
    };
    const create = tried(() => encodeCreate(rowInput(row, matched), schema, locale, targetId));
    const update = tried(() => inParts(encodeUpdate(rowUpdate(row, matched), schema, locale, targetId), matched));
    // Whom an ID names need not be somebody whom the row could make.
    const wrong = (contact === undefined ? [create, update] : [update]).find((one): one is readonly string[] => Array.isArray(one));
    return {
      row,
      id: contact,
      create: "fields" in create ? create : undefined,
      update: "fields" in update ? update : undefined,
      problems: wrong ?? [],
    };
  }

  /** Who is there is told by the index, once all contacts are in it. */
  async #readContacts(call: WriteCall, onProgress: (done: number, of: number | undefined) => void): Promise<void> {
    const { coverage } = await this.#options.search.find({ filters: [], limit: 1 }, call, ({ known, total }) => onProgress(known, total));
    if (isWhole(coverage)) return;
    throw new WriteRefused(`Not planned: who is there already is not known, since ${unknownOthers(coverage)}.`);
  }

  #present(
    ids: readonly string[],
    schema: ContactSchema,
    call: WriteCall,
    onRead: (contact: WireContact) => void,
    onProgress: (done: number, of: number | undefined) => void,
  ): Promise<Map<string, ContactRecord>> {
    const { api, replica } = this.#options;
    const unique = [...new Set(ids)];
    const known = (id: string) => replica.get(id);
    return presentContacts(unique, { api, schema, known, call, onRead, onProgress: (read) => onProgress(read, unique.length) });
  }

  #drafted(
    rows: readonly (EncodedRow & { readonly matches: readonly Match[] })[],
    columns: Columns,
    mode: Mode,
    present: ReadonlyMap<string, ContactRecord>,
    isMeant: (row: EncodedRow, contact: ContactRecord) => boolean,
    usual: Matching,
  ): Promise<DraftRow[]> {
    const { locale, names, shown } = this.#options;
    /** The first row that changes a contact, and that makes a person. */
    const changedBy = new Map<string, number>();
    const madeBy = new Map<string, { readonly number: number; readonly identity: Identity }[]>();
    return mapInSlices(rows, (one): DraftRow => {
      const { row, matches, id, create, update, problems } = one;
      const { number } = row;
      const name = (create && nameAfter(difference(create, undefined).change, locale)) ?? rowName(row, columns);
      if (problems.length > 0 || !update) return { kind: "invalid", number, name, reason: problems.join(" ") };
      if (matches.length > 1) {
        const ids = matches.slice(0, 5).map((match) => match.id);
        return { kind: "ambiguous", number, name, reason: `it may mean ${matches.length} contacts: ${ids.join(", ")}` };
      }
      const [match] = matches;
      if (match?.isWeak) return { kind: "ambiguous", number, name, reason: `it may mean ${match.id}, with whom it has the name alone in common` };
      if (match) {
        const contactId = match.id;
        const contact = present.get(contactId);
        if (!contact) return { kind: "invalid", number, name, reason: id ? `there is no contact ${id}` : "the contact is gone" };
        if (!isMeant(one, contact))
          return {
            kind: "ambiguous",
            number,
            name,
            reason: `it meant ${contactId}, who has been changed by somebody else and holds no longer what the row is known by; import it again in some minutes`,
          };
        const other =
          create && id === undefined ? differingUnique(identityAfter(difference(create, undefined).change), identityOfRecord(contact)) : undefined;
        if (other !== undefined)
          return { kind: "ambiguous", number, name, reason: `it has the ${match.by} of ${contactId}, of whom ${other} is another` };
        const before = changedBy.get(contactId);
        if (before !== undefined) return { kind: "ambiguous", number, name, reason: `it means the same contact as row ${before}` };
        changedBy.set(contactId, number);
        if (mode === "create")
          return { kind: "invalid", number, name, reason: `the contact is there already (${contactId}), and the mode is create` };
        const change = changeOrProblem(update, contact);
        const called = contactName(contact, locale);
        if (typeof change === "string") return { kind: "invalid", number, name: called, reason: change };
        const reason = unseen(shown, contact, change, { locale, nameOf: names.nameOf });
        if (reason) return { kind: "ambiguous", number, name: called, reason };
        return isEmpty(change)
          ? { kind: "unchanged", number, name: called, contact }
          : { kind: "update", number, name: called, contact, by: match.by, change };
      }
      if (mode === "update" || !create) return { kind: "invalid", number, name, reason: "there is no such contact, and the mode is update" };
      const [duplicate] = usual.find(create);
      if (duplicate !== undefined)
        return { kind: "ambiguous", number, name, reason: `very likely ${duplicate.id} is the same person, though not by match_on` };
      const change = changeOrProblem(create, undefined);
      if (typeof change === "string") return { kind: "invalid", number, name, reason: change };
      const identity = identityAfter(change);
      const reason = identity.content === undefined ? undefined : reasonNobody(columns);
      if (reason) return { kind: "invalid", number, name, reason };
      const keys = identifiers(identity);
      const twin = keys.flatMap((key) => madeBy.get(key) ?? []).find((other) => likeness(identity, other.identity)?.kind === "same");
      if (twin) return { kind: "ambiguous", number, name, reason: `it makes the same person as row ${twin.number}` };
      for (const key of keys) madeBy.set(key, [...(madeBy.get(key) ?? []), { number, identity }]);
      return { kind: "create", number, name, change };
    });
  }
}

/** The rows, with the reason where one would link somebody to a record that is known to be inactive. */
async function withoutInactive(rows: readonly DraftRow[], names: NameDirectory, call: WriteCall): Promise<DraftRow[]> {
  const comeIn = (row: DraftRow) => ("change" in row ? addedLinks(row.change) : []);
  const ids = new Map<Relationship, Set<string>>();
  for (const { relationship, ids: added } of rows.flatMap(comeIn)) ids.set(relationship, new Set([...(ids.get(relationship) ?? []), ...added]));
  const inactive = await names.inactive(
    [...ids].map(([relationship, all]) => ({ relationship, ids: [...all] })),
    call,
  );
  return rows.map((row) => {
    const [reason] = comeIn(row).flatMap((links) => links.ids.flatMap((id) => inactive.get(id) ?? []));
    return reason === undefined ? row : { kind: "invalid", number: row.number, name: row.name, reason };
  });
}

/** Why nobody is made of a row that does not say who it is, where columns are not used that may; undefined where all are. */
function reasonNobody({ unmatched, notWritable }: Columns): string | undefined {
  const unused = [...unmatched, ...notWritable].map(({ column }) => column);
  if (unused.length === 0) return undefined;
  const named = `${unused.slice(0, MOST_UNUSED).map(quote).join(", ")}${unused.length > MOST_UNUSED ? ` and ${unused.length - MOST_UNUSED} more` : ""}`;
  return `what is used of it holds no name, e-mail, phone, profile or unique value; say in columns what ${named} ${unused.length === 1 ? "is" : "are"}, or "" to leave ${unused.length === 1 ? "it" : "them"} out`;
}

/** Who is to be made beside somebody of the same name. */
function namesakesNote(rows: readonly DraftRow[], encoded: readonly EncodedRow[], usual: Matching): string[] {
  const made = new Set(rows.flatMap(({ kind, number }) => (kind === "create" ? [number] : [])));
  const found = encoded.flatMap(({ row, create }) => {
    const ids = create && made.has(row.number) ? usual.namesakes(create) : [];
    return ids.length > 0 ? [`row ${row.number} (${ids.slice(0, 2).join(", ")}${ids.length > 2 ? `, ${ids.length - 2} more` : ""})`] : [];
  });
  if (found.length === 0) return [];
  return [`Namesakes: ${found.slice(0, MOST_NAMESAKES).join("; ")}${found.length > MOST_NAMESAKES ? `; ${found.length - MOST_NAMESAKES} more` : ""}`];
}

/** Columns for some parts of a value (a city) leave the others as they are stored. */
function inParts(edits: Edits, matched: Columns["matched"]): Edits {
  const parted = new Set(matched.filter(({ part }) => part !== undefined).map(({ attribute }) => attribute));
  const fields = [...edits.fields].map(([field, edit]) => {
    if (!parted.has(field)) return [field, edit] as const;
    const completed = (stored: unknown) => {
      const [kept, given] = [field.type.restored(stored, field.definition), edit(stored)];
      return isRecord(kept) && isRecord(given) ? { ...kept, ...given } : given;
    };
    return [field, completed] as const;
  });
  return { ...edits, fields: new Map(fields) };
}
