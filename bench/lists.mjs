// How much longer a list and a retrieve take than with a bridge that only passes the API's JSON on.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { environment, HEADERS, withApiProcess } from "./api.mjs";
import { withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { figure, heading, median, target } from "./report.mjs";
import { timedAlone } from "./timed.mjs";

/** @typedef {import("./client.mjs").Client} Client */

const PAGE = 25;
const CONTACTS = 40_000;
const IN_FLIGHT = [1, 8];
/** In some 500 calls of a tool, V8 compiles most of what they need. It continues for thousands more. */
const WARM_UP = 30;
const ROUNDS = 20;
/** In one round, of each server. */
const CALLS = 16;
const MOST = 1.2;
/** The server takes contacts into the local copy when the calls pause. Its next round, and the bridge's, begin after that. */
const REST_MS = 100;
const LONGEST_LIFE_MS = 600_000;

const BUNDLES = { passThrough: "bench/baselines/pass-through.mjs", program: "src/cli.ts", sandbox: "src/sandbox/index.ts" };

/** At 25 requests a second, calls in flight would wait for the rate limit. */
const FAST = { requestsPerSecond: 1000 };

export const lists = () =>
  withBundles(
    BUNDLES,
    (bundle) =>
      withApiProcess({ sandboxBundle: bundle("sandbox"), workspace: "ordinary", contacts: CONTACTS }, async (url) => {
        const ids = await someIds(url);
        const command = { env: environment(url), longestLifeMs: LONGEST_LIFE_MS };
        await withServer({ ...command, file: bundle("passThrough") }, (bridge) =>
          withServer({ ...command, file: bundle("program") }, async (server) => {
            heading(`Calls over a bridge that passes the JSON on (${ROUNDS} interleaved rounds of ${CALLS} calls)`);
            let page = 0;
            for (const inFlight of IN_FLIGHT) {
              const compare = (/** @type {string} */ what, /** @type {Calls} */ calls) => compared(what, { ...calls, inFlight }, bridge, server);
              await compare("retrieve_contact", { tool: "retrieve_contact", args: (_, call) => ({ id: ids[call] ?? "" }) });
              // The server keeps what it has seen: contacts that are new to it take more work.
              const first = page;
              page += (WARM_UP + ROUNDS) * CALLS;
              await compare("list_contacts, new pages", {
                tool: "list_contacts",
                args: (round, call) => ({ offset: (first + round * CALLS + call) * PAGE }),
              });
              await compare("list_contacts, the same pages", { tool: "list_contacts", args: (_, call) => ({ offset: call * PAGE }) });
            }
          }),
        );
      }),
    FAST,
  );

/**
 * @typedef {object} Calls
 * @property {string} tool
 * @property {(round: number, call: number) => Record<string, unknown>} args of a call in a round
 */

/**
 * @param {string} what
 * @param {Calls & { inFlight: number }} calls
 * @param {Client} bridge
 * @param {Client} server
 */
async function compared(what, { tool, args, inFlight }, bridge, server) {
  const both = [bridge, server].map((client) => ({ client, ms: /** @type {number[]} */ ([]), cpuMs: 0 }));
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const one of round % 2 === 0 ? both : both.toReversed()) {
      const before = await cpuMs(one.client.pid);
      const { ms } = await timedAlone(() => atOnce(inFlight, (call) => one.client.call(tool, args(round, call))));
      if (round < WARM_UP) continue;
      await sleep(REST_MS);
      one.ms.push(ms / CALLS);
      one.cpuMs += (await cpuMs(one.client.pid)) - before;
    }
  }
  const shown = both.map((one) => ({ ms: median(one.ms), cpuMs: one.cpuMs / (ROUNDS * CALLS) }));
  for (const [at, name] of [`${what}, ${inFlight} in flight: the bridge`, "  this server"].entries()) {
    const { ms = 0, cpuMs = 0 } = shown[at] ?? {};
    figure(name, ms, { unit: "ms", digits: 2, remark: `a call, ${Math.round(1000 / ms)} calls/s; ${cpuMs.toFixed(2)} ms of CPU time` });
  }
  const [theirs, ours] = both.map((one) => one.ms);
  target("  this server / the bridge, median of the rounds", median((ours ?? []).map((ms, at) => ms / (theirs?.[at] ?? 0))), {
    below: MOST,
    orEqual: true,
    digits: 2,
  });
  figure("  the same of CPU time", (shown[1]?.cpuMs ?? 0) / (shown[0]?.cpuMs ?? 0), { digits: 2 });
}

/**
 * Makes the calls of a round, so many at a time.
 *
 * @param {number} inFlight
 * @param {(call: number) => Promise<unknown>} call
 */
async function atOnce(inFlight, call) {
  let next = 0;
  const worker = async () => {
    while (next < CALLS) await call(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** The time that a process has used the processor, in ms; NaN on a system without /proc. @param {number} pid */
async function cpuMs(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name of the program, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const TICK_MS = 10;
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The IDs of a round's contacts. @param {string} url */
async function someIds(url) {
  const response = await fetch(`${url}/v1/contacts?limit=${CALLS}`, { headers: HEADERS });
  const { data } = /** @type {{ data: { id: string }[] }} */ (await response.json());
  return data.map(({ id }) => id);
}
