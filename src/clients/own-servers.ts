import type { Client, ServerEntry } from "./client.ts";
import { isObject, type Properties, serversIn } from "./documents/document.ts";
import { ownArguments } from "./own-program.ts";

/** A server of a client's file that starts this program. */
export interface OwnServer extends ServerEntry {
  readonly name: string;
}

/** The servers that start this program, by whatever name. */
export function ownServers(client: Client, content: Properties): OwnServer[] {
  return Object.entries(serversIn(content, client.section)).flatMap(([name, value]) => {
    const server = isObject(value) ? { name, ...readEntry(value) } : undefined;
    return server && ownArguments(server.command, server.args) ? [server] : [];
  });
}

/** Some clients also accept an object that holds the command, its arguments and its variables. */
function readEntry(entry: Properties): ServerEntry {
  if (isObject(entry.command)) return readEntry({ ...entry.command, command: entry.command.path });
  const env = isObject(entry.env) ? entry.env : {};
  return {
    command: typeof entry.command === "string" ? entry.command : "",
    args: Array.isArray(entry.args) ? entry.args.map(String) : [],
    env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, String(value)])),
  };
}

/** The flags that an entry gives to this program, by name without `--`; `undefined` for a switch. */
export function flagsOf(entry: Pick<ServerEntry, "command" | "args">): Map<string, string | undefined> {
  const args = ownArguments(entry.command, entry.args) ?? [];
  const flags = new Map<string, string | undefined>();
  for (let at = 0; at < args.length; at++) {
    const [, name, inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(args[at] ?? "") ?? [];
    if (name === undefined) continue;
    const next = args[at + 1];
    flags.set(name, inline ?? (next?.startsWith("--") ? undefined : next));
  }
  return flags;
}

/** Whether the entry itself holds a key, and not the name of one that is kept elsewhere. */
export const holdsKey = ({ env }: ServerEntry): boolean => /^[!-#%-~]+$/.test(env.LIGHTFIELD_API_KEY ?? "");

/** Whether the client asks for the entry's key, and keeps it where only the client can read it. */
export const asksForKey = (client: Client, { env }: ServerEntry): boolean =>
  client.asksForSecrets === true && (env.LIGHTFIELD_API_KEY ?? "").startsWith("${input:");

/** Whether the sandbox answers the entry's server. */
export const usesSandbox = (entry: ServerEntry): boolean =>
  flagsOf(entry).has("sandbox") || /^(?:1|on|true|yes)$/i.test(entry.env.LIGHTFIELD_SANDBOX ?? "");
