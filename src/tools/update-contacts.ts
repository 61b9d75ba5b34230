import { z } from "zod/v3";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { unlisted } from "../schema/json-schema.ts";
import { callText } from "../text/call-text.ts";
import { MOST_UPDATES } from "../writes/plans/plan.ts";
import { coverageNotes } from "./answers/coverage-notes.ts";
import { draftAnswer } from "./answers/draft-answer.ts";
import { nothingFound } from "./answers/nobody-found.ts";
import { contactIds } from "./input/contact-id.ts";
import { updateInput, updateOf } from "./input/entries.ts";
import { briefFilterTreeInput } from "./input/filters.ts";
import { defineTool } from "./tool.ts";

const FOR_EACH = `All contacts of this call get the same values. For different values, ${callText("import_contacts", { text: "id,title\ncon_…,CFO\ncon_…,CEO" })} plans all in one call, and update_contact changes one contact.`;

/** Whether the arguments give each contact its own values: beside its ID, as a list, or one after the other. */
function differByContact(given: unknown): boolean {
  const { ids, filters, ...values } = decodedRecord(given);
  if (namesContact(values)) return true;
  const count = Array.isArray(ids) ? ids.length : 0;
  const { fields } = values;
  const entries = Array.isArray(fields) ? fields.filter(isRecord) : [];
  const single = isRecord(fields) ? Object.values(fields) : entries.map(({ value }) => value);
  const repeats = new Set(entries.map(({ field }) => field)).size < entries.length;
  return count > 1 && (repeats || single.some((value) => Array.isArray(value) && value.length === count));
}

/** How deep and how far IDs are looked for. The arguments may be of any size. */
const DEPTH = 4;
const MOST_PARTS = 50;

/** Whether the value contains the ID of a contact at any depth. */
function namesContact(value: unknown, depth = DEPTH): boolean {
  if (typeof value === "string") return value.startsWith("con_");
  if (typeof value !== "object" || value === null || depth === 0) return false;
  const parts = Object.entries(value).slice(0, MOST_PARTS);
  return parts.some(([name, part]) => name.startsWith("con_") || namesContact(part, depth - 1));
}

function decodedRecord(given: unknown): Readonly<Record<string, unknown>> {
  const decoded = decodeJsonString(given);
  return isRecord(decoded) ? decoded : {};
}

export const updateContacts = defineTool({
  name: "update_contacts",
  title: "Plan an update of many contacts",
  description: "Plan one change for up to 2,000 contacts, chosen by filters or ids.",
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: ["contacts:update", "contacts:read"],
  isBatch: true,
  input: {
    filters: briefFilterTreeInput.optional(),
    ids: z.array(z.string()).max(MOST_UPDATES, "the limit of a plan").optional(),
    ...updateInput,
    // As in update_contact. This tool only plans anyway.
    dry_run: unlisted(z.boolean().optional()),
  },
  values: "fields",
  instead: (given) => (differByContact(given) ? FOR_EACH : undefined),
  async handler({ filters, ids, dry_run, ...values }, context) {
    const { operations, writes, call, progress } = context;
    const selection = { filters, ids: ids && contactIds(ids, "ids") };
    const draft = await operations.draftUpdate(selection, updateOf(values), writes, call, (read, of) => progress(read, of, "contacts read"));
    const { found } = draft;
    const age = found ? coverageNotes(found.coverage, context.locale) : [];
    if (found?.contacts.length === 0) return { lines: [nothingFound(found, () => true), "Nothing was planned.", ...draft.notes, ...age] };
    const notes = [...draft.notes, ...age, ...(dry_run ? ["dry_run has no effect here, because update_contacts only makes a plan."] : [])];
    return draftAnswer({ ...draft, notes }, "update_contacts", [], context);
  },
});
