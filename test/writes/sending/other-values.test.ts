import { expect, it } from "vitest";
import { aDesk, type Fetch } from "../../builders.ts";
import { contactOf, idsOf } from "../plans/plan-support.ts";

/** An API that stores titles in capitals. */
const capital =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    if (!(input instanceof Request) || input.method !== "POST") return fetch(input, init);
    const body = await input.text();
    const title = /"\$title":"[^"]*"/;
    return fetch(new Request(input, { body: body.replace(title, (field) => `"$title":${field.slice(9).toUpperCase()}`) }), init);
  };

const titleOf = (desk: ReturnType<typeof aDesk>, id: string) => contactOf(desk, id).fields.$title?.value;

it("a value that the API stores in another form is told of, listed and taken back", async () => {
  const desk = aDesk({ through: capital });
  const [id = ""] = idsOf(desk);
  desk.sandbox.editContact(id, ({ fields }) => {
    fields.$title = { valueType: "TEXT", value: "CEO" };
  });
  const { text, isError } = await desk.run("update_contact", { id, fields: { title: "Cfo" } });
  expect(titleOf(desk, id)).toBe("CFO");
  expect(isError).toBe(true);
  expect(text).toContain("in part");
  expect(text).toContain("1 of 1 value is not stored as sent.");
  expect(text).toContain("Title: NOT stored. Sent Cfo; the contact has CFO instead of CEO");
  expect(await desk.text("list_writes")).toMatch(/^1 write since .*\n.*: partly written; Title: CEO -> CFO/);
  expect(await desk.text("undo_write")).toContain("Title: CFO -> CEO");
  expect(titleOf(desk, id)).toBe("CEO");
});

it("so do the rows of a plan", async () => {
  const desk = aDesk({ through: capital });
  const ids = idsOf(desk).slice(0, 2);
  for (const id of ids)
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "CEO" };
    });
  const plan = /plan_(?!id)[\w-]+/.exec(await desk.text("update_contacts", { ids, fields: { title: "Cfo" } }))?.[0];
  const { text } = await desk.run("apply_plan", { plan_id: plan });
  expect(text).toMatch(/Written in part \(w\w+\)\. Not stored as sent: Title/);
  await desk.run("undo_write");
  expect(ids.map((id) => titleOf(desk, id))).toEqual(["CEO", "CEO"]);
});
