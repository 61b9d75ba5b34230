import { z } from "zod/v3";
import { Problems, Rejection } from "../fields/rejection.ts";
import { parseRecordId, shownRecord } from "../schema/record-id.ts";
import { MOST_PLAN_ROWS } from "../writes/plans/plan.ts";
import type { PlanChoice } from "../writes/plans/plan-choice.ts";
import type { PlanRequest } from "../writes/plans/plan-runner.ts";
import { planQuestion } from "./answers/plan-question.ts";
import { previewAnswer } from "./answers/preview-answer.ts";
import { runAnswer } from "./answers/run-answer.ts";
import { defineTool } from "./tool.ts";

const rowNumbers = z.array(z.number().int()).max(MOST_PLAN_ROWS, "the limit of a plan").optional();

export const applyPlan = defineTool({
  name: "apply_plan",
  title: "Apply a plan",
  description: "Apply or continue a plan that the user has agreed to.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  asksEveryTime: true,
  scopes: ["contacts:read"],
  oneOfScopes: ["contacts:create", "contacts:update", "contacts:delete"],
  isBatch: true,
  input: {
    plan_id: z.string({ required_error: "the ID of a plan (plan_…), from the answer that shows the plan" }),
    only: rowNumbers,
    except: rowNumbers,
    as_new: rowNumbers,
    as: z
      .array(z.object({ row: z.number().int(), contact: z.string() }).strict())
      .max(MOST_PLAN_ROWS, "the limit of a plan")
      .optional(),
    dry_run: z.boolean().optional(),
  },
  async handler({ plan_id, only, except, as_new, as, dry_run }, context) {
    const { operations, writes, call, progress } = context;
    const id = plan_id.trim();
    const choice = { only, except, asNew: as_new, ...contactsByRow(as) };
    if (dry_run) return previewAnswer(await operations.previewPlan(id, choice, writes, call), choice, context);
    const request: PlanRequest = {
      id,
      isUsersWord: true,
      choice,
      question: (plan, rows) => planQuestion(plan, rows, context),
      onProgress: (ended, of) => progress(ended, of, "rows done"),
    };
    return runAnswer(await operations.runPlan(request, writes, call), context, choice);
  },
});

/** @throws InvalidInput if a text is not the ID of a contact, or a row is given twice */
function contactsByRow(given: readonly { readonly row: number; readonly contact: string }[] = []): Pick<PlanChoice, "as" | "calledBy"> {
  const problems = new Problems();
  const [as, calledBy] = [new Map<number, string>(), new Map<number, string | undefined>()];
  for (const { row, contact } of given) {
    problems.collect(`as, row ${row}`, () => {
      const id = parseRecordId(contact, "contact");
      if ((as.get(row) ?? id) !== id) throw new Rejection("Two contacts are given for this row", "one contact");
      as.set(row, id);
      calledBy.set(row, shownRecord(contact)?.name);
    });
  }
  problems.throwIfAny();
  return { as, calledBy };
}
