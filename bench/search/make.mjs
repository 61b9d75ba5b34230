// Writes the search documents of a sandbox's contacts to a file, a line each: made in a process of its own, so that the measured one holds the index alone.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { sandboxPeople } from "../../test/search/support.ts";

const [file = "", count = "100000", spread = ""] = process.argv.slice(2);
const out = createWriteStream(file);
const people = await sandboxPeople(Number(count));
/** Endings that make of the sandbox's 200 surnames and 60 companies as many as a real workspace has. */
const ENDINGS = "son sen ez ski ova ini eau man berg ton ley ford well wick dal sted rup hof bach mann".split(" ");
people.forEach(({ document }, index) => {
  const ending = (/** @type {string} */ text) => `${text}${ENDINGS[index % ENDINGS.length]}${ENDINGS[(index >> 5) % ENDINGS.length]}`;
  const parts = spread
    ? document.parts.map((part) => (["name", "account"].includes(part.kind) ? { ...part, text: ending(part.text) } : part))
    : document.parts;
  out.write(`${JSON.stringify({ ...document, parts })}\n`);
});
out.end();
await once(out, "finish");
