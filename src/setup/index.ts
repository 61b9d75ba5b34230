import type { Readable, Writable } from "node:stream";
import { confirm, isCancel, multiselect, password, spinner } from "@clack/prompts";
import { addedTo, DEFAULT_NAME } from "./change.ts";
import type { Dialogue } from "./dialogue.ts";
import type { Wanted } from "./entry.ts";
import { keyFor } from "./key.ts";
import { makeChanges, type Planned, planAdditions, planRemovals } from "./make-changes.ts";
import { type Target, targetsOf } from "./targets.ts";
import { type SetupOptions, type SetupWorld, withoutKeys } from "./world.ts";

export { startAsClient } from "../clients/index.ts";
export { launchOf } from "./launch.ts";
export type { KeyAnswer, SetupOptions, SetupWorld } from "./world.ts";

/** The exit code for a command line that cannot be carried out. */
const USAGE = 2;

/** Connects clients with this server, or removes it from them. @returns the exit code */
export async function setup(options: SetupOptions, givenWorld: SetupWorld): Promise<number> {
  const world = withoutKeys(givenWorld, givenWorld.key);
  const { complain, dialogue } = world;
  if (!dialogue && !options.yes && !options.print) {
    const forEntry =
      " Also set the environment variable LIGHTFIELD_API_KEY to your key, or add --sandbox. With --print, setup only prints the entry.";
    complain(
      `setup asks questions, so it needs a terminal. To run it without questions, add --client NAME --yes.${options.action === "add" ? forEntry : ""}`,
    );
    return USAGE;
  }
  const targets = await targetsOf(options, world);
  if (targets === "unknown") return USAGE;
  if (targets === "none") return 1;
  if (targets === undefined) return cancelled(world);
  if (options.print) return print(options, targets, world);
  return options.action === "remove" ? remove(options, targets, world) : add(options, targets, world);
}

async function add(options: SetupOptions, targets: readonly Target[], world: SetupWorld): Promise<number> {
  const answer = await keyFor(options, targets, world);
  if (answer === "refused") {
    world.complain("Nothing was written.");
    return 1;
  }
  if (answer === "missing") return USAGE;
  if (answer === undefined) return cancelled(world);
  const wanted = { launch: world.launch, flags: options.flags, variables: world.variables, ...answer };
  const planned = await planAdditions(targets, wanted, options.name);
  return finished(await makeChanges(planned, options, withoutKeys(world, answer.key)), planned, world);
}

async function remove(options: SetupOptions, targets: readonly Target[], world: SetupWorld): Promise<number> {
  const planned = await planRemovals(targets, options.name);
  return finished(await makeChanges(planned, options, world), planned, world);
}

function print(options: SetupOptions, targets: readonly Target[], { launch, variables, say }: SetupWorld): number {
  // A proxy's address may hold a password.
  const shown = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replace(/\/\/[^/@]*@/, "//user:password@")]));
  const wanted = { launch, flags: options.flags, variables: shown, key: options.flags.has("sandbox") ? undefined : "sk_lf_...", sandbox: false };
  for (const line of printedEntries(targets, wanted, options.name)) say(line);
  return 0;
}

/** For each client, where its file is and what belongs into it. */
function printedEntries(targets: readonly Target[], wanted: Wanted, name = DEFAULT_NAME): string[] {
  return targets.flatMap(({ client, files: [file] }, at) => [
    ...(at === 0 ? [] : [""]),
    `${client.name}: ${file}`,
    ...addedTo("", client, name, wanted).trimEnd().split("\n"),
  ]);
}

function finished(failed: number | undefined, planned: readonly Planned[], world: SetupWorld): number {
  if (failed === undefined) return cancelled(world);
  return failed > 0 || planned.length === 0 ? 1 : 0;
}

function cancelled({ complain }: SetupWorld): number {
  complain("Cancelled. setup made only the changes that you confirmed.");
  return 1;
}

/** Questions on a terminal. */
export function terminalDialogue(input: Readable, output: Writable): Dialogue {
  const terminal = { input, output };
  return {
    async chooseSeveral(message, choices) {
      const options = choices.map(({ value, label, hint }) => ({ value, label, ...(hint === undefined ? {} : { hint }) }));
      const initialValues = choices.filter(({ chosen }) => chosen).map(({ value }) => value);
      return given(await multiselect({ ...terminal, message, options, initialValues, required: true }));
    },
    async secret(message, problemOf) {
      return given(await password({ ...terminal, message, validate: (answer) => problemOf(answer ?? "") }));
    },
    confirm: async (message) => given(await confirm({ ...terminal, message })),
    async during(what, work) {
      const shown = spinner({ output });
      shown.start(what);
      try {
        return await work;
      } finally {
        shown.stop(what);
      }
    },
  };
}

/** Nothing if the person gave up. */
const given = <T>(answer: T): Exclude<T, symbol> | undefined => (isCancel(answer) ? undefined : (answer as Exclude<T, symbol>));
