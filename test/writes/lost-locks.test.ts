import { expect, it } from "vitest";
import { aDesk, type Desk } from "../builders.ts";
import { aCache, idsOf, planIn, writesTo } from "./plans/plan-support.ts";

const answerOf = (desk: Desk, name: string, args: object) =>
  desk.run(name, args).then(
    ({ text }) => text,
    (error: Error) => error.message,
  );

it.each<[string, (desk: Desk) => Promise<string>]>([
  ["create", (desk) => answerOf(desk, "create_contact", { fields: { name: "Quillon Zwart" } })],
  ["update", (desk) => answerOf(desk, "update_contact", { id: idsOf(desk)[0], add: { email: "quillon@zwart.example" } })],
  ["delete", (desk) => answerOf(desk, "undo_write", { confirm: true })],
  [
    "merge",
    async (desk) => {
      const [keep, twin] = idsOf(desk);
      const plan_id = planIn(await answerOf(desk, "merge_contacts", { keep, merge: [twin], even_if_different: true }));
      return answerOf(desk, "apply_plan", { plan_id });
    },
  ],
])("no %s is sent once its lock is gone", async (_action, write) => {
  let isHeld = true;
  const desk = aDesk({ cache: { ...aCache(), lock: async () => ({ isHeld: async () => isHeld, release: async () => undefined }) } });
  await desk.text("create_contact", { fields: { name: "Zoe Newcomer" } });
  const before = writesTo(desk).length;
  isHeld = false;
  expect(await write(desk)).toContain("the lock of this write is gone, because the cache was deleted or the computer slept");
  expect(writesTo(desk)).toHaveLength(before);
});
