import { expect, it } from "vitest";
import { aDesk, type Desk, type Fetch } from "../builders.ts";
import { contactOf, idsOf, writesTo } from "../writes/plans/plan-support.ts";

/** An API that answers every read of one contact with another. */
function mixingUp() {
  const mixed: { one: string; other: string } = { one: "", other: "" };
  const through =
    (fetch: Fetch): Fetch =>
    (input, init) => {
      const request = new Request(input, init);
      const isRead = request.method === "GET" && mixed.one !== "" && request.url.endsWith(mixed.one);
      return fetch(isRead ? new Request(request.url.replace(mixed.one, mixed.other), request) : request);
    };
  return { mixed, through };
}

/** A desk whose API mixes up the first two contacts. */
function aMixedUpDesk(): { readonly desk: Desk; readonly one: string; readonly other: string } {
  const { mixed, through } = mixingUp();
  const desk = aDesk({ through });
  const [one = "", other = ""] = idsOf(desk);
  Object.assign(mixed, { one, other });
  return { desk, one, other };
}

it.each<[string, object]>([
  ["retrieve_contact", {}],
  ["update_contact", { fields: { title: "Newcomer" } }],
  ["update_contact", { fields: { title: "Newcomer" }, dry_run: true }],
])("%s %j of a contact that the API takes for another is refused with both IDs, and changes neither", async (name, args) => {
  const { desk, one, other } = aMixedUpDesk();
  const before = [one, other].map((id) => contactOf(desk, id));
  const text = await desk.failure(name, { id: one, ...args });
  expect(text).toContain(`"${one}" was asked for, but the answer is about "${other}"`);
  expect(writesTo(desk)).toEqual([]);
  expect([one, other].map((id) => contactOf(desk, id))).toEqual(before);
});

it("a plan is made neither for that contact nor for the other", async () => {
  const { desk, one, other } = aMixedUpDesk();
  expect(await desk.failure("update_contacts", { ids: [one], fields: { title: "Newcomer" } })).toContain(`the answer is about "${other}"`);
  expect(writesTo(desk)).toEqual([]);
});
