import { join } from "node:path";
import type { CallOptions } from "../api/index.ts";
import { mapInSlices } from "../async/time-slices.ts";
import { showNumber } from "../fields/number.ts";
import { InvalidInput } from "../fields/rejection.ts";
import { csvOf } from "../files/csv-writer.ts";
import { MOST_ROWS } from "../files/table.ts";
import { CARD_COLUMNS, vcardsOf } from "../files/vcard/write-vcards.ts";
import { findContacts } from "../find/find-contacts.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { nameOf } from "../imports/columns/matched-column.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import { linkedRecords } from "../names/record-reference.ts";
import { type Coverage, isWhole } from "../replica/coverage.ts";
import type { Attribute, ContactSchema } from "../schema/contact-schema.ts";
import type { FilterInput } from "../schema/filters.ts";
import { type ContactRecord, contactName } from "../schema/record.ts";
import { allAttributes } from "../schema/timestamps.ts";
import { noContacts } from "../text/no-contacts.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { presentContacts } from "../writes/plans/present-contacts.ts";
import { type CellOptions, cellOf, type ExportColumn, valuesOf } from "./cells.ts";
import { exportFolder, fileName, writeExport } from "./export-folder.ts";
import type { ExportFormat } from "./formats.ts";
import { headingsOf } from "./headings.ts";

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { csv: ".csv", vcard: ".vcf" };

interface ExportRequest {
  readonly query?: string | undefined;
  readonly filters: readonly FilterInput[];
  readonly ids: readonly string[];
  /** Absent: everything that has a value and can be written. */
  readonly fields?: readonly Attribute[] | undefined;
  readonly format: ExportFormat;
  /** The name of the new file; by default it tells the time. */
  readonly file?: string | undefined;
}

interface Exported {
  readonly path: string;
  readonly contacts: readonly ContactRecord[];
  /** Keys of what the file holds. */
  readonly columns: readonly string[];
  /** Keys of what the file has no place for: of what was requested, or of all that the contacts hold. */
  readonly leftOut: readonly string[];
  /** How much is known of the workspace, where contacts were searched. */
  readonly coverage: Coverage | undefined;
  readonly notes: readonly string[];
}

/** What contacts are selected with. */
interface Selecting {
  readonly workspace: WorkspaceParts;
  readonly schema: ContactSchema;
  readonly call: CallOptions;
  readonly onProgress: OnProgress;
}

type OnProgress = (done: number, of: number | undefined) => void;

/** The contacts to export, and what the search for them told. */
interface Selected {
  readonly contacts: readonly ContactRecord[];
  readonly coverage?: Coverage;
  readonly notes: readonly string[];
}

/**
 * Writes contacts to a file that an import takes back without a change.
 *
 * @param directory absolute path of the only folder that files are written to; undefined: none
 * @throws InvalidInput; the errors of `api/`
 */
export async function exportToFile(
  request: ExportRequest,
  workspace: WorkspaceParts,
  directory: string | undefined,
  call: CallOptions,
  onProgress: OnProgress,
): Promise<Exported> {
  const { live, names, locale } = workspace;
  // First what needs no request.
  const root = await exportFolder(directory);
  // Several calls of one second may leave the name open.
  const wanted = request.file === undefined ? ["", "-2", "-3", "-4", "-5"].map((end) => `contacts-${stamp(locale.now())}${end}`) : [request.file];
  const fileNames = wanted.map((one) => fileName(one, EXTENSIONS[request.format]));
  const schema = await live.get(call);
  const { contacts, coverage, notes } = await selectedBy(request, { workspace, schema, call, onProgress });
  if (contacts.length === 0)
    throw new InvalidInput(["No contact was found, so no file was written. Accepted: a query, filters or ids of contacts that exist."]);
  const links = contacts.flatMap(({ relationships }) => relationships.filter(({ relationship }) => request.fields?.includes(relationship) ?? true));
  const unnamed = await names.ensure(linkedRecords(links), call);
  const options: CellOptions = { locale, linkText: (objectType, id) => linkText(names, objectType, id) };
  const file = request.format === "csv" ? csvFile : vcardFile;
  const { text, columns, placed } = await file({ contacts, schema, fields: request.fields, options });
  const isHeld = (attribute: Attribute) => contacts.some((contact) => valuesOf(contact, { attribute }, options).length > 0);
  const leftOut = (request.fields ?? allAttributes(schema).filter(isHeld)).filter((attribute) => !placed.has(attribute));
  const name = await writeExport(root, fileNames, text);
  return { path: join(root, name), contacts, columns, leftOut: leftOut.map(({ agentKey }) => agentKey), coverage, notes: [...notes, ...unnamed] };
}

async function selectedBy({ query, filters, ids }: ExportRequest, selecting: Selecting): Promise<Selected> {
  const { workspace, call, onProgress } = selecting;
  if (ids.length > 0) {
    if (query !== undefined || filters.length > 0)
      throw new InvalidInput(["ids were given together with a query or filters. Accepted: ids alone, or a query and filters without ids."]);
    return { contacts: await contactsOf([...new Set(ids)], selecting), notes: [] };
  }
  const found = await findContacts({ query, filters, limit: MOST_ROWS }, workspace, call, ({ known, total }) => onProgress(known, total));
  if (found.grouped)
    throw new InvalidInput([
      "The query asks for groups or sums, but a file can hold only contacts. No file was written. find_contacts shows groups and sums. Accepted: a query or filters for contacts.",
    ]);
  if (!isWhole(found.coverage))
    throw new InvalidInput(["Not all contacts could be read in time, so no file was written. Repeat the call to continue."]);
  if (found.matched > MOST_ROWS)
    throw new InvalidInput([
      `${counted(found.matched, "contact")} are too many for one file. Accepted: up to ${showNumber(MOST_ROWS)}. Use filters to choose fewer.`,
    ]);
  const contacts = found.contacts.slice(0, found.matched).map(({ contact }) => contact);
  if (contacts.length > 0 && found.unmatched.length > 0) {
    const [words, them] = [found.unmatched.map((word) => quote(word)).join(", "), found.unmatched.length === 1 ? "it" : "them"];
    throw new InvalidInput([`${words}: no contact has ${them}, so no file was written. Accepted: a query without ${them}.`]);
  }
  return { contacts, coverage: found.coverage, notes: found.notes };
}

async function contactsOf(ids: readonly string[], selecting: Selecting): Promise<ContactRecord[]> {
  const present = await presentContacts(ids, { ...selecting, onProgress: (read) => selecting.onProgress(read, ids.length) });
  const gone = ids.filter((id) => !present.has(id));
  if (gone.length > 0) throw new InvalidInput([`ids: ${noContacts(gone)}`]);
  return ids.flatMap((id) => present.get(id)?.contact ?? []);
}

/** "20261231-235959", in UTC. */
const stamp = (now: number) => new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");

/** A record by its name, or by its ID if the name would not tell an import which record is meant. */
function linkText(names: NameDirectory, objectType: string, id: string): string {
  const name = names.nameOf(objectType, id);
  if (name === undefined || objectType === "contact" || name.trim() !== name) return id;
  return names.ofType(objectType)?.store.called(name).length === 1 ? name : id;
}

interface FileInput {
  readonly contacts: readonly ContactRecord[];
  readonly schema: ContactSchema;
  readonly fields: readonly Attribute[] | undefined;
  readonly options: CellOptions;
}

interface FileText extends Pick<Exported, "columns"> {
  readonly text: string;
  /** The attributes that have a place in the file, also those without a value. */
  readonly placed: ReadonlySet<Attribute>;
}

/** A column, or one for each part of its values. */
const columnsOf = (attribute: Attribute): ExportColumn[] => {
  const parts = attribute.kind === "field" ? [...new Set(attribute.type.parts.values())] : [];
  return parts.length > 0 ? parts.map((part) => ({ attribute, part })) : [{ attribute }];
};

async function csvFile({ contacts, schema, fields, options }: FileInput): Promise<FileText> {
  const writable = [...schema.fields.filter(({ writable }) => writable), ...schema.relationships];
  const columns = (fields ?? writable).flatMap(columnsOf);
  const all = await mapInSlices(contacts, (contact) => columns.map((column) => cellOf(contact, column, options)));
  // A column that was asked for stays, even without a value.
  const used = columns.flatMap((column, at) =>
    (fields && column.part === undefined) || all.some((cells) => cells[at] !== "") ? [{ column, at }] : [],
  );
  const headings = await headingsOf(
    used.map(({ column }) => column),
    schema,
  );
  const rows = await mapInSlices(all.entries(), ([index, cells]) => [contacts[index]?.id ?? "", ...used.map(({ at }) => cells[at] ?? "")]);
  return { text: await csvOf(["id", ...headings], rows), columns: used.map(({ column }) => nameOf(column)), placed: new Set(fields ?? writable) };
}

async function vcardFile({ contacts, schema, fields, options }: FileInput): Promise<FileText> {
  const { matchColumns } = await import("../imports/columns/column-matcher.ts");
  // The columns that an import reads from a card decide what goes into it.
  const places = matchColumns([...CARD_COLUMNS], schema).matched.filter(({ attribute }) => fields?.includes(attribute) ?? true);
  const people = await mapInSlices(contacts, (contact) => {
    const values = places.map((place) => [place.column, valuesOf(contact, place, options)] as const);
    return { name: contactName(contact, options.locale), cells: new Map([["id", [contact.id]], ...values]) };
  });
  const used = places.filter(({ column }) => people.some(({ cells }) => (cells.get(column)?.length ?? 0) > 0));
  return {
    text: await vcardsOf(people),
    columns: [...new Set(used.map(({ attribute }) => attribute.agentKey))],
    placed: new Set(places.map(({ attribute }) => attribute)),
  };
}
