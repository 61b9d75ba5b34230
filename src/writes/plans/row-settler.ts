import { ApiError } from "../../api/index.ts";
import { mapConcurrently } from "../../async/pool.ts";
import { InvalidInput } from "../../fields/rejection.ts";
import type { WorkspaceParts } from "../../find/workspace-parts.ts";
import { withoutLesserNames } from "../../identity/lesser-name.ts";
import { addedLinks, touched } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { changedContact, editsOfValues } from "../../schema/edits-of-values.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import { changeFrom, storedChange } from "../../schema/stored-change.ts";
import type { WriteCall } from "../consent.ts";
import { checkCalled, presentContact } from "../present-contact.ts";
import { rowText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import { choiceText } from "./choice-text.ts";
import { changeOrProblem, unseen } from "./draft.ts";
import type { Plan, PlanRow } from "./plan.ts";
import type { PlanChoice, PlanScope } from "./plan-choice.ts";

/** Contacts under way at once: enough to use up the API's limit of reads. */
const AT_ONCE = 30;

/** A plan whose rows are settled, and how far it has got. */
interface SettlingTask {
  readonly plan: Plan;
  /** Whether the row has ended. */
  isDone(index: number): boolean;
  readonly scope: PlanScope;
  readonly calledBy: PlanChoice["calledBy"];
  readonly schema: ContactSchema;
  readonly call: WriteCall;
}

/**
 * Settles ambiguous rows as new contacts, or as existing ones, which then get the values of the row. A row that would
 * create a contact can be given to an existing one too.
 *
 * @returns the rows to write, by index
 * @throws InvalidInput with each row that cannot be settled so; CallError
 */
export async function settleRows(task: SettlingTask, writes: SessionWrites): Promise<ReadonlyMap<number, PlanRow>> {
  const contacts = await contactsOf(task, writes.workspace);
  const rows = new Map<number, PlanRow>();
  const problems: string[] = [];
  await mapConcurrently(task.scope.settlements, 1, async ([index, id]) => {
    const row = task.plan.rows[index];
    if (!row) return;
    try {
      rows.set(index, await settledRow(row, { id, contacts, task }, writes));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(choiceText.rowProblem(row.number, error.problems.join(" ")));
    }
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return rows;
}

/** The contacts that the rows mean, as they are once the other rows of the call are written. */
async function contactsOf({ plan, isDone, scope, schema, call }: SettlingTask, workspace: WorkspaceParts) {
  const contacts = new Map<string, ContactRecord>();
  const ids = [...new Set(scope.settlements.values())].filter((id) => id !== undefined);
  await mapConcurrently(ids, AT_ONCE, async (id) => {
    const contact = await presentContact(id, workspace, call);
    if (!(contact instanceof ApiError)) contacts.set(id, contact);
  });
  workspace.names.saw([...contacts.values()]);
  for (const index of scope.rows) {
    const row = plan.rows[index];
    const contact = row?.contact === undefined ? undefined : contacts.get(row.contact);
    if (row && contact && !isDone(index)) contacts.set(contact.id, changedContact(contact, changeFrom(row.change, schema).change));
  }
  return contacts;
}

async function settledRow(
  { candidates = [], ...row }: PlanRow,
  { id, contacts, task }: Settlement,
  { workspace, lastSeen }: SessionWrites,
): Promise<PlanRow> {
  const { names, locale } = workspace;
  const { change: values, whole } = changeFrom(row.change, task.schema);
  if (!whole) throw new InvalidInput([rowText.fieldGone]);
  await names.checkLinkable(addedLinks(values), task.call);
  const others = [...(row.others ?? []), ...candidates.map((one) => one.id)];
  if (id === undefined) return { ...row, allowDuplicate: true, others, settled: true };
  const contact = contacts.get(id);
  if (!contact) throw new InvalidInput([choiceText.noSuchContact(id)]);
  checkCalled(contact, task.calledBy?.get(row.number ?? 0), locale);
  const change = changeOrProblem(withoutLesserNames(editsOfValues(values), contact), contact);
  if (typeof change === "string") throw new InvalidInput([change]);
  const since = unseen(lastSeen, { contact, change }, { locale, nameOf: names.nameOf });
  if (since) {
    lastSeen.note(contact, touched(since.shows.change));
    throw new InvalidInput([since.reason]);
  }
  // Another row of the call may mean the same contact.
  contacts.set(id, changedContact(contact, change));
  return { ...row, action: "update", contact: id, name: contactName(contact, locale), change: storedChange(change), others, settled: true };
}

/** What a row is settled as: the contact with the ID, or a new one. */
interface Settlement {
  readonly id: string | undefined;
  /** By ID. The row's changes are added to them. */
  readonly contacts: Map<string, ContactRecord>;
  readonly task: SettlingTask;
}
