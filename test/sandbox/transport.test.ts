import { describe, expect, it } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { aContact, aSandbox, del, get, HEADERS, post, refusal } from "./support.ts";

const ask = (headers: Record<string, string>, sandbox = aSandbox()) => sandbox.fetch("https://api.lightfield.app/v1/contacts", { headers });
const { Authorization, ...version } = HEADERS;

describe("the caller", () => {
  it("needs a bearer key", async () => {
    expect(await refusal(ask(version))).toMatchObject({ status: 401, type: "unauthorized" });
  });

  it("needs the right bearer key", async () => {
    expect(await refusal(ask({ ...version, Authorization: "Bearer sk_lf_other" }))).toMatchObject({ status: 401, type: "unauthorized" });
    expect((await ask({ ...version, Authorization: "Bearer sk_lf_other" }, aSandbox({ apiKey: "sk_lf_other" }))).status).toBe(200);
  });

  it.each([{}, { "Lightfield-Version": "2025-01-01" }])("needs the version 2026-03-01, not %o", async (headers) => {
    expect(await refusal(ask({ Authorization, ...headers }))).toMatchObject({ status: 400, type: "bad_request", code: "version_header" });
  });

  it("learns of its scopes without needing one", async () => {
    const answer = await get(aSandbox({ scopes: ["contacts:read"] }), "/v1/auth/validate");
    expect(await answer.json()).toEqual({ active: true, tokenType: "api_key", subjectType: "user", scopes: ["contacts:read"] });
    expect(await (await get(aSandbox(), "/v1/auth/validate")).json()).toMatchObject({ scopes: [] });
  });

  it.each([
    ["GET", "/v1/contacts", "contacts:read"],
    ["GET", "/v1/contacts/definitions", "contacts:read"],
    ["GET", "/v1/contacts/ID", "contacts:read"],
    ["POST", "/v1/contacts", "contacts:create"],
    ["POST", "/v1/contacts/ID", "contacts:update"],
    ["DELETE", "/v1/contacts/ID", "contacts:delete"],
    ["GET", "/v1/accounts", "accounts:read"],
    ["GET", "/v1/accounts/definitions", "accounts:read"],
    ["GET", "/v1/members", "members:read"],
  ])("needs for %s %s the scope %s", async (method, path, scope) => {
    const call = (sandbox = aSandbox({ scopes: [scope] })) => {
      const url = path.replace("ID", aContact(sandbox).id);
      if (method === "GET") return get(sandbox, url);
      return method === "DELETE" ? del(sandbox, url) : post(sandbox, url, { fields: {} });
    };
    expect((await call()).status).toBe(200);
    expect(await refusal(call(aSandbox({ scopes: ["opportunities:read"] })))).toMatchObject({ status: 403, type: "forbidden" });
  });
});

describe("the body", () => {
  it("must come as JSON", async () => {
    const answer = post(aSandbox(), "/v1/contacts", { fields: {} }, { "Content-Type": "text/plain" });
    expect(await refusal(answer)).toMatchObject({ status: 415, type: "unsupported_media_type" });
    expect((await post(aSandbox(), "/v1/contacts", { fields: {} }, { "Content-Type": "application/json; charset=utf-8" })).status).toBe(200);
  });

  it.each(["{", "", "[]", "null", '"text"'])("must be a JSON object, not %s", async (body) => {
    expect(await refusal(post(aSandbox(), "/v1/contacts", body))).toMatchObject({ status: 400, type: "bad_request" });
  });

  it("must not be larger than a mebibyte", async () => {
    const body = { fields: { $title: "x".repeat(1024 * 1024) } };
    expect(await refusal(post(aSandbox(), "/v1/contacts", body))).toMatchObject({ status: 400, type: "bad_request" });
  });

  it("must hold fields on a create, and nothing unknown", async () => {
    expect(await refusal(post(aSandbox(), "/v1/contacts", {}))).toMatchObject({ status: 400, code: "parameter_missing", param: "fields" });
    expect(await refusal(post(aSandbox(), "/v1/contacts", { fields: {}, name: "Ada" }))).toMatchObject({ status: 400, param: "name" });
    expect(await refusal(post(aSandbox(), "/v1/contacts", { fields: [] }))).toMatchObject({ status: 400, code: "invalid_type", param: "fields" });
  });
});

it.each([
  ["GET", "/v1/deals"],
  ["GET", "/"],
  ["PUT", "/v1/contacts"],
  ["POST", "/v1/accounts"],
])("nothing is at %s %s", async (method, path) => {
  const answer = aSandbox().fetch(`https://api.lightfield.app${path}`, { method, headers: { ...HEADERS, "Content-Type": "application/json" } });
  expect(await refusal(answer)).toMatchObject({ status: 404, type: "not_found" });
});

it("an inner failure is answered with the documented error", async () => {
  const sandbox = createSandbox({
    definitions: {
      objectType: "contact",
      // A definition that breaks the seeding, as nothing valid could.
      fieldDefinitions: JSON.parse('{"broken": null}'),
      relationshipDefinitions: {},
    },
  });
  expect(await refusal(get(sandbox, "/v1/contacts"))).toMatchObject({ status: 500, type: "internal_server_error" });
});

it("every answer carries a date", async () => {
  expect((await get(aSandbox(), "/v1/auth/validate")).headers.get("Date")).toBe("Mon, 02 Mar 2026 09:00:00 GMT");
});
