import { expect, it } from "vitest";
import type { ApiKey } from "../../src/api/index.ts";
import { apiOf, json, serve } from "./http-server.ts";

const body = { primaryId: "con_1", duplicateId: "con_2", resolutions: new Map(), unitesSelects: true };

it.each([
  ["the documented answer", { merge: { id: "mrg_1", status: "done" }, primary: { id: "con_1", fields: {} } }, "done", "con_1"],
  ["a flat answer", { id: "mrg_1", status: "failed" }, "failed", undefined],
  ["a status that came later", { merge: { id: "mrg_1", status: "queued" } }, "cleanup_pending", undefined],
  ["a primary that cannot be read", { merge: { id: "mrg_1", status: "done" }, primary: { id: 7 } }, "done", undefined],
])("reads %s", async (_, answer, status, primary) => {
  const server = await serve((_request, response) => json(response, 200, answer));
  const result = await apiOf(server).merge(body);
  expect(result.merge).toEqual({ id: "mrg_1", status });
  expect(result.primary?.id).toBe(primary);
});

it("sends no resolutions if there are none", async () => {
  const server = await serve((_request, response) => json(response, 200, { id: "mrg_1", status: "done" }));
  await apiOf(server).merge(body);
  await apiOf(server).merge({ ...body, resolutions: new Map([["$title", { value: "CEO" }]]) });
  expect(server.received.map((request) => JSON.parse(request.body))).toEqual([
    { primaryId: "con_1", duplicateId: "con_2", options: { multiSelectUnion: true } },
    { primaryId: "con_1", duplicateId: "con_2", fieldResolutions: { $title: { value: "CEO" } }, options: { multiSelectUnion: true } },
  ]);
});

it.each([
  [
    "wrapped values, in data",
    { data: [{ value: { valueType: "TEXT", value: "CEO" }, recordedAt: "2026-01-01T00:00:00Z", isCreate: true }], nextCursor: "c" },
    "c",
  ],
  ["bare values, in history", { history: [{ value: "CEO", recordedAt: "2026-01-01T00:00:00Z", isCreate: true }] }, undefined],
  ["a list alone", [{ value: "CEO", recordedAt: "2026-01-01T00:00:00Z", isCreate: true }], undefined],
])("reads a history of %s", async (_, answer, nextCursor) => {
  const server = await serve((_request, response) => json(response, 200, answer));
  const page = await apiOf(server).fieldHistory("con_1", "$title" as ApiKey, { limit: 20 });
  expect(page).toEqual({ entries: [{ value: "CEO", displayValue: undefined, recordedAt: "2026-01-01T00:00:00Z", isCreate: true }], nextCursor });
});
