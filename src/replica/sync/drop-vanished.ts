import { type Api, ApiError, InvalidIdError, type RateShare } from "../../api/index.ts";
import type { ContactSink } from "./contact-sink.ts";

const LANES = 8;

/** Contacts that are looked up one by one in one go. */
const MOST_RETRIEVES = 2_000;

export interface VanishedOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly sink: ContactSink;
  readonly share: RateShare;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * Removes what a complete sweep did not see, if the API knows it no longer. A list lags behind and may leave a record out, so each is looked up, the
 * newest first, as what was just created is the likeliest to be there. When {@link MOST_RETRIEVES} in a row are all gone, so are the others.
 *
 * @returns the IDs that were removed
 */
export async function dropVanished(candidates: readonly string[], { api, sink, share, signal, now }: VanishedOptions): Promise<string[]> {
  const newestFirst = candidates.toReversed();
  const gone: string[] = [];
  const queue = newestFirst.slice(0, MOST_RETRIEVES).values();
  const lane = async () => {
    for (const id of queue) {
      const seenAt = now();
      try {
        sink.put(await api.retrieve(id, { share, signal }), seenAt);
      } catch (error) {
        if (signal.aborted) throw error;
        // Any other failure leaves the contact in doubt, and so where it is.
        if ((error instanceof ApiError && error.status === 404) || error instanceof InvalidIdError) gone.push(id);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const all = gone.length === MOST_RETRIEVES ? [...gone, ...newestFirst.slice(MOST_RETRIEVES)] : gone;
  for (const id of all) sink.remove(id);
  return all;
}
