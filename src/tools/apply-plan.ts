import { z } from "zod/v3";
import type { Plan } from "../writes/plans/plan.ts";
import { defineTool } from "./define-tool.ts";
import { planQuestion, runAnswer } from "./run-answer.ts";

export const applyPlan = defineTool({
  name: "apply_plan",
  title: "Apply a plan",
  description: "Make the writes of a plan that the user has agreed to, each once. Goes on where an earlier call stopped.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  asksEveryTime: true,
  scopes: ["contacts:read"],
  oneOfScopes: ["contacts:create", "contacts:update"],
  isBatch: true,
  input: { plan_id: z.string() },
  async handler({ plan_id }, context) {
    const { writes, call, progress } = context;
    const question = (plan: Plan) => planQuestion(plan, context);
    return runAnswer(await writes.runner.run(plan_id.trim(), true, call, question, (ended, of) => progress(ended, of, "rows done")), context);
  },
});
