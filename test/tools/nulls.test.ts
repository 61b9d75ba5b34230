import { describe, expect, it } from "vitest";
import { isRecord } from "../../src/fields/json.ts";
import type { JsonSchema } from "../../src/schema/json-schema.ts";
import { toolList } from "../../src/server/tool-list.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { aDesk, type Desk, writtenContact } from "../builders.ts";

/** What a client in strict mode sends for a property of which its model says nothing: null, or an object of such nulls. */
const unsaid = (schema: JsonSchema, deep: boolean): unknown =>
  deep && schema.properties ? Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, unsaid(part, deep)])) : null;

/**
 * The arguments of a tool as such a client sends them: every property that the tool list has, whatever the model says.
 * No other tool is offered, so this one describes the workspace's attributes.
 */
async function strict(desk: Desk, name: string, said: Record<string, unknown>, deep: boolean): Promise<Record<string, unknown>> {
  const schema = toolList(
    TOOLS.filter((tool) => tool.name === name),
    await desk.live.get(desk.call),
  )[0]?.inputSchema;
  const filled = (part: JsonSchema, value: unknown): unknown => {
    if (!isRecord(value) || !part.properties) return value;
    return { ...Object.fromEntries(Object.entries(part.properties).map(([key, one]) => [key, unsaid(one, deep)])), ...mapped(part, value) };
  };
  const mapped = (part: JsonSchema, value: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(part.properties?.[key] ?? {}, one)]));
  return filled(schema ?? {}, said) as Record<string, unknown>;
}

const stored = (desk: Desk, id: string) => {
  const contact = desk.sandbox.contacts().get(id);
  return { fields: contact?.fields, relationships: contact?.relationships };
};

/** A contact that has an e-mail, links and more. */
const somebody = (desk: Desk) =>
  [...desk.sandbox.contacts().values()].find(
    ({ fields, relationships }) => fields.$email?.value && fields.$phone?.value && fields.$address?.value && relationships.$owner?.values.length,
  )?.id ?? "";

describe.each([
  ["null for every property that is not said", false],
  ["null in every part of every property that is not said", true],
])("%s", (_, deep) => {
  it("empties nothing in an update, and is told in a line", async () => {
    const desk = aDesk();
    const id = somebody(desk);
    const before = stored(desk, id);
    const text = await desk.text("update_contact", await strict(desk, "update_contact", { id, fields: { title: "CTO of all" } }, deep));
    expect(text).toMatch(/^\d+ nulls were ignored; clear_fields empties fields\.$/m);
    expect(text.match(/->/g)).toHaveLength(1);
    expect(stored(desk, id)).toEqual({ ...before, fields: { ...before.fields, $title: { valueType: "TEXT", value: "CTO of all" } } });
  });

  it("is refused where an update holds nothing else", async () => {
    const desk = aDesk();
    const id = somebody(desk);
    const said = { id, fields: {}, relationships: {} };
    expect(await desk.failure("update_contact", await strict(desk, "update_contact", said, deep))).toMatch(
      /^No change was given \(\d+ nulls were ignored\)\. .*clear_fields empties fields, e\.g\. \{"clear_fields": \["name"\]\}\.$/,
    );
    expect(desk.requests().filter((request) => request.startsWith("POST"))).toEqual([]);
  });

  it("makes a contact of the rest, and none of nothing else", async () => {
    const desk = aDesk();
    const said = { fields: { name: { firstName: "Dana", lastName: "Scully" } }, relationships: {} };
    const text = await desk.text("create_contact", await strict(desk, "create_contact", said, deep));
    expect(text).toMatch(/^\d+ nulls were ignored\.$/m);
    expect(Object.values(writtenContact(desk, text).fields).filter(({ value }) => value !== null)).toHaveLength(1);
    expect(await desk.failure("create_contact", await strict(desk, "create_contact", { fields: {} }, deep))).toContain("nulls were ignored");
  });
});

it("null changes nothing in plans of many contacts", async () => {
  const desk = aDesk();
  const id = somebody(desk);
  const before = stored(desk, id);
  const plan = await desk.text("update_contacts", {
    ids: [id, null],
    filters: null,
    fields: { title: "CTO of all", email: null, phone: { replace: null }, name: { firstName: null, lastName: null } },
    relationships: { owner: null },
    clear_fields: [null],
  });
  expect(plan).toContain("Plan: 1 to update.");
  expect(plan).toContain("5 nulls were ignored; clear_fields empties fields.");
  const [, plan_id] = /"plan_id": "([^"]+)"/.exec(plan) ?? [];
  await desk.text("apply_plan", { plan_id });
  expect(stored(desk, id)).toEqual({ ...before, fields: { ...before.fields, $title: { valueType: "TEXT", value: "CTO of all" } } });
  const rows = [null, { id, Title: "CFO of all", Email: null, Owner: null, Name: { firstName: null } }];
  const draft = await desk.text("import_contacts", { rows, csv: null, file: null, columns: { Title: null }, match_on: [null], mode: null });
  expect(draft).toMatch(/^~ row 2 .*: Title: CTO of all -> CFO of all$/m);
  expect(await desk.failure("update_contacts", { ids: [id], fields: { title: null } })).toContain("clear_fields empties fields");
});

it("clear_fields empties fields and links, and undoing that fills them again", async () => {
  const desk = aDesk();
  const id = somebody(desk);
  const before = stored(desk, id);
  const text = await desk.text("update_contact", { id, clear_fields: ["email", "address", "owner"], fields: { title: null } });
  expect(text).toContain("1 null was ignored; clear_fields empties fields.");
  expect(stored(desk, id)).toMatchObject({
    fields: { $email: { value: null }, $address: { value: null } },
    relationships: { $owner: { values: [] } },
  });
  await desk.text("undo_write");
  expect(stored(desk, id)).toEqual(before);
  // An undo empties what was empty before.
  await desk.text("update_contact", { id, fields: { mobile: "+4930901820", spitzname: "Y" } });
  await desk.text("undo_write");
  expect(stored(desk, id)).toEqual(before);
});

it('null in expect asks for nothing, and "" that there is nothing', async () => {
  const desk = aDesk();
  const id = somebody(desk);
  const write = { id, fields: { title: "CTO of all" } };
  expect(await desk.failure("update_contact", { ...write, expect: { owner: "" } })).toContain(
    "is not as expected (expected -> now):\nOwner: (none) ->",
  );
  expect(await desk.text("update_contact", { ...write, expect: { owner: null } })).toContain('1 null was ignored in expect, where "" means empty.');
  expect(await desk.text("update_contact", { ...write, expect: { owner: null } })).toContain("1 null was ignored in expect");
});

it("an empty list empties no field either, which clear_fields does", async () => {
  const desk = aDesk();
  const held = [...desk.sandbox.contacts().values()].find(({ fields }) => Array.isArray(fields.$email?.value) && fields.$email.value.length > 0);
  const id = held?.id ?? "";
  expect(await desk.failure("update_contact", { id, fields: { email: [], title: "CTO" } })).toMatch(
    /An empty list does not remove ".+@.+"\. Accepted: clear_fields to empty the field\./,
  );
  expect(desk.sandbox.contacts().get(id)?.fields).toEqual(held?.fields);
  await desk.text("update_contact", { id, fields: { interests: ["Security"] } });
  expect(await desk.failure("update_contact", { id, fields: { interests: [] } })).toContain('An empty list does not remove "Security".');
  expect(await desk.text("update_contact", { id, clear_fields: ["email"] })).toMatch(/Email: .+ -> \(empty\)/);
  expect(await desk.text("create_contact", { fields: { name: "Dana Scully", email: [] } })).toMatch(/^Created/);
});
