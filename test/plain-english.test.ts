import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Words and turns of phrase that a reader stumbles over, each with what to write instead. */
const AVOID: ReadonlyMap<RegExp, string> = new Map([
  [/\bwhoever\b|\bwhosoever\b/gi, "who, or name the thing"],
  [/\bwhom\b/gi, "who, or turn the sentence around"],
  [/\b(?:there|where|here)(?:of|in|by|upon|with)\b/gi, "of it, in which, by that"],
  [/\bhitherto\b|\bhenceforth\b|\blest\b|\bupon\b/gi, "until now, from now on, so that … not, on"],
  [/\bnobody is (?:made|named)\b/gi, "no contact is created"],
  [/\b(?:as )?of when\b/gi, "how old"],
  [/\ball the same\b/gi, "still, anyway"],
  [/\b(?:it )?may be that\b/gi, "perhaps"],
  [/\bin vain\b/gi, "without success"],
  [/\bmend(?:s|ed|ing)?\b/gi, "fix"],
  [/\bis come by\b/gi, "is obtained"],
  [/\bis so already\b/gi, "is unchanged"],
  [/\b(?:tells|told|telling) of\b/gi, "reports"],
  [/\bby itself\b/gi, "alone, automatically"],
  [/\bwhat is (?:not )?(?:to be|theirs|ours)\b/gi, "name the thing"],
  [/\bso long as\b|\bin so far as\b/gi, "while, if"],
  [/\bnor (?:are|is|do|does)\b/gi, "a second sentence with not"],
  [/\bif (?:it|the \w+) is none\b/gi, "is not one"],
  [/\btaken for\b/gi, "read as, mistaken for, count as"],
  [/\bgoes on\b/gi, "continues"],
  [/\botherwise than\b/gi, "differently from"],
  [/\bstays? as (?:it is|they are)\b/gi, "stays unchanged"],
  [/\bthe same call (?:again|with)\b/gi, "repeat the call"],
  [/, the only one\b/gi, "the only match"],
  [/\bsurest\b/gi, "most certain"],
  [/\bmost telling\b/gi, "strongest, proves most"],
  [/\b(?:to|has to) be called (?:after|before|if|once|when|with)\b/gi, "call this"],
  [/\bwhat (?:has )?bec[ao]mes? of\b/gi, "the outcome of, what happens to"],
  [/\banew\b/gi, "again"],
  [/\bhardly\b/gi, "almost never, probably not"],
  [/\bbe it\b/gi, "whether"],
]);

const READ = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs", "src", "packaging", "bench", "test/conformance.md"];

/** Word lists, in which any word can stand. */
const WORD_LISTS: ReadonlySet<string> = new Set(["src/search/query/query-words.ts", "src/find/questions/words/phrases.ts"]);

const isFile = (path: string) => statSync(join(root, path)).isFile();
const exists = (path: string) => statSync(join(root, path), { throwIfNoEntry: false }) !== undefined;

const files = READ.filter(exists)
  .flatMap((path) =>
    isFile(path)
      ? [path]
      : readdirSync(join(root, path), { recursive: true, encoding: "utf8" }).map((name) => `${path}/${name.replaceAll("\\", "/")}`),
  )
  .filter((path) => /\.(?:md|ts|mjs|cjs)$/.test(path));

/** The places of a file where a turn of phrase to avoid stands, with what to write instead. */
const findings = (file: string): string[] =>
  readFileSync(join(root, file), "utf8")
    .split("\n")
    .flatMap((line, at) =>
      [...AVOID].flatMap(([pattern, instead]) => [...line.matchAll(pattern)].map(([found]) => `${file}:${at + 1}: "${found}" (write: ${instead})`)),
    );

describe("documents, texts and comments", () => {
  it("use plain English", () => {
    expect(files.filter((file) => !WORD_LISTS.has(file)).flatMap(findings)).toEqual([]);
  });
});
