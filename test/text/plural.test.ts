import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { counted } from "../../src/text/plural.ts";
import { root } from "../docs/transcripts.ts";

const SOURCES = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(join(root, "src", name), "utf8") }));

/** Forms of verbs, which follow names too. */
const VERBS = new Set(["match", "matches", "writes"]);

/** What texts count: the nouns of `counted`, and their plurals. */
const NOUNS = new Set(
  SOURCES.flatMap(({ text }) => [...text.matchAll(/\bcounted\([^"]*?, "([a-z]+)"(?:, "([a-z]+)")?/g)]).flatMap(([, one = "", many = `${one}s`]) =>
    VERBS.has(many) ? [] : [many],
  ),
);

/** Limits: constants, all of which are greater than one. */
const IS_LIMIT = /^(?:showNumber\()?(?:[A-Z][A-Z_]+|most|max[A-Z]\w*|LONGEST\w*)\)?$/;

test("a number is followed by the right form of a noun", () => {
  expect([0, 1, 2, 1200].map((count) => counted(count, "entry", "entries"))).toEqual(["0 entries", "1 entry", "2 entries", "1,200 entries"]);
});

test("every text that counts something asks for the form of the noun", () => {
  expect(NOUNS.size).toBeGreaterThan(15);
  const found = SOURCES.flatMap(({ name, text }) => {
    const plurals = [...text.matchAll(/\$\{((?:[^{}]|\{[^{}]*\})*)\} (?:more )?([a-z]+)\b/g)].filter(([, , word = ""]) => NOUNS.has(word));
    const asked = plurals.filter(([, counter = ""]) => !IS_LIMIT.test(counter) && !counter.includes("callText"));
    const endings = [...text.matchAll(/\$\{[^}]*\} [a-z ]+\$\{[^}]* === 1 \? "" : "e?s"\}/g)];
    return [...asked, ...endings].map(([written]) => `${name}: ${written}`);
  });
  expect(found).toEqual([]);
});
