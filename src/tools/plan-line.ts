import type { KeptPlan } from "../writes/plans/plan-store.ts";
import type { ToolContext } from "./tool.ts";

/**
 * What lets a session at its limit write again.
 *
 * @param maxWrites the limit: at 0, a new session may not write either
 * @param end what follows after "restarted the client"
 */
export const limitRaised = (maxWrites: number, end = ""): string =>
  `the user has raised the limit in the client's MCP settings${maxWrites === 0 ? "" : `, or restarted the client${end}`}`;

/** How to apply a plan, and how much of it if the session may not write all. */
export function planLine({ plan, onDisk }: KeptPlan, { writes: { journal } }: Pick<ToolContext, "writes">): string {
  const { maxWrites } = journal;
  const left = journal.left({ undoes: plan.rows[0]?.undoes });
  const apply = `apply_plan {"plan_id": ${JSON.stringify(plan.id)}}`;
  const time = "within 30 minutes";
  if (left === 0) {
    const start = `Nothing is written yet, and ${maxWrites === 0 ? "this server may not write (LIGHTFIELD_MAX_WRITES is 0)" : "this session may write no more (LIGHTFIELD_MAX_WRITES)"}`;
    return onDisk
      ? `${start}. Once ${limitRaised(maxWrites, " for a new session")}, and agrees, ${apply} applies it, ${time}.`
      : `${start}. This plan is lost with this session; make a new plan after ${limitRaised(maxWrites)}.`;
  }
  const start = `Nothing is written yet. Once the user agrees, ${apply} applies`;
  const life = `${time}${onDisk ? "" : " and while this server runs"}`;
  return left >= plan.rows.length
    ? `${start} it, ${life}.`
    : `${start} ${left} of the ${plan.rows.length}, ${life}: this session may write no more than that (LIGHTFIELD_MAX_WRITES).`;
}
