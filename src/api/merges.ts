import type { CallOptions, Client, WriteOptions } from "./client.ts";
import { MERGE, MERGE_STATUS } from "./operations.ts";
import { parseMerge } from "./parse-merge.ts";
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
      const payload = {
        primaryId,
        duplicateId,
        ...(resolutions.size > 0 ? { fieldResolutions: Object.fromEntries(resolutions) } : {}),
        options: { multiSelectUnion: unitesSelects },
      };
      return client.post(MERGE, ["v1", "contacts", "merge"], payload, (json) => parseMerge(json, readContact), options);
    },
    mergeStatus: async (id, options = {}) =>
      client.get(
        MERGE_STATUS,
        ["v1", "merges", checkedId(id, "merge", MERGE_STATUS)],
        new URLSearchParams(),
        (json) => parseMerge(json).merge,
        options,
      ),
  };
}
