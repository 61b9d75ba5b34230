import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, textOf } from "./transcripts.ts";

/** The rows of the tables of promises. The last cell of each names a test. */
const promises = [...textOf("SECURITY.md").matchAll(/^\| (.+?) \| (.+?) \| `(test\/[\w./-]+)`: (.+?) \|$/gm)].map(
  ([, threat = "", promise = "", file = "", title = ""]) => ({ threat, promise, file, title }),
);

test("every promise of SECURITY.md names a test that exists", () => {
  const rows = textOf("SECURITY.md").match(/^\| (?!what could happen|---)/gm) ?? [];
  expect(promises).toHaveLength(rows.length);
  expect(promises.length).toBeGreaterThan(20);
  const missing = promises.filter(({ file, title }) => !existsSync(join(root, file)) || !isTitle(textOf(file), title));
  expect(missing, "Name in SECURITY.md the test that proves the promise now").toEqual([]);
});

/** Whether a test, or a group of tests, has this title. */
const isTitle = (code: string, title: string) =>
  [`("${title}"`, `(\`${title}\``, `\n    "${title}"`, `\n  "${title}"`].some((written) => code.includes(written));
