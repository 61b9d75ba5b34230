import { beforeEach, describe, expect, it } from "vitest";
import type { Sandbox, WireContactJson } from "../../src/sandbox/index.ts";
import { aContact, allContacts, aSandbox, created, idsOf, jsonOf, post, refusal } from "./support.ts";

let sandbox: Sandbox;
let contact: WireContactJson;
let accounts: string[];
let members: string[];

beforeEach(async () => {
  sandbox = aSandbox({ contacts: 120 });
  contact = await created(sandbox, {});
  accounts = await idsOf(sandbox, "accounts");
  members = await idsOf(sandbox, "members");
});

const update = (relationships: unknown, id = contact.id) => post(sandbox, `/v1/contacts/${id}`, { relationships });
const create = (relationships: unknown) => post(sandbox, "/v1/contacts", { fields: {}, relationships });
const linksOf = async (answer: Promise<Response>, key: string) => (await jsonOf(answer)).relationships[key]?.values;
const contactIds = (count: number, from = 0) =>
  allContacts(sandbox)
    .slice(from, from + count)
    .map(({ id }) => id);

describe("on create", () => {
  it("takes an ID or an array of IDs", async () => {
    expect(await linksOf(create({ $account: accounts[0] }), "$account")).toEqual([accounts[0]]);
    expect(await linksOf(create({ $account: accounts.slice(0, 2) }), "$account")).toEqual(accounts.slice(0, 2));
    expect(await linksOf(create({ $owner: members[1] }), "$owner")).toEqual([members[1]]);
  });

  it("refuses operations and null", async () => {
    const wrong = { status: 400, code: "invalid_type", param: "relationships.$account" };
    expect(await refusal(create({ $account: { add: accounts[0] } }))).toMatchObject(wrong);
    expect(await refusal(create({ $account: null }))).toMatchObject(wrong);
  });

  it("refuses two where there can be one", async () => {
    expect(await refusal(create({ $owner: members.slice(0, 2) }))).toMatchObject({ code: "invalid_type", param: "relationships.$owner" });
  });
});

describe("on update", () => {
  it("adds, removes and replaces", async () => {
    const [a, b, c] = accounts;
    expect(await linksOf(update({ $account: { add: a } }), "$account")).toEqual([a]);
    expect(await linksOf(update({ $account: { add: [a, b] } }), "$account")).toEqual([a, b]);
    expect(await linksOf(update({ $account: { remove: a } }), "$account")).toEqual([b]);
    expect(await linksOf(update({ $account: { replace: [c, a] } }), "$account")).toEqual([c, a]);
    expect(await linksOf(update({ $account: { replace: null } }), "$account")).toEqual([]);
  });

  it.each([{}, { add: "acc_1", remove: "acc_2" }, { set: "acc_1" }, "acc_1", ["acc_1"], null, { add: null }, { add: 7 }])(
    "takes exactly one of add, remove and replace, not %j",
    async (change) => {
      expect(await refusal(update({ $account: change }))).toMatchObject({ status: 400, code: "invalid_type", param: "relationships.$account" });
    },
  );

  it("replaces the one of HAS_ONE, and does not add a second", async () => {
    const [a, b] = members;
    expect(await linksOf(update({ $owner: { add: a } }), "$owner")).toEqual([a]);
    expect(await refusal(update({ $owner: { add: b } }))).toMatchObject({ code: "invalid_type", param: "relationships.$owner" });
    expect(await linksOf(update({ $owner: { replace: b } }), "$owner")).toEqual([b]);
    expect(await linksOf(update({ $owner: { replace: null } }), "$owner")).toEqual([]);
  });
});

it("links contacts by the custom relationships", async () => {
  const [boss] = contactIds(1);
  expect(await linksOf(update({ "reports-to": { replace: boss } }), "reports-to")).toEqual([boss]);
  expect(await linksOf(update({ referred: { add: contactIds(3) } }), "referred")).toEqual(contactIds(3));
});

it.each(["$boss", "account", "__proto__"])("does not know %s", async (key) => {
  const answer = post(sandbox, "/v1/contacts", `{"fields":{},"relationships":{"${key}":"acc_1"}}`);
  expect(await refusal(answer)).toMatchObject({ status: 400, code: "unknown_relationship", param: `relationships.${key}` });
});

it("refuses to change who created a contact, although the definition does not say so", async () => {
  expect(await refusal(create({ $createdBy: members[0] }))).toMatchObject({ status: 422, param: "relationships.$createdBy" });
  expect(await refusal(update({ $createdBy: { replace: members[0] } }))).toMatchObject({ status: 422, type: "unprocessable_content" });
});

it("refuses IDs of another type, of nothing and of what was deleted", async () => {
  const param = "relationships.$account";
  expect(await refusal(update({ $account: { add: members[0] } }))).toMatchObject({ status: 400, code: "referenced_resource_missing", param });
  expect(await refusal(update({ $account: { add: "acc_nothing" } }))).toMatchObject({ status: 422, code: "relationship_entity_missing", param });
  const { id } = aContact(sandbox, 5);
  await update({ referred: { add: id } });
  sandbox.deleteContact(id);
  expect(await refusal(create({ referred: id }))).toMatchObject({
    status: 422,
    code: "relationship_entity_inactive",
    param: "relationships.referred",
  });
  expect(await linksOf(update({ referred: { remove: id } }), "referred")).toEqual([]);
});

describe("one request changes at most 25 links", () => {
  const tooMany = { status: 422, code: "relationship_write_limit_exceeded" };

  it("counting what it references, over all relationships", async () => {
    expect((await update({ referred: { add: contactIds(25) } })).status).toBe(200);
    expect(await refusal(update({ referred: { add: contactIds(26) } }))).toMatchObject({ ...tooMany, param: "relationships.referred" });
    expect(await refusal(create({ referred: contactIds(25), $account: accounts[0] }))).toMatchObject(tooMany);
  });

  it("counting what it takes away", async () => {
    const connector = aContact(sandbox, 64);
    expect(connector.relationships.referred?.values).toHaveLength(30);
    expect(await refusal(update({ referred: { replace: null } }, connector.id))).toMatchObject(tooMany);
    const some = connector.relationships.referred?.values.slice(0, 25);
    expect(await linksOf(update({ referred: { remove: some } }, connector.id), "referred")).toHaveLength(5);
  });
});
