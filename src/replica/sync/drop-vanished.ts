import { type Api, InvalidIdError, isNotFound, type RateShare } from "../../api/index.ts";
import { mapConcurrently } from "../../async/pool.ts";
import type { ContactSink } from "./contact-sink.ts";

const AT_ONCE = 8;

/** How many contacts are retrieved one by one. */
const MOST_RETRIEVES = 2_000;

interface VanishedOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly sink: ContactSink;
  readonly share: RateShare;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * Removes contacts that a complete sweep did not see, if the API no longer has them. A list may lag behind, so each is
 * retrieved, the newest first, because a new contact is the likeliest to exist. If the first {@link MOST_RETRIEVES} are
 * all gone, the others count as deleted too.
 *
 * @returns the IDs that were removed
 */
export async function dropVanished(candidates: readonly string[], { api, sink, share, signal, now }: VanishedOptions): Promise<string[]> {
  const newestFirst = candidates.toReversed();
  const gone: string[] = [];
  await mapConcurrently(newestFirst.slice(0, MOST_RETRIEVES), AT_ONCE, async (id) => {
    const seenAt = now();
    try {
      sink.put(await api.retrieve(id, { share, signal }), seenAt);
    } catch (error) {
      if (signal.aborted) throw error;
      // After any other failure it is not known whether the contact is gone, so it stays.
      if (isNotFound(error) || error instanceof InvalidIdError) gone.push(id);
    }
  });
  const all = gone.length === MOST_RETRIEVES ? [...gone, ...newestFirst.slice(MOST_RETRIEVES)] : gone;
  for (const id of all) sink.remove(id);
  return all;
}
