// Finding contacts as a client sees it: how soon after a start, how fast, in how many tokens, and how long the first
// sweep takes while somebody waits.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { environment, HEADERS, withApiProcess } from "./api.mjs";
import { CLI, withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { figure, heading, median, percentile, target } from "./report.mjs";
import { residentBytes } from "./resident.mjs";
import { inFolder, longestPing, timed, timedAlone, withStretches } from "./timed.mjs";

/** @typedef {import("./client.mjs").Client} Client */
/** @typedef {import("./client.mjs").Command} Command */
/** @typedef {(name: string) => string} Bundle tells a bundle's path */

const BUNDLES = { sandbox: "src/sandbox/index.ts", program: "src/cli.ts", questions: "test/find/questions/questions.ts" };

const LIMIT = 25;
const PAGE = 25;
const FEW = 1000;
const SYNCED = 10_000;
const MANY = 100_000;
const STARTS = 9;
const ROUNDS = 20;
const PEOPLE = 25;
/**
 * A clear match is read from the API, at most 25 times a second. Faster calls would measure the wait at the rate limit.
 */
const PACE_MS = 45;
const QUIET_MS = 6000;
const LONGEST_LIFE_MS = 600_000;
const LONGEST_PAUSE_MS = 50;

/** A call that only needs all contacts to be known. */
const EVERYBODY = { limit: 1 };
const SO_FAR = /^Searched .* so far/m;

export const lookup = () =>
  withBundles(BUNDLES, async (bundle) => {
    await syncWhileSomebodyWaits(bundle);
    await found(bundle, FEW, CLI);
  });

/**
 * The program fills the cache with a higher rate limit of its own. At 25 requests a second that would take three
 * minutes.
 */
export const lookupLarge = () => withBundles(BUNDLES, (bundle) => found(bundle, MANY, bundle("program")), { requestsPerSecond: 1000 });

/** @param {Bundle} bundle */
const syncWhileSomebodyWaits = (bundle) =>
  withApiProcess({ sandboxBundle: bundle("sandbox"), workspace: "embedded", contacts: SYNCED, rateLimit: LIMIT }, (url, counts) =>
    inFolder(async (folder) => {
      heading(`The first sweep of ${shown(SYNCED)} contacts while somebody waits, at ${LIMIT} requests a second`);
      await fetch(`${url}/v1/contacts?limit=1`, { headers: HEADERS });
      await withServer({ file: CLI, env: environment(url, folder), longestLifeMs: LONGEST_LIFE_MS }, async (server) => {
        // Wait until no window of the API's limit holds the requests of the start.
        await sleep(2000);
        const before = await counts();
        const { ms, result, longestMs } = await timed(server, () => untilComplete(server, SYNCED));
        const after = await counts();
        const allowedMs = (Math.ceil(SYNCED / PAGE) / LIMIT) * 1000;
        figure("until every contact was searched", ms / 1000, { unit: "s", digits: 1 });
        figure("  requests meanwhile", after.requests - before.requests, { remark: `${after.lists - before.lists} lists of contacts` });
        target(`  over the ${allowedMs / 1000} s of ${SYNCED / PAGE} pages at ${LIMIT} a second`, ms / allowedMs, {
          below: 1.1,
          orEqual: true,
          digits: 3,
        });
        target("  answers with 429", after.refused, { below: 0, orEqual: true });
        neverWrong(result);
        longestPing("  longest answer to a ping meanwhile", longestMs);
        const saved = await timed(server, () => untilQuiet(folder));
        longestPing("  longest answer to a ping while it was stored", saved.longestMs);
      });
    }),
  );

/**
 * Measures the program, started from a cache, with this many contacts.
 *
 * @param {Bundle} bundle
 * @param {number} contacts
 * @param {string} filler the program that fills the cache
 */
const found = (bundle, contacts, filler) =>
  withApiProcess({ sandboxBundle: bundle("sandbox"), workspace: "embedded", contacts }, (url) =>
    inFolder(async (folder) => {
      heading(`Finding among ${shown(contacts)} contacts`);
      const env = environment(url, folder);
      await fillCache({ file: filler, env, longestLifeMs: LONGEST_LIFE_MS }, contacts, folder);
      const people = await somePeople(url, contacts);
      const command = { file: CLI, env, longestLifeMs: LONGEST_LIFE_MS };
      await starts(command, people);
      const questions = await allQuestions(bundle("questions"));
      await withServer(command, async (server) => {
        await server.call("find_contacts", EVERYBODY);
        await warmQueries(server, questions, contacts);
        await filtered(server);
        await arranged(server, contacts);
        await answers(server, people);
        target("resident memory after all of this", (await residentBytes(server.pid)) / 1e6, { below: 400, unit: "MB" });
      });
    }),
  );

/**
 * @param {Command} command
 * @param {number} contacts
 * @param {string} folder
 */
export async function fillCache(command, contacts, folder) {
  const measured = await withStretches(command, (watched) => fill(watched, contacts, folder));
  if (!measured) return;
  target("  longest work without a pause, in CPU time", measured.longestMs, { below: LONGEST_PAUSE_MS, orEqual: true, unit: "ms" });
  figure("  CPU time of the main thread", measured.cpuMs / 1000, { unit: "s", digits: 1 });
}

/**
 * @param {Command} command
 * @param {number} contacts
 * @param {string} folder
 */
async function fill(command, contacts, folder) {
  await withServer(command, async (server) => {
    // The first call loads the rest of the program, in one go.
    await server.call("get_contact_definitions");
    if (command.before !== undefined) process.kill(server.pid, "SIGUSR2");
    const filled = await timed(server, () => untilComplete(server, contacts));
    figure("read, to fill the cache", filled.ms / 1000, { unit: "s", digits: 1 });
    neverWrong(filled.result);
    longestPing("  longest answer to a ping meanwhile", filled.longestMs);
    const stored = await timed(server, () => untilQuiet(folder));
    longestPing("  longest answer to a ping while it was stored", stored.longestMs);
    figure("  the cache on disk", (await filesIn(folder)).reduce((sum, { size }) => sum + size, 0) / 1e6, { unit: "MB" });
    figure("  resident memory of the process that filled it", (await residentBytes(server.pid)) / 1e6, { unit: "MB" });
    await server.leave();
  });
}

/**
 * @param {Command} command
 * @param {readonly string[]} people
 */
async function starts(command, people) {
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const blocks = [];
  for (let round = 0; round <= STARTS; round++) {
    const from = performance.now();
    await withServer(command, async (server) => {
      const first = await timed(server, () => server.call("find_contacts", { query: people[round] }));
      // The first round only warms the cache of the disk.
      if (round === 0) return;
      times.push(performance.now() - from);
      blocks.push(first.longestMs);
    });
  }

  target(`start from the cache to the first find, median of ${STARTS}`, median(times), { below: 1500, unit: "ms" });
  figure("  slowest", Math.max(...times), { unit: "ms" });
  longestPing("  longest answer to a ping meanwhile, median", median(blocks));
  figure("  longest of all", Math.max(...blocks), { unit: "ms" });
}

/**
 * @param {Client} server
 * @param {readonly string[]} questions
 * @param {number} contacts
 */
async function warmQueries(server, questions, contacts) {
  /** @type {{ ms: number, firstMs: number, isByFilters: boolean, isError: boolean }[]} */
  const asked = [];
  for (const query of questions) {
    const first = await timedAlone(() => server.answer("find_contacts", { query }));
    await sleep(PACE_MS);
    asked.push({ ms: 0, firstMs: first.ms, isByFilters: BY_FILTERS.test(first.result.text), isError: first.result.isError });
  }
  for (const [at, one] of asked.entries()) {
    one.ms = (await timedAlone(() => server.answer("find_contacts", { query: questions[at] }))).ms;
    await sleep(PACE_MS);
  }
  const [searched, filtered] = [false, true].map((isByFilters) => asked.filter((one) => one.isByFilters === isByFilters));
  const p = (/** @type {typeof asked} */ some = [], share = 0) =>
    percentile(
      some.map(({ ms }) => ms),
      share,
    );
  target(`warm find_contacts, ${searched?.length} questions, p50`, p(searched, 0.5), { below: 10, unit: "ms", digits: 1 });
  target("  p95", p(searched, 0.95), { below: 50, unit: "ms", digits: 1 });
  figure("  slowest", Math.max(...(searched ?? []).map(({ ms }) => ms)), { unit: "ms", digits: 1 });
  target(`  ${filtered?.length} more that are answered by filters, p95`, p(filtered, 0.95), {
    below: longestArranged(contacts),
    unit: "ms",
    digits: 1,
  });
  figure(
    "  the first time of each, p95",
    percentile(
      asked.map(({ firstMs }) => firstMs),
      0.95,
    ),
    { unit: "ms", digits: 1 },
  );
  figure("  refused: they name an account or a contact that this workspace does not have", asked.filter(({ isError }) => isError).length);
}

/** An answer that tells by which filters the question was answered. */
const BY_FILTERS = /^Read as /m;

/** Filters, groups and sums look at every contact. @param {number} contacts */
const longestArranged = (contacts) => (contacts > SYNCED ? 1000 : 60);

/** Counts by filters without a query, which check every contact. @param {Client} server */
async function filtered(server) {
  const filters = [{ field: "title", operator: "contains", value: "director" }];
  const { ms, longestMs } = await timed(server, () => server.call("find_contacts", { filters }));
  figure("find_contacts by a filter alone", ms, { unit: "ms" });
  longestPing("  longest answer to a ping meanwhile", longestMs);
}

const ARRANGED = {
  "a grouped count": { group_by: ["lifecycle_stage"] },
  "a sum by owner": { group_by: ["owner"], measures: ["sum deal_size"] },
  "a count by month": { group_by: ["created month"] },
  "a sorted filter": { filters: [{ field: "title", operator: "contains", value: "director" }], sort: "deal_size desc", limit: 10 },
};

/** Counts by group and orders, which read every contact. @param {Client} server @param {number} contacts */
async function arranged(server, contacts) {
  for (const [what, args] of Object.entries(ARRANGED)) {
    const times = [];
    let longest = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { ms, longestMs } = await timed(server, () => server.call("find_contacts", args));
      times.push(ms);
      longest = Math.max(longest, longestMs);
    }
    target(`${what}, p95 of ${ROUNDS}`, percentile(times, 0.95), { below: longestArranged(contacts), unit: "ms", digits: 1 });
    target("  longest answer to a ping meanwhile", longest, { below: 50, unit: "ms", digits: 1 });
  }
}

/**
 * @param {Client} server
 * @param {readonly string[]} people
 */
async function answers(server, people) {
  const texts = [];
  for (const query of people) texts.push(await server.call("find_contacts", { query }));
  const tokens = texts.map((text) => countTokens(text));
  target(`tokens of an answer to "Alex at Acme", longest of ${people.length} like it`, Math.max(...tokens), { below: 250 });
  figure("  median", median(tokens));
  figure("  called clear", texts.filter((text) => text.startsWith("Found:")).length, { remark: `of ${people.length}` });
}

/**
 * Asks repeatedly, like an agent that waits.
 *
 * @param {Client} server
 * @param {number} contacts
 * @returns how many answers counted fewer than there are, and did not say so
 */
async function untilComplete(server, contacts) {
  for (let wrong = 0; ; ) {
    const text = await server.call("find_contacts", EVERYBODY);
    if (text.startsWith(`${shown(contacts)} contacts`) && !SO_FAR.test(text)) return wrong;
    if (!SO_FAR.test(text)) wrong += 1;
    if (wrong > 10) throw new Error(`Not ${contacts} contacts: ${text}`);
  }
}

/** Resolves when the program has stopped writing to a cache. @param {string} folder */
async function untilQuiet(folder) {
  for (;;) {
    const files = await filesIn(folder);
    const latest = Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs));
    if (files.some(({ name }) => name.endsWith("index.entry")) && Date.now() - latest > QUIET_MS) return;
    await sleep(500);
  }
}

/** @param {string} folder */
async function filesIn(folder) {
  const names = await readdir(folder, { recursive: true });
  // A file that is being written may be gone by now.
  const files = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (about) => ({ about, name }),
        () => undefined,
      ),
    ),
  );
  return files.flatMap((file) => (file?.about.isFile() ? [{ name: file.name, size: file.about.size, mtimeMs: file.about.mtimeMs }] : []));
}

/** @param {number} answers */
const neverWrong = (answers) => target("  answers that counted too few and did not say so", answers, { below: 0, orEqual: true });

/** Questions of the form "Alex at Acme" for people all over the list. @param {string} url @param {number} contacts */
async function somePeople(url, contacts) {
  /** @type {Map<string, string>} */
  const accounts = new Map();
  for (let offset = 0; offset < 75; offset += PAGE) {
    for (const { id, fields } of await list(`${url}/v1/accounts?limit=${PAGE}&offset=${offset}`)) accounts.set(id, String(fields.$name?.value));
  }
  const people = ["Alex at Acme"];
  for (let at = 0; people.length < PEOPLE; at++) {
    const offset = (at * 7919) % (contacts - 1);
    for (const { fields, relationships } of await list(`${url}/v1/contacts?limit=1&offset=${offset}`)) {
      const account = accounts.get(relationships?.$account?.values[0] ?? "");
      const { firstName } = /** @type {{ firstName?: string }} */ (fields.$name?.value ?? {});
      if (account && firstName) people.push(`${firstName} at ${account}`);
    }
  }
  return people;
}

/**
 * @typedef {object} RecordJson
 * @property {string} id
 * @property {Record<string, { value: unknown }>} fields
 * @property {Record<string, { values: string[] }>} [relationships]
 */

/** @param {string} url */
async function list(url) {
  const response = await fetch(url, { headers: HEADERS });
  const { data } = /** @type {{ data: RecordJson[] }} */ (await response.json());
  return data;
}

/** The questions of the first set. @param {string} file */
async function allQuestions(file) {
  /** @type {typeof import("../test/find/questions/questions.ts")} */
  const { QUERIES } = await import(pathToFileURL(file).href);
  return QUERIES;
}

/** @param {number} number */
const shown = (number) => number.toLocaleString("en-US");
