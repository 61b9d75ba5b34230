import { describe, expect } from "vitest";
import { noCache } from "../../../src/storage/index.ts";
import { aDesk, type Fetch } from "../../builders.ts";
import { open, test } from "../../storage/temporary.ts";
import { aCache, aLog, contactOf, idsOf, newPeople, planIn } from "./plan-support.ts";

/** An API that takes its time, so that two processes are at work at once. */
const slowly =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return fetch(input, init);
  };

/** Two processes that share a cache on disk, an audit log and a workspace. */
async function twoDesks(directory: string) {
  const auditLog = aLog();
  const first = aDesk({ cache: await open(directory), auditLog, through: slowly });
  const second = aDesk({ cache: await open(directory), auditLog, through: slowly, sandbox: first.sandbox });
  return { first, second, auditLog };
}

describe("a plan that two processes apply at once", () => {
  test("is written by one of them, and the other says so", async ({ directory }) => {
    const { first, second, auditLog } = await twoDesks(directory);
    const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(20) }));
    const texts = await Promise.all([first, second].map((desk) => desk.text("apply_plan", { plan_id })));
    expect(texts.sort()).toEqual([
      expect.stringMatching(/^20 of 20 written/),
      expect.stringMatching(/^This plan was applied already\. 20 of 20 written/),
    ]);
    expect((await auditLog.read(0)).entries).toHaveLength(20);
    expect(await second.text("list_writes")).toContain("20 of 20 written");
    expect(idsOf(first)).toHaveLength(80);
  });

  test("settles an ambiguous row in one way", async ({ directory }) => {
    const { first, second } = await twoDesks(directory);
    const [contact = ""] = idsOf(first);
    const name = contactOf(first, contact).fields.$name?.value as { firstName: string; lastName: string } | undefined;
    const plan_id = planIn(await first.text("import_contacts", { rows: [{ name: `${name?.firstName} ${name?.lastName}`, title: "Zephyrologist" }] }));
    await Promise.allSettled([first.run("apply_plan", { plan_id, as_new: [1] }), second.run("apply_plan", { plan_id, as: [{ row: 1, contact }] })]);
    const titled = [...first.sandbox.contacts().values()].filter(({ fields }) => fields.$title?.value === "Zephyrologist");
    expect(titled).toHaveLength(1);
  });

  test("is refused for the one that cannot wait until the other ends", async () => {
    const cache = aCache();
    const desk = aDesk({ cache });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(1) }));
    cache.lock = async (names, call) => (names.join().includes("plan") ? undefined : noCache.lock(names, call));
    expect(await desk.failure("apply_plan", { plan_id })).toContain("Another call is applying this plan right now.");
    expect(idsOf(desk)).toHaveLength(60);
  });
});
