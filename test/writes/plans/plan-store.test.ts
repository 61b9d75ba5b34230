import { expect, it } from "vitest";
import { NO_CHANGE } from "../../../src/schema/change.ts";
import { PlanStore } from "../../../src/writes/plans/plan-store.ts";
import { aCache } from "./plan-support.ts";

it("keeps no plan that was being read while the key was refused", async () => {
  const cache = aCache();
  const { plan } = await new PlanStore(cache, () => 0).make("import_contacts", [{ action: "create", name: "Dana", change: NO_CHANGE }], {});
  const store = new PlanStore(cache, () => 0);
  const reading = store.get(plan.id);
  store.forget();
  await expect(reading).rejects.toThrow("There is no plan");
  expect(await store.get(plan.id)).toMatchObject({ plan: { id: plan.id } });
});
