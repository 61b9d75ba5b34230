import { expect, it } from "vitest";
import { plainQuestion } from "../../../src/find/questions/plain-question.ts";
import { expectLinear } from "../../cpu-time.ts";

it.each([
  ["Hey, Maja Jensen", "Maja Jensen"],
  ["so who runs sales at Acme?", "who runs sales at Acme?"],
  ["Oh, and who owns Acme, please?", "and who owns Acme"],
  ["ok so I need the owner of Acme", "owner of Acme"],
  ["looking for the CFO of Acme", "CFO of Acme"],
])("%j is asked as %j", (said, asked) => {
  expect(plainQuestion(said)).toBe(asked);
});

it.each(["So Young Kim", "Oh, Sandra", "Love Andersson", "love andersson", "Well Informed Ltd", "Roughly Speaking, Inc.", "Now Then"])(
  "%j is a name",
  (name) => {
    expect(plainQuestion(name)).toBe(name);
  },
);

it("a long word in capitals is read at once", () => {
  const question = `${"A".repeat(60)}'s report`;
  expect(plainQuestion(question)).toBe(question);
  expect(plainQuestion("Anna Maria Lund's reports")).toBe("people reporting to Anna Maria Lund");
});

it.each(["B", "Bo ", "B-", "a ", ", ", "and ", "just ", "more than ", "give me ", "the ", "' "])(
  "%j many times is read in little time",
  async (part) => {
    await expectLinear((length) => plainQuestion(part.repeat(length / part.length)), 2000);
  },
);
