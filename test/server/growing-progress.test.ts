import { beforeEach, expect, test } from "vitest";
import { growingProgress } from "../../src/server/growing-progress.ts";

let time = 0;
beforeEach(() => {
  time = 0;
});

/** Reports of a call, and what was sent of them. */
function aCall() {
  const sent: { progress: number; total?: number | undefined; message: string }[] = [];
  return {
    sent,
    ...growingProgress(
      (one) => sent.push(one),
      () => time,
    ),
  };
}

test("no more than one report in 100 ms is sent, and always the last", () => {
  const { report, end, sent } = aCall();
  for (time = 0; time <= 450; time += 1) report(time + 1, 2000, "contacts read");
  expect(sent.map(({ progress }) => progress)).toEqual([1, 101, 201, 301, 401]);
  end();
  end();
  expect(sent.at(-1)).toEqual({ progress: 451, total: 2000, message: "contacts read" });
  expect(sent).toHaveLength(6);
});

test("the last report of each thing that is counted is sent, even if its total was not reached", () => {
  const { report, end, sent } = aCall();
  for (const done of [1, 2, 3]) report(done, 5, "contacts read");
  for (const done of [1, 2]) report(done, 2, "contacts read");
  for (const done of [1, 2]) report(done, undefined, "rows done");
  end();
  expect(sent).toEqual([
    { progress: 1, total: 5, message: "contacts read" },
    { progress: 3, total: 5, message: "contacts read" },
    { progress: 5, message: "2 of 2 contacts read" },
    { progress: 7, message: "2 rows done" },
  ]);
});

test("progress grows with every report, and a total is what the figure counts up to", () => {
  const { report, end, sent } = aCall();
  for (const total of [500, 63, 63, 1, 700]) {
    for (let done = 0; done <= total; done += 1) {
      time += 7;
      report(done, total, "contacts read");
    }
  }
  end();
  for (const [at, { progress }] of sent.entries()) expect(progress).toBeGreaterThan(sent[at - 1]?.progress ?? 0);
  expect(new Set(sent.map(({ total }) => total))).toEqual(new Set([500, undefined]));
  expect(sent.flatMap(({ message }) => /^(\d+) of \1 /.exec(message)?.[1] ?? [])).toEqual(["63", "63", "1", "700"]);
});

test("nothing is sent for a call that reports nothing", () => {
  const { end, sent } = aCall();
  end();
  expect(sent).toEqual([]);
});
