import { type Client, flagsOf, type ServerEntry } from "../clients/index.ts";
import type { Launch } from "./launch.ts";

/** What the server's entry has to say. */
export interface Wanted {
  readonly launch: Launch;
  /** Flags by name, without `--`; `undefined` for a switch. */
  readonly flags: ReadonlyMap<string, string | undefined>;
  /** Variables of this shell that the server needs as well. */
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined for the sandbox, and where the client asks for the key. */
  readonly key: string | undefined;
}

export const KEY_VARIABLE = "LIGHTFIELD_API_KEY";

/**
 * The properties of the server's entry in a client's file. Flags that the entry has already stay unless they are given
 * anew: they may protect something.
 *
 * @param before the entry that is there, if any
 */
export function entryOf(client: Client, { launch, flags, variables, key }: Wanted, before: ServerEntry | undefined) {
  const old = flagsOf(before?.args ?? []);
  const sandbox = flags.has("sandbox");
  if (!sandbox) old.delete("sandbox");
  const args = [...new Map([...old, ...flags])].flatMap(([name, value]) => [`--${name}`, ...(value === undefined ? [] : [value])]);
  const keyEntry = key === undefined ? {} : { [KEY_VARIABLE]: key };
  // With a key, the entry must not go on answering from the sandbox.
  const noSandbox = sandbox || before?.env.LIGHTFIELD_SANDBOX === undefined ? {} : { LIGHTFIELD_SANDBOX: undefined };
  return {
    ...client.entry,
    command: launch.command,
    args: [...launch.args, ...args],
    env: { ...launch.env, ...noSandbox, ...variables, ...keyEntry },
  };
}
