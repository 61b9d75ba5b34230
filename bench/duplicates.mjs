// Finding duplicates among very many contacts: how long it takes, how long the server does not react meanwhile, and how
// much memory it takes.
import { environment, withApiProcess } from "./api.mjs";
import { CLI, withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { fillCache } from "./lookup.mjs";
import { figure, heading, target } from "./report.mjs";
import { residentBytes } from "./resident.mjs";
import { inFolder, longestPing, timed } from "./timed.mjs";

const MANY = 100_000;
const LONGEST_LIFE_MS = 600_000;
const BUNDLES = { sandbox: "src/sandbox/index.ts", program: "src/cli.ts" };

/** Contacts that the sandbox adds. */
const SEEDED = 48;

/** @type {readonly { title: string, contacts: number, api: import("./api.mjs").ApiProcessOptions }[]} */
const WORKSPACES = [
  { title: "different people, one in fifty of them twice", contacts: MANY, api: { workspace: "many people", contacts: MANY } },
  {
    title: "as the sandbox repeats people, every other one with a duplicate",
    contacts: MANY + SEEDED,
    api: { workspace: "embedded", contacts: MANY, duplicates: true },
  },
];

/** The program fills the cache with a higher rate limit of its own, as in lookup-large. */
export const duplicates = () =>
  withBundles(
    BUNDLES,
    async (bundle) => {
      for (const { title, contacts, api } of WORKSPACES) {
        await withApiProcess({ sandboxBundle: bundle("sandbox"), ...api }, (url) =>
          inFolder(async (folder) => {
            heading(`Duplicates among ${MANY.toLocaleString("en-US")} contacts: ${title}`);
            const env = environment(url, folder);
            await fillCache({ file: bundle("program"), env, longestLifeMs: LONGEST_LIFE_MS }, contacts, folder);
            await withServer({ file: CLI, env, longestLifeMs: LONGEST_LIFE_MS }, found);
          }),
        );
      }
    },
    { requestsPerSecond: 1000 },
  );

/** @param {import("./client.mjs").Client} server */
async function found(server) {
  await server.call("find_contacts", { limit: 1 });
  figure("resident memory before", (await residentBytes(server.pid)) / 1e6, { unit: "MB" });
  await measured(server, "all groups", {});
  await measured(server, "the duplicates of somebody, without a change since", { query: "Dana Whitlock" });
  target("resident memory afterwards", (await residentBytes(server.pid)) / 1e6, { below: 400, unit: "MB" });
}

/**
 * @param {import("./client.mjs").Client} server
 * @param {string} what
 * @param {object} args
 */
async function measured(server, what, args) {
  const { ms, result, longestMs } = await timed(server, () => server.call("find_duplicates", { ...args }));
  target(what, ms / 1000, { below: 5, unit: "s", digits: 2 });
  longestPing("  longest answer to a ping meanwhile", longestMs);
  figure(`  ${result.split("\n", 1)[0]}`, result.length, { unit: "characters" });
}
