// How long a client waits for the tools: from before the process is spawned to the answer of tools/list. All messages
// are written at once. A warm start has the list of tools of an earlier session, and a cold one has nothing.
import { environment, withApiProcess } from "./api.mjs";
import { CLI, withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { figure, heading, median, target } from "./report.mjs";
import { inFolder } from "./timed.mjs";

const ROUNDS = 31;
const MOST = 1.25;

const BUNDLES = {
  bare: "bench/baselines/bare.mjs",
  "on-loopback": "bench/baselines/on-loopback.mjs",
  "on-sandbox": "bench/baselines/on-sandbox.mjs",
  sandbox: "src/sandbox/index.ts",
};

export const startUp = () =>
  inFolder((cacheFolder) =>
    withBundles(BUNDLES, (bundle) =>
      withApiProcess({ sandboxBundle: bundle("sandbox"), workspace: "embedded" }, async (url) => {
        heading(`Start-up, spawn to tools/list (${ROUNDS} interleaved rounds)`);
        const warm = { file: CLI, env: withoutZone(environment(url, cacheFolder)) };
        await withServer(warm, (client) => client.leave());
        const env = withoutZone(environment(url));
        const runs = {
          bare: aRun({ file: bundle("bare") }),
          theirsOnLoopback: aRun({ file: bundle("on-loopback"), env }),
          theirsOnSandbox: aRun({ file: bundle("on-sandbox") }),
          oursWarm: aRun(warm),
          oursOnLoopback: aRun({ file: CLI, env }),
          oursOnSandbox: aRun({ file: CLI, args: ["--sandbox"] }),
        };
        await interleaved(Object.values(runs));
        times("one-tool SDK server without requests", runs.bare);
        times("this server, warm", runs.oursWarm);
        ratio("this server, warm / one-tool server without requests", runs.oursWarm, runs.bare);
        times("one-tool SDK server, definitions over loopback", runs.theirsOnLoopback);
        times("this server, cold, over loopback", runs.oursOnLoopback);
        ratio("this server, cold / one-tool server, both over loopback", runs.oursOnLoopback, runs.theirsOnLoopback);
        times("one-tool SDK server, definitions of the sandbox in its process", runs.theirsOnSandbox);
        times("this server, --sandbox", runs.oursOnSandbox);
        ratio("this server / one-tool server, both on the sandbox", runs.oursOnSandbox, runs.theirsOnSandbox);
      }),
    ),
  );

/** Few users set a time zone, and checking one takes milliseconds. @param {Record<string, string>} env */
const withoutZone = ({ LIGHTFIELD_TIMEZONE: _zone, ...env }) => env;

/**
 * A command, and how long (ms) it took each time.
 *
 * @typedef {{ readonly command: import("./client.mjs").Command, readonly times: number[] }} Run
 */

/** @param {import("./client.mjs").Command} command @returns {Run} */
const aRun = (command) => ({ command, times: [] });

/**
 * Starts the commands in turns, so that other work of the machine affects all of them. The first round only warms the
 * cache of the disk.
 *
 * @param {readonly Run[]} runs
 */
async function interleaved(runs) {
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { command, times } of round % 2 === 0 ? runs : runs.toReversed()) {
      const ms = await withServer(command, async ({ startMs }) => startMs);
      if (round > 0) times.push(ms);
    }
  }
}

/**
 * @param {string} what
 * @param {Run} run
 */
const times = (what, run) => figure(what, median(run.times), { unit: "ms", remark: `median; fastest ${Math.round(Math.min(...run.times))} ms` });

/**
 * @param {string} what
 * @param {Run} ours
 * @param {Run} theirs
 */
function ratio(what, ours, theirs) {
  target(`${what}, medians`, median(ours.times) / median(theirs.times), { below: MOST, orEqual: true, digits: 2 });
  figure(`${what}, fastest`, Math.min(...ours.times) / Math.min(...theirs.times), { digits: 2 });
}
