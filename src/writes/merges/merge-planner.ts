import { TimeSlices } from "../../async/time-slices.ts";
import type { Locale } from "../../fields/index.ts";
import { InvalidInput } from "../../fields/rejection.ts";
import { isNameField } from "../../identity/kinds/index.ts";
import { saysLess } from "../../identity/lesser-name.ts";
import { type Change, currentValues, rawOf, touched } from "../../schema/change.ts";
import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import { misfits } from "../../schema/dependent-selects.ts";
import { changedContact } from "../../schema/edits-of-values.ts";
import { type MergePair, mergeChange, type Takes } from "../../schema/merge.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import { storedChange } from "../../schema/stored-change.ts";
import { oneLine } from "../../text/plain-text.ts";
import { nameAndId } from "../../text/words.ts";
import type { WriteCall } from "../consent.ts";
import { otherHolders } from "../duplicates/candidates.ts";
import { MOST_MERGES, type NewPlanRow } from "../plans/plan.ts";
import { presentContacts } from "../plans/present-contacts.ts";
import { rowText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import { type Judgement, judge } from "./merge-rule.ts";
import { type GivenTake, type Group, readTakes, whyNotTaken } from "./merge-takes.ts";
import { mergeText } from "./merge-text.ts";

interface MergeRequest {
  /** IDs: of each group, the contact that stays, then those that are merged into it. */
  readonly groups: readonly Group[];
  /** Of one group only. */
  readonly takes: readonly GivenTake[];
  /** The user says that contacts which may be different people are one. Of one group only. */
  readonly evenIfDifferent: boolean;
}

/** A merge of two contacts, before anything is written. */
interface DraftMerge extends MergePair {
  readonly change: Change;
  readonly row: NewPlanRow;
  /** Why the two are one person: "same e-mail and name". */
  readonly evidence: string;
}

/** A group that is left out of the plan, and why. */
interface RefusedGroup {
  /** "Dana Scully (con_a)", the one that stays first. */
  readonly members: readonly string[];
  readonly reason: string;
  /** The ID of a contact of the group that the API does not have. */
  readonly gone: string | undefined;
}

export interface MergesDraft {
  readonly merges: readonly DraftMerge[];
  readonly refused: readonly RefusedGroup[];
  /** How many fields are hidden, which the API merges too. */
  readonly hidden: number;
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
  /** The deployment is known not to support merges. */
  readonly isLacking: boolean;
}

/**
 * Drafts merges of contacts.
 *
 * @throws InvalidInput; WriteRefused if not all contacts could be read in time; the errors of `api/`
 */
export async function draftMerges(
  { groups, takes, evenIfDifferent }: MergeRequest,
  { workspace, merging, written }: SessionWrites,
  call: WriteCall,
  onProgress: (read: number, of: number) => void,
): Promise<MergesDraft> {
  const { live, locale, names } = workspace;
  checkGroups(groups, [...(takes.length > 0 ? ["take"] : []), ...(evenIfDifferent ? ["even_if_different"] : [])]);
  const schema = await live.get(call);
  const { takes: wanted, notes } = readTakes(takes, groups[0] ?? [], schema, locale);
  const ids = groups.flat();
  const present = await presentContacts(ids, { workspace, schema, call, onProgress: (read) => onProgress(read, ids.length) });
  names.saw([...present.values()].map(({ contact }) => contact));
  const merges: DraftMerge[] = [];
  const refused: RefusedGroup[] = [];
  const slices = new TimeSlices();
  for (const [at, group] of groups.entries()) {
    const contacts = group.flatMap((id) => present.get(id)?.contact ?? []);
    const whoIs = (id: string) => {
      const contact = present.get(id)?.contact;
      return contact ? nameAndId(oneLine(contactName(contact, locale)), id) : id;
    };
    if (slices.isOver) await slices.next();
    const judgement = judge(contacts, written, otherHolders(contacts, workspace));
    const drafted = mergesOf(contacts, wanted, groups.length > 1 ? at + 1 : undefined, { schema, locale, judgement });
    const missing = group.find((id) => !present.has(id));
    const reason =
      missing === undefined
        ? (whyNotTaken(wanted, contacts) ??
          (evenIfDifferent ? undefined : doubtText(judgement, group, whoIs, groups.length === 1)) ??
          misfitText(drafted))
        : rowText.noContact(missing);
    if (reason === undefined) merges.push(...drafted);
    else refused.push({ members: group.map(whoIs), reason, gone: missing });
  }
  return {
    merges,
    refused,
    notes,
    hidden: [...schema.unavailable.values()].filter(({ why }) => why === "hidden").length,
    isLacking: merging.isLacking,
  };
}

function doubtText({ doubt }: Judgement, group: Group, whoIs: (id: string) => string, isAlone: boolean): string | undefined {
  if (!doubt) return undefined;
  const { one, other, evidence } = doubt;
  return mergeText.different(group.length === 2 ? "they" : `${whoIs(one.id)} and ${whoIs(other.id)}`, evidence, isAlone);
}

/** Why the survivor would hold options that do not fit each other; undefined if they fit. */
function misfitText(merges: readonly DraftMerge[]): string | undefined {
  const problems = merges.flatMap(({ change, survivor }) => misfits(change.fields, survivor).map(({ problem }) => problem));
  return problems.length === 0 ? undefined : mergeText.misfit(problems);
}

/** @param ofOneGroup arguments of the call that hold for one group only @throws InvalidInput */
function checkGroups(groups: readonly Group[], ofOneGroup: readonly string[]): void {
  if (groups.length === 0 || groups.some(({ length }) => length < 2)) throw new InvalidInput([mergeText.nothingGiven]);
  const count = groups.flat().length - groups.length;
  if (count > MOST_MERGES) throw new InvalidInput([mergeText.tooMany(count, MOST_MERGES)]);
  const problems = new Set(groups.length > 1 ? ofOneGroup.map(mergeText.oneGroup) : []);
  const seen = new Map<string, Group>();
  for (const group of groups) {
    for (const id of group) {
      const before = seen.get(id);
      if (before) problems.add(before === group && id === group[0] ? mergeText.keptAndMerged(id) : mergeText.givenTwice(id));
      seen.set(id, group);
    }
  }
  if (problems.size > 0) throw new InvalidInput([...problems]);
}

/** Takes the duplicate's name if it is more complete than the survivor's, unless the call has chosen a name. */
function withFullerNames(takes: Takes, { survivor, duplicate }: MergePair): Takes {
  const fuller = survivor.fields.flatMap(({ field, raw }) =>
    isNameField(field) && !takes.has(field) && saysLess(raw, rawOf(duplicate, field)) ? [[field, { of: duplicate.id }] as const] : [],
  );
  return fuller.length === 0 ? takes : new Map([...takes, ...fuller]);
}

/** The merges of a group. Each starts from the result of the one before. */
function mergesOf(
  [first, ...duplicates]: readonly ContactRecord[],
  takes: Takes,
  number: number | undefined,
  { schema, locale, judgement }: { readonly schema: ContactSchema; readonly locale: Locale; readonly judgement: Judgement },
): DraftMerge[] {
  if (!first) return [];
  const members = new Set([first, ...duplicates].map(({ id }) => id as string));
  const all: Attribute[] = [...schema.fields.filter(({ writable }) => writable), ...schema.relationships];
  let survivor = first;
  return duplicates.map((duplicate) => {
    const pair: MergePair = { survivor, duplicate };
    const change = mergeChange(pair, withFullerNames(takes, pair), members);
    const changed = touched(change).map(({ apiKey }) => apiKey);
    const row: NewPlanRow = {
      action: "merge",
      number,
      contact: first.id,
      name: contactName(first, locale),
      change,
      holds: currentValues(
        survivor,
        all.filter(({ apiKey }) => !changed.includes(apiKey)),
      ),
      merges: {
        id: duplicate.id,
        name: contactName(duplicate, locale),
        link: duplicate.link,
        holds: storedChange(currentValues(duplicate, all)),
      },
    };
    survivor = changedContact(survivor, change);
    return { ...pair, change, row, evidence: judgement.evidence.get(duplicate.id) ?? "" };
  });
}
