import { ElicitRequestSchema, type ElicitResult, ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import { beforeEach, expect, test } from "vitest";
import { inFastTime } from "../writes/fake-time.ts";
import { aConnectedClient } from "./connected.ts";

beforeEach(() => inFastTime());

/** A client that answers a question so, and the server behind it. */
async function aClient(answer: () => Promise<ElicitResult>) {
  const { client, sandbox, text } = await aConnectedClient({
    contacts: 5,
    env: { LIGHTFIELD_CONFIRM_WRITES: "always" },
    capabilities: { elicitation: {} },
  });
  client.setRequestHandler(ElicitRequestSchema, answer);
  const begun = performance.now();
  const told = await text("create_contact", { fields: { name: "Dana Newcomer" } });
  return { text: told, tookMs: performance.now() - begun, contacts: sandbox.contacts().size };
}

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(resolve, ms, value));

test("what a person answers is done: the write is made, or it is not", async () => {
  expect(await aClient(() => after(3000, { action: "accept" }))).toMatchObject({
    text: expect.stringMatching(/^Created Dana Newcomer/),
    contacts: 6,
  });
  expect(await aClient(() => after(3000, { action: "decline" }))).toMatchObject({
    text: "Not written: the user did not agree. Ask what to change before you repeat the call.",
    contacts: 5,
  });
});

test.each<[string, () => Promise<ElicitResult>]>([
  ["is closed", () => after(3000, { action: "cancel" })],
  ["is not answered for 30 s", () => new Promise(() => undefined)],
])("where a question %s, nothing is written before the client ends the call", async (_, answer) => {
  const { text, tookMs, contacts } = await aClient(answer);
  expect(text).toBe("Not written: the user closed the question, or did not answer in time. Repeat the call to ask again.");
  expect(contacts).toBe(5);
  expect(tookMs).toBeLessThan(40_000);
});

test("where a question is answered with an error, the write becomes a plan", async () => {
  const { text, contacts } = await aClient(() => Promise.reject(new McpError(ErrorCode.MethodNotFound, "Method not found")));
  expect(text).toContain("The user could not be asked (the client answered: Method not found).");
  expect(text).toContain(". Once the user agrees, apply_plan {");
  expect(text).not.toContain("MCP error");
  expect(contacts).toBe(5);
});
