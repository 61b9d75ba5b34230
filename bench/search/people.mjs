// `node people.mjs <file> [contacts] [spread]`: writes a sandbox's contacts with their search documents to a file, a line
// each. It runs in its own process, so that the measured one holds nothing but its index. "spread" adds endings to
// surnames and companies, so that there are as many as in a real workspace.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { sandboxPeople } from "../../test/search/support.ts";

const [file = "", count = "1000", spread = ""] = process.argv.slice(2);
const ENDINGS = "son sen ez ski ova ini eau man berg ton ley ford well wick dal sted rup hof bach mann".split(" ");

/** @param {import("../../src/search/search-document.ts").SearchDocument} document @param {number} at */
function withEndings(document, at) {
  const ending = (/** @type {string} */ text) => `${text}${ENDINGS[at % ENDINGS.length]}${ENDINGS[(at >> 5) % ENDINGS.length]}`;
  const parts = document.parts.map((part) => (["name", "account"].includes(part.kind) ? { ...part, text: ending(part.text) } : part));
  return { ...document, parts };
}

const out = createWriteStream(file);
const people = await sandboxPeople(Number(count));
people.forEach((person, at) => {
  const document = spread ? withEndings(person.document, at) : person.document;
  out.write(`${JSON.stringify({ ...person, document })}\n`);
});
out.end();
await once(out, "finish");
