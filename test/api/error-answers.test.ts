import { beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../src/api/index.ts";
import { failure, reply, scriptedApi, settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

interface Row {
  readonly status: number;
  readonly type: string;
  readonly code?: string;
  readonly param?: string;
  readonly retryable: boolean;
}

/** Every row of the contract's table of errors, and every code that it names. */
const ROWS: readonly Row[] = [
  { status: 400, type: "bad_request", code: "version_header", retryable: false },
  { status: 400, type: "bad_request", code: "idempotency_key_too_long", param: "Idempotency-Key", retryable: false },
  { status: 400, type: "bad_request", code: "parameter_missing", param: "fields", retryable: false },
  { status: 401, type: "unauthorized", retryable: false },
  { status: 403, type: "forbidden", retryable: false },
  { status: 404, type: "not_found", retryable: false },
  { status: 409, type: "conflict", retryable: false },
  { status: 409, type: "idempotency_conflict", retryable: true },
  { status: 409, type: "conflict", code: "idempotency_conflict", retryable: true },
  { status: 409, type: "conflict", param: "Idempotency-Key", retryable: true },
  { status: 415, type: "unsupported_media_type", retryable: false },
  ...[
    "unknown_field",
    "unknown_relationship",
    "invalid_type",
    "referenced_resource_missing",
    "relationship_entity_missing",
    "relationship_entity_inactive",
    "relationship_write_limit_exceeded",
    "invalid_configuration",
    "ambiguous_stage_label",
    "stage_unresolved_in_pipeline",
    "unknown_pipeline",
  ].map((code) => ({ status: 422, type: "unprocessable_content", code, param: "fields.$name", retryable: false })),
  { status: 429, type: "too_many_requests", retryable: true },
  { status: 500, type: "internal_server_error", retryable: true },
  { status: 502, type: "bad_gateway", retryable: true },
  { status: 503, type: "service_unavailable", retryable: true },
  { status: 504, type: "gateway_timeout", retryable: true },
];

/** An error that waiting does not cure within the call. */
async function errorOf(answer: Response): Promise<ApiError> {
  const { api } = scriptedApi([answer], { timeoutMs: 100 });
  const { error } = await settled(api.retrieve("con_1"));
  const found = error instanceof Error && "lastFailure" in error ? error.lastFailure : error;
  if (!(found instanceof ApiError)) {
    throw new Error(`Expected an ApiError, got ${String(error)}`);
  }
  return found;
}

describe.each(ROWS)("$status $type $code $param", (row) => {
  const { status, retryable, ...said } = row;
  const body = { ...said, message: "The API's words" };

  test.each([
    ["wrapped", { error: body }],
    ["bare", body],
  ])("is understood %s", async (_form, json) => {
    const error = await errorOf(reply(status, json));
    expect(error).toMatchObject({ ...body, message: expect.stringContaining("The API's words."), reason: "The API's words", status, retryable });
    expect(error).toMatchObject({ operation: "retrieve", writeOutcome: undefined, code: row.code, param: row.param });
    for (const part of ["Reading the contact: ", String(status), row.type, row.code ?? "", row.param ?? ""]) {
      expect(error.message).toContain(part);
    }
  });
});

test.each(ROWS.filter(({ code, param, type }) => code === undefined && param === undefined && type !== "idempotency_conflict"))(
  "$status that is no JSON is told by its status: $type",
  async ({ status, type, retryable }) => {
    for (const text of ["<html>oops</html>", "", '{"error":{"type":"cut sho']) {
      expect(await errorOf(reply(status, text, { "content-type": "text/html" }))).toMatchObject({ status, type, retryable, code: undefined });
    }
  },
);

test.each([
  [{ error: { type: 7, code: null, message: ["x"] } }, "not_found"],
  [{ error: "gone away" }, "not_found"],
  [{ error: null }, "not_found"],
  [[], "not_found"],
  ["null", "not_found"],
  ['"text"', "not_found"],
  [{ message: "only words" }, "not_found"],
])("an error body of another shape, %j, is no crash", async (body, type) => {
  expect(await errorOf(reply(404, body))).toMatchObject({ status: 404, type, retryable: false });
});

test("the words of an error are kept where they are: wrapped as a text, or as plain text from a proxy", async () => {
  expect((await errorOf(reply(404, { error: "gone away" }))).reason).toBe("gone away");
  expect((await errorOf(reply(403, "Blocked by\n policy", { "content-type": "text/plain" }))).reason).toBe("Blocked by policy");
});

test("a status that the contract does not name is final", async () => {
  for (const status of [402, 405, 410, 413, 418, 499]) {
    expect(await errorOf(reply(status, {}))).toMatchObject({ status, retryable: false });
  }
});

test("candidates of an ambiguous label are passed on", async () => {
  const candidates = [{ id: "opt_1", label: "Won" }];
  const error = await errorOf(reply(422, { error: { type: "unprocessable_content", code: "ambiguous_stage_label", message: "Which?", candidates } }));
  expect(error.candidates).toEqual(candidates);
});

test("a refusal of a write says that nothing was written", async () => {
  const { api } = scriptedApi([
    reply(422, { error: { type: "unprocessable_content", code: "unknown_field", param: "fields.$x", message: "No such field" } }),
  ]);
  const error = await failure(api.create({ fields: new Map(), relationships: new Map() }), ApiError);
  expect(error.writeOutcome).toBe("refused");
  expect(error.message).toMatchInlineSnapshot(
    `"Creating the contact: the API answered 422 unprocessable_content (unknown_field) at fields.$x: No such field. Nothing was written."`,
  );
});

test("what the API says is shown only so far", async () => {
  expect((await errorOf(reply(400, { type: "t".repeat(5_000), message: "m".repeat(50_000) }))).message.length).toBeLessThan(1_500);
});
