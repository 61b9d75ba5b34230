import { z } from "zod/v3";
import { changeLines } from "../render/change.ts";
import { type Change, inverse, linksOf, NO_CHANGE } from "../schema/change.ts";
import { unlisted } from "../schema/json-schema.ts";
import { callText } from "../text/call-text.ts";
import { counted } from "../text/plural.ts";
import { nameAndId } from "../text/words.ts";
import type { WriteRecord } from "../writes/journal/write-record.ts";
import type { PlanRequest } from "../writes/plans/plan-runner.ts";
import { notAsWrittenLines, subject } from "../writes/refusal-text.ts";
import { undoText } from "../writes/sentences.ts";
import type { Undone } from "../writes/undo.ts";
import type { Ready } from "../writes/write.ts";
import { sinceGot, TRASH_WARNING } from "./answers/action-words.ts";
import { naming } from "./answers/naming.ts";
import { onceAgreed, planLine } from "./answers/plan-line.ts";
import { planQuestion } from "./answers/plan-question.ts";
import { runAnswer } from "./answers/run-answer.ts";
import { undoneText } from "./answers/sent-text.ts";
import { sentParts, writeQuestion } from "./answers/write-answer.ts";
import { writesNamed } from "./input/write-id.ts";
import { defineTool, type ToolAnswer, type ToolContext } from "./tool.ts";

const CONFIRM_IGNORED = "confirm undoes one create. To undo several writes, apply this plan.";

export const undoWrite = defineTool({
  name: "undo_write",
  title: "Undo a write",
  description: "Undo a write, by default the last. To undo a create, set confirm.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  asksEveryTime: true,
  scopes: ["contacts:read"],
  oneOfScopes: ["contacts:update", "contacts:delete"],
  input: { write_id: z.string().optional(), plan_id: unlisted(z.string().optional()), confirm: z.boolean().optional() },
  async handler({ plan_id, write_id, confirm }, context) {
    const input = { id: await writesNamed([write_id, plan_id], context.writes.plans), confirmed: confirm };
    const undone = await context.operations.undoWrites(input, context.writes, context.call, (record, ready) => question(record, ready, context));
    if (undone.kind === "attempted") return attemptAnswer(undone, context);
    if (undone.kind === "unconfirmed") return unconfirmedAnswer(undone, context);
    if (undone.mustBeApplied) {
      const { rows } = undone.plan.plan;
      const isIgnored = confirm === true && rows.length > 1;
      const notice = [...(undone.notice === undefined ? [] : [undone.notice]), ...(isIgnored ? [CONFIRM_IGNORED] : [])];
      const [, ...shown] = await planQuestion(undone.plan.plan, rows, context);
      return { lines: [`Would undo ${counted(rows.length, "write")}:`, ...shown, ...notice, planLine(undone.plan, context, { isRisky: true })] };
    }
    const { operations, writes, call, progress } = context;
    const request: PlanRequest = {
      id: undone.plan.plan.id,
      isUsersWord: false,
      question: (plan, rows) => planQuestion(plan, rows, context),
      onProgress: (ended, of) => progress(ended, of, "writes undone"),
    };
    return runAnswer(await operations.runPlan(request, writes, call), context);
  },
});

async function question({ name, change }: WriteRecord, ready: Ready, context: ToolContext): Promise<string[]> {
  if (ready.action === "delete") return writeQuestion(ready, context);
  const undoing = inverse(change);
  const { show } = await naming(linksOf(undoing), context);
  return [`Undo the change to ${name}?`, ...changeLines(undoing, show)];
}

async function unconfirmedAnswer({ record, ready, before }: Extract<Undone, { kind: "unconfirmed" }>, context: ToolContext): Promise<ToolAnswer> {
  const others = await otherLines(ready.holds, context, "It has");
  const call = `${callText("undo_write", { write_id: record.id, confirm: true })}`;
  return {
    lines: [
      `Nothing has been undone yet. The undo of ${record.id} moves ${nameAndId(record.name, record.contact)} to the trash. ${TRASH_WARNING}`,
      ...others,
      `${onceAgreed(context, others.length > 0)}: ${call}`,
      ...(before ? [undoText.before(before)] : []),
    ],
  };
}

/** The values of a contact that the create had not set. */
async function otherLines(values: Change = NO_CHANGE, context: ToolContext, who: string): Promise<string[]> {
  const { show } = await naming(linksOf(values), context, { brief: true });
  return sinceGot(values, show, who);
}

async function attemptAnswer({ record, attempt, before, after }: Extract<Undone, { kind: "attempted" }>, context: ToolContext): Promise<ToolAnswer> {
  const hint = before ? [undoText.before(before)] : [];
  switch (attempt.kind) {
    case "sent": {
      const { result, otherValues } = attempt;
      const { about, first, lines, link, unnamed } = await sentParts(result, context);
      if (result.outcome !== "written") return { ...about, lines: [first, ...lines, ...link, ...unnamed] };
      const others = await otherLines(otherValues, context, "The contact had");
      return { ...about, lines: [undoneText(record.id, first, result.record), ...lines, ...link, ...others, ...unnamed] };
    }
    case "unchanged":
      return { lines: [`Nothing was written: ${subject(attempt.contact, context.locale)} is already as it was before ${record.id}.`] };
    case "conflict": {
      const { show } = await naming(linksOf(attempt.conflicts), context);
      return {
        isError: true,
        lines: [...notAsWrittenLines(record, attempt.contact, attempt.conflicts, show), ...(after ? [undoText.after(after)] : []), ...hint],
      };
    }
    default: {
      const who = nameAndId(record.name, record.contact);
      if (record.action === "create") return { lines: [`Nothing was written: ${who} is already in the trash.`] };
      const merged = await context.operations.mergedText(record.contact === undefined ? [] : [record.contact], context.writes, context.call);
      return {
        isError: true,
        lines: [`Not undone: ${who} is in the trash. It can be restored in the Lightfield app.`, ...merged, ...hint],
      };
    }
  }
}
