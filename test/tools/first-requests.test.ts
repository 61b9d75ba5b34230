import { setImmediate as nextTurn } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { aDesk, type Desk, type Fetch } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";
import { aCache, aLog, idsOf, planIn } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime());

/** Turns of the event loop that an answer is on its way: long enough for whoever else wants the same to ask for it. */
const TURNS_OF_AN_ANSWER = 20;

/** A network that takes its time, and tells whether anything is on its way. */
function aNetwork() {
  let underWay = 0;
  let sent = 0;
  const through =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      underWay += 1;
      sent += 1;
      for (let turn = 0; turn < TURNS_OF_AN_ANSWER; turn += 1) await nextTurn();
      return fetch(input, init).finally(() => {
        underWay -= 1;
      });
    };
  /** Resolves once nothing more is asked for, behind the scenes either. */
  const quiet = async () => {
    for (let calm = 0, before = sent; calm < 200; calm += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (underWay > 0 || sent !== before) calm = 0;
      before = sent;
    }
  };
  return { through, quiet };
}

type Arguments = (earlier: Desk) => object | Promise<object>;

/** What the first call of a tool, and what it sets going, asks of an API of which nothing is known yet. Sorted, since much is asked at once. */
async function requestsOf(name: string, argumentsAfter: Arguments): Promise<string[]> {
  const { through, quiet } = aNetwork();
  const kept = { cache: aCache(), auditLog: aLog(), through };
  const earlier = aDesk({ contacts: 60, ...kept });
  const args = await argumentsAfter(earlier);
  await quiet();
  const desk = aDesk({ ...kept, sandbox: earlier.sandbox });
  const before = desk.requests().length;
  await desk.run(name, args);
  await quiet();
  return desk.requests().slice(before).sort();
}

/** The first contact that is linked to an account and a member. */
const linked = (desk: Desk): string => {
  const has = (id: string, key: string) => (desk.sandbox.contacts().get(id)?.relationships[key]?.values.length ?? 0) > 0;
  return idsOf(desk).find((id) => has(id, "$account") && has(id, "$owner")) ?? "";
};

/** A sweep looks at the beginning of the list once more when it is through: newcomers are there. */
const TWICE = "GET /v1/contacts?limit=25&offset=0";

it.each<[string, Arguments]>([
  ["get_contact_definitions", () => ({})],
  ["find_contacts", () => ({ query: "jen" })],
  ["list_contacts", () => ({ limit: 25 })],
  ["retrieve_contact", (earlier) => ({ id: linked(earlier) })],
  ["create_contact", () => ({ fields: { name: "Zed Newcomer", email: "zed@newcomers.example" }, relationships: { owner: "Daniel Okoye" } })],
  ["update_contact", (earlier) => ({ id: linked(earlier), fields: { title: "Newcomer" } })],
  ["update_contacts", (earlier) => ({ ids: [linked(earlier)], fields: { title: "Newcomer" } })],
  ["import_contacts", () => ({ rows: [{ name: "Zed Newcomer", email: "zed@newcomers.example" }] })],
  [
    "apply_plan",
    async (earlier) => ({ plan_id: planIn(await earlier.text("update_contacts", { ids: [linked(earlier)], fields: { title: "Newcomer" } })) }),
  ],
  [
    "undo_write",
    async (earlier) => {
      const text = await earlier.text("update_contact", { id: linked(earlier), fields: { title: "Newcomer" } });
      return { write_id: /Write (w\w+)/.exec(text)?.[1] };
    },
  ],
  ["list_writes", () => ({})],
])("%s asks for everything once", async (name, argumentsAfter) => {
  const requests = await requestsOf(name, argumentsAfter);
  expect(requests).toMatchSnapshot();
  expect(requests.filter((request, at) => request === requests[at - 1] && request !== TWICE)).toEqual([]);
});
