import { mapInSlices, runInSlices } from "../async/time-slices.ts";
import type { ColumnHints } from "../fields/column-reading.ts";
import type { Locale } from "../fields/index.ts";
import type { TableRow } from "../files/table.ts";
import type { DuplicateGroup } from "../find/duplicates/duplicate-group.ts";
import { groupsAmong } from "../find/duplicates/groups-among.ts";
import { findContacts } from "../find/find-contacts.ts";
import { getOrInsert } from "../maps.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import { type Coverage, isWhole } from "../replica/coverage.ts";
import type { Replica } from "../replica/replica.ts";
import { addedLinks } from "../schema/change.ts";
import type { ContactSchema, Relationship } from "../schema/contact-schema.ts";
import type { TargetId } from "../schema/link-target.ts";
import type { WriteCall } from "../writes/consent.ts";
import type { DraftRow, PlanDraft } from "../writes/plans/draft.ts";
import { GivenValues } from "../writes/plans/given-values.ts";
import { FEW, presentContacts } from "../writes/plans/present-contacts.ts";
import { WriteRefused } from "../writes/refusal.ts";
import { unknownOthers } from "../writes/refusal-text.ts";
import { planText } from "../writes/sentences.ts";
import type { SessionWrites } from "../writes/session-writes.ts";
import type { ColumnKeys, Columns } from "./columns/column-matcher.ts";
import { isOfName } from "./columns/matched-column.ts";
import { withDialCodes } from "./dial-codes.ts";
import { type EncodedRow, encodeRow } from "./encoded-row.ts";
import { readTable, type TableSource } from "./import-table.ts";
import { leftOutNotes, optionsNote } from "./left-out.ts";
import { likenessNotes, namesKeptNote } from "./likeness-notes.ts";
import { lostObjections } from "./lost-objections.ts";
import { parseMatchOn, usualMatchOn } from "./match-on.ts";
import { type Found, Matching } from "./matching.ts";
import { misfitNotes } from "./misfit-values.ts";
import { withoutMissing } from "./missing-records.ts";
import { placesNote } from "./mixed-places.ts";
import type { Mode } from "./modes.ts";
import { columnBeside } from "./name-cell.ts";
import { withPlainNames } from "./plain-names.ts";
import { readCells } from "./readings.ts";
import { withoutRepeatedRows } from "./repeated-rows.ts";
import { repeatsNote } from "./repeated-values.ts";
import { ReplacedValues } from "./replaced-values.ts";
import { type MatchedRow, RowDrafter } from "./row-drafter.ts";
import { rowLocales } from "./row-locale.ts";
import { splitNote } from "./split-note.ts";
import { fieldNames, useColumns } from "./used-columns.ts";

interface ImportOptions {
  /** The meanings of columns whose names do not show them. */
  readonly columnKeys?: ColumnKeys | undefined;
  /**
   * Fields whose values identify the contact of a row, or name and account. Absent: the contact's ID, unique
   * values, e-mail, phone and profile, then name and account.
   */
  readonly matchOn?: readonly string[] | undefined;
  readonly mode: Mode;
  /** How to read the cells of columns that have two readings. */
  readonly hints?: ColumnHints;
}

interface ImportDraft extends PlanDraft {
  readonly columns: Columns;
  /** Contacts that are one person already: a row may mean each of them. */
  readonly met: readonly DuplicateGroup[];
  /** How old the contacts are that rows were compared with. */
  readonly coverage: Coverage;
}

interface ImporterOptions {
  readonly writes: SessionWrites;
  /** Absolute path of the folder from which files may be read. */
  readonly directory: string | undefined;
}

/**
 * How long, in ms, contacts are read one by one if the local copy is current, or if they are too many to read all: the
 * answer shows the first ones. Each is compared again before it is written, also with what says that the row means it.
 */
const FIRST_MS = 1_000;

type OnProgress = (done: number, of: number | undefined) => void;

/** Drafts an import: which row creates a contact, which changes one and how, and which is left out and why. */
export class Importer {
  readonly #options: ImporterOptions;

  constructor(options: ImporterOptions) {
    this.#options = options;
  }

  /** @throws InvalidInput if the table cannot be read, WriteRefused if not all contacts are known, the errors of `api/` */
  async draft(
    source: TableSource,
    { columnKeys, matchOn, mode, hints = {} }: ImportOptions,
    call: WriteCall,
    onProgress: OnProgress,
  ): Promise<ImportDraft> {
    const { writes, directory } = this.#options;
    const { workspace, lastSeen, written } = writes;
    const { live, names, replica, replication } = workspace;
    const locale: Locale = { ...workspace.locale, phoneCountry: hints.phoneCountry ?? workspace.locale.phoneCountry };
    const schema = await live.recent(call);
    const table = await readTable(source, { directory, isFieldName: await fieldNames(schema), signal: call.signal });
    const values = new ReplacedValues(columnKeys ?? {}, [
      ...table.columns,
      ...table.columns.flatMap((column) => [columnBeside(column, "company"), columnBeside(column, "title")]),
    ]);
    const used = await useColumns(table, { schema, locale, keys: values.columnKeys });
    const accounts = async (isNeeded: boolean) => {
      const all = names.ofType("account");
      if (isNeeded) await all?.list(call).catch(() => false);
      return all?.store.named() ?? [];
    };
    const replaced = (rows: readonly TableRow[], matched: Columns["matched"], ofNames: boolean) =>
      values.in(
        rows,
        matched.filter((one) => isOfName(one) === ofNames),
        locale,
      );
    const named = await replaced(used.rows, used.columns.matched, true);
    const plain = await withPlainNames(named, used.columns, { meanings: used.meanings, accounts, values });
    const { columns, rows: dialled } = await withDialCodes(await replaced(plain.rows, plain.columns.matched, false), plain.columns);
    values.check(columns);
    const matching = new Matching(schema, matchOn ? parseMatchOn(matchOn, schema, columns) : usualMatchOn(schema), written.salutations);
    const locales = await rowLocales(dialled, columns.matched, locale);
    const read = await readCells(locales, { ...columns, hints, locale, localeOf: locales.of });
    const distinct = await withoutRepeatedRows(read.rows, columns, (field) => matching.identifies(field));
    const encode = (rows: readonly TableRow[], targetId: TargetId, matched = columns.matched) =>
      mapInSlices(rows, (row) => encodeRow(row, { columns: { ...columns, matched }, schema, locale: locales.of(row), targetId }));
    const links = columns.matched.filter(({ attribute }) => attribute.kind === "relationship");
    const linking = distinct.rows.filter(({ cells }) => links.some(({ column }) => cells.has(column)));
    const targets = await workspace.targets.lookUp((targetId) => encode(linking, targetId, links), call);
    const linkable = await withoutMissing(distinct.rows, columns.matched, { targetId: targets.targetId, values });
    const encoded = await encode(linkable.rows, targets.targetId);
    const coverage = await this.#readContacts(call, onProgress);
    await replica.scan((contact) => matching.addContact(contact), { reads: matching.reads });
    await mapInSlices(encoded, ({ row, create }) => create && matching.addRow(row.number, create, linkable.accounts.get(row.number) ?? []));
    await runInSlices(matching.prepare());
    const matched = await mapInSlices(encoded, (one): MatchedRow => ({ ...one, found: foundFor(one, matching) }));
    const ids = [...new Set(matched.flatMap(({ found: { meant } }) => (meant.kind === "contact" ? [meant.id] : [])))];
    const mostMs = ids.length > FEW || replication.findsAll ? FIRST_MS : undefined;
    const present = await presentContacts(ids, { workspace, schema, call, mostMs, onProgress: (read) => onProgress(read, ids.length) });
    const given = new GivenValues(writes, locale);
    const drafter = new RowDrafter({ workspace, lastSeen, schema, columns, mode, present, matching, given });
    const drafted = await mapInSlices(matched, (row) => drafter.draft(row));
    const rows = await withoutInactive(drafted, names, call);
    const notes = [...encoded.flatMap(({ update }) => update?.notes ?? []), ...targets.notes];
    const invalid = new Set(rows.flatMap(({ kind, number }) => (kind === "invalid" || kind === "undecided" ? [number] : [])));
    const isValid = (row: number) => !invalid.has(row);
    const said = [
      ...table.notes,
      ...used.notes,
      ...plain.notes,
      ...locales.notes,
      ...values.notes(),
      ...read.notes,
      ...splitNote(rows, encoded, columns),
      ...distinct.notes,
      ...leftOutNotes(distinct.rows.filter(({ number }) => isValid(number))),
      ...optionsNote(distinct.rows, columns.matched, values),
      ...misfitNotes(drafter.misfits, isValid),
      ...linkable.notes(isValid),
      ...notes,
    ];
    return {
      rows,
      columns,
      coverage,
      met: await duplicatesMet(matched, replica, schema),
      warnings: await lostObjections(table.rows, columns, schema),
      incomplete: [...used.incomplete, ...locales.unclear, ...read.unclear],
      notes: [
        ...new Set(said),
        ...(await likenessNotes(rows, matched, workspace)),
        ...namesKeptNote(drafter.namesKept, rows),
        ...repeatsNote(drafter.repeating),
        ...placesNote(drafter.misplaced),
        // An object of a call has only the keys that it changes.
        ...(source.rows === undefined ? drafter.kept.notes() : []),
      ],
    };
  }

  /** The index shows who exists, as soon as it has all contacts. */
  async #readContacts(call: WriteCall, onProgress: OnProgress): Promise<Coverage> {
    const { coverage } = await findContacts({ filters: [], limit: 1 }, this.#options.writes.workspace, call, ({ known, total }) =>
      onProgress(known, total),
    );
    if (!isWhole(coverage)) throw new WriteRefused(planText.contactsUnsearched(unknownOthers(coverage)));
    return coverage;
  }
}

/** How many rows that may mean several contacts are looked at. */
const MOST_LOOKED_AT = 200;

async function duplicatesMet(matched: readonly MatchedRow[], replica: Pick<Replica, "get">, schema: ContactSchema): Promise<DuplicateGroup[]> {
  const meant = matched.flatMap(({ found }) => (found.meant.kind === "unsure" && found.meant.matches.length > 1 ? [found.meant.matches] : []));
  const groups = await mapInSlices(meant.slice(0, MOST_LOOKED_AT), (matches) =>
    groupsAmong(
      matches.flatMap(({ id }) => replica.get(id) ?? []),
      schema,
    ),
  );
  // Several rows may mean the same contacts.
  return [...new Map(groups.flat().map((group) => [group.contacts.map(({ id }) => id).join(), group])).values()];
}

function foundFor({ row, id }: EncodedRow, matching: Matching): Found {
  const found = matching.find(row.number);
  return id === undefined ? found : { ...found, meant: { kind: "contact", id, by: "ID" } };
}

/** Leaves out rows that would link a contact to an inactive record. */
async function withoutInactive(rows: readonly DraftRow[], names: NameDirectory, call: WriteCall): Promise<DraftRow[]> {
  const comeIn = (row: DraftRow) => ("change" in row ? addedLinks(row.change) : []);
  const ids = new Map<Relationship, Set<string>>();
  await mapInSlices(rows, (row) => {
    for (const { relationship, ids: added } of comeIn(row)) {
      const all = getOrInsert(ids, relationship, () => new Set());
      for (const id of added) all.add(id);
    }
  });
  const inactive = await names.inactive(
    [...ids].map(([relationship, all]) => ({ relationship, ids: [...all] })),
    call,
  );
  return mapInSlices(rows, (row) => {
    const [reason] = comeIn(row).flatMap((links) => links.ids.flatMap((id) => inactive.get(id) ?? []));
    return reason === undefined ? row : { kind: "invalid", number: row.number, name: row.name, reason };
  });
}
