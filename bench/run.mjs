// npm run bench [-- tokens|start|overhead|memory|lookup|lookup-large|duplicates|lists|batch|blocking …]: measures the built program and
// says which targets it meets. results.md keeps the figures of the last run of each part.
import "../packaging/ensure-build.mjs";
import { batch } from "./batch.mjs";
import { blocking } from "./blocking.mjs";
import { duplicates } from "./duplicates.mjs";
import { lists } from "./lists.mjs";
import { lookup, lookupLarge } from "./lookup.mjs";
import { memory } from "./memory.mjs";
import { overhead } from "./overhead.mjs";
import { keep } from "./results.mjs";
import { startUp } from "./start-up.mjs";
import { tokens } from "./tokens.mjs";

/** @type {ReadonlyMap<string, () => Promise<void>>} */
const PARTS = new Map([
  ["tokens", tokens],
  ["start", startUp],
  ["overhead", overhead],
  ["lists", lists],
  ["memory", memory],
  ["lookup", lookup],
  ["lookup-large", lookupLarge],
  ["duplicates", duplicates],
  ["batch", batch],
  ["blocking", blocking],
]);

/** Parts that take minutes run only when they are named. */
const ONLY_NAMED = new Set(["lookup-large", "duplicates", "batch", "blocking"]);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.has(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. Parts: ${[...PARTS.keys()].join(", ")}.`);
  process.exit(2);
}
for (const [name, measure] of PARTS) {
  if (wanted.length === 0 ? ONLY_NAMED.has(name) : !wanted.includes(name)) continue;
  await measure();
  keep(name, PARTS.keys());
}
