import { z } from "zod/v3";
import { defineTool } from "./define-tool.ts";
import { planQuestion, runAnswer } from "./run-answer.ts";

export const applyPlan = defineTool({
  name: "apply_plan",
  title: "Apply a plan",
  description: "Make the writes of a plan that was shown, each once. Goes on where an earlier call stopped.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: ["contacts:update", "contacts:read"],
  input: { plan_id: z.string() },
  async handler({ plan_id }, { writes, call, progress }) {
    return runAnswer(await writes.runner.run(plan_id.trim(), call, planQuestion, (ended, of) => progress(ended, of, "rows done")));
  },
});
