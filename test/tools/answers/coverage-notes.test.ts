import { expect, test } from "vitest";
import { coverageNotes } from "../../../src/tools/answers/coverage-notes.ts";
import { unknownOthers } from "../../../src/writes/refusal-text.ts";
import { BERLIN } from "../../builders.ts";

test("says how many contacts were searched, and claims no whole that is not greater", () => {
  const first = (known: number, total: number | undefined) => coverageNotes({ known, total, complete: false }, BERLIN)[0];
  expect(first(7000, 20_000)).toBe("Searched 7,000 of 20,000 contacts so far; the others are still being read.");
  expect(first(500, 500)).toBe("Searched 500 contacts so far; the others are still being read.");
  expect(first(25, undefined)).toBe("Searched 25 of an unknown number of contacts so far; the others are still being read.");
  expect(unknownOthers({ known: 500, total: 500 })).toBe("contacts are still being read (500 contacts so far); call again in a moment");
});
