import { InvalidInput } from "../../fields/rejection.ts";
import type { PlanStore } from "../../writes/plans/plan-store.ts";

/** The ID of the writes that a call names, perhaps by their plan. @throws InvalidInput if it names different ones */
export async function writesNamed(given: readonly (string | undefined)[], plans: PlanStore): Promise<string | undefined> {
  const ids = given.flatMap((id) => id?.trim() || []);
  const [named, ...others] = new Set(await Promise.all(ids.map((id) => plans.writesOf(id))));
  if (others.length > 0) throw new InvalidInput(["write_id and plan_id name different writes. Accepted: one of them."]);
  return named;
}
