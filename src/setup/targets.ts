import { CLIENTS, type Client, clientProblem, locate } from "../clients/index.ts";
import type { SetupOptions, SetupWorld } from "./world.ts";

/** A client, and the files in which it may keep servers, the one that it reads first. */
export interface Target {
  readonly client: Client;
  readonly files: readonly [string, ...string[]];
  readonly installed: boolean;
}

/**
 * The clients that the user named, chose, or has installed. `unknown` if a name fits none and `none` if none is found;
 * both are said. Undefined if the user gave up.
 */
export async function targetsOf(
  { clients, yes, print, action }: SetupOptions,
  { computer, dialogue, complain }: Pick<SetupWorld, "computer" | "dialogue" | "complain">,
): Promise<readonly Target[] | "unknown" | "none" | undefined> {
  const problem = clientProblem(clients);
  if (problem !== undefined) {
    complain(problem);
    return "unknown";
  }

  const all = await Promise.all(CLIENTS.map((client) => targetOf(client, computer)));
  if (clients.length > 0) return all.filter(({ client }) => clients.includes(client.id));
  const found = all.filter(({ installed }) => installed);
  if (print && found.length === 0) return all;
  if (found.length === 0 && (yes || !dialogue || action === "remove")) {
    complain(`No client was found on this computer. Name one with --client: ${CLIENTS.map(({ id }) => id).join(", ")}.`);
    return "none";
  }
  if (yes || print || !dialogue) return found;
  const choices = (found.length > 0 ? found : all).map(({ client, files, installed }) => ({
    value: client.id,
    label: client.name,
    hint: installed ? files[0] : "not found on this computer",
    chosen: installed,
  }));
  const question = action === "remove" ? "Remove the server from which clients?" : "Which clients should use this server?";
  const chosen = await dialogue.chooseSeveral(question, choices);
  return chosen && all.filter(({ client }) => chosen.includes(client.id));
}

async function targetOf(client: Client, computer: SetupWorld["computer"]): Promise<Target> {
  const [first, ...others] = await locate(client, computer);
  return { client, files: [first.file, ...others.map(({ file }) => file)], installed: first.installed };
}
