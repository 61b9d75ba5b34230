import fc from "fast-check";
import { expect, it } from "vitest";
import { COLUMNS, type Person, people, writers } from "./people.ts";
import { FILE_RUNS, readBytes } from "./tables.ts";

/** What is the same in every format: a URI has no blanks in its phone number. */
const known = (cells: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    COLUMNS.flatMap((column) => (cells[column] ? [[column, column === "Phone" ? String(cells[column]).replaceAll(/\D/g, "") : cells[column]]] : [])),
  );

it("people come out of a file as they went in, whatever its format and dialect", async () => {
  await fc.assert(
    fc.asyncProperty(people, writers, async (all: readonly Person[], { write }) => {
      const { rows } = await readBytes(write(all));
      expect(Object.values(rows).map((cells) => (typeof cells === "string" ? cells : known(cells)))).toEqual(all.map((one) => known({ ...one })));
    }),
    { numRuns: FILE_RUNS },
  );
});
