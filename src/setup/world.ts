import type { Client, Computer, ServerEntry, Started } from "../clients/index.ts";
import type { Dialogue } from "./dialogue.ts";
import type { Launch } from "./launch.ts";

/** What the API says about a key. */
export interface KeyAnswer {
  /** `unknown`: the API could not be asked. */
  readonly outcome: "accepted" | "refused" | "unknown";
  /** For people: what the key may do, or what is wrong. */
  readonly lines: readonly string[];
}

export interface SetupOptions {
  readonly action: "add" | "remove";
  /** As in `--client`; empty: those that are found, or chosen. */
  readonly clients: readonly string[];
  /** The name of the entry; undefined: the usual one. */
  readonly name: string | undefined;
  /** Makes the changes without a question. */
  readonly yes: boolean;
  /** Prints what belongs into the files, and changes nothing. */
  readonly print: boolean;
  /** Flags for the server by name, without `--`; `undefined` for a switch. */
  readonly flags: ReadonlyMap<string, string | undefined>;
}

/** What setup needs from the computer. */
export interface SetupWorld {
  readonly computer: Computer;
  readonly launch: Launch;
  /** The names of all settings but the key: "LIGHTFIELD_ME", "--me". */
  readonly settings: readonly string[];
  /** Variables of this shell that the server needs as well, without the key. */
  readonly variables: Readonly<Record<string, string>>;
  /** The key that this shell has set. */
  readonly key: string | undefined;
  checkKey(key: string): Promise<KeyAnswer>;
  /** Starts an entry as the client does. */
  start(client: Client, entry: ServerEntry): Promise<Started>;
  /** Undefined without a terminal. */
  readonly dialogue: Dialogue | undefined;
  readonly colours: boolean;
  now(): Date;
  /** Removes a key from a text. */
  redactorOf(key: string | undefined): (text: string) => string;
  say(line: string): void;
  complain(line: string): void;
}

/** The same world, which says and complains of everything without this key, and without any other. */
export function withoutKeys(world: SetupWorld, key: string | undefined): SetupWorld {
  const redact = world.redactorOf(key);
  return { ...world, say: (line) => world.say(redact(line)), complain: (line) => world.complain(redact(line)) };
}
