import { expect, test } from "vitest";
import { InvalidIdError, ResponseError } from "../../src/api/index.ts";
import { reply, scriptedApi } from "./fake-fetch.ts";

const wrapped = (value: unknown) => ({ valueType: "X", value });

test("accounts and members have addresses of their own, and only what may be filtered is", async () => {
  const page = reply(200, { object: "list", data: [], totalCount: 0 });
  const { api, sent } = scriptedApi([page, page, reply(200, { id: "acc_1" }), reply(200, { id: "mem/1" })]);
  await api.listAccounts({ limit: 25, offset: 50, filters: [{ key: "$name", operator: "startsWith", value: "Acme" }] });
  await api.listMembers({ limit: 25 });
  await api.retrieveAccount("acc_1");
  await api.retrieveMember("mem/1");
  expect(sent.map(({ method, url }) => `${method} ${url.pathname}${decodeURIComponent(url.search)}`)).toEqual([
    "GET /v1/accounts?limit=25&offset=50&$name[startsWith]=Acme",
    "GET /v1/members?limit=25",
    "GET /v1/accounts/acc_1",
    "GET /v1/members/mem%2F1",
  ]);
});

test("a name is read in whatever form it comes, and none is an empty one", async () => {
  const records = [
    { id: "1", fields: { $name: wrapped("Acme "), $website: wrapped(["https://acme.example", "https://b.example"]) } },
    { id: "2", fields: { $name: wrapped({ firstName: "Dana", lastName: "Scully" }), $email: wrapped("dana@fbi.example") } },
    { id: "3", fields: { $name: wrapped({ lastName: "Scully", firstName: null }), $email: wrapped(["a@b.example"]) } },
    { id: "4", fields: { $name: "bare" } },
    { id: "5", fields: { $name: wrapped(17), $email: wrapped({ of: "another form" }) } },
    { id: "6" },
  ];
  const { api } = scriptedApi([reply(200, { data: records, totalCount: "many" })]);
  expect(await api.listAccounts({})).toEqual({
    records: [
      { id: "1", name: "Acme", website: "https://acme.example" },
      { id: "2", name: "Dana Scully", email: "dana@fbi.example" },
      { id: "3", name: "Scully", email: "a@b.example" },
      { id: "4", name: "bare" },
      { id: "5", name: "" },
      { id: "6", name: "" },
    ],
    totalCount: undefined,
  });
});

test("an answer of another shape, and what cannot be an ID, are named", async () => {
  const { api, sent } = scriptedApi([reply(200, { data: [{ fields: {} }] })]);
  await expect(api.listMembers({})).rejects.toThrow(ResponseError);
  const error = await api.retrieveAccount("definitions").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidIdError);
  expect(String(error)).toContain('"definitions" is not an account ID. Accepted: an ID such as "acc_…"');
  expect(sent).toHaveLength(1);
});
