import type { Target } from "./targets.ts";
import type { SetupOptions, SetupWorld } from "./world.ts";

export interface ChosenKey {
  readonly sandbox: boolean;
  readonly key: string | undefined;
}

const MOST_TRIES = 3;

/**
 * The key for the clients' entries, once the API has accepted it: from this shell, else from the user. The answers
 * `refused` and `missing` were said. Undefined if the user gave up.
 */
export async function keyFor(
  { flags, yes }: SetupOptions,
  targets: readonly Target[],
  world: SetupWorld,
): Promise<ChosenKey | "refused" | "missing" | undefined> {
  if (flags.has("sandbox")) return { sandbox: true, key: undefined };
  // A client that keeps secrets itself asks for the key when it starts the server.
  if (targets.every(({ client }) => client.asksForSecrets)) return { sandbox: false, key: undefined };
  const { dialogue, complain, key } = world;
  if (key !== undefined) {
    world.say("The key is taken from LIGHTFIELD_API_KEY.");
    return (await isAccepted(key, world)) ? { sandbox: false, key } : "refused";
  }
  if (yes || !dialogue) {
    complain("Set LIGHTFIELD_API_KEY to a key from Lightfield (Settings > API keys), or add --sandbox for made-up contacts without a key.");
    return "missing";
  }
  return askForKey(world, dialogue);
}

async function askForKey(world: SetupWorld, dialogue: NonNullable<SetupWorld["dialogue"]>): Promise<ChosenKey | "refused" | undefined> {
  const question = "API key from Lightfield (Settings > API keys). Leave it empty to try the sandbox of made-up contacts";
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const answer = await dialogue.secret(question, (written) =>
      /^[\x21-\x7e]*$/.test(written.trim()) ? undefined : "A key has no such character: copy it again",
    );
    if (answer === undefined) return undefined;
    const key = answer.trim();
    if (key === "") return { sandbox: true, key: undefined };
    if (await isAccepted(key, world)) return { sandbox: false, key };
  }
  return "refused";
}

/** Asks the API, and says what it answered. A key that cannot be checked is used: the network may be back later. */
async function isAccepted(key: string, { checkKey, dialogue, say, complain, redactorOf }: SetupWorld): Promise<boolean> {
  const checking = checkKey(key);
  const { outcome, lines } = await (dialogue ? dialogue.during("Asking Lightfield what the key may do", checking) : checking);
  const redact = redactorOf(key);
  for (const line of lines) (outcome === "accepted" ? say : complain)(redact(line));
  if (outcome === "unknown") complain("The key was not checked. It is written as it is; doctor can check it later.");
  return outcome !== "refused";
}
