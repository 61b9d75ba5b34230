import type { AgentKey } from "../schema/key-map.ts";
import type { Cache } from "../storage/index.ts";

/** Definitions as JSON, and the agent keys that were given to them: by identity, those of what is gone too. */
interface KeyedDefinitions {
  readonly agentKeys: ReadonlyMap<string, AgentKey>;
  readonly json: string;
}

/** The definitions with their agent keys as text: a line each. */
export const definitionsText = ({ agentKeys, json }: KeyedDefinitions): string => `${JSON.stringify([...agentKeys])}\n${json}`;

/** @throws SyntaxError or TypeError if {@link definitionsText} did not write the text */
export function parseDefinitions(text: string): KeyedDefinitions {
  const keys = agentKeysIn(text);
  return { agentKeys: new Map(JSON.parse(keys)), json: text.slice(keys.length + 1) };
}

/** The line with the agent keys. */
export const agentKeysIn = (text: string): string => text.slice(0, Math.max(0, text.indexOf("\n")));

const ENTRY = "definitions";

/** The text that the last session stored. */
export async function readDefinitions(cache: Cache): Promise<string | undefined> {
  const bytes = await cache.read(ENTRY);
  return bytes && Buffer.from(bytes).toString();
}

export const writeDefinitions = (cache: Cache, text: string): Promise<void> => cache.write(ENTRY, Buffer.from(text));
