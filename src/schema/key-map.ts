import { createHash } from "node:crypto";
import type { ApiKey } from "../api/wire.ts";
import { getOrInsert } from "../maps.ts";
import { withoutAccents } from "../text/fold.ts";

/** An agent's name for an attribute: `^[A-Za-z_][A-Za-z0-9_]{0,63}$`, which every client and provider accepts. */
export type AgentKey = string & { readonly __brand: "AgentKey" };

export const AGENT_KEY = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

const MAX_LENGTH = 64;
const HASH_LENGTH = 6;

/** Something to be named. Fields and relationships share one set of keys, because columns and filters take both. */
export interface Named {
  readonly kind: "field" | "relationship";
  readonly key: ApiKey;
}

/** A stable text for one named thing. */
export const identity = ({ kind, key }: Named) => `${kind}:${key}`;

/** The named thing of an {@link identity}. */
export function namedBy(text: string): Named {
  const colon = text.indexOf(":");
  return { kind: text.slice(0, colon) as Named["kind"], key: text.slice(colon + 1) as ApiKey };
}

const isSystem = (key: string) => key.startsWith("$");
const bare = (key: string) => (isSystem(key) ? key.slice(1) : key);

/** Names that every object has: JSON tools drop or misread properties with these names. */
const isInherited = (key: string) => key in Object.prototype;

const hash = (named: Named, length: number) => createHash("sha256").update(identity(named)).digest("hex").slice(0, length);

/** Whether every client takes a name for a property. */
export const isAgentKey = (key: string): key is AgentKey => AGENT_KEY.test(key) && !isInherited(key);

const withHash = (stem: string, named: Named, length = HASH_LENGTH) => `${stem.slice(0, MAX_LENGTH - length - 1)}_${hash(named, length)}`;

/** The key's letters, digits and underscores, without accents. Without a letter or digit: its kind and hash. */
function stemOf(named: Named): string {
  const stem = withoutAccents(bare(named.key)).replace(/[^A-Za-z0-9_]/g, "_");
  if (!/[A-Za-z0-9]/.test(stem)) return withHash(named.kind, named);
  const safe = /^[0-9]/.test(stem) ? `_${stem}` : stem;
  if (isInherited(safe)) return `${safe}_${named.kind}`;
  return safe.length > MAX_LENGTH ? withHash(safe, named) : safe;
}

/** Who keeps a contested key: system before custom, own spelling before others, fields before relationships. */
const rank = (named: Named, stem: string) => (isSystem(named.key) ? 0 : 4) + (bare(named.key) === stem ? 0 : 2) + (named.kind === "field" ? 0 : 1);

/**
 * Agent keys for everything in a workspace. Collisions get a hash of the API key, never a counter, so that a key
 * depends neither on the order of the definitions nor on unrelated ones.
 *
 * @param previous keys that an agent has seen, by {@link identity}: they stay with their attributes, and none is
 *   given to another
 * @example
 * const custom = { kind: "field", key: "name" };
 * const keys = assignAgentKeys([{ kind: "field", key: "$name" }, custom, { kind: "field", key: "icp-score" }]);
 * [...keys.values()]; // => ["name", "icp_score", "name_custom"]
 */
export function assignAgentKeys(all: readonly Named[], previous: ReadonlyMap<string, AgentKey> = new Map()): Map<string, AgentKey> {
  const assigned = new Map<string, AgentKey>();
  const taken = new Set<string>(previous.values());
  const assign = (named: Named, key: string) => {
    if (!isAgentKey(key)) throw new Error(`No agent key fits ${JSON.stringify(named.key)}: ${JSON.stringify(key)}`);
    assigned.set(identity(named), key);
    taken.add(key);
  };

  const byStem = new Map<string, Named[]>();
  for (const named of all) {
    const kept = previous.get(identity(named));
    if (kept !== undefined) assigned.set(identity(named), kept);
    else getOrInsert(byStem, stemOf(named), () => []).push(named);
  }

  const contested: { named: Named; wish: string }[] = [];
  for (const [stem, group] of byStem) {
    const best = group.reduce((least, named) => Math.min(least, rank(named, stem)), Number.POSITIVE_INFINITY);
    const holders = group.filter((named) => rank(named, stem) === best);
    const holder = holders.length === 1 && !taken.has(stem) ? holders[0] : undefined;
    if (holder) assign(holder, stem);
    const others = group.filter((named) => named !== holder);
    const customFields = others.filter(({ key, kind }) => kind === "field" && !isSystem(key));
    for (const named of others) {
      const second = `${stem}_custom`;
      const mayHaveSecond = customFields.length === 1 && customFields[0] === named && second.length <= MAX_LENGTH && !byStem.has(second);
      contested.push({ named, wish: mayHaveSecond ? second : withHash(stem, named) });
    }
  }
  for (const { named, wish } of contested) {
    let key = wish;
    // Another field may have this hash as its name.
    for (let length = HASH_LENGTH; taken.has(key); length += 1) key = withHash(stemOf(named), named, length);
    assign(named, key);
  }
  return assigned;
}
