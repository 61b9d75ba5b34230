// Measures the search index: `build` loads it from documents and stores it, `restore` starts from what was stored.

import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setImmediate as pause } from "node:timers/promises";
import { TimeSlices } from "../../src/async/time-slices.ts";
import { SearchIndex } from "../../src/search/index.ts";
import { QUERIES } from "../../test/find/questions/questions.ts";
import { percentile } from "../report.mjs";

const [mode, documents = "", snapshot = "", held = "0"] = process.argv.slice(2);
const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6);

// Sees how long nothing else has its turn, whatever the reason.
const delay = monitorEventLoopDelay({ resolution: 1 });

/** What else the process keeps: the contacts' own JSON. */
const json = Array.from({ length: Number(held) }, (_, at) => Buffer.alloc(600, at));
const before = megabytes();
const started = performance.now();
delay.enable();
const index = mode === "build" ? new SearchIndex() : await SearchIndex.restore(createReadStream(snapshot, { highWaterMark: 1 << 18 }));
if (mode === "build") {
  const from = performance.now();
  const lines = createInterface({ input: createReadStream(documents) });
  const slices = new TimeSlices();
  for await (const line of lines) {
    index.put(JSON.parse(line).document);
    if (slices.isOver) await slices.next();
  }
  console.log(`load ${Math.round(performance.now() - from)} ms, reading and JSON.parse included`);
}
const ready = performance.now();
const longest = delay.max / 1e6;
delay.disable();
const first = index.search("jon smyth at acme", { limit: 5 });
const now = performance.now();
console.log(
  `${mode}: ${index.size} contacts, ready after ${Math.round(ready - started)} ms, first find ${Math.round(now - ready)} ms (${first.matched} matched), longest block ${Math.round(longest)} ms, RSS ${before} -> ${megabytes()} MB`,
);

for (const query of QUERIES) index.search(query, { limit: 5 });
const times = QUERIES.flatMap((query) =>
  [1, 2, 3].map(() => {
    const from = performance.now();
    index.search(query, { limit: 5 });
    return { query, ms: performance.now() - from };
  }),
).sort((a, b) => a.ms - b.ms);
const durations = times.map(({ ms }) => ms);
const at = (/** @type {number} */ share) => percentile(durations, share).toFixed(1);
console.log(
  `${QUERIES.length} questions x 3: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms (${times.at(-1)?.query}), RSS ${megabytes()} MB`,
);
console.log("slowest:", [...new Set(times.slice(-25).map(({ query, ms }) => `${query} ${ms.toFixed(0)}`))].join("; "));
if (mode === "build") {
  const out = createWriteStream(snapshot);
  let bytes = 0;
  let block = 0;
  let from = performance.now();
  const start = from;
  for (const chunk of index.serialise()) {
    block = Math.max(block, performance.now() - from);
    bytes += chunk.length;
    if (!out.write(chunk)) await once(out, "drain");
    await pause();
    from = performance.now();
  }
  out.end();
  await once(out, "finish");
  console.log(`stored ${(bytes / 1e6).toFixed(1)} MB in ${Math.round(performance.now() - start)} ms, longest block ${Math.round(block)} ms`);
}
globalThis.gc?.();
console.log(`RSS after GC ${megabytes()} MB, of it ${(json.length * 600) / 1e6} MB the contacts' JSON`);
