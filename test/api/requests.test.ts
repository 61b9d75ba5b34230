import { expect, test } from "vitest";
import { Client } from "../../src/api/client.ts";
import { type ApiKey, InvalidIdError, MissingKeyError } from "../../src/api/index.ts";
import { UPDATE } from "../../src/api/operations.ts";
import { aContact, reply, scriptedApi } from "./fake-fetch.ts";
import { apiOf, json, serve } from "./http-server.ts";

const key = (name: string): ApiKey => name as ApiKey;

test("every request carries the key, the API's version, the user agent and asks for JSON", async () => {
  const server = await serve((_received, response) => json(response, 200, aContact()));
  await apiOf(server).retrieve("con_1");
  expect(server.received[0]).toMatchObject({
    method: "GET",
    path: "/v1/contacts/con_1",
    headers: { authorization: "Bearer sk_lf_canary", "lightfield-version": "2026-03-01", "user-agent": "test/1", accept: "application/json" },
  });
  expect(server.received[0]?.headers).not.toHaveProperty("idempotency-key");
});

test("each operation has its address", async () => {
  const { api, sent } = scriptedApi([
    reply(200, { active: true, scopes: ["contacts:read"] }),
    reply(200, { fieldDefinitions: {}, relationshipDefinitions: {} }),
    reply(200, { object: "list", data: [aContact()], totalCount: 7 }),
    reply(200, aContact()),
  ]);
  expect(await api.validateKey()).toEqual({ active: true, scopes: ["contacts:read"] });
  expect(await api.definitions()).toEqual({ fields: [], relationships: [] });
  expect(await api.list({})).toMatchObject({ contacts: [{ id: "con_1" }], totalCount: 7 });
  await api.create({ fields: new Map(), relationships: new Map() });
  await api.update("con_1", { fields: new Map(), relationships: new Map() });
  expect(sent.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
    "GET /v1/auth/validate",
    "GET /v1/contacts/definitions",
    "GET /v1/contacts",
    "POST /v1/contacts",
    "POST /v1/contacts/con_1",
  ]);
});

test("a write without a method and a body deletes nothing", async () => {
  const methods: unknown[] = [];
  const fetch = async (_url: unknown, init?: { readonly method?: string | undefined }) => {
    methods.push(init?.method);
    return reply(200);
  };
  const client = new Client({
    baseUrl: new URL("https://api.lightfield.test"),
    apiKey: "sk_lf_canary",
    timeoutMs: 45_000,
    userAgent: "test/1",
    fetch,
  });
  // @ts-expect-error The types refuse it too.
  await client.write({ operation: UPDATE, path: ["v1", "contacts", "con_1"], parse: (json) => json }, {});
  expect(methods).toEqual(["POST"]);
});

test("a base URL with a path keeps it", async () => {
  const { api, sent } = scriptedApi([reply(200, aContact())], { baseUrl: new URL("https://proxy.test/lightfield/?x=1#y") });
  await api.retrieve("con_1");
  expect(sent[0]?.url.href).toBe("https://proxy.test/lightfield/v1/contacts/con_1");
});

test("filters are sent as KEY[operator]=value, negated with a minus before the operator, the same key as often as asked", async () => {
  const { api, sent } = scriptedApi([reply(200, { data: [] })]);
  await api.list({
    limit: 25,
    offset: 50,
    filters: [
      { key: "$name", operator: "startsWith", value: "Ann & Bob=é" },
      { key: "$email", operator: "contains", value: "a@b.c", negated: true },
      { key: "score", operator: "greaterThan", value: "1" },
      { key: "score", operator: "greaterThan", value: "2" },
    ],
  });
  expect([...(sent[0]?.url.searchParams ?? [])]).toEqual([
    ["limit", "25"],
    ["offset", "50"],
    ["$name[startsWith]", "Ann & Bob=é"],
    ["$email[-contains]", "a@b.c"],
    ["score[greaterThan]", "1"],
    ["score[greaterThan]", "2"],
  ]);
});

test("a write sends its maps as JSON, whatever the fields are called", async () => {
  const { api, sent } = scriptedApi([reply(200, aContact())]);
  const fields = new Map<ApiKey, unknown>([
    [key("__proto__"), "p"],
    [key("constructor"), null],
    [key("$email"), ["a@b.c"]],
  ]);
  await api.create({
    fields,
    relationships: new Map<ApiKey, string | readonly string[]>([
      [key("$owner"), "mem_1"],
      [key("$account"), ["acc_1"]],
    ]),
  });
  await api.update("con_1", { fields: new Map(), relationships: new Map([[key("$account"), { replace: null }]]) });
  await api.update("con_1", { fields: new Map([[key("$title"), null]]), relationships: new Map() });
  expect(sent.map(({ body }) => body)).toEqual([
    '{"fields":{"__proto__":"p","constructor":null,"$email":["a@b.c"]},"relationships":{"$owner":"mem_1","$account":["acc_1"]}}',
    '{"relationships":{"$account":{"replace":null}}}',
    '{"fields":{"$title":null}}',
  ]);
  expect(sent[0]?.headers.get("content-type")).toBe("application/json");
});

test.each([
  ["a/b", "/v1/contacts/a%2Fb"],
  ["../accounts", "/v1/contacts/..%2Faccounts"],
  ["con_1?limit=1#x", "/v1/contacts/con_1%3Flimit%3D1%23x"],
  ["%2e%2e", "/v1/contacts/%252e%252e"],
  ["ü \\", "/v1/contacts/%C3%BC%20%5C"],
])("the ID %j stays one segment of the path", async (id, path) => {
  const server = await serve((_received, response) => json(response, 200, aContact(id)));
  await apiOf(server).retrieve(id);
  expect(server.received[0]?.path).toBe(path);
});

test.each(["", ".", "..", "definitions", "\ud800", "x".repeat(256)])("the ID %j is refused without a request", async (id) => {
  const { api, sent } = scriptedApi([reply(200, aContact())]);
  await expect(api.retrieve(id)).rejects.toBeInstanceOf(InvalidIdError);
  await expect(api.update(id, { fields: new Map(), relationships: new Map() })).rejects.toMatchObject({
    name: "InvalidIdError",
    writeOutcome: "not-sent",
  });
  expect(sent).toEqual([]);
});

test.each([undefined, "", "sk_lf_canary\n", "sk lf", "sk_lf_ключ"])("with the API key %j no method sends anything", async (apiKey) => {
  const { api, sent } = scriptedApi([reply(200, aContact())], { apiKey });
  const body = { fields: new Map(), relationships: new Map() };
  const calls = [api.validateKey(), api.definitions(), api.retrieve("con_1"), api.list({}), api.create(body), api.update("con_1", body)];
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: "rejected", reason: expect.any(MissingKeyError) });
  }
  expect(sent).toEqual([]);
  expect(api.writesUnderWay).toBe(0);
});
