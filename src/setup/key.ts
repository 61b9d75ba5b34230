import { usesSandbox } from "../clients/index.ts";
import { presentEntry } from "./change.ts";
import { KEY_VARIABLE } from "./entry.ts";
import type { Target } from "./targets.ts";
import { type SetupOptions, type SetupWorld, withoutKeys } from "./world.ts";

interface ChosenKey {
  /** Whether entries that have no key use the sandbox. */
  readonly sandbox: boolean;
  readonly key: string | undefined;
}

const MOST_TRIES = 3;

/** The key for the entries, once the API has accepted it: from this shell or the user. Undefined: given up. */
export async function keyFor(
  { flags, yes, name }: SetupOptions,
  targets: readonly Target[],
  world: SetupWorld,
): Promise<ChosenKey | "refused" | "missing" | undefined> {
  if (flags.has("sandbox")) return { sandbox: true, key: undefined };
  const { dialogue, complain, key } = world;
  // A client that keeps secrets itself asks for the key when it starts the server.
  const writers = targets.filter(({ client }) => !client.asksForSecrets);
  if (writers.length === 0) return { sandbox: false, key };
  if (key !== undefined) {
    world.say("setup uses the key in the environment variable LIGHTFIELD_API_KEY.");
    return (await isAccepted(key, world)) ? { sandbox: false, key } : "refused";
  }
  const present = await Promise.all(writers.map(({ client, files }) => presentEntry(client, files[0], name)));
  const kept = present.filter((entry) => entry !== undefined && (entry.env[KEY_VARIABLE] || usesSandbox(entry))).length;
  if (yes || !dialogue) {
    if (kept === writers.length) {
      world.say("No key was given, so each entry keeps its key or --sandbox.");
      return { sandbox: false, key: undefined };
    }
    complain(
      "No API key was given. Create one in Lightfield under Settings > API keys, and set the environment variable LIGHTFIELD_API_KEY to it before you run setup. To try the server with made-up contacts and no key, add --sandbox.",
    );
    return "missing";
  }
  return askForKey(world, dialogue, whatIsWithoutKey(kept, writers.length));
}

/** What an empty answer means. */
function whatIsWithoutKey(kept: number, all: number): string {
  const sandbox = "to try the sandbox of made-up contacts";
  if (kept === 0) return sandbox;
  return kept === all ? "to keep the key or --sandbox of each entry" : `to keep the existing keys, and ${sandbox} in the other clients`;
}

async function askForKey(
  world: SetupWorld,
  dialogue: NonNullable<SetupWorld["dialogue"]>,
  withoutKey: string,
): Promise<ChosenKey | "refused" | undefined> {
  const question = `API key from Lightfield (Settings > API keys). Leave it empty ${withoutKey}`;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const answer = await dialogue.secret(question, (written) =>
      /^[\x21-\x7e]*$/.test(written.trim()) ? undefined : "This has a space or another character that a key cannot contain. Copy the key again",
    );
    if (answer === undefined) return undefined;
    const key = answer.trim();
    if (key === "") return { sandbox: true, key: undefined };
    if (await isAccepted(key, world)) return { sandbox: false, key };
  }
  return "refused";
}

/** Asks the API, and says what it answered. A key that cannot be checked is used: the network may be back later. */
async function isAccepted(key: string, world: SetupWorld): Promise<boolean> {
  const { dialogue } = world;
  const checking = world.checkKey(key);
  const { outcome, lines } = await (dialogue ? dialogue.during("Asking Lightfield what the key may do", checking) : checking);
  const { say, complain } = withoutKeys(world, key);
  for (const line of lines) (outcome === "accepted" ? say : complain)(line);
  if (outcome === "unknown") complain("setup could not check the key, but uses it. To check it later, run doctor.");
  return outcome !== "refused";
}
