import { expect, it } from "vitest";
import { doubted, type SyncState } from "../../../src/replica/sync/index.ts";
import { aSync, FakeList, Sink, START } from "./support.ts";

const COMPLETE: SyncState = { complete: true, total: 60, lastFullSweepAt: START, lastIncrementalAt: START };

it("contacts that are not quite those of the state count as read, with a doubt that a sweep clears", async () => {
  const list = new FakeList(60);
  const sink = new Sink();
  for (const contact of list.records.slice(0, 55)) sink.put(contact, START);
  const { sync } = aSync(list.api, { sink, now: () => START + 1, state: doubted(COMPLETE, 55) });
  expect(sync.schedule.due).toBe("sweep");
  expect(sync.coverage).toMatchObject({ known: 55, complete: true, notCovered: "an unknown number of contacts, which are being read again" });
  await sync.run({ urgent: false });
  expect(sync.coverage).toEqual({ known: 60, total: 60, complete: true, notCovered: undefined });
  expect(sync.schedule.due).toBeUndefined();
});

it("a sweep that had not come to its end is as good as complete where nobody is missing by the count", () => {
  const unfinished: SyncState = { complete: false, total: 60 };
  expect([doubted(unfinished, 59).complete, doubted(unfinished, 60).complete, doubted(undefined, 60).complete]).toEqual([false, true, false]);
});
