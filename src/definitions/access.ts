import type { Api } from "../api/index.ts";
import type { Cache } from "../storage/index.ts";
import { KeyGuard } from "./key-guard.ts";
import { LiveSchema } from "./live-schema.ts";

/** The way to a key's data: the API under guard, and the current definitions. The list of tools needs no more. */
export interface Access {
  readonly guard: KeyGuard;
  readonly live: LiveSchema;
}

interface AccessOptions {
  readonly api: Api;
  /** Keeps the definitions for the next process. */
  readonly cache: Cache;
  /** Keys of fields to hide. */
  readonly hidden: readonly string[];
  /** Clock in ms. */
  readonly now?: (() => number) | undefined;
}

export function openAccess({ api, cache, hidden, now = Date.now }: AccessOptions): Access {
  const guard = new KeyGuard(api, (text) => live.current?.namesHidden(text) ?? false);
  // Here and not with the contacts: a client that only asks for the tools or for prompts never loads these.
  guard.onRefusal(() => cache.wipe());
  const definitions: Api["definitions"] = (options) => guard.unlessRefused(() => guard.api.definitions(options));
  const live = new LiveSchema({ api: { definitions }, hidden, cache, now });
  return { guard, live };
}
