import type { LinkChange, SentIds } from "../api/wire.ts";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { nearest } from "../fields/nearest.ts";
import { quote } from "../fields/quote.ts";
import { Rejection } from "../fields/rejection.ts";
import { idsAlone, type TargetId, targetForm } from "./link-target.ts";
import type { Relationship } from "./workspace.ts";

/** The API refuses a request that references more IDs or changes more links. */
const MOST_LINKS = 25;

const accepted = ({ definition }: Relationship) =>
  definition.cardinality === "HAS_ONE" ? `one ${targetForm(definition.objectType)}` : `one ${targetForm(definition.objectType)} or a list of them`;

function parseIds(input: unknown, relationship: Relationship, targetId: TargetId): string[] {
  const decoded = decodeJsonString(input);
  const given = [...new Set(Array.isArray(decoded) ? decoded : [decoded])];
  if (given.length > MOST_LINKS) {
    throw new Rejection(
      `${given.length} records are more than one request may carry`,
      `up to ${MOST_LINKS} a call; add the others with update_contact`,
    );
  }
  const rejections: Rejection[] = [];
  const found = given.flatMap((target) => {
    try {
      return [targetId(target, relationship)];
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      rejections.push(error);
      return [];
    }
  });
  const last = rejections.pop();
  // All that is wrong with a list is said at once.
  if (last)
    throw new Rejection([...rejections.map(({ message }) => message.replace(/\.$/, "")), last.problem].join(". "), last.accepted, last.nearest);
  const ids = [...new Set(found)];
  if (ids.length > 1 && relationship.definition.cardinality === "HAS_ONE") {
    throw new Rejection(`${ids.length} records were given, but ${relationship.label} holds one`, accepted(relationship));
  }
  return ids;
}

/** A HAS_ONE takes a bare ID, a HAS_MANY a list. */
const sent = (ids: readonly string[], { definition }: Relationship): SentIds =>
  definition.cardinality === "HAS_ONE" && ids[0] !== undefined ? ids[0] : ids;

/** The links of a new contact: a record, or a list of them where the relationship holds many. */
export function encodeLinks(input: unknown, relationship: Relationship, targetId: TargetId = idsAlone): SentIds {
  if (isRecord(input)) throw new Rejection(`${quote(input)} is a change`, `on create, ${accepted(relationship)}`);
  const ids = parseIds(input, relationship, targetId);
  if (ids.length === 0) throw new Rejection("The list is empty", accepted(relationship));
  return sent(ids, relationship);
}

const CHANGES = ["add", "remove", "replace"] as const;

/** A change of links: exactly one of add, remove and replace. `null`, `{replace: null}` and `{replace: []}` clear. */
export function encodeLinkChange(input: unknown, relationship: Relationship, targetId: TargetId = idsAlone): { change: LinkChange; note?: string } {
  const acceptedChange = `exactly one of {"add": …}, {"remove": …}, {"replace": …} with ${accepted(relationship)}`;
  if (input === null) return { change: { replace: null } };
  if (!isRecord(input)) throw new Rejection(`${quote(input)} does not say what to do with it`, acceptedChange);
  const given = Object.entries(input).filter(([, ids]) => ids !== undefined);
  const unknown = given.find(([name]) => !CHANGES.some((change) => change === name));
  if (unknown) throw new Rejection(`${quote(unknown[0])} is not a change`, acceptedChange, nearest(unknown[0], CHANGES));
  const [name, ids] = given[0] ?? [];
  if (given.length !== 1) throw new Rejection(`${quote(input)} holds ${given.length} changes`, acceptedChange);
  if (name === "replace" && (ids === null || (Array.isArray(ids) && ids.length === 0))) return { change: { replace: null } };
  const parsed = parseIds(ids, relationship, targetId);
  if (parsed.length === 0) throw new Rejection("The list is empty", acceptedChange);
  const links = sent(parsed, relationship);
  if (name === "remove") return { change: { remove: links } };
  if (name === "replace") return { change: { replace: links } };
  if (relationship.definition.cardinality === "HAS_MANY") return { change: { add: links } };
  return { change: { replace: links }, note: `${relationship.label} holds one record: what was there is replaced.` };
}
