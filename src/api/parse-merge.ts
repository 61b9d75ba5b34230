import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { below, isObject, objectAt, optionalText } from "./parse-lenient.ts";
import type { Merge, MergeResult, WireContact } from "./wire.ts";

/**
 * Reads the answer to a merge, `{merge: {id, status}, primary}`, or a flat `{id, status}`.
 *
 * @param readContact reads the primary contact; absent: it is left out, as it is if it cannot be read
 * @throws UnexpectedShape if the answer has no ID of a merge
 */
export function parseMerge(json: unknown, readContact?: (json: unknown) => WireContact): MergeResult {
  const answer = objectAt(json, "");
  const isNested = isObject(answer.merge);
  const { id, status } = isNested ? objectAt(answer.merge, "merge") : answer;
  const known = optionalText(id);
  if (known === undefined) throw new UnexpectedShape(below(isNested ? "merge" : "", "id"), "a text", id);
  return {
    merge: { id: known, status: statusOf(status) },
    primary: readContact && answer.primary ? orNothing(() => readContact(answer.primary)) : undefined,
  };
}

/** A status that this program does not know does not count as an end. */
const statusOf = (status: unknown): Merge["status"] => (status === "done" || status === "failed" ? status : "cleanup_pending");

/** That the merge was accepted does not depend on the rest of the answer. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
