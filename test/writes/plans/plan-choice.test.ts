import { describe, expect, it } from "vitest";
import type { Plan, PlanRow, RowEnd } from "../../../src/writes/plans/plan.ts";
import { type PlanChoice, scopeOf } from "../../../src/writes/plans/plan-choice.ts";
import { rowRanges } from "../../../src/writes/plans/row-ranges.ts";

const NOTHING = { fields: [], links: [] };

const aRow = (number: number | undefined, about: Partial<PlanRow> = {}): PlanRow => ({
  action: "create",
  number,
  name: `Person ${number}`,
  change: NOTHING,
  key: `k${number}`,
  ...about,
});

const aPlan = (rows: readonly PlanRow[]): Plan => ({ id: "plan_1", batch: "b1", tool: "import_contacts", madeAt: 0, rows });

/** Rows 2 and 3 are written; row 5 is ambiguous, row 8 was settled as con_8. */
const PLAN = aPlan([
  aRow(2),
  aRow(3, { action: "update", contact: "con_3" }),
  aRow(5, { candidates: [] }),
  aRow(8, { action: "update", contact: "con_8", settled: true }),
]);

const progress = (ends: readonly (readonly [number, RowEnd])[] = [], sent: readonly number[] = []) => ({
  ends: new Map(ends),
  maySent: (row: number) => sent.includes(row),
});

/** No row has ended. */
const NONE = progress();

const numbersIn = (choice: PlanChoice) => scopeOf(PLAN, choice, NONE).rows.map((index) => PLAN.rows[index]?.number);

describe("the rows that a call chooses", () => {
  it.each<[PlanChoice, number[]]>([
    [{}, [2, 3, 8]],
    [{ only: [3] }, [3]],
    [{ only: [8, 2, 2] }, [2, 8]],
    [{ except: [2] }, [3, 8]],
    [{ except: [] }, [2, 3, 8]],
    [{ except: [5, 3] }, [2, 8]],
    [{ asNew: [5] }, [2, 3, 5, 8]],
    [{ only: [5], asNew: [5] }, [5]],
    [{ except: [2, 3, 8], as: new Map([[5, "con_1"]]) }, [5]],
    [{ as: new Map([[8, "con_8"]]) }, [2, 3, 8]],
  ])("are for %j those with the numbers %j", (choice, numbers) => expect(numbersIn(choice)).toEqual(numbers));

  it("settle ambiguous rows as what the call says", () => {
    expect(scopeOf(PLAN, { asNew: [5] }, NONE).settlements).toEqual(new Map([[2, undefined]]));
    expect(scopeOf(PLAN, { as: new Map([[5, "con_1"]]) }, NONE).settlements).toEqual(new Map([[2, "con_1"]]));
    expect(scopeOf(PLAN, { as: new Map([[8, "con_8"]]) }, NONE).settlements.size).toBe(0);
  });

  it("give a row that creates a contact to an existing one, unless the row may have been sent", () => {
    const as = { as: new Map([[2, "con_1"]]) };
    expect(scopeOf(PLAN, as, NONE).settlements).toEqual(new Map([[0, "con_1"]]));
    expect(() => scopeOf(PLAN, as, progress([], [0]))).toThrow("as: Row 2 is not ambiguous: row 2 creates Person 2. Accepted: row 5. ");
  });

  it.each<[PlanChoice, string]>([
    [{ only: [] }, 'only: The list is empty. Accepted: numbers of rows; without "only", all rows are applied.'],
    [{ only: [2], except: [3] }, 'Both "only" and "except" were given. Accepted: one of them.'],
    [{ only: [2, 4, 6, 7] }, "only: The plan has no rows 4, 6, 7. Accepted: rows 2, 3, 5, 8. Unchanged and invalid rows are not in the plan."],
    [{ except: [1] }, "except: The plan has no row 1. "],
    [{ asNew: [9] }, "as_new: The plan has no row 9. "],
    [{ as: new Map([[9, "con_1"]]) }, "as: The plan has no row 9. "],
    [{ asNew: [5], as: new Map([[5, "con_1"]]) }, 'Row 5 is in both "as_new" and "as". Accepted: one of them for each row.'],
    [{ asNew: [5], except: [5] }, 'Row 5 is in both "as_new" and "except". Accepted: one of them.'],
    [{ asNew: [5], only: [2] }, 'Row 5 is in "as_new", but not in "only". Add it to "only", or leave it out of "as_new".'],
    [{ asNew: [3] }, 'as_new: Row 3 is not ambiguous: row 3 updates Person 3 (con_3). Accepted: row 5. "except": [3] leaves it out.'],
    [{ asNew: [2] }, 'as_new: Row 2 is not ambiguous: row 2 creates Person 2. Accepted: row 5. "except": [2] leaves it out.'],
    [{ as: new Map([[3, "con_1"]]) }, "as: Row 3 is not ambiguous: row 3 updates Person 3 (con_3). Accepted: rows 2, 5. "],
    [{ asNew: [8] }, "as_new: An earlier call has said that row 8 is Person 8 (con_8). To change that, make a new plan."],
    [
      { only: [2, 5] },
      'only: Row 5 is ambiguous. Add "as_new": [5] for a new contact, or "as": [{"row": 5, "contact": "con_…"}] for an existing one.',
    ],
    [{ except: [2, 3, 8] }, "Nothing was applied: row 5 is ambiguous. Add "],
    [{ asNew: [4], as: new Map([[4, "con_1"]]) }, "as_new: The plan has no row 4."],
  ])("are refused for %j", (choice, message) => expect(() => scopeOf(PLAN, choice, NONE)).toThrow(message));

  it.each<[PlanChoice, string]>([
    [{ asNew: [2] }, "as_new: An earlier call has already written row 2 as Person 2 (con_2). update_contact can change that contact."],
    [{ as: new Map([[2, "con_1"]]) }, "as: An earlier call has already written row 2 as Person 2 (con_2). "],
    [{ asNew: [8] }, "as_new: An earlier call has already written row 8 as Person 8 (con_8). "],
  ])("are refused for %j if the row is written", (choice, message) => {
    const written = (contact: string): RowEnd => ({ state: "written", write: "w1", contact });
    const ended = progress([
      [0, written("con_2")],
      [3, written("con_8")],
    ]);
    expect(() => scopeOf(PLAN, choice, ended)).toThrow(message);
  });

  it("are all rows of a plan without numbers, which can be chosen by nothing", () => {
    const plan = aPlan([aRow(undefined, { contact: "con_1" }), aRow(undefined, { contact: "con_2" })]);
    expect(scopeOf(plan, {}, NONE).rows).toEqual([0, 1]);
    expect(() => scopeOf(plan, { only: [1] }, NONE)).toThrow("The rows of this plan have no numbers.");
    expect(() => scopeOf(aPlan([aRow(1)]), { except: [1] }, NONE)).toThrow('Nothing was applied: "except" names every row of the plan.');
  });
});

it("numbers of rows are written as ranges, and as their span where there are too many", () => {
  expect(rowRanges([])).toBe("");
  expect(rowRanges([9, 2, 3, 4, 6, 7, 2])).toBe("2-4, 6, 7, 9");
  expect(rowRanges([1, 3, 5, 7], 3)).toBe("within 1-7");
});
