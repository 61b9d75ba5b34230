// How long hostile calls of a megabyte block everything else.
import { CLI } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { CALLS_WITH_TEXTS, MANY_THINGS } from "./hostile.mjs";
import { figure, heading } from "./report.mjs";
import { longestPing, timed } from "./timed.mjs";

const MEGABYTE = 1_000_000;
const LONGEST_PING_MS = 200;
const LONGEST_LIFE_MS = 1_200_000;
const SHOWN = 5;

export const blocking = () =>
  withServer({ file: CLI, args: ["--sandbox"], env: { LIGHTFIELD_CACHE: "off" }, longestLifeMs: LONGEST_LIFE_MS }, async (server) => {
    while (/^Searched .* so far/m.test(await server.call("find_contacts", { limit: 1 })));
    heading("Calls with a megabyte of arguments");
    /** @type {{ what: string, longestMs: number }[]} */
    const calls = [];
    for (const { what, callOf } of [...MANY_THINGS.map(({ what, ...call }) => ({ what, callOf: () => call })), ...CALLS_WITH_TEXTS]) {
      const { tool, args } = callOf(MEGABYTE);
      // Most calls are refused.
      const { longestMs } = await timed(server, () => server.call(tool, args).catch(() => undefined));
      calls.push({ what, longestMs });
    }
    const worst = calls.toSorted((a, b) => b.longestMs - a.longestMs);
    longestPing(`longest answer to a ping during any of ${calls.length.toLocaleString("en-US")} calls`, worst[0]?.longestMs ?? 0, LONGEST_PING_MS);
    for (const { what, longestMs } of worst.slice(0, SHOWN)) figure(`  ${what}`, longestMs, { unit: "ms" });
  });
