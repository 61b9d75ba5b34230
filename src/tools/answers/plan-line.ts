import { counted, grouped } from "../../text/plural.ts";
import { SCOPES } from "../../writes/action.ts";
import { namedText, settling } from "../../writes/plans/choice-text.ts";
import { type Plan, type PlanRow, settledRows } from "../../writes/plans/plan.ts";
import { ambiguousNumbers, onlyIfNamedNumbers, type PlanChoice } from "../../writes/plans/plan-choice.ts";
import type { KeptPlan } from "../../writes/plans/plan-store.ts";
import { limitText } from "../../writes/sentences.ts";
import type { ToolContext } from "../tool.ts";

/**
 * What the user does so that a session at its limit can write again: "has raised the limit …".
 *
 * @param maxWrites the limit: at 0, a new session may not write either
 * @param end what follows after "restarted the client"
 */
export const limitRaised = (maxWrites: number, end = ""): string =>
  `has raised the limit in the client's MCP settings${maxWrites === 0 ? "" : `, or restarted the client${end}`}`;

/** A call with more arguments than this, in characters, is not repeated. */
const LONGEST_CALL = 1000;

/** The call that applies a plan, or just what a call has chosen of it. */
export function applyCall({ id }: Pick<Plan, "id">, { only, except, asNew, as }: PlanChoice = {}): string {
  const chosen = { plan_id: id, only, except, as_new: asNew, as: as?.size ? [...as].map(([row, contact]) => ({ row, contact })) : undefined };
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  const call = `apply_plan {${given.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(", ")}}`;
  return call.length > LONGEST_CALL ? "apply_plan with the same rows" : call;
}

type AgreementContext = Pick<ToolContext, "writes" | "call">;

/**
 * Begins a sentence about something that needs the user's consent. The request itself may have been the consent, unless
 * the settings want the server to ask and it cannot.
 *
 * @param isNew whether an answer has first shown now what will be lost: nobody can have agreed to that
 */
export const onceAgreed = ({ writes: { consent }, call }: AgreementContext, isNew = false): string =>
  `Once the user agrees${isNew || consent.mustPlan(call) ? "" : ", or has already asked for exactly this"}`;

/** What comes first about a plan of which the session may not write all: what it may. {@link planLine} says how to go on. */
export function limitLines({ plan }: KeptPlan, { writes: { journal }, lacks }: Pick<ToolContext, "writes" | "lacks">): string[] {
  const rows = settledRows(plan);
  const [left, count, { most, setting }] = [journal.left({ undoes: plan.rows[0]?.undoes }), rows.length, journal.limit];
  const missing = [...new Set(rows.map(({ action }) => SCOPES[action]))]
    .filter(lacks)
    .map((scope) => `The API key lacks the scope ${scope}. apply_plan stops at rows that need it, unless "only" or "except" leaves them out.`);
  if (left >= count || most === 0) return missing;
  const may = left === 0 ? "no more writes" : `only ${counted(left, "more write")}`;
  return [...missing, `The plan has ${counted(count, "write")}, but this session may make ${may} (${setting} is ${grouped(most)}).`];
}

/**
 * How to apply a plan, and how much of it if the session may not write all.
 *
 * @param isRisky whether somebody may want to apply a part only
 * @param part what of the plan a dry run has shown
 */
export function planLine(
  { plan, onDisk }: KeptPlan,
  context: AgreementContext,
  { isRisky = false, part }: { readonly isRisky?: boolean; readonly part?: { readonly choice: PlanChoice; readonly rows: readonly PlanRow[] } } = {},
): string {
  const { journal } = context.writes;
  const { most, setting } = journal.limit;
  const left = journal.left({ undoes: plan.rows[0]?.undoes });
  const apply = applyCall(plan, part?.choice);
  const valid = `The plan is valid for 30 minutes${onDisk ? "" : ", while this server runs"}.`;
  if (left === 0) {
    const start = `Nothing is written yet, and ${limitText(journal.limit, plan.rows[0]?.undoes === undefined ? "writes" : "undos")}`;
    return onDisk
      ? `${start} Once the user agrees and ${limitRaised(most, " for a new session")}, ${apply} applies it. ${valid}`
      : `${start} This plan ends with this session. Make a new plan after the user ${limitRaised(most)}.`;
  }
  const ambiguous = part ? [] : ambiguousNumbers(plan);
  const onlyIfNamed = part ? [] : onlyIfNamedNumbers(plan);
  const rows = part?.rows ?? settledRows(plan);
  if (rows.length === 0)
    return `Nothing is written yet. Once the user has said which contacts these rows mean, call ${apply} with ${settling(ambiguous)}. ${valid}`;
  const isMerge = rows.some(({ action }) => action === "merge");
  const start = `Nothing is written yet. ${onceAgreed(context, isMerge)}, ${apply} applies`;
  const more = [
    ...(isRisky && new Set(rows.map(({ number }) => number)).size > 1 ? [' "only" or "except" with row numbers applies a part.'] : []),
    ...(onlyIfNamed.length === 0 ? [] : [` ${namedText(onlyIfNamed)}`]),
    ...(ambiguous.length === 0 ? [] : [` Ambiguous rows stay in the plan until a call says which contacts they mean: ${settling(ambiguous)}.`]),
  ].join("");
  return left >= rows.length
    ? `${start} it. ${valid}${more}`
    : `${start} ${grouped(left)} of the ${grouped(rows.length)} writes. The limit of this session allows no more (${setting}). ${valid}${more}`;
}
