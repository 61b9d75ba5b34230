import { DocumentError, TextFileError } from "../clients/index.ts";
import { replaceTextFile } from "../clients/text-file.ts";
import { addition, type Change, removal } from "./change.ts";
import type { Wanted } from "./entry.ts";
import { shownDiff } from "./shown-diff.ts";
import type { Target } from "./targets.ts";
import type { SetupOptions, SetupWorld } from "./world.ts";

/** A change of a client's file, or why it cannot be made. */
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

/**
 * Shows each change, asks, and makes it.
 *
 * @returns how many could not be made; undefined if the user gave up
 */
export async function makeChanges(
  all: readonly Planned[],
  { yes, action }: SetupOptions,
  world: Pick<SetupWorld, "dialogue" | "colours" | "say" | "complain" | "now"> & { redact(text: string): string },
): Promise<number | undefined> {
  const { dialogue, say, complain, redact } = world;
  let failed = 0;
  for (const one of all) {
    const { target, file } = one;
    say("");
    say(`${target.client.name}: ${file}`);
    if ("problem" in one) {
      complain(`${file} ${one.problem}. It was left as it is.`);
      failed++;
      continue;
    }
    const { before, after } = one.change;
    if (after === (before ?? "")) {
      say(action === "remove" ? "This server is not in it." : "This server is in it already, as it should be.");
      continue;
    }
    for (const line of shownDiff(one.change, redact, world.colours)) say(line);
    const agreed = yes || !dialogue ? true : await dialogue.confirm(before === undefined ? "Make this file?" : "Change this file?");
    if (agreed === undefined) return undefined;
    if (!agreed) {
      say("Left as it is.");
      continue;
    }
    try {
      const backup = await replaceTextFile(file, before, after, world.now());
      say(backup === undefined ? "Written." : `Written. The old file is kept as ${backup}.`);
      if (action === "add") say(target.client.afterwards);
    } catch (error) {
      complain(`${file} ${problemOf(error)}. It was left as it is.`);
      failed++;
    }
  }
  return failed;
}

function problemOf(error: unknown): string {
  if (error instanceof DocumentError || error instanceof TextFileError) return error.message;
  throw error;
}
