import type { Client, ServerEntry } from "./client.ts";
import { isObject, type Properties, serversIn } from "./documents/document.ts";

/** A server of a client's file that starts this program. */
export interface OwnServer extends ServerEntry {
  readonly name: string;
}

/** What stands in every entry that starts this program: the package's name, in the arguments or in a path. */
const PROGRAM = /lightfield-contacts/i;

/** The servers that start this program, by whatever name. */
export function ownServers(client: Client, content: Properties): OwnServer[] {
  return Object.entries(serversIn(content, client.section)).flatMap(([name, value]) => {
    const server = isObject(value) ? { name, ...readEntry(value) } : undefined;
    // One without a command is at a URL: the vendor's own, perhaps.
    return server && server.command !== "" && [name, server.command, ...server.args].some((text) => PROGRAM.test(text)) ? [server] : [];
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

/** The flags in a server's arguments, by name without `--`; `undefined` for a switch. */
export function flagsOf(args: readonly string[]): Map<string, string | undefined> {
  const flags = new Map<string, string | undefined>();
  for (let at = 0; at < args.length; at++) {
    const [, name, inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(args[at] ?? "") ?? [];
    if (name === undefined) continue;
    const next = args[at + 1];
    flags.set(name, inline ?? (next?.startsWith("--") ? undefined : next));
  }
  return flags;
}
