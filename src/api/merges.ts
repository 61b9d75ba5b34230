import type { CallOptions, Client, WriteOptions } from "./client.ts";
import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { MERGE, MERGE_STATUS } from "./operations.ts";
import { below, isObject, objectAt, optionalText } from "./parse-lenient.ts";
import { checkedId } from "./paths.ts";
import type { Merge, MergeBody, MergeResult, WireContact } from "./wire.ts";

/** Merging contacts. A deployment without it answers 404 or 405. */
export interface Merges {
  /**
   * Merges the duplicate into the primary contact, which keeps its ID. It cannot be undone. After a failure,
   * `writeOutcome` says whether it may have been done.
   */
  merge(body: MergeBody, options?: WriteOptions): Promise<MergeResult>;
  /** How far a merge has got. */
  mergeStatus(id: string, options?: CallOptions): Promise<Merge>;
}

/** @param readContact reads the primary contact of the answer */
export function mergesOf(client: Client, readContact: (json: unknown) => WireContact): Merges {
  return {
    merge: ({ primaryId, duplicateId, resolutions, unitesSelects }, options = {}) => {
      const body = {
        primaryId,
        duplicateId,
        ...(resolutions.size > 0 ? { fieldResolutions: Object.fromEntries(resolutions) } : {}),
        options: { multiSelectUnion: unitesSelects },
      };
      return client.write(
        { operation: MERGE, method: "POST", path: ["v1", "contacts", "merge"], body, parse: (json) => parseMerge(json, readContact) },
        options,
      );
    },
    mergeStatus: async (id, options = {}) => {
      const path = ["v1", "merges", checkedId(id, "merge", MERGE_STATUS)];
      return client.get({ operation: MERGE_STATUS, path, parse: (json) => parseMerge(json).merge }, options);
    },
  };
}

/**
 * Reads the answer to a merge, `{merge: {id, status}, primary}`, or a flat `{id, status}`.
 *
 * @param readContact reads the primary contact; absent: it is left out, as it is if it cannot be read
 * @throws UnexpectedShape if the answer has no ID of a merge
 */
function parseMerge(json: unknown, readContact?: (json: unknown) => WireContact): MergeResult {
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
