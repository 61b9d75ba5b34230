// `node contest.mjs <engine> <people> <folder>`: one engine at one size. Prints its figures as a line of JSON. It runs in
// its own process, so that the memory it uses is the engine's.

import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SearchIndex } from "../../src/search/index.ts";
import { resolveWords } from "../../src/search/matching/resolve-words.ts";
import { parseQuery } from "../../src/search/query/query.ts";
import { rarityOf } from "../../src/search/ranking/candidates.ts";
import { Weigher } from "../../src/search/ranking/weigh.ts";
import { Store } from "../../src/search/store/store.ts";
import { readQuestions } from "../../test/find/questions/ask.ts";
import { SECOND_SET } from "../../test/find/questions/second-set.ts";
import { THIRD_SET } from "../../test/find/questions/third-set.ts";
import { percentile } from "../report.mjs";
import { FINDERS } from "./finders.mjs";

/** @typedef {import("../../src/search/search-document.ts").SearchDocument} SearchDocument */

const [engine = "", file = "", folder = ""] = process.argv.slice(2);

/** How many of the likeliest are weighed, as in our own finder. */
const WEIGHED = 100;
/** Times that each question is asked for its time, after once for its answer. */
const ROUNDS = 3;

const megabytes = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage.rss() / 1e6);
};

/** @type {{ id: string, name: string, accounts: string[], document: SearchDocument }[]} */
const people = [];
for await (const line of createInterface({ input: createReadStream(file) })) people.push(JSON.parse(line));
const documents = new Map(people.map(({ id, document }) => [id, document]));

/** What the library alone took of each query, in ms. @type {number[]} */
const findingTimes = [];

/** How long a step works, in ms of this process's CPU time: other work on the machine does not count. */
const timed = async (/** @type {() => Promise<unknown>} */ run) => {
  const from = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
};

/**
 * A library's candidates, weighed as our own are.
 *
 * @param {import("./finders.mjs").Finder} finder
 * @param {string} query
 */
async function weighed(finder, query) {
  const { words } = parseQuery(query);
  const required = words.filter((word) => word.required);
  let ids = /** @type {string[]} */ ([]);
  let finding = await timed(async () => {
    ids = await finder.candidates(required, WEIGHED);
  });
  const store = new Store();
  for (const id of ids) {
    const document = documents.get(id);
    if (document) store.put(document);
  }
  const { contents, vocabulary, ids: slots } = store.pieces;
  const steps = resolveWords(words, store.pieces, { labels: new Map(), asWritten: false });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const rarity = [];
  for (const { word, terms, phones } of step.value) {
    let having = 0;
    if (terms.size + phones.size > 0) {
      finding += await timed(async () => {
        having = await finder.having(word);
      });
    }
    const count = having > 0 ? having : terms.size + phones.size;
    rarity.push(count === 0 ? 0 : rarityOf(count, people.length));
  }
  findingTimes.push(finding);
  const weigher = new Weigher(step.value, rarity);
  return slots
    .map((id, slot) => ({ id, score: weigher.weigh(slot, contents, (form) => vocabulary.termOf.at(form)).score }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, 10)
    .map(({ id }) => id);
}

/** Our own engine, with the same interface. */
function ours() {
  let index = new SearchIndex();
  const stored = join(folder, "ours.snapshot");
  return {
    build: async () => {
      for (const document of documents.values()) index.put(document);
    },
    async store() {
      const out = createWriteStream(stored);
      for (const bytes of index.serialise()) if (!out.write(bytes)) await once(out, "drain");
      out.end();
      await once(out, "finish");
      return true;
    },
    async restore() {
      index = await SearchIndex.restore(createReadStream(stored, { highWaterMark: 1 << 18 }));
    },
    first: async (/** @type {string} */ query) => index.search(query, { limit: 10 }).hits.map(({ id }) => id),
  };
}

/** A library behind the same interface. @param {import("./finders.mjs").Finder} finder */
function library(finder) {
  const stored = join(folder, `${engine}.json`);
  return {
    build: () => finder.build([...documents.values()]),
    async store() {
      const text = await finder.store();
      if (text !== undefined) await writeFile(stored, text);
      return text !== undefined;
    },
    restore: async () => finder.restore(await readFile(stored, "utf8")),
    first: (/** @type {string} */ query) => weighed(finder, query),
  };
}

const made = FINDERS[engine];
const contestant = made ? library(made()) : ours();

const before = megabytes();
const build = await timed(contestant.build);
const memory = megabytes() - before;

/** Questions that only ask whether one contact stands out have no first place. */
const questions = { second: readQuestions(SECOND_SET, people), third: readQuestions(THIRD_SET, people) };
/** @type {Record<string, string>} */
const quality = {};
const missed = [];
for (const [set, asked] of Object.entries(questions)) {
  const placed = asked.filter(({ fitting }) => fitting.size > 0);
  let [first, three] = [0, 0];
  for (const { query, fitting } of placed) {
    const place = (await contestant.first(query)).findIndex((id) => fitting.has(id)) + 1;
    if (place === 1) first += 1;
    else missed.push(query);
    if (place >= 1 && place <= 3) three += 1;
  }
  quality[set] = `${((first / placed.length) * 100).toFixed(1)} / ${((three / placed.length) * 100).toFixed(1)}`;
}

findingTimes.length = 0;
const times = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const { query } of Object.values(questions).flat()) times.push(await timed(() => contestant.first(query)));
}
/** Median and 95th percentile. @param {number[]} ms */
const spread = (ms) => [0.5, 0.95].map((share) => percentile(ms, share).toFixed(1)).join(" / ");

const isStored = await contestant.store();
const restore = isStored ? Math.round(await timed(contestant.restore)) : undefined;
console.log(
  JSON.stringify({
    engine,
    contacts: people.length,
    quality,
    query: spread(times),
    finding: findingTimes.length > 0 ? spread(findingTimes) : "-",
    memory,
    build: Math.round(build),
    restore,
    missed,
  }),
);
