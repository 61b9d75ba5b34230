import { mapInSlices } from "../async/time-slices.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { sharesText } from "../identity/words.ts";
import { objectionTexts } from "../render/objections.ts";
import { contactName } from "../schema/record.ts";
import { firstOf } from "../text/first-of.ts";
import { oneLine } from "../text/plain-text.ts";
import { nameAndId } from "../text/words.ts";
import type { DraftRow } from "../writes/plans/draft.ts";
import type { MatchedRow, RowDrafter } from "./row-drafter.ts";

/** How many rows are listed. */
const MOST_ROWS = 5;
const MOST_OTHERS = 2;
const LONGEST_NAME = 60;

type Named = Pick<WorkspaceParts, "replica" | "locale">;

/** A contact or a row: "Dana Scully (con_…)", "row 3". */
function called(id: string | number, { replica, locale }: Named): string {
  if (typeof id === "number") return `row ${id}`;
  const contact = replica.get(id);
  return contact ? nameAndId(oneLine(contactName(contact, locale)).slice(0, LONGEST_NAME), id) : id;
}

/** A contact or a row of the same name: "con_…", `con_… (is "Do not contact")`, "row 3". */
function namesake(id: string | number, { replica, locale }: Named): string {
  const contact = typeof id === "string" ? replica.get(id) : undefined;
  const objections = contact ? objectionTexts(contact, locale) : [];
  const shown = typeof id === "number" ? `row ${id}` : id;
  return objections.length > 0 ? `${shown} (${objections.join(", ")})` : shown;
}

/**
 * The rows whose names add nothing to those of their contacts, or may be misspelt. The contacts' names stay. An
 * ambiguous row may mean another contact.
 */
export function namesKeptNote(kept: RowDrafter["namesKept"], rows: readonly DraftRow[]): string[] {
  const ambiguous = new Set(rows.flatMap(({ kind, number }) => (kind === "ambiguous" ? [number] : [])));
  if (kept.length === 0) return [];
  const names = [...new Set(kept.map(({ number, name }) => `row ${number} (${ambiguous.has(number) ? "if it is" : "stays"} ${name})`))];
  const listed = firstOf(names, MOST_ROWS, "; ", "; ");
  return [`The stored name stays, because the row's name adds nothing to it or differs in a letter: ${listed}. update_contact can replace it.`];
}

/** The rows that create a contact with another's name or a value of it. Of two such rows, the later one is listed. */
export async function likenessNotes(rows: readonly DraftRow[], matched: readonly MatchedRow[], workspace: Named): Promise<string[]> {
  const created = new Set(rows.flatMap(({ kind, number }) => (kind === "create" ? [number] : [])));
  const made = matched.filter(({ row }) => created.has(row.number));
  const isThere = (id: string | number, { row }: MatchedRow) => typeof id === "string" || (id < row.number && created.has(id));
  const namesakes = await mapInSlices(made, (one) => {
    const others = one.found.namesakes.filter((id) => isThere(id, one));
    const named = others.map((id) => namesake(id, workspace));
    return named.length === 0 ? [] : [`row ${one.row.number} and ${firstOf(named, MOST_OTHERS, ", ", ", ")}`];
  });
  const sharers = await mapInSlices(made, (one) => {
    const [first] = one.found.sharers.filter(({ id }) => isThere(id, one));
    return first ? [`row ${one.row.number} ${sharesText(first.verdict)} with ${called(first.id, workspace)}`] : [];
  });
  const [like] = made.flatMap(({ row, found }) =>
    [...found.namesakes, ...found.sharers.map(({ id }) => id)].flatMap((id) => (typeof id === "string" ? [{ row: row.number, contact: id }] : [])),
  );
  return [
    ...differentPeople("despite the same name", namesakes.flat()),
    ...differentPeople("because the names differ", sharers.flat()),
    ...(like ? [`If the user knows that a row means an existing contact, call apply_plan with "as": ${JSON.stringify([like])}.`] : []),
  ];
}

const differentPeople = (why: string, rows: readonly string[]): string[] =>
  rows.length > 0 ? [`Treated as different people, ${why}: ${firstOf(rows, MOST_ROWS, "; ", "; ")}`] : [];
