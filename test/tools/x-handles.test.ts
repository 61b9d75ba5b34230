import { expect, it } from "vitest";
import { aDesk, type Desk, writtenContact } from "../builders.ts";

const FORMER = "https://twitter.com/Zed_Newcomer";
const NOW = "https://x.com/zed_newcomer";

const handleOf = (desk: Desk, id: string) => desk.sandbox.contacts().get(id)?.fields.$twitter?.value;

/** A contact that a colleague has given a handle, as one of its two addresses. */
function holding(desk: Desk, handle: string): string {
  const [id = ""] = [...desk.sandbox.contacts().keys()];
  desk.sandbox.editContact(id, ({ fields }) => {
    fields.$twitter = { valueType: "SOCIAL_HANDLE", value: handle };
  });
  return id;
}

const writes = (desk: Desk) => desk.requests().filter((request) => request.startsWith("POST"));

it("a handle is written as x.com, however it is given", async () => {
  const desk = aDesk();
  for (const twitter of ["@zed_a", "zed_b", "twitter.com/zed_c/", "https://mobile.twitter.com/zed_d?s=20", "http://www.x.com/zed_e"]) {
    const contact = writtenContact(desk, await desk.text("create_contact", { fields: { name: `Ann ${twitter}`, twitter } }));
    expect(contact.fields.$twitter?.value).toMatch(/^https:\/\/x\.com\/zed_[a-e]$/);
  }
});

it.each([
  [FORMER, NOW],
  [NOW, FORMER],
])("a contact that holds %s is the one of %s", async (stored, given) => {
  const desk = aDesk();
  const id = holding(desk, stored);
  expect(await desk.text("update_contact", { id, fields: { twitter: given } })).toContain("Nothing was written: ");
  expect(await desk.text("update_contact", { id, expect: { twitter: given }, fields: { twitter: given } })).toContain("Nothing was written: ");
  expect(writes(desk)).toEqual([]);
  // Known to the API alone, and to the index.
  for (const other of [aDesk({ sandbox: desk.sandbox }), desk])
    expect(await other.failure("create_contact", { fields: { name: "Quite Another", twitter: given } })).toContain("profile)");
  const found = (args: object) => aDesk({ sandbox: desk.sandbox }).text("find_contacts", args);
  for (const value of [given, given.replace("https://", ""), "@zed_newcomer"])
    expect(await found({ filters: [{ field: "twitter", operator: "equal", value }] })).toContain(id);
  expect(await found({ filters: [{ field: "twitter", operator: "startsWith", value: given.slice(0, -3) }] })).toContain(id);
  expect(await found({ query: given })).toContain(id);
  expect(await desk.text("import_contacts", { rows: [{ twitter: given, title: "Of the import" }] })).toMatch(
    new RegExp(`~ row 1 .*\\(${id}, by X \\(Twitter\\)\\): Title: `),
  );
});

it("an API that stores the other name of X has stored what was sent", async () => {
  const desk = aDesk({
    through: (fetch) => async (input, init) => {
      const answer = await fetch(input, init);
      return new Response((await answer.text()).replaceAll("https://x.com/zed_newcomer", FORMER), answer);
    },
  });
  const id = holding(desk, "https://x.com/somebody_else");
  expect(await desk.text("update_contact", { id, fields: { twitter: "zed_newcomer" } })).toMatch(/^Updated /);
  expect(handleOf(desk, id)).toBe(NOW);
});
