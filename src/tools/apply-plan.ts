import { z } from "zod/v3";
import type { PlanRequest } from "../writes/plans/plan-runner.ts";
import { defineTool } from "./define-tool.ts";
import { planQuestion, runAnswer } from "./run-answer.ts";

export const applyPlan = defineTool({
  name: "apply_plan",
  title: "Apply a plan",
  description: "Apply a plan that the user has agreed to, each write once. Continues where an earlier call stopped.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  asksEveryTime: true,
  scopes: ["contacts:read"],
  oneOfScopes: ["contacts:create", "contacts:update", "contacts:delete"],
  isBatch: true,
  input: { plan_id: z.string() },
  async handler({ plan_id }, context) {
    const { writes, call, progress } = context;
    const request: PlanRequest = {
      id: plan_id.trim(),
      isUsersWord: true,
      question: (plan) => planQuestion(plan, context),
      onProgress: (ended, of) => progress(ended, of, "rows done"),
    };
    return runAnswer(await writes.runner.run(request, call), context);
  },
});
