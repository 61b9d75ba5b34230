import { z } from "zod/v3";
import type { ContactId } from "../api/wire.ts";
import { isRecord } from "../fields/json.ts";
import { allOf, InvalidInput, Problems, Rejection } from "../fields/rejection.ts";
import { unwritableLosses } from "../schema/merge.ts";
import { firstOf } from "../text/first-of.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import type { MergesDraft } from "../writes/merges/merge-planner.ts";
import { mergeText } from "../writes/merges/merge-text.ts";
import { MOST_MERGES, planRowOf } from "../writes/plans/plan.ts";
import { insteadLines, mergeLines } from "./answers/merge-lines.ts";
import { planLine } from "./answers/plan-line.ts";
import { unknownArgument } from "./input/argument-problem.ts";
import { contactIds } from "./input/contact-id.ts";
import { entriesInput } from "./input/entries.ts";
import { defineTool, type ToolAnswer, type ToolContext } from "./tool.ts";

/** Room for the merges of an answer, in characters. */
const ROOM = 14_000;

/** How many contacts of a refused group are named. */
const MOST_NAMED = 6;

/** How many unknown keys of a group are named. */
const MOST_UNKNOWN = 5;

const ids = z.array(z.string()).max(2 * MOST_MERGES);

/** The keys of a group that is an object. */
const GROUP_KEYS = ["keep", "merge"];

const BESIDE = " This argument is for one group. Give it beside keep and merge, in a call for this group alone.";

/** Accepts a group as an object too. @throws InvalidInput if it has other keys than {@link GROUP_KEYS} */
const asList = (group: unknown): unknown => {
  const [only, ...more] = Array.isArray(group) ? group : [group];
  if (more.length > 0 || !isRecord(only)) return group;
  const unknown = Object.keys(only).filter((key) => !GROUP_KEYS.includes(key) && only[key] !== null);
  if (unknown.length > 0)
    throw new InvalidInput(
      unknown.slice(0, MOST_UNKNOWN).map((key) => {
        const otherwise = key === "take" || key === "even_if_different" ? BESIDE : "";
        return unknownArgument(key, GROUP_KEYS, { place: "groups: ", otherwise });
      }),
    );
  return [only.keep, ...[only.merge].flat()];
};

export const mergeContacts = defineTool({
  name: "merge_contacts",
  title: "Plan merges of contacts",
  description: "Plan merges into keep, or the first of each group. take: values, or IDs of contacts that have them.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  asksEveryTime: true,
  scopes: ["contacts:update", "contacts:delete", "contacts:read"],
  isBatch: true,
  input: {
    keep: z.string().optional(),
    merge: ids.optional(),
    take: entriesInput.optional(),
    // Each: the contact to keep, then those that are merged into it.
    groups: z.array(z.preprocess(asList, ids)).max(MOST_MERGES).optional(),
    even_if_different: z.boolean().optional(),
  },
  async handler({ keep, merge = [], take = [], groups = [], even_if_different = false }, context) {
    const { operations, writes, call, progress } = context;
    const request = { groups: groupsOf(keep, merge, groups), takes: take, evenIfDifferent: even_if_different };
    return mergesAnswer(await operations.draftMerges(request, writes, call, (read, of) => progress(read, of, "contacts read")), context);
  },
});

/** The IDs of all groups, in each the contact to keep first. @throws InvalidInput with all problems */
function groupsOf(keep: string | undefined, merge: readonly string[], groups: readonly (readonly string[])[]): ContactId[][] {
  if (keep !== undefined && merge.length === 0 && groups.length > 0) throw new InvalidInput([mergeText.keepBesideGroups]);
  const problems = new Problems();
  const own =
    problems.among(() =>
      allOf(
        () => contactIds(keep === undefined ? [] : [keep], "keep"),
        () => contactIds(merge, "merge"),
      ).flat(),
    ) ?? [];
  const others = groups.map(
    (group, at) =>
      problems.collect(`groups[${at}]`, () => {
        if (group.length === 1) throw new Rejection(`${quote(group[0])} is alone`, "the ID of the contact to keep, then those of its duplicates");
        return contactIds(group, `groups[${at}]`);
      }) ?? [],
  );
  problems.throwIfAny();
  return [...(own.length > 0 ? [own] : []), ...others];
}

/** The plan of merges: what each changes, what is lost, and which are left out. */
async function mergesAnswer({ merges, refused, notes, hidden, isLacking }: MergesDraft, context: ToolContext): Promise<ToolAnswer> {
  const { operations, writes, live, call } = context;
  const reasons = [
    ...refused.map(({ members, reason }) => `! ${firstOf(members, MOST_NAMED)}: ${reason}`),
    ...(await operations.mergedText(
      refused.flatMap(({ gone }) => gone ?? []),
      writes,
      call,
    )),
  ];
  if (merges.length === 0) return { isError: true, lines: ["Nothing was planned.", ...reasons] };
  const rows = merges.map(({ row }) => row);
  if (isLacking) {
    const instead = insteadLines(rows.map(planRowOf), await live.get(call));
    return { isError: true, lines: [mergeText.notOffered, ...instead, ...reasons] };
  }
  const kept = await writes.plans.make("merge_contacts", rows, call);
  const count = counted(merges.length, "merge");
  const unwritable = [...new Set(merges.flatMap((pair) => unwritableLosses(pair).map(({ label }) => label)))];
  return {
    lines: [
      `Plan: ${count}${refused.length > 0 ? `, ${counted(refused.length, "group")} left out` : ""}. A merge cannot be undone.`,
      ...(await mergeLines(kept.plan.rows, ROOM, context, new Map(merges.map(({ duplicate, evidence }) => [duplicate.id, evidence])))),
      ...reasons,
      ...notes,
      ...(unwritable.length > 0 ? [mergeText.unwritable(unwritable)] : []),
      ...(hidden > 0 ? [mergeText.hidden(hidden)] : []),
      planLine(kept, context, { isRisky: merges.length > 1 }),
    ],
  };
}
