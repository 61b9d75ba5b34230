import { decodeJsonString, isRecord } from "../fields/json.ts";
import { nearest } from "../fields/nearest.ts";
import { eachOf, inBoth, orChange, orEmpty, Rejection, unclearLoss, unlessNothing } from "../fields/rejection.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { visibleText } from "../text/visible.ts";
import { asData, asWord } from "../text/words.ts";
import type { Relationship } from "./contact-schema.ts";
import { idsAlone, type TargetId, targetForm } from "./link-target.ts";

/** The IDs that a relationship should hold, given those that it holds. @param shown a record in a message */
export type LinksEdit = (ids: readonly string[], shown?: (id: string) => string) => readonly string[];

interface EncodedLinks {
  readonly edit: LinksEdit;
  /** An assumption that was made, as a sentence. */
  readonly note?: string;
}

/** The most records for one relationship: 20 requests of 25 links each. */
const MOST_LINKS = 500;

const holdsOne = ({ definition }: Relationship) => definition.cardinality === "HAS_ONE";

const accepted = (relationship: Relationship) => {
  const form = targetForm(relationship.definition.objectType);
  return holdsOne(relationship) ? `one ${form}` : `one ${form} or a list of them`;
};

const isBlank = (target: unknown) => typeof target === "string" && target.trim() === "";

function parseIds(input: unknown, relationship: Relationship, targetId: TargetId): string[] {
  const decoded = decodeJsonString(input);
  const given = [...new Set(Array.isArray(decoded) ? decoded : [decoded])];
  if (given.length > MOST_LINKS) throw new Rejection(`${counted(given.length, "record")} were given`, `at most ${MOST_LINKS} in one call`);
  if (given.length === 1 && isBlank(given[0])) throw new Rejection("The value is empty", orEmpty(accepted(relationship)));
  const found = unlessNothing(given, () =>
    eachOf(given, (target) => targetId(typeof target === "string" ? visibleText(target) : target, relationship)),
  );
  const ids = [...new Set(found)];
  if (ids.length > 1 && holdsOne(relationship)) {
    throw new Rejection(
      `${counted(ids.length, "record")} were given, but ${asData(relationship.definition.label)} holds one`,
      accepted(relationship),
    );
  }
  return ids;
}

/** The links of a new contact: one record, or a list if the relationship holds many. */
export function encodeLinks(input: unknown, relationship: Relationship, targetId: TargetId = idsAlone): EncodedLinks {
  if (isRecord(input)) {
    const isChange = CHANGES.some((change) => change in input);
    throw new Rejection(
      `${quote(input)} is ${isChange ? "a change of links, but a new contact has no links yet" : "an object"}`,
      accepted(relationship),
    );
  }
  const ids = parseIds(input, relationship, targetId);
  if (ids.length === 0) throw new Rejection("The list is empty", `${accepted(relationship)}; to link nothing, omit the relationship`);
  return { edit: () => ids };
}

/**
 * A single record may be meant as an addition, and some clients send an empty list for what a model leaves out. Neither
 * means that links should be removed.
 */
const orRefuseLoss =
  (edit: LinksEdit, input: unknown): LinksEdit =>
  (ids, shown = asWord) => {
    const wanted = edit(ids);
    const lost = ids.filter((id) => !wanted.includes(id));
    if (lost.length === 0) return wanted;
    if (wanted.length === 0) throw new Rejection("An empty list does not remove links", "clear_fields to remove all of them");
    throw unclearLoss(String(input), lost.map(shown));
  };

const CHANGES = ["add", "remove", "replace"] as const;

/** A change of links: `{add, remove}` or `{replace}`; `[]` clears, null says nothing. A bare record or list replaces. */
export function encodeLinkChange(input: unknown, relationship: Relationship, targetId: TargetId = idsAlone): EncodedLinks {
  if (!isRecord(input)) {
    const { edit } = encodeLinkChange({ replace: input }, relationship, targetId);
    const isWhole = Array.isArray(input) ? input.length > 0 : holdsOne(relationship);
    return { edit: isWhole ? edit : orRefuseLoss(edit, input) };
  }
  const given = Object.entries(input).filter(([, ids]) => ids !== undefined && ids !== null);
  const unknown = given.find(([name]) => !CHANGES.some((change) => change === name));
  if (unknown) throw new Rejection(`${quote(unknown[0])} is not a change`, orChange(accepted(relationship)), nearest(unknown[0], CHANGES));
  if (given.length === 0) throw new Rejection(`${quote(input)} holds no change`, orChange(accepted(relationship)));
  const { add, remove, replace } = Object.fromEntries(given);
  if (replace !== undefined) {
    if (given.length > 1) throw new Rejection(`${quote(input)} replaces the list and also changes it`, orChange(accepted(relationship)));
    const ids = parseIds(replace, relationship, targetId);
    return { edit: () => ids };
  }
  const [added, removed] = [add, remove].map((ids) => (ids === undefined ? [] : parseIds(ids, relationship, targetId)));
  if ((add !== undefined && added?.length === 0) || (remove !== undefined && removed?.length === 0))
    throw new Rejection("The list is empty", accepted(relationship));
  const gone = new Set(removed);
  const both = added?.find((id) => gone.has(id));
  if (both !== undefined) throw inBoth(both);
  if (holdsOne(relationship) && added?.[0] !== undefined)
    return { edit: () => added, note: `${asData(relationship.definition.label)} holds one record: the previous one is replaced.` };
  return { edit: (ids) => [...new Set([...ids.filter((id) => !gone.has(id)), ...(added ?? [])])] };
}
