import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { expect, test } from "vitest";
import { aFolder } from "../temporary-folders.ts";
import { aConnectedClient } from "./connected.ts";

const CONTACTS = 400;

/** Calls that need all contacts, as the first call of a session. */
const CALLS: readonly (readonly [string, object])[] = [
  ["find_contacts", { query: "Maja" }],
  ["find_contacts", { filters: [{ field: "phone", operator: "not_isSet" }], limit: 0 }],
  ["find_duplicates", {}],
  ["update_contacts", { filters: [{ field: "lifecycle_stage", value: "Customer" }], fields: [{ field: "owner", value: "Hannah Weiss" }] }],
  ["import_contacts", { text: "First name,Last name,Email\nAnn,Lee,ann.lee@initech.example" }],
  ["export_contacts", { fields: ["name"], file: "all.csv" }],
];

/** A client of a server on the sandbox that has read nothing yet. */
async function aClient() {
  const folder = aFolder();
  const { client } = await aConnectedClient({ contacts: CONTACTS, env: { LIGHTFIELD_EXPORT_DIR: folder } });
  return client;
}

test.each(CALLS)("%s with %j tells how many contacts it has read of how many, the first time", async (name, args) => {
  const client = await aClient();
  const told: Progress[] = [];
  const answer = await client.callTool({ name, arguments: { ...args } }, undefined, { onprogress: (progress) => told.push(progress) });
  expect(answer.isError ?? false).toBe(false);
  const read = told.filter(({ total }) => total === CONTACTS);
  expect(read.at(-1)?.progress).toBeGreaterThan(CONTACTS / 2);
  expect(new Set(read.map(({ message }) => message))).toEqual(new Set(["contacts read"]));
  for (const [at, { progress, total, message = "" }] of told.entries()) {
    expect(progress).toBeGreaterThan(told[at - 1]?.progress ?? 0);
    if (total === undefined) expect(message).toMatch(/^\d+ of \d+ contacts read$/);
    else expect(progress).toBeLessThanOrEqual(total);
  }
});

test("a call that reads contacts again one by one goes on telling", async () => {
  const client = await aClient();
  const told: Progress[] = [];
  const [name, args] = CALLS.find(([tool]) => tool === "update_contacts") ?? ["", {}];
  await client.callTool({ name, arguments: { ...args } }, undefined, { onprogress: (progress) => told.push(progress) });
  const { progress, total, message } = told.at(-1) ?? {};
  expect(progress).toBeGreaterThan(CONTACTS);
  expect({ total, message }).toEqual({ total: undefined, message: expect.stringMatching(/^(\d+) of \1 contacts read$/) });
});
