import { expect, it } from "vitest";
import { visibleText } from "../../src/text/visible.ts";

it.each([
  ["\u202a+49\u00a030\u202f901820\u202c", "+49 30 901820"],
  ["Da\u200bna\ufeff Scul\u00adly\u2060", "Dana Scully"],
  ["one\r\ntwo\rthree", "one\ntwo\nthree"],
  ["👩\u200d🚀 and ❤\ufe0f", "👩\u200d🚀 and ❤\ufe0f"],
  ["می\u200cخواهم", "می\u200cخواهم"],
  // A form of a letter that a name is written with, and the same mark where it has no effect.
  ["葛\u{e0100}城", "葛\u{e0100}城"],
  ["Dana\u{e0100}", "Dana"],
  ["plain text", "plain text"],
])("%j reads %j", (written, seen) => {
  expect(visibleText(written)).toBe(seen);
});
