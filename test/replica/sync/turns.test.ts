import { expect, it } from "vitest";
import { aSync, FakeList, Sink } from "./support.ts";

/** Counts the turns of the event loop until it is told to stop. */
function aTurnCounter() {
  const counter = { turn: 0, stop: () => clearImmediate(next) };
  let next = setImmediate(function count() {
    counter.turn += 1;
    next = setImmediate(count);
  });
  return counter;
}

it("pages that come at the same moment are taken one by one, so that others get their turn", async () => {
  const counter = aTurnCounter();
  const taken = new Map<number, number>();
  class CountingSink extends Sink {
    override put(...args: Parameters<Sink["put"]>): void {
      taken.set(counter.turn, (taken.get(counter.turn) ?? 0) + 1);
      super.put(...args);
    }
  }
  const { sync } = aSync(new FakeList(1_000).api, { sink: new CountingSink() });
  await sync.run({ urgent: true });
  counter.stop();
  expect(sync.coverage).toMatchObject({ known: 1_000, complete: true });
  expect(Math.max(...taken.values())).toBeLessThanOrEqual(25);
});
