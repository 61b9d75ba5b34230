import type { Locale } from "../../fields/index.ts";
import { nearest } from "../../fields/nearest.ts";
import { rawValues } from "../../fields/raw-values.ts";
import { groupsAmong } from "../../find/duplicates/groups-among.ts";
import { labels, madeLines } from "../../render/change.ts";
import { approachLines } from "../../render/objections.ts";
import { cut } from "../../render/value.ts";
import { writtenLines } from "../../render/written.ts";
import { type Change, type FieldChange, isEmpty, joined, linksOf, NO_CHANGE, touched } from "../../schema/change.ts";
import type { Attribute } from "../../schema/contact-schema.ts";
import type { CreateInput } from "../../schema/encode.ts";
import { callText } from "../../text/call-text.ts";
import { oneLine } from "../../text/plain-text.ts";
import { quote } from "../../text/quote.ts";
import { nameAndId } from "../../text/words.ts";
import { mayHaveWritten, type WriteRecord } from "../../writes/journal/write-record.ts";
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
import { ACTION_WORDS, sinceGot } from "./action-words.ts";
import { asked, LONGEST_ASKED } from "./asked.ts";
import { metLines } from "./duplicate-lines.ts";
import { naming } from "./naming.ts";
import { planLine } from "./plan-line.ts";
import { doneText, sentText, undoneText } from "./sent-text.ts";

/** The most characters of a value that may have been meant. */
const LONGEST_MEANT = 160;

/** The lines about the only write of a plan. */
export async function recordLines(record: WriteRecord, context: ToolContext): Promise<string[]> {
  const { action, undoes, change, name, contact, link } = record;
  const { show, unnamed } = await naming(linksOf(change), context);
  const done = doneText(nameAndId(oneLine(name), contact), record);
  return [
    undoes === undefined ? done : undoneText(undoes, done, record),
    ...ACTION_WORDS[action].lines(change, show),
    ...(action === "merge" ? [mergedHint(record)] : []),
    ...(action === "update" && undoes === undefined ? clearedLines([change]) : []),
    ...unnamed,
    ...(link === undefined || action === "delete" ? [] : [link]),
  ];
}

/** The parts of an answer about a write that was sent. */
export async function sentParts(result: WriteResult, context: ToolContext) {
  const { outcome, proof, record, contact, unlogged } = result;
  const { show, unnamed } = await naming(linksOf(proof ?? record.change), context);
  const shows = proof && (outcome === "written" || outcome === "partly") ? writtenLines(proof, record.action === "create", show) : [];
  return {
    about: { isError: outcome !== "written" || unlogged !== undefined, wrote: wroteWhat(result) },
    first: sentText(result, context.locale),
    lines: [...shows, ...(unlogged === undefined ? [] : [unloggedText("this write", unlogged)])],
    link: contact?.link && outcome !== "not-written" ? [contact.link] : [],
    unnamed,
  };
}

/** Where values that say who a person is are still found after updates have emptied them. */
export const clearedLines = (changes: readonly Change[]): string[] =>
  changes.some(({ fields }) =>
    fields.some(({ field: { type }, before, after }) => type.identifies !== undefined && type.isSet(before) && !type.isSet(after)),
  )
    ? ["Cleared values stay in the history and in list_writes. To delete a person's data, use the Lightfield app."]
    : [];

/** Where to find both contacts of a merge, which cannot be undone. */
const mergedHint = ({ id }: WriteRecord) =>
  `A merge cannot be undone. ${callText("list_writes", { write_id: id })} shows both contacts as they were.`;

/** The outcome for the log, if nobody reads the answer. */
function wroteWhat({ outcome, record }: WriteResult): ToolAnswer["wrote"] {
  if (!mayHaveWritten(record)) return undefined;
  return outcome === "unknown" && record.action !== "create" ? "unknown" : (record.contact ?? "unknown");
}

/** What the user is asked before a write. */
export async function writeQuestion(ready: Ready, context: ToolContext): Promise<string[]> {
  const { action, change } = ready;
  const others = action === "delete" ? ready.holds : undefined;
  const { show } = await naming(linksOf(joined(change, others)), context);
  const { warning, lines } = ACTION_WORDS[action];
  const values = (most: number) => [...lines(change, { ...show, most }), ...sinceGot(others, { ...show, most })];
  const shown = values(LONGEST_ASKED);
  return asked(
    [
      `${capitalised(doesText(ready, context.locale))}?${warning === undefined ? "" : ` ${warning}`}`,
      ...shown,
      ...sharersText(ready.findings?.sharers ?? [], show),
    ],
    shown.join() === values(Number.POSITIVE_INFINITY).join(),
  );
}

/** "update Dana Scully (con_…)", "create Dana Scully" */
const doesText = ({ action, contact, name }: Ready, locale: Locale): string => ACTION_WORDS[action].does(contact ? subject(contact, locale) : name);

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The answer to a write of one contact: made, shown or planned. @throws WriteRefused if it was refused */
export async function proposalAnswer({ proposal, notes }: SingleWrite, input: CreateInput, context: ToolContext): Promise<ToolAnswer> {
  switch (proposal.kind) {
    case "sent":
      return sentAnswer(proposal, notes, context);
    case "shown":
    case "planned":
      return proposedAnswer(proposal, notes, context);
    case "unchanged": {
      const contact = subject(proposal.contact, context.locale);
      const { unchanged = [], absent = NO_CHANGE } = proposal.findings ?? {};
      const why = touched(absent).length < unchanged.length || isEmpty(absent) ? "already has these values" : "does not have the values to remove";
      return { lines: [`Nothing was written: ${contact} ${why}.`, ...(await aboutLines(proposal.findings, notes, context))] };
    }
    case "gone":
      throw proposal.failure;
    default:
      throw new WriteRefused(await refusalLines(proposal, input, context));
  }
}

async function sentAnswer({ result, findings }: Sent, notes: readonly string[], context: ToolContext): Promise<ToolAnswer> {
  const found = await aboutLines(findings, notes, context);
  const { about, first, lines, link, unnamed } = await sentParts(result, context);
  const { record, contact } = result;
  const objecting = record.action === "update" ? approachLines([{ contact, change: record.change }], context.locale) : [];
  const cleared = record.action === "update" && mayHaveWritten(record) ? clearedLines([record.change]) : [];
  return { ...about, lines: [first, ...objecting, ...lines, ...cleared, ...found, ...unnamed, ...link] };
}

type Proposed = Extract<Proposal, { kind: "shown" | "planned" }>;

async function proposedAnswer(proposal: Proposed, notes: readonly string[], context: ToolContext): Promise<ToolAnswer> {
  const { action, change, contact, findings } = proposal.ready;
  const objecting = action === "update" ? approachLines([{ contact, change }], context.locale) : [];
  const about = await aboutLines(findings, notes, context);
  const { show, unnamed } = await naming(linksOf(change), context);
  const { warning, lines } = ACTION_WORDS[action];
  const title = `Would ${doesText(proposal.ready, context.locale)}${warning === undefined ? ":" : `. ${warning}`}`;
  const end =
    proposal.kind === "shown"
      ? ["Nothing was written (dry run)."]
      : [...(proposal.notice ? [proposal.notice] : []), planLine(proposal.plan, context)];
  return { lines: [title, ...objecting, ...lines(change, show), ...about, ...unnamed, ...end] };
}

async function aboutLines(findings: Findings = {}, notes: readonly string[], context: ToolContext): Promise<string[]> {
  const { unchanged = [], absent = NO_CHANGE, namesakes = [], sharers = [] } = findings;
  const links = [...namesakes.flatMap(({ contact }) => contact.relationships), ...linksOf(absent)];
  const { show } = await naming(links, context);
  const made = (change: Partial<Change>) => madeLines({ ...NO_CHANGE, ...change }, show).map((line) => line.replace(": + ", ": "));
  const missing = [
    ...absent.fields.map((one) => `${made({ fields: [one] }).join("")}${meantText(one, context.locale)}`),
    ...made({ links: absent.links }),
  ];
  const isMissing = (attribute: Attribute) => touched(absent).includes(attribute);
  const others = unchanged.filter((attribute) => !isMissing(attribute));
  return [
    ...(others.length > 0 ? [`Unchanged: ${labels(others)}`] : []),
    ...(missing.length > 0 ? [`Not removed, because not stored: ${missing.join("; ")}`] : []),
    ...notes,
    ...namesakesText(namesakes, show),
    ...sharersText(sharers, show),
  ];
}

/** ` (did you mean "2026-11-30: sent quote"?)`: the stored values or lines that are like those that were not there. */
function meantText({ field, before, after }: FieldChange, locale: Locale): string {
  const [held = [], wanted = []] = [before, after].map((raw) =>
    rawValues(raw).flatMap((one) => field.type.show(one, field.definition, locale).split("\n")),
  );
  const meant = new Set(wanted.filter((text) => !held.includes(text)).flatMap((text) => nearest(text, held, 2)));
  return meant.size === 0 ? "" : ` (did you mean ${[...meant].map((text) => cut(quote(text), LONGEST_MEANT)).join(" or ")}?)`;
}

/** Why nothing was sent, and what to do instead. */
async function refusalLines(refusal: Exclude<Refusal, { kind: "gone" }>, input: CreateInput, context: ToolContext): Promise<string[]> {
  switch (refusal.kind) {
    case "unexpected":
      return unexpectedLines(refusal.contact, refusal.unmet, (await naming(linksOf(refusal.unmet), context)).show);
    case "conflict":
      return changedSinceLines(refusal.contact, refusal.conflicts, (await naming(linksOf(refusal.conflicts), context)).show);
    case "duplicate": {
      const contacts = refusal.duplicates.map(({ contact }) => contact);
      const links = contacts.flatMap(({ relationships }) => relationships);
      const { show } = await naming(links, context);
      const schema = await context.live.get(context.call);
      return [...duplicateLines(refusal, input, schema, show), ...metLines(groupsAmong(contacts, schema), context)];
    }
    case "open-create":
      return [openCreateText(refusal.create)];
  }
}
