import { describe, expect, it } from "vitest";
import { aClock, aContact, aSandbox, created, definitionsOf, del, get, jsonOf, list, post, refusal } from "./support.ts";

describe("a record", () => {
  it("wraps values, has every field in definition order and null where nothing is set", async () => {
    const sandbox = aSandbox();
    const { fieldDefinitions, relationshipDefinitions } = await definitionsOf(sandbox);
    const contact = await created(sandbox, { $title: "CTO" });
    expect(Object.keys(contact.fields)).toEqual(Object.keys(fieldDefinitions));
    expect(Object.keys(contact.relationships)).toEqual(Object.keys(relationshipDefinitions));
    expect(contact.fields.$title).toEqual({ valueType: "TEXT", value: "CTO" });
    expect(contact.fields["deal-size"]).toEqual({ valueType: "CURRENCY", value: null });
    expect(contact).toMatchObject({ createdAt: "2026-03-02T09:00:00.000Z", updatedAt: null, externalId: null });
    expect(contact.relationships.$account).toEqual({ cardinality: "HAS_MANY", objectType: "account", values: [] });
    expect(contact.relationships["reports-to"]).toEqual({ cardinality: "has_one", objectType: "contact", values: [] });
  });

  it("is the same wherever it is read", async () => {
    const sandbox = aSandbox();
    const contact = aContact(sandbox, 3);
    expect(await jsonOf(get(sandbox, `/v1/contacts/${contact.id}`))).toEqual(contact);
    expect((await list(sandbox)).data[3]).toEqual(contact);
  });
});

describe("an update", () => {
  it("changes what it names, clears with null and answers with the whole contact", async () => {
    const clock = aClock();
    const sandbox = aSandbox({ now: clock.now });
    const before = await created(sandbox, { $title: "CTO", notes: "old", $name: { firstName: "Ada", lastName: "Byron" } });
    clock.advance(1000);
    const after = await jsonOf(post(sandbox, `/v1/contacts/${before.id}`, { fields: { $title: null, notes: "new" } }));
    expect(after).toEqual({
      ...before,
      updatedAt: "2026-03-02T09:00:01.000Z",
      fields: { ...before.fields, $title: { valueType: "TEXT", value: null }, notes: { valueType: "TEXT", value: "new" } },
    });
    expect(aContact(sandbox, 60)).toEqual(after);
  });

  it("writes nothing when a part of it is refused", async () => {
    const sandbox = aSandbox();
    const before = aContact(sandbox);
    await post(sandbox, `/v1/contacts/${before.id}`, { fields: { $title: "CTO" }, relationships: { $owner: { replace: "mem_nobody" } } });
    expect(aContact(sandbox)).toEqual(before);
  });

  it("takes two at once without losing one", async () => {
    const sandbox = aSandbox();
    const { id } = aContact(sandbox);
    await Promise.all([
      post(sandbox, `/v1/contacts/${id}`, { fields: { notes: "a" } }),
      post(sandbox, `/v1/contacts/${id}`, { fields: { "notes-2": "b" } }),
    ]);
    expect(aContact(sandbox).fields).toMatchObject({ notes: { value: "a" }, "notes-2": { value: "b" } });
  });

  it("of an unknown contact is 404", async () => {
    expect(await refusal(post(aSandbox(), "/v1/contacts/con_nobody", { fields: {} }))).toMatchObject({ status: 404, type: "not_found" });
  });

  it("of a unique field refuses a value that another contact has", async () => {
    const sandbox = aSandbox();
    await created(sandbox, { crm_id: "CRM-1" });
    expect(await refusal(post(sandbox, "/v1/contacts", { fields: { crm_id: "CRM-1" } }))).toMatchObject({
      status: 409,
      type: "conflict",
      param: "fields.crm_id",
    });
  });
});

describe("a delete", () => {
  it("answers with the record, takes it from reads and lists, and may be repeated", async () => {
    const sandbox = aSandbox();
    const contact = aContact(sandbox);
    expect(await jsonOf(del(sandbox, `/v1/contacts/${contact.id}`))).toEqual(contact);
    expect(await refusal(get(sandbox, `/v1/contacts/${contact.id}`))).toMatchObject({ status: 404 });
    expect(await refusal(post(sandbox, `/v1/contacts/${contact.id}`, { fields: {} }))).toMatchObject({ status: 404 });
    expect(await list(sandbox)).toMatchObject({ totalCount: 59 });
    expect((await del(sandbox, `/v1/contacts/${contact.id}`)).status).toBe(200);
    expect((await del(sandbox, "/v1/contacts/con_nobody")).status).toBe(404);
  });

  it("is not there in an older deployment", async () => {
    const sandbox = aSandbox({ canDelete: false });
    expect(await refusal(del(sandbox, `/v1/contacts/${aContact(sandbox).id}`))).toMatchObject({ status: 404, type: "not_found" });
    expect(sandbox.contacts().size).toBe(60);
  });
});

describe("a list", () => {
  it("has 25 contacts unless it is told less, and the rest on the following pages", async () => {
    const sandbox = aSandbox();
    const pages = await Promise.all([list(sandbox), list(sandbox, { offset: "25", limit: "25" }), list(sandbox, { offset: "50" })]);
    expect(pages.map(({ data }) => data.length)).toEqual([25, 25, 10]);
    expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual([...sandbox.contacts().keys()]);
    expect(pages[0]).toMatchObject({ object: "list", totalCount: 60 });
    expect((await list(sandbox, { offset: "60" })).data).toEqual([]);
  });

  it.each(["limit=0", "limit=26", "limit=x", "limit=", "offset=-1", "offset=1.5"])("refuses %s", async (query) => {
    const [param] = query.split("=");
    expect(await refusal(get(aSandbox(), `/v1/contacts?${query}`))).toMatchObject({ status: 400, type: "bad_request", param });
  });
});

describe("the neighbours", () => {
  it("are sixty accounts and eight members with the documented fields", async () => {
    const sandbox = aSandbox();
    const accounts = await list(sandbox, { limit: "1" }, "accounts");
    expect(accounts).toMatchObject({
      totalCount: 60,
      data: [{ fields: { $name: { valueType: "TEXT" }, $website: { valueType: "URL", value: [expect.any(String)] } } }],
    });
    const members = await list(sandbox, {}, "members");
    expect(members.data).toHaveLength(8);
    expect(members.data[0]?.fields).toMatchObject({
      $name: { valueType: "FULL_NAME" },
      $email: { valueType: "EMAIL", value: expect.any(String) },
      $role: { valueType: "TEXT" },
    });
    expect(await jsonOf(get(sandbox, `/v1/accounts/${accounts.data[0]?.id}`))).toEqual(accounts.data[0]);
    expect(await jsonOf(get(sandbox, `/v1/members/${members.data[0]?.id}`))).toEqual(members.data[0]);
    expect(await jsonOf(get(sandbox, "/v1/accounts/definitions"))).toMatchObject({ objectType: "account" });
    expect((await get(sandbox, "/v1/members/mem_nobody")).status).toBe(404);
    expect((await get(sandbox, "/v1/accounts/acc_nobody")).status).toBe(404);
  });

  it("are filtered, accounts only", async () => {
    const sandbox = aSandbox();
    expect(await list(sandbox, { "$name[equal]": "Meridian Health" }, "accounts")).toMatchObject({ totalCount: 2 });
    expect(await refusal(get(sandbox, "/v1/members?%24name=Maya"))).toMatchObject({ status: 400 });
  });
});
