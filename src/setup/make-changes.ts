import { styleText } from "node:util";
import { structuredPatch } from "diff";
import { asksForKey, DocumentError, holdsKey, othersCanRead, TextFileError, usesSandbox } from "../clients/index.ts";
import { replaceTextFile } from "../clients/text-file.ts";
import { counted } from "../text/plural.ts";
import { addition, type Change, readableIn, removal } from "./change.ts";
import type { Wanted } from "./entry.ts";
import type { Target } from "./targets.ts";
import type { SetupOptions, SetupWorld } from "./world.ts";

/** A change of a client's file, or why it cannot be made: after the file's name, as sentences. */
export type Planned = { readonly target: Target; readonly file: string } & ({ readonly change: Change } | { readonly problem: string });

/** Each client gets the server in the file that it reads. */
export const planAdditions = (targets: readonly Target[], wanted: Wanted, name: string | undefined): Promise<Planned[]> =>
  Promise.all(targets.map((target) => planned(target, target.files[0], (file) => addition(target.client, file, wanted, name))));

/** Older files of a client may hold the server as well. */
export async function planRemovals(targets: readonly Target[], name: string | undefined): Promise<Planned[]> {
  return Promise.all(targets.flatMap((target) => target.files.map((file) => planned(target, file, () => removal(target.client, file, name)))));
}

async function planned(target: Target, file: string, change: (file: string) => Promise<Change>): Promise<Planned> {
  try {
    return { target, file, change: await change(file) };
  } catch (error) {
    return { target, file, problem: problemOf(error) };
  }
}

type World = Pick<SetupWorld, "computer" | "dialogue" | "colours" | "say" | "complain" | "now" | "settings" | "start">;

/** Shows each change, asks, and makes it. @returns how many could not be made; undefined if the user gave up */
export async function makeChanges(all: readonly Planned[], options: SetupOptions, world: World): Promise<number | undefined> {
  let failed = 0;
  for (const planned of all) {
    const { target, file } = planned;
    world.say("");
    world.say(`${target.client.name}: ${file}`);
    const outcome = "problem" in planned ? { problem: planned.problem } : await make(planned.change, options, world);
    if (outcome === "cancelled") return undefined;
    if (outcome === "done") continue;
    world.complain(`${file} ${outcome.problem}`);
    failed++;
  }
  return failed;
}

async function make(change: Change, { yes, action }: SetupOptions, world: World): Promise<"done" | "cancelled" | { readonly problem: string }> {
  const { dialogue, say } = world;
  const { client, file, before, after } = change;
  if (after === (before ?? "")) {
    say(action === "remove" ? `This file has no entry "${change.name}".` : "This file already has this server with these settings.");
    sayKept(change, world);
    sayOthers(change, action, world, ["", ""]);
    await tryServer(change, world);
    return "done";
  }
  for (const line of shownDiff(change, world.colours)) say(line);
  const agreed = yes || !dialogue ? true : await dialogue.confirm(before === undefined ? "Create this file?" : "Change this file?");
  if (agreed === undefined) return "cancelled";
  if (!agreed) {
    say("Not changed.");
    return "done";
  }
  try {
    const backup = await replaceTextFile(file, before, after, world.now());
    say(backup === undefined ? "Written." : `Written. The old file is kept as ${backup}.`);
  } catch (error) {
    return { problem: problemOf(error) };
  }
  await warnOfReaders(change, world);
  sayKept(change, world);
  sayOthers(change, action, world);
  await tryServer(change, world);
  const asks = change.server !== undefined && asksForKey(client, change.server) ? ` ${client.name} then asks for the API key and stores it.` : "";
  say(action === "add" ? `${client.afterwards}${asks}` : `Until ${client.name} is started again, the server may still run.`);
  return "done";
}

function sayKept({ kept, name, server }: Change, { say, settings }: World): void {
  // Anything else in the entry is somebody's mistake, which may be a secret.
  const known = kept.filter((setting) => settings.includes(setting));
  if (known.length === 0) return;
  const key = server !== undefined && holdsKey(server) ? " That removes the key too." : "";
  say(`Earlier settings stay: ${known.join(", ")}. To remove them, run setup remove ${nameOption(name)}, and then setup again.${key}`);
}

const quotedName = (name: string) => JSON.stringify(name).replaceAll(/[\p{Cc}\p{Cf}]/gu, "");

const nameOption = (name: string) => `--name ${/^[\w-]+$/.test(name) ? name : quotedName(name)}`;

/** Says which entries a removal leaves: each has a name that somebody chose. */
function sayOthers({ others }: Change, action: SetupOptions["action"], { say }: World, [also, too] = [" also", " entry too"]): void {
  if (action === "add") return;
  for (const other of others) {
    say(
      `The entry ${quotedName(other)}${also} starts this server. To remove ${too === "" ? "it" : `that${too}`}, run setup remove ${nameOption(other)}.`,
    );
  }
}

async function warnOfReaders({ file, server }: Change, { computer, complain }: World): Promise<void> {
  if (server === undefined || !holdsKey(server) || !(await othersCanRead(file, computer.platform))) return;
  complain(`${file} holds the key, and other users of this computer can read it. To stop that, run chmod 600 "${file}".`);
}

/** Starts the server as the client will. If it does not start, the entry stays: the remedy may lie elsewhere. */
async function tryServer({ client, server }: Change, { start, say, complain }: World): Promise<void> {
  if (server === undefined) return;
  const started = await start(client, server);
  if ("problem" in started) complain(`The server ${started.problem}. To find out why, run doctor.`);
  else {
    const whose = usesSandbox(server)
      ? " It answers with the sandbox's made-up people. To connect your workspace, run setup again and give the key."
      : "";
    say(`The server starts and lists ${counted(started.tools, "tool")}.${whose}`);
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof DocumentError || error instanceof TextFileError)) throw error;
  return `${error.message}. Setup has not changed the file. ${error.remedy}`;
}

/** A setting whose name says that it is secret. */
const SECRET = /((?:key|token|secret|passw|auth|proxy|credential)[\w-]*["']?\s*[:=]\s*)(["'])(?:(?!\2)[^\\]|\\.)*\2/gi;

/** Any character that a terminal could take for a command. */
const CONTROL = /[\p{Cc}\p{Cf}]/gu;

/**
 * A change for people, as lines of a diff with three lines around it. Outside this server's entry, no text is shown:
 * any may be a secret of another server, also on a line that changes.
 */
function shownDiff(change: Change, colours: boolean): string[] {
  const { file, before = "", after } = change;
  const { hunks } = structuredPatch(file, file, readableIn(change, before), readableIn(change, after), "", "", { context: 3 });
  const paint = (line: string) => {
    if (!colours || !/^[+-]/.test(line)) return line;
    return styleText(line.startsWith("+") ? "green" : "red", line);
  };
  return hunks.flatMap(({ lines }, at) => [...(at === 0 ? [] : ["…"]), ...lines.map((line) => paint(masked(line)))]);
}

function masked(line: string): string {
  // A placeholder names a secret without telling it.
  const hidden = line.replaceAll(SECRET, (found, name: string, quote: string) => (found.includes("${") ? found : `${name}${quote}***${quote}`));
  return hidden.replaceAll("\t", "  ").replaceAll(CONTROL, "");
}
