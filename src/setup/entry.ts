import { type Client, flagsOf, type ServerEntry, usesSandbox } from "../clients/index.ts";
import type { Launch } from "./launch.ts";

/** What the server's entry has to say. */
export interface Wanted {
  readonly launch: Launch;
  /** Flags by name, without `--`; `undefined` for a switch. */
  readonly flags: ReadonlyMap<string, string | undefined>;
  /** Variables of this shell that the server needs as well. */
  readonly variables: Readonly<Record<string, string>>;
  /** The key that the user gave, if any. Without one, an entry keeps its own. */
  readonly key: string | undefined;
  /** Whether an entry without a key uses the sandbox. */
  readonly sandbox: boolean;
}

export const KEY_VARIABLE = "LIGHTFIELD_API_KEY";

/** The key that stays in an entry. */
export const keptKey = ({ key }: Wanted, before: ServerEntry | undefined): string | undefined =>
  key === undefined ? before?.env[KEY_VARIABLE] || undefined : undefined;

/** Whether the entry is to use the sandbox. With a new key, it must not continue to answer from the sandbox. */
export function isSandbox(wanted: Wanted, before: ServerEntry | undefined): boolean {
  if (wanted.flags.has("sandbox")) return true;
  if (wanted.key !== undefined) return false;
  if (before !== undefined && usesSandbox(before)) return true;
  return wanted.sandbox && keptKey(wanted, before) === undefined;
}

/**
 * The properties of the server's entry in a client's file. Flags that the entry already has stay, unless new values are
 * given: they may protect something.
 *
 * @param before the existing entry, if any
 */
export function entryOf(client: Client, wanted: Wanted, before: ServerEntry | undefined) {
  const { launch, flags, variables, key } = wanted;
  const old = before === undefined ? new Map<string, string | undefined>() : flagsOf(before);
  const sandbox = isSandbox(wanted, before);
  if (!sandbox) old.delete("sandbox");
  else if (before === undefined || !usesSandbox(before)) old.set("sandbox", undefined);
  const args = [...new Map([...old, ...flags])].flatMap(([name, value]) => [`--${name}`, ...(value === undefined ? [] : [value])]);
  const keyEntry = key === undefined ? {} : { [KEY_VARIABLE]: key };
  const noSandbox = sandbox || before?.env.LIGHTFIELD_SANDBOX === undefined ? {} : { LIGHTFIELD_SANDBOX: undefined };
  return {
    ...client.entry,
    command: launch.command,
    args: [...launch.args, ...args],
    env: { ...launch.env, ...noSandbox, ...variables, ...keyEntry },
  };
}
