// How long work takes, and how long a server does not react meanwhile.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
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
