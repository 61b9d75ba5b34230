import { describe, expect, it } from "vitest";
import { type CallOptions, RateShare } from "../../src/api/index.ts";
import { Rejection } from "../../src/fields/rejection.ts";
import { ACCOUNT, aDirectory } from "./a-directory.ts";

const JOBS = 100;

/** A directory that has listed its accounts, and names that are not among them. */
async function listed(count = 60) {
  const { targets, ensure } = aDirectory({
    accounts: Array.from({ length: count }, (_, at) => ({ id: `acc_${at}`, name: `Company ${at} Holding` })),
  });
  await ensure(...Array.from({ length: count }, (_, at) => at));
  return { targets, missing: Array.from({ length: JOBS }, (_, at) => `Compny ${at} Holdng`) };
}

/** What a lookup ended with. */
const endOf = (lookup: Promise<unknown>): Promise<unknown> => lookup.catch((error: unknown) => error);

describe("many names that nobody has", () => {
  it("in a job hold up no person", async () => {
    const { targets, missing } = await listed();
    const ended: string[] = [];
    const miss = async (name: string, call: CallOptions) => {
      expect(await endOf(targets.resolve(name, ACCOUNT, call))).toBeInstanceOf(Rejection);
      ended.push(name);
    };
    const job = missing.map((name) => miss(name, { share: new RateShare(1) }));
    await miss("Acme", {});
    expect(ended.length).toBeLessThan(JOBS / 2);
    await Promise.all(job);
  });

  it("are looked for no longer once the call is cancelled", async () => {
    const { targets, missing } = await listed();
    const controller = new AbortController();
    const reason = new Error("cancelled");
    const ends = missing.map((name) => endOf(targets.resolve(name, ACCOUNT, { signal: controller.signal })));
    await Promise.race(ends);
    controller.abort(reason);
    expect((await Promise.all(ends)).filter((end) => end === reason).length).toBeGreaterThan(JOBS / 2);
  });

  it("come with names like them as often as an answer shows", async () => {
    const { targets, missing } = await listed();
    const { targetId } = await targets.lookUp((encode) => missing.map((name) => encode(name, ACCOUNT)), {});
    const problems = missing.map((name) => {
      try {
        return targetId(name, ACCOUNT);
      } catch (error) {
        return String(error);
      }
    });
    expect(problems.every((problem) => problem.includes("There is no account"))).toBe(true);
    expect(problems.map((problem) => problem.includes("Did you mean"))).toEqual(missing.map((_, at) => at < 30));
  });
});
