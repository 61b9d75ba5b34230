import type { NamedRecord } from "../api/index.ts";
import { mapInSlices } from "../async/time-slices.ts";
import { decodeJsonString } from "../fields/json.ts";
import { showNumber } from "../fields/number.ts";
import { Rejection } from "../fields/rejection.ts";
import type { LeftOutValue, TableRow } from "../files/table.ts";
import { getOrInsert } from "../maps.ts";
import { NoSuchRecord, SeveralRecords } from "../names/candidate.ts";
import { companyKey } from "../names/legal-form.ts";
import type { Relationship } from "../schema/contact-schema.ts";
import type { TargetId } from "../schema/link-target.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { identifies, type MatchedColumn } from "./columns/matched-column.ts";
import type { ReplacedValues } from "./replaced-values.ts";

const MOST_NAMED = 20;

/** A name that no record has. */
interface Missing {
  readonly column: string;
  /** The numbers of the rows. */
  readonly rows: number[];
  readonly nearest: readonly string[];
}

/** A name that several records have, with the records that e-mail addresses in the rows have chosen. */
interface Several {
  readonly column: string;
  /** How many rows have an address that chooses no record. */
  open: number;
  readonly accepted: string;
  readonly chosen: Map<NamedRecord, number>;
}

/** The names of one relationship that do not say which record is meant. */
interface Unclear {
  readonly missing: Map<string, Missing>;
  readonly several: Map<string, Several>;
}

interface LinkableRows {
  readonly rows: readonly TableRow[];
  /** The accounts that a row without the link may mean, by their name or by all of it but the legal form: IDs, by the row's number. */
  readonly accounts: ReadonlyMap<number, readonly string[]>;
  /** The names that no record has, or several, a sentence each. @param counts whether a row counts, by its number */
  notes(counts: (row: number) => boolean): readonly string[];
}

/**
 * Leaves out names that no record has, or that several records have: the person of such a row is imported without the
 * link. If several accounts have the name, the person is linked to the account whose website has the domain of the
 * person's e-mail address.
 */
export async function withoutMissing(
  rows: readonly TableRow[],
  matched: readonly MatchedColumn[],
  { targetId, values }: { readonly targetId: TargetId; readonly values: ReplacedValues },
): Promise<LinkableRows> {
  const links = matched.flatMap(({ column, attribute }) => (attribute.kind === "relationship" ? [[column, attribute] as const] : []));
  if (links.length === 0) return { rows, accounts: new Map(), notes: () => [] };
  const accounts = new Map<number, string[]>();
  const unclear = new Map<Relationship, Unclear>(links.map(([, relationship]) => [relationship, { missing: new Map(), several: new Map() }]));
  /** The name, or the ID of the record that it means; or why it is left out. */
  const meant = (name: unknown, [column, relationship]: (typeof links)[number], row: TableRow): unknown => {
    try {
      targetId(name, relationship);
      return name;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { missing, several } = unclear.get(relationship) ?? {};
      const mayBeAt = (records: readonly NamedRecord[]) => {
        if (relationship.definition.objectType !== "account" || records.length === 0) return;
        getOrInsert(accounts, row.number, () => []).push(...records.map(({ id }) => id));
      };
      if (error instanceof SeveralRecords) {
        const chosen = choose(String(name), error, { domains: emailDomains(row, matched), column, several });
        if (chosen === undefined) mayBeAt(error.records);
        return chosen ?? error;
      }
      if (!(error instanceof NoSuchRecord)) return name;
      const known = missing && getOrInsert(missing, String(name), () => ({ column, rows: [], nearest: error.nearest }));
      known?.rows.push(row.number);
      mayBeAt(error.records.filter((record) => companyKey(record.name) === companyKey(String(name))));
      return error;
    }
  };
  const kept = await mapInSlices(rows, (row): TableRow => {
    const cells = new Map(row.cells);
    const leftOut: LeftOutValue[] = [];
    for (const link of links) {
      const [column] = link;
      const cell = decodeJsonString(cells.get(column));
      if (cell === undefined) continue;
      const names = Array.isArray(cell) ? cell : [cell];
      const found = names.flatMap((value) => {
        const one = meant(value, link, row);
        if (one instanceof Rejection) leftOut.push({ column, value, why: one });
        return one instanceof Rejection ? [] : [one];
      });
      if (found.length === names.length && found.every((name, at) => name === names[at])) continue;
      if (found.length === 0) cells.delete(column);
      else cells.set(column, found);
    }
    return leftOut.length > 0 ? { ...row, cells, leftOut: [...(row.leftOut ?? []), ...leftOut] } : { ...row, cells };
  });
  const notes = (counts: (row: number) => boolean) =>
    [...unclear].flatMap(([relationship, { missing, several }]) => {
      const counted = [...missing].map(([name, one]) => [name, { ...one, rows: one.rows.filter(counts) }] as const);
      return notesOn(relationship, { missing: new Map(counted.filter(([, { rows }]) => rows.length > 0)), several }, values);
    });
  return { rows: kept, accounts, notes };
}

interface Choice {
  readonly domains: readonly string[];
  readonly column: string;
  readonly several: Unclear["several"] | undefined;
}

/** The ID of the record that a person's e-mail addresses choose, if it is exactly one. */
function choose(name: string, { records, accepted }: SeveralRecords, { domains, column, several }: Choice) {
  const known: Several = several?.get(name) ?? { column, open: 0, accepted, chosen: new Map() };
  several?.set(name, known);
  const [record, ...others] = records.filter((one) => domains.some((domain) => isAt(one, domain)));
  if (!record || others.length > 0) {
    known.open += 1;
    return undefined;
  }
  known.chosen.set(record, (known.chosen.get(record) ?? 0) + 1);
  return record.id;
}

/** Whether a domain of e-mail addresses is that of a record's website. */
function isAt({ website }: NamedRecord, domain: string): boolean {
  const host = website
    ?.trim()
    .toLowerCase()
    .replace(/^https?:\/\/|\/.*$/g, "")
    .replace(/^www\./, "");
  return host?.includes(".") === true && (domain === host || domain.endsWith(`.${host}`));
}

function emailDomains({ cells }: TableRow, matched: readonly MatchedColumn[]): string[] {
  return matched
    .filter((one) => identifies(one) === "email")
    .flatMap(({ column }) => cells.get(column))
    .flatMap((email) => (typeof email === "string" && email.includes("@") ? [email.replace(/^.*@/s, "").trim().toLowerCase()] : []));
}

function notesOn(relationship: Relationship, { missing, several }: Unclear, values: ReplacedValues): string[] {
  const notes = [...several].slice(0, MOST_NAMED).flatMap(([name, names]) => severalNotes(name, names, relationship, values));
  return missing.size > 0 ? [missingNote(relationship, missing, values), ...notes] : notes;
}

function severalNotes(
  name: string,
  { column, open, accepted, chosen }: Several,
  { label, definition: { objectType } }: Relationship,
  values: ReplacedValues,
): string[] {
  const linked = [...chosen].map(([{ id, website }, rows]) => `${quote(website)} (${oneLine(id)}, ${counted(rows, "row")}`);
  return [
    ...(linked.length > 0
      ? [
          `${label}: ${quote(name)} may mean several ${objectType}s. The one with the domain of the person's e-mail address is linked: ${linked.join("), ")}).`,
        ]
      : []),
    ...(open > 0
      ? [
          `${label}: ${quote(name)} may mean several ${objectType}s (${counted(open, "row")}). The people are imported without the link. To link them, fill in the columns argument and call import_contacts again: ${values.toFillIn([{ column, value: name, by: "…" }])}. Accepted: ${accepted.replace(/\.$/, "")}.`,
        ]
      : []),
  ];
}

function missingNote({ label, definition: { objectType } }: Relationship, names: ReadonlyMap<string, Missing>, values: ReplacedValues): string {
  const all = [...names].sort(([, a], [, b]) => b.rows.length - a.rows.length);
  const shown = all.slice(0, MOST_NAMED).map(([name, { rows, nearest }]) => {
    const meant = nearest[0] === undefined ? "" : `; did you mean ${nearest[0]}?`;
    return `${quote(name)} (${counted(rows.length, "row")}${meant})`;
  });
  const more = all.length > shown.length ? ` and ${showNumber(all.length - shown.length)} more` : "";
  const [[value, { column }] = ["", { column: "" }]] = all;
  // Members are people who work in the workspace, and are not created for an import.
  const create = objectType === "member" ? "" : `create the ${objectType}s${objectType === "contact" ? "" : " in the Lightfield app"}, or `;
  return (
    `${label}: no ${objectType} is called ${shown.join(", ")}${more}. The people are imported without the link. ` +
    `To link them, ${create}name existing ${objectType}s in the columns argument, e.g. ${values.toFillIn([{ column, value, by: "…" }])}. Then call import_contacts again.`
  );
}
