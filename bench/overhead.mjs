// How much longer a tool call takes than its API request.
import { setTimeout as sleep } from "node:timers/promises";
import { environment, HEADERS, withApiProcess } from "./api.mjs";
import { CLI, withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { figure, heading, median, target } from "./report.mjs";

const WARM_UP = 20;
const ROUNDS = 200;
/** The server sends at most 25 requests a second. Faster calls would measure the wait at the rate limit. */
const PACE_MS = 60;

export const overhead = () =>
  withBundles({ bare: "bench/baselines/bare.mjs", sandbox: "src/sandbox/index.ts" }, (bundle) =>
    withApiProcess({ sandboxBundle: bundle("sandbox"), workspace: "ordinary" }, async (url) => {
      heading(`retrieve_contact over the bare HTTP request (${ROUNDS} interleaved rounds)`);
      const id = await anyId(url);
      await withServer({ file: bundle("bare") }, (oneTool) =>
        withServer({ file: CLI, env: environment(url) }, async (server) => {
          const steps = {
            bare: aStep(async () => (await fetch(`${url}/v1/contacts/${id}`, { headers: HEADERS })).text()),
            echo: aStep(() => oneTool.call("echo", { text: id })),
            tool: aStep(() => server.call("retrieve_contact", { id })),
          };
          await interleaved(Object.values(steps));
          const [bareMs, echoMs, toolMs] = [median(steps.bare.times), median(steps.echo.times), median(steps.tool.times)];
          figure("the bare request, median", bareMs, { unit: "ms", digits: 2 });
          figure("a call of the one-tool SDK server without requests, median", echoMs, { unit: "ms", digits: 2 });
          figure("the tool call, median", toolMs, { unit: "ms", digits: 2 });
          target("tool call minus bare request", toolMs - bareMs, { below: 2, unit: "ms", digits: 2 });
        }),
      );
    }),
  );

/**
 * What is measured, and how long (ms) it took each time.
 *
 * @typedef {{ readonly run: () => Promise<unknown>, readonly times: number[] }} Step
 */

/** @param {Step["run"]} run @returns {Step} */
const aStep = (run) => ({ run, times: [] });

/** @param {readonly Step[]} steps */
async function interleaved(steps) {
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const { run, times } of round % 2 === 0 ? steps : steps.toReversed()) {
      const from = performance.now();
      await run();
      if (round >= WARM_UP) times.push(performance.now() - from);
    }
    await sleep(PACE_MS);
  }
}

/** The ID of any contact. @param {string} url */
async function anyId(url) {
  const response = await fetch(`${url}/v1/contacts?limit=1`, { headers: HEADERS });
  const { data } = /** @type {{ data: { id: string }[] }} */ (await response.json());
  return data[0]?.id ?? "";
}
