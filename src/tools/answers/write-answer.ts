import { groupsAmong } from "../../find/duplicates/groups-among.ts";
import { linkedRecords } from "../../names/record-reference.ts";
import { labels, type ShowOptions } from "../../render/change.ts";
import { writtenLines } from "../../render/written.ts";
import { type Change, linksOf } from "../../schema/change.ts";
import type { CreateInput } from "../../schema/encode.ts";
import type { Links } from "../../schema/record.ts";
import { callText } from "../../text/call-text.ts";
import { oneLine } from "../../text/plain-text.ts";
import { nameAndId } from "../../text/words.ts";
import type { WriteRecord } from "../../writes/journal/write-record.ts";
import { WriteRefused } from "../../writes/refusal.ts";
import {
  changedSinceLines,
  duplicateLines,
  namesakesText,
  openCreateText,
  sharersText,
  subject,
  unexpectedLines,
} from "../../writes/refusal-text.ts";
import type { WriteResult } from "../../writes/sending/write-result.ts";
import { unloggedText } from "../../writes/sentences.ts";
import type { SingleWrite } from "../../writes/single-writes.ts";
import type { Findings, Ready, Refusal, Sent } from "../../writes/write.ts";
import type { Proposal } from "../../writes/write-pipeline.ts";
import type { ToolAnswer, ToolContext } from "../tool.ts";
import { ACTION_WORDS } from "./action-words.ts";
import { metLines } from "./duplicate-lines.ts";
import { planLine } from "./plan-line.ts";
import { doneText, sentText, undoneText } from "./sent-text.ts";

/** How to show the values of a change, and a note on names that could not be found. */
async function naming(change: Change, { names, locale, call }: ToolContext): Promise<{ show: ShowOptions; unnamed: readonly string[] }> {
  const unnamed = await names.ensure(linkedRecords(linksOf(change)), call);
  return { show: { locale, nameOf: names.nameOf }, unnamed };
}

/** The lines about the only write of a plan. */
export async function recordLines(record: WriteRecord, context: ToolContext): Promise<string[]> {
  const { action, undoes, change, name, contact, link } = record;
  const { show, unnamed } = await naming(change, context);
  const done = doneText(nameAndId(oneLine(name), contact), record);
  return [
    undoes === undefined ? done : undoneText(undoes, done, record),
    ...ACTION_WORDS[action].lines(change, show),
    ...(action === "merge" ? [mergedHint(record)] : []),
    ...unnamed,
    ...(link === undefined || action === "delete" ? [] : [link]),
  ];
}

/** The lines about a write that was sent. */
export async function resultLines(
  result: WriteResult,
  context: ToolContext,
): Promise<{ isError: boolean; lines: string[]; unnamed: readonly string[] }> {
  const { outcome, proof, record, contact, unlogged } = result;
  const { show, unnamed } = await naming(proof ?? record.change, context);
  const shows = proof && (outcome === "written" || outcome === "partly") ? writtenLines(proof, record.action === "create", show) : [];
  return {
    isError: outcome !== "written" || unlogged !== undefined,
    lines: [
      sentText(result, show),
      ...shows,
      ...(unlogged === undefined ? [] : [unloggedText("this write", unlogged)]),
      ...(contact?.link && outcome !== "not-written" ? [contact.link] : []),
    ],
    unnamed,
  };
}

/** What is left of a merge that cannot be undone. */
const mergedHint = ({ id }: WriteRecord) =>
  `A merge cannot be undone. ${callText("list_writes", { write_id: id })} shows both contacts as they were.`;

/** What the log says of the write if nobody reads the answer. */
export const wroteWhat = ({ outcome, record }: WriteResult): ToolAnswer["wrote"] =>
  outcome === "not-written" || outcome === "existing"
    ? undefined
    : outcome === "unknown" && record.action !== "create"
      ? "unknown"
      : (record.contact ?? "unknown");

/** What the user is asked before a write. */
export async function writeQuestion(ready: Ready, context: ToolContext): Promise<string[]> {
  const { action, change } = ready;
  const { show } = await naming(change, context);
  const { warning, lines } = ACTION_WORDS[action];
  return [`${capitalised(doesText(ready, show))}?${warning === undefined ? "" : ` ${warning}`}`, ...lines(change, show)];
}

/** "update Dana Scully (con_…)", "create Dana Scully" */
const doesText = ({ action, contact, name }: Ready, show: ShowOptions): string => ACTION_WORDS[action].does(contact ? subject(contact, show) : name);

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The answer to a write of one contact, whether it was made, is only shown, or became a plan.
 *
 * @param input of the call
 * @throws WriteRefused if the write was refused
 */
export async function proposalAnswer({ proposal, notes }: SingleWrite, input: CreateInput, context: ToolContext): Promise<ToolAnswer> {
  switch (proposal.kind) {
    case "sent":
      return sentAnswer(proposal, notes, context);
    case "shown":
    case "planned":
      return proposedAnswer(proposal, notes, context);
    case "unchanged": {
      const contact = subject(proposal.contact, { locale: context.locale, nameOf: context.names.nameOf });
      const same = unchangedText(proposal.findings);
      return { lines: [`Nothing was written: ${contact} already has these values.`, ...same, ...notes] };
    }
    case "gone":
      throw proposal.failure;
    default:
      throw new WriteRefused(await refusalLines(proposal, input, context));
  }
}

async function sentAnswer({ result, findings }: Sent, notes: readonly string[], context: ToolContext): Promise<ToolAnswer> {
  const about = await aboutLines(findings, notes, context);
  const { isError, lines, unnamed } = await resultLines(result, context);
  const wrote = wroteWhat(result);
  const [first = "", ...rest] = lines;
  const link = result.contact?.link ? rest.splice(-1) : [];
  return { isError, ...(wrote ? { wrote } : {}), lines: [first, ...rest, ...about, ...unnamed, ...link] };
}

type Proposed = Extract<Proposal, { kind: "shown" | "planned" }>;

async function proposedAnswer(proposal: Proposed, notes: readonly string[], context: ToolContext): Promise<ToolAnswer> {
  const { action, change, findings } = proposal.ready;
  const about = await aboutLines(findings, notes, context);
  const { show, unnamed } = await naming(change, context);
  const { warning, lines } = ACTION_WORDS[action];
  const title = `Would ${doesText(proposal.ready, show)}${warning === undefined ? ":" : `. ${warning}`}`;
  const end =
    proposal.kind === "shown"
      ? ["Nothing was written (dry run)."]
      : [...(proposal.notice ? [proposal.notice] : []), planLine(proposal.plan, context)];
  return { lines: [title, ...lines(change, show), ...about, ...unnamed, ...end] };
}

async function aboutLines(findings: Findings, notes: readonly string[], { names, locale, call }: ToolContext): Promise<string[]> {
  const { namesakes, sharers } = findings;
  const show = { locale, nameOf: names.nameOf };
  if (namesakes.length > 0) await names.ensure(linkedRecords(namesakes.flatMap(({ contact }) => contact.relationships)), call);
  return [...unchangedText(findings), ...notes, ...namesakesText(namesakes, show), ...sharersText(sharers, show)];
}

const unchangedText = ({ unchanged }: Findings): string[] => (unchanged.length > 0 ? [`Unchanged: ${labels(unchanged)}`] : []);

/** Why nothing was sent, and what to do instead. */
async function refusalLines(refusal: Exclude<Refusal, { kind: "gone" }>, input: CreateInput, context: ToolContext): Promise<string[]> {
  const { names, live, locale, call } = context;
  const show = { locale, nameOf: names.nameOf };
  const named = (links: Iterable<Links>) => names.ensure(linkedRecords(links), call);
  switch (refusal.kind) {
    case "unexpected":
      await named(linksOf(refusal.unmet));
      return unexpectedLines(refusal.contact, refusal.unmet, show);
    case "conflict":
      await named(linksOf(refusal.conflicts));
      return changedSinceLines(refusal.contact, refusal.conflicts, show);
    case "duplicate":
      await named(refusal.duplicates.flatMap(({ contact }) => contact.relationships));
      return [
        ...duplicateLines(refusal, input, await live.get(call), show),
        ...metLines(groupsAmong(refusal.duplicates.map(({ contact }) => contact)), context),
      ];
    case "open-create":
      return [openCreateText(refusal.create)];
  }
}
