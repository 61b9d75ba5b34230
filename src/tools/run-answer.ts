import { oneLine } from "../fields/plain-text.ts";
import { cut } from "../render/value.ts";
import type { Plan, RowEnd } from "../writes/plan.ts";
import type { PlanRun } from "../writes/plan-runner.ts";
import type { ToolAnswer } from "./tool.ts";

const MOST_LINKS = 3;
const MOST_REASONS = 100;
const MOST_NAMES = 10;
const LONGEST_LINE = 300;

/** What the user is asked before a plan is run. */
export const planQuestion = async ({ rows }: Plan): Promise<string> => {
  const more = rows.length - MOST_NAMES;
  const names = rows.slice(0, MOST_NAMES).map(({ name }) => oneLine(name));
  return [
    `Make ${rows.length === 1 ? "the write" : `the ${rows.length} writes`} of the plan?`,
    ...names,
    ...(more > 0 ? [`… and ${more} more`] : []),
  ].join("\n");
};

/** The answer to a call that ran a plan, or went on with one. */
export const runAnswer = (run: PlanRun): ToolAnswer => ({ isError: run.stoppedBy !== undefined, text: runText(run) });

function runText({ plan, ends, endedNow, stoppedBy }: PlanRun): string {
  const all = [...ends.values()];
  const count = (state: RowEnd["state"]) => all.filter((end) => end.state === state).length;
  const open = plan.rows.length - ends.size;
  const counts = (["written", "unchanged", "skipped", "failed"] as const)
    .map((state) => `${count(state)} ${state}`)
    .filter((text) => !text.startsWith("0 "));
  const reasons = [...ends].flatMap(([index, end]) => {
    const { number, name = "", contact } = plan.rows[index] ?? {};
    const who = `${number === undefined ? "" : `row ${number} `}${oneLine(name)}${contact ? ` (${contact})` : ""}`;
    return end.state === "skipped" || end.state === "failed" ? [cut(`! ${who}: ${end.state}, ${end.reason}`, LONGEST_LINE)] : [];
  });
  const links = all.flatMap((end) => (end.state === "written" && end.link ? [end.link] : []));
  const before = endedNow === 0 && open === 0 ? "This plan was applied already: " : "";
  return [
    `${before}${counts.join(", ") || "nothing done"} of ${plan.rows.length}.${count("written") > 0 ? ` undo_write {"write_id": "${plan.batch}"} takes all back.` : ""}`,
    ...(stoppedBy === undefined ? [] : [`Stopped: ${stoppedBy}`]),
    ...reasons.slice(0, MOST_REASONS),
    ...(reasons.length > MOST_REASONS ? [`… ${reasons.length - MOST_REASONS} more`] : []),
    ...links.slice(0, MOST_LINKS),
    ...(open > 0 ? [`${open} are still to be done: apply_plan {"plan_id": ${JSON.stringify(plan.id)}} goes on.`] : []),
  ].join("\n");
}
