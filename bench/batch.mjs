// Batches as a client sees them: how close writing comes to the API's limit, and how long planning a large import
// takes.
import { setTimeout as sleep } from "node:timers/promises";
import { environment, HEADERS, withApiProcess } from "./api.mjs";
import { CLI, withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { figure, heading, target } from "./report.mjs";
import { inFolder, longestPing, timed } from "./timed.mjs";

/** @typedef {import("./client.mjs").Client} Client */
/** @typedef {import("./api.mjs").Counts} Counts */

const LIMIT = 25;
const PAGE = 25;
const ROWS = 500;
const CONTACTS = 1000;
const MANY_ROWS = [2000, 10_000];
const MANY_CONTACTS = 10_000;
const LONGEST_LIFE_MS = 600_000;
const LONGEST_PING_MS = 100;

/** A pause after which no window of the API's limit holds earlier requests. */
const QUIET_MS = 2000;

export const batch = () =>
  withBundles({ sandbox: "src/sandbox/index.ts" }, async (bundle) => {
    const sandboxBundle = bundle("sandbox");
    await applied(sandboxBundle);
    for (const rows of MANY_ROWS) await planned(sandboxBundle, rows);
  });

/** @param {string} sandboxBundle */
const applied = (sandboxBundle) =>
  withWorkspace(sandboxBundle, CONTACTS, async (server, url, counts) => {
    heading(`A plan of ${ROWS} rows at ${LIMIT} writes a second`);
    const rows = Array.from({ length: ROWS }, (_, at) => ({
      name: `Zoltan Newcomer${at}`,
      email: `zoltan${at}@newcomers.example`,
      title: "CFO",
      account: "Brightloom",
    }));
    const ids = (await contacts(url, ROWS)).map(({ id }) => id);
    await measured("creates", await server.call("import_contacts", { rows }), server, counts);
    const update = { ids, fields: [{ field: "notes", value: "Met in spring" }], add: [{ field: "account", value: "Brightloom" }] };
    await measured("updates, each after a look at the contact", await server.call("update_contacts", update), server, counts);
  });

/**
 * Applies a plan in as many calls as it needs.
 *
 * @param {string} what
 * @param {string} plan the answer that shows it
 * @param {Client} server
 * @param {() => Promise<Counts>} counts
 */
async function measured(what, plan, server, counts) {
  const plan_id = planIn(plan);
  await sleep(QUIET_MS);
  const before = await counts();
  const { ms, result, longestMs } = await timed(server, async () => {
    for (let calls = 1; ; calls++) {
      const text = await server.call("apply_plan", { plan_id });
      if (!text.includes("left to do")) return { calls, text };
    }
  });
  const { refused } = await counts();
  if (!result.text.startsWith(`${ROWS} of ${ROWS} written`)) throw new Error(result.text);
  const allowedMs = (ROWS / LIMIT) * 1000;
  figure(`${ROWS} ${what}`, ms / 1000, { unit: "s", digits: 1, remark: `${result.calls} call${result.calls === 1 ? "" : "s"}` });
  target(`  over the ${allowedMs / 1000} s of ${ROWS} writes at ${LIMIT} a second`, ms / allowedMs, { below: 1.15, orEqual: true, digits: 3 });
  target("  answers with 429", refused - before.refused, { below: 0, orEqual: true });
  longestPing("  longest answer to a ping meanwhile", longestMs, LONGEST_PING_MS);
}

/**
 * @param {string} sandboxBundle
 * @param {number} rows
 */
const planned = (sandboxBundle, rows) =>
  withWorkspace(sandboxBundle, MANY_CONTACTS, async (server, url) => {
    heading(`Planning an import of ${rows.toLocaleString("en-US")} rows among ${MANY_CONTACTS.toLocaleString("en-US")} contacts`);
    const known = await contacts(url, rows / 2);
    const csv = [
      "First name,Last name,Email,Phone,Title,Account",
      ...Array.from({ length: rows }, (_, at) => {
        const { $email, $name } = (at % 2 === 0 && known[at / 2]?.fields) || {};
        const email = $email ? [$email.value].flat()[0] : `zoltan${at}@newcomers.example`;
        const { firstName = "Zoltan", lastName = `Newcomer${at}` } = /** @type {{ firstName?: string, lastName?: string }} */ ($name?.value ?? {});
        return `${firstName},${lastName},${email ?? ""},+49 30 90182${String(at).padStart(4, "0")},Head of part ${at % 40},Brightloom`;
      }),
    ].join("\n");
    await sleep(QUIET_MS);
    const { ms, result, longestMs } = await timed(server, () => server.call("import_contacts", { csv }));
    figure("until the plan is shown, contacts read one by one included", ms / 1000, {
      unit: "s",
      digits: 1,
      remark: /Plan: .*/.exec(result)?.[0] ?? "",
    });
    longestPing("  longest answer to a ping meanwhile", longestMs, LONGEST_PING_MS);
    const { ms: newMs, longestMs: newLongestMs } = await timed(server, () => server.call("import_contacts", { csv, mode: "create" }));
    figure("once more", newMs / 1000, { unit: "s", digits: 1 });
    longestPing("  longest answer to a ping meanwhile", newLongestMs, LONGEST_PING_MS);
  });

/**
 * Runs the program on a workspace after it has read every contact.
 *
 * @param {string} sandboxBundle
 * @param {number} size
 * @param {(server: Client, url: string, counts: () => Promise<Counts>) => Promise<void>} use
 */
const withWorkspace = (sandboxBundle, size, use) =>
  withApiProcess({ sandboxBundle, workspace: "embedded", contacts: size, rateLimit: LIMIT }, (url, counts) =>
    inFolder(async (folder) => {
      const env = { ...environment(url, folder), LIGHTFIELD_MAX_WRITES: "100000" };
      await withServer({ file: CLI, env, longestLifeMs: LONGEST_LIFE_MS }, async (server) => {
        while (/^Searched .* so far/m.test(await server.call("find_contacts", { limit: 1 })));
        await use(server, url, counts);
      });
    }),
  );

/** @param {string} text */
function planIn(text) {
  const [, id] = /apply_plan \{"plan_id": "([^"]+)"\}/.exec(text) ?? [];
  if (id === undefined) throw new Error(`No plan: ${text}`);
  return id;
}

/**
 * Reads the first contacts of a list, as slowly as the limit requires.
 *
 * @param {string} url
 * @param {number} count
 */
async function contacts(url, count) {
  /** @type {{ id: string, fields: Record<string, { value: unknown }> }[]} */
  const all = [];
  while (all.length < count) {
    const response = await fetch(`${url}/v1/contacts?limit=${PAGE}&offset=${all.length}`, { headers: HEADERS });
    const { data = [] } = /** @type {{ data?: typeof all }} */ (await response.json());
    all.push(...data);
    // The limit may be used up.
    await sleep(response.ok ? 1000 / LIMIT : 1000);
  }
  return all;
}
