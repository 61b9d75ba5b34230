import { beforeEach, describe, expect, it } from "vitest";
import { aDesk, type Desk, type DeskOptions } from "../../builders.ts";
import { inFastTime } from "../fake-time.ts";
import { aCache, aLog, idsOf, newPeople, planIn } from "./plan-support.ts";

beforeEach(() => inFastTime());

const ROWS = 70;

/** A plan of 70 new people whose process ends after 10 rows or some more, and the process after it. */
async function aCutOffPlan(options: DeskOptions = {}) {
  const cache = aCache();
  const first = aDesk({ cache, ...options });
  const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(ROWS) }));
  const cancel = new AbortController();
  await first.run("apply_plan", { plan_id }, { signal: cancel.signal, progress: (done) => void (done === 10 && cancel.abort()) });
  const written = idsOf(first).length - 60;
  expect(written).toBeGreaterThanOrEqual(10);
  expect(written).toBeLessThan(ROWS);
  const later = () => aDesk({ cache, ...options, sandbox: first.sandbox });
  return { plan_id, written, first, second: later(), third: later() };
}

/** The ID that the writes of the import have in common. */
const batchOf = async (desk: Desk) => /(b\w{6}) .* import_contacts/.exec(await desk.text("list_writes", { since: "2020-01-01" }))?.[1];

describe("list_writes after a plan was cut off", () => {
  for (const [how, options] of [
    ["with an audit log", () => ({ auditLog: aLog() })],
    ["without one", () => ({})],
  ] as const)
    it(`says how many rows of the plan are written, and how it goes on, ${how}`, async () => {
      const { plan_id, written, first, second } = await aCutOffPlan(options());
      for (const desk of [first, second]) {
        const text = await desk.text("list_writes", { since: "2020-01-01" });
        expect(text).toContain(`import_contacts: ${written} of ${ROWS} written (Zoltan Newcomer`);
        expect(text).toContain(`; apply_plan {"plan_id": "${plan_id}"} applies the rest`);
      }
      await second.text("apply_plan", { plan_id });
      const text = await second.text("list_writes", { since: "2020-01-01" });
      expect(text).toContain(`import_contacts: ${ROWS} of ${ROWS} written (`);
      expect(text).not.toContain("applies the rest");
    });

  it("gives the ID by which another process takes back what is written", async () => {
    const { first, second } = await aCutOffPlan();
    const batch = await batchOf(second);
    await second.text("apply_plan", { plan_id: planIn(await second.text("undo_write", { write_id: batch })) });
    expect(idsOf(first)).toHaveLength(60);
  });

  it("knows in a third process what the second has taken back", async () => {
    const { written, first, second, third } = await aCutOffPlan();
    const batch = await batchOf(second);
    await second.text("apply_plan", { plan_id: planIn(await second.text("undo_write", { write_id: batch })) });
    expect(idsOf(first)).toHaveLength(60);
    expect(await third.text("list_writes", { since: "2020-01-01" })).toContain(`${written} undone`);
    await expect(third.run("undo_write", { write_id: batch })).rejects.toThrow(`Not undone: all writes of "${batch}" are undone already.`);
  });

  it("still has what was written when half an hour later other plans are made", async () => {
    const state = { time: Date.UTC(2026, 2, 2, 9) };
    const { written, second } = await aCutOffPlan({ now: () => state.time });
    state.time += 3_600_000;
    const batch = await batchOf(second);
    await second.text("undo_write", { write_id: batch });
    const text = await second.text("list_writes", { since: "2020-01-01" });
    expect(text).toContain(`import_contacts: ${written} of ${ROWS} written (Zoltan Newcomer`);
    expect(text).not.toContain("applies the rest");
  });
});

it("find_contacts finds what the process before wrote, though no list shows it yet", async () => {
  const { plan_id, second } = await aCutOffPlan({ indexLagMs: 3_600_000 });
  await second.text("find_contacts", { query: "Zoltan Newcomer" });
  await second.text("apply_plan", { plan_id });
  expect(await second.text("find_contacts", { query: "Newcomer" })).toMatch(new RegExp(`\\b${ROWS}\\b`));
});
