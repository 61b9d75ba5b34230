import type { ApiKey } from "../api/wire.ts";
import { nearest } from "../fields/nearest.ts";
import { foldLetters } from "../text/fold.ts";

/** An attribute that may be hidden, with all its names. */
export interface Hideable {
  readonly apiKey: ApiKey;
  readonly agentKey: string;
  readonly label: string;
  /** Other names: the one in filters, and the definition's label. */
  readonly others: readonly string[];
}

/** An entry of the hidden list that matches nothing, and the agent keys that it may mean. */
interface UnmatchedEntry {
  readonly entry: string;
  readonly near: readonly string[];
}

export interface Hiding {
  /** For each entry of the list, the API keys that it hides, or has hidden before the definitions changed. */
  readonly hiddenBy: ReadonlyMap<string, ReadonlySet<ApiKey>>;
  /** Entries that match nothing. While there is such an entry, it is not known what must be hidden. */
  readonly unmatchedHidden: readonly UnmatchedEntry[];
  /** Whether to remove `key` from answers. An entry that matches nothing may mean any key without a definition. */
  isHidden(key: ApiKey): boolean;
  /** Whether a text has a name of something hidden, in any spelling. */
  namesHidden(text: string): boolean;
}

/** A name without case, quotes, accents and punctuation, except the `$` of system keys. */
function inOneForm(name: string): string {
  const trimmed = name.trim();
  const folded = foldLetters(trimmed) || trimmed.toLowerCase();
  return trimmed.startsWith("$") ? `$${folded}` : folded;
}

/** The spellings of a key: the `$` is optional. */
const asWritten = (key: ApiKey): string[] => [key, key.replace(/^\$/, "")];

/** The names that an entry may mean: it may include where an attribute stands (`fields.email`). */
const namesIn = (entry: string): string[] => [entry, entry.replace(/^\s*(?:fields?|relationships?)\s*[.:]/i, "")].map(inOneForm);

/**
 * Finds out what a list of names hides.
 *
 * @param list agent keys, API keys, slugs or labels, in any spelling
 * @param previous what the same list hid in earlier definitions: that stays hidden, under another label too
 * @param agentKeyOf the agent key of something in an answer that the definitions do not have
 */
export function hidingOf(
  list: readonly string[],
  among: readonly Hideable[],
  previous: Partial<Pick<Hiding, "hiddenBy">> | undefined,
  agentKeyOf: (key: ApiKey) => string,
): Hiding {
  const named = among.map(({ apiKey, agentKey, label, others }) => ({
    apiKey,
    names: [...asWritten(apiKey), agentKey, label, ...others].map(inOneForm),
  }));
  const hiddenBy = new Map(
    list.map((entry) => {
      const wanted = namesIn(entry);
      const found = named.filter(({ names }) => names.some((name) => wanted.includes(name)));
      return [entry, new Set([...(previous?.hiddenBy?.get(entry) ?? []), ...found.map(({ apiKey }) => apiKey)])];
    }),
  );
  const hidden = new Set([...hiddenBy.values()].flatMap((keys) => [...keys]));
  const wanted = new Set(list.flatMap(namesIn));
  const defined = new Set(among.map(({ apiKey }) => apiKey));
  const unmatchedHidden = [...hiddenBy].flatMap(([entry, keys]) => (keys.size === 0 ? [{ entry, near: nearestKeys(entry, among) }] : []));
  const concealed = new Set([...wanted, ...named.filter(({ apiKey }) => hidden.has(apiKey)).flatMap(({ names }) => names)]);
  return {
    hiddenBy,
    unmatchedHidden,
    namesHidden: (text) => hasName(text, concealed),
    isHidden: (key) =>
      hidden.has(key) ||
      (!defined.has(key) && (unmatchedHidden.length > 0 || [...asWritten(key), agentKeyOf(key)].some((name) => wanted.has(inOneForm(name))))),
  };
}

/** Whether words that follow each other are one of the names. */
function hasName(text: string, names: ReadonlySet<string>): boolean {
  const longest = Math.max(0, ...[...names].map(({ length }) => length));
  const words = text.split(/[^\p{L}\p{N}]+/u).map(inOneForm);
  return words.some((_, from) => {
    let name = "";
    for (const word of words.slice(from)) {
      name += word;
      if (name.length > longest) return false;
      if (names.has(name)) return true;
    }
    return false;
  });
}

/** The agent keys that a name without a match may mean. */
export function nearestKeys(written: string, among: readonly { readonly agentKey: string; readonly label: string }[]): string[] {
  const keys = new Map(among.flatMap(({ agentKey, label }) => [[agentKey, agentKey] as const, [label, agentKey] as const]));
  return [...new Set(nearest(written, keys.keys()).flatMap((name) => keys.get(name) ?? []))];
}
