// How long work takes, and how long a server does not react meanwhile.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { target } from "./report.mjs";

const PING_EVERY_MS = 20;

/**
 * Measures how long some work takes, and the longest answer to a ping meanwhile.
 *
 * @template T
 * @param {import("./client.mjs").Client} server
 * @param {() => Promise<T>} work
 */
export async function timed(server, work) {
  const state = { ended: false, longestMs: 0 };
  const one = async () => {
    const { ms } = await timedAlone(() => server.ping());
    state.longestMs = Math.max(state.longestMs, ms);
  };
  const pings = (async () => {
    const sent = [];
    while (!state.ended) {
      sent.push(one());
      await sleep(PING_EVERY_MS);
    }
    await Promise.all(sent);
  })();
  const { ms, result } = await timedAlone(work).finally(() => {
    state.ended = true;
  });
  await pings;
  return { ms, result, longestMs: state.longestMs };
}

/**
 * @template T
 * @param {() => Promise<T>} work
 */
export async function timedAlone(work) {
  const from = performance.now();
  const result = await work();
  return { ms: performance.now() - from, result };
}

/**
 * Measures how long a server works without a pause. Only Linux tells.
 *
 * @param {import("./client.mjs").Command} command
 * @param {(watched: import("./client.mjs").Command) => Promise<void>} use runs the command, until the server has left
 * @returns {Promise<{ longestMs: number, cpuMs: number } | undefined>}
 */
export const withStretches = (command, use) =>
  inFolder(async (folder) => {
    if (process.platform !== "linux") {
      await use(command);
      return undefined;
    }
    const file = join(folder, "stretches.json");
    await use({ ...command, before: fileURLToPath(new URL("stretches.mjs", import.meta.url)), env: { ...command.env, STRETCHES: file } });
    return JSON.parse(await readFile(file, "utf8"));
  });

/**
 * @param {string} what
 * @param {number} ms
 * @param {number} [most]
 */
export const longestPing = (what, ms, most = 50) => target(what, ms, { below: most, orEqual: true, unit: "ms" });

/**
 * Runs `use` with a folder that is deleted afterwards.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} use
 */
export async function inFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), "lightfield-bench-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
