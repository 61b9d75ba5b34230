import fc from "fast-check";
import { expect, test } from "vitest";
import { Lines } from "../../src/server/lines.ts";

/** Pushes a text in chunks of so many bytes and returns all lines. */
function cut(text: string, chunkBytes: number, longest = 1_000_000) {
  const lines = new Lines(longest);
  const bytes = Buffer.from(text);
  const found = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) found.push(...lines.push(bytes.subarray(at, at + chunkBytes)));
  const last = lines.end();
  return last === undefined ? found : [...found, last];
}

test("a line ends at a line feed, an empty one too, and the last at the end", () => {
  expect(cut("a\n\nb\r\nc", 100)).toEqual(["a", "", "b\r", "c"]);
  expect(cut("a\n", 100)).toEqual(["a"]);
});

test("however the bytes are cut, the lines are the same", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }).filter((line) => !line.includes("\n"))), fc.integer({ min: 1, max: 9 }), (lines, chunk) => {
      expect(cut(lines.map((line) => `${line}\n`).join(""), chunk)).toEqual(lines);
    }),
  );
});

test("a line as long as the limit is served, and one byte more is not", () => {
  for (const chunk of [1, 3, 10, 11, 100]) {
    const problem = "The message has more than 10 bytes";
    expect(cut(`${"x".repeat(10)}\n${"y".repeat(11)}\nz`, chunk, 10)).toEqual([
      "x".repeat(10),
      { problem, head: "y".repeat(11), tail: "y".repeat(11) },
      "z",
    ]);
  }
  expect(cut("愛愛愛愛\n", 5, 11)).toEqual([{ problem: "The message has more than 11 bytes", head: "愛愛愛愛", tail: "愛愛愛愛" }]);
});

test("of a line that is too long the beginning and the end are kept, and no more", () => {
  const text = `<${"x".repeat(50_000)}>`;
  const problem = "The message has more than 2,000 bytes";
  for (const chunk of [7, 1000, 4096, 60_000]) {
    expect(cut(`${text}\nnext\n`, chunk, 2000)).toEqual([{ problem, head: text.slice(0, 1024), tail: text.slice(-1024) }, "next"]);
    expect(cut(text, chunk, 2000)).toEqual([{ problem, head: text.slice(0, 1024), tail: text.slice(-1024) }]);
  }
});
