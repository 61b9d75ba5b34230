import type { LinkChange, SentIds } from "../api/wire.ts";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { nearest } from "../fields/nearest.ts";
import { quote } from "../fields/quote.ts";
import { Rejection } from "../fields/rejection.ts";
import { idForm, parseRecordId } from "./record-id.ts";
import type { Relationship } from "./workspace.ts";

/** The API refuses a request that references more IDs or changes more links. */
const MOST_LINKS = 25;

const accepted = ({ definition }: Relationship) =>
  definition.cardinality === "HAS_ONE" ? `one ${idForm(definition.objectType)}` : `one ${idForm(definition.objectType)} or a list of them`;

function parseIds(input: unknown, relationship: Relationship): string[] {
  const decoded = decodeJsonString(input);
  const ids = [...new Set((Array.isArray(decoded) ? decoded : [decoded]).map((id) => parseRecordId(id, relationship.definition.objectType)))];
  if (ids.length > MOST_LINKS) {
    throw new Rejection(
      `${ids.length} IDs are more than one request may carry`,
      `up to ${MOST_LINKS} IDs a call; add the others with update_contact`,
    );
  }
  if (ids.length > 1 && relationship.definition.cardinality === "HAS_ONE") {
    throw new Rejection(`${ids.length} IDs were given, but ${relationship.label} holds one`, accepted(relationship));
  }
  return ids;
}

/** A HAS_ONE takes a bare ID, a HAS_MANY a list. */
const sent = (ids: readonly string[], { definition }: Relationship): SentIds =>
  definition.cardinality === "HAS_ONE" && ids[0] !== undefined ? ids[0] : ids;

/** The links of a new contact: an ID, or a list of IDs where the relationship holds many. */
export function encodeLinks(input: unknown, relationship: Relationship): SentIds {
  if (isRecord(input)) throw new Rejection(`${quote(input)} is a change`, `on create, ${accepted(relationship)}`);
  const ids = parseIds(input, relationship);
  if (ids.length === 0) throw new Rejection("The list is empty", accepted(relationship));
  return sent(ids, relationship);
}

const CHANGES = ["add", "remove", "replace"] as const;

/** A change of links: exactly one of add, remove and replace. `null`, `{replace: null}` and `{replace: []}` clear. */
export function encodeLinkChange(input: unknown, relationship: Relationship): { change: LinkChange; note?: string } {
  const acceptedChange = `exactly one of {"add": …}, {"remove": …}, {"replace": …} with ${accepted(relationship)}`;
  if (input === null) return { change: { replace: null } };
  if (!isRecord(input)) throw new Rejection(`${quote(input)} does not say what to do with it`, acceptedChange);
  const given = Object.entries(input).filter(([, ids]) => ids !== undefined);
  const unknown = given.find(([name]) => !CHANGES.some((change) => change === name));
  if (unknown) throw new Rejection(`${quote(unknown[0])} is not a change`, acceptedChange, nearest(unknown[0], CHANGES));
  const [name, ids] = given[0] ?? [];
  if (given.length !== 1) throw new Rejection(`${quote(input)} holds ${given.length} changes`, acceptedChange);
  if (name === "replace" && (ids === null || (Array.isArray(ids) && ids.length === 0))) return { change: { replace: null } };
  const parsed = parseIds(ids, relationship);
  if (parsed.length === 0) throw new Rejection("The list is empty", acceptedChange);
  const links = sent(parsed, relationship);
  if (name === "remove") return { change: { remove: links } };
  if (name === "replace") return { change: { replace: links } };
  if (relationship.definition.cardinality === "HAS_MANY") return { change: { add: links } };
  return { change: { replace: links }, note: `${relationship.label} holds one record: what was there is replaced.` };
}
