import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { type Connection, test, withApi } from "./program.ts";
import { aGate, asSandbox, isWrite } from "./served-api.ts";

/** The properties of a tool's `fields`; none where it is an open object. */
async function fieldsOf({ client }: Connection, tool: string): Promise<string[]> {
  const { tools } = await client.listTools();
  const schema = tools.find(({ name }) => name === tool)?.inputSchema.properties?.fields as { properties?: object };
  return Object.keys(schema?.properties ?? {});
}

/** Resolves with the next `tools/list_changed`. */
const listChanged = ({ client }: Connection) =>
  new Promise<void>((resolve) => client.setNotificationHandler(ToolListChangedNotificationSchema, () => resolve()));

describe.concurrent("the tool list follows the workspace", () => {
  test("a colleague's edit shows when the API refuses what is gone, and the client is told", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 5 });
    const connection = await start.connect({ env: withApi(await start.api(asSandbox(sandbox))) });
    const changed = listChanged(connection);
    expect(await fieldsOf(connection, "create_contact")).toContain("icp_score");
    const [id = ""] = sandbox.contacts().keys();

    sandbox.editDefinitions(({ fieldDefinitions }) => {
      const score = fieldDefinitions["icp-score"];
      if (!score) throw new Error("no icp-score");
      delete fieldDefinitions["icp-score"];
      fieldDefinitions["fit-score"] = { ...score, label: "Fit score", slug: "fit-score" };
    });
    const { isError, text } = await connection.call("update_contact", { id, fields: { icp_score: 7 } });
    expect(isError).toBe(true);
    expect(text).toMatch(/definitions changed: field icp_score is gone; field fit_score is new/);
    await changed;
    const fields = await fieldsOf(connection, "create_contact");
    expect(fields).toContain("fit_score");
    expect(fields).not.toContain("icp_score");
    expect(await connection.call("update_contact", { id, fields: { fit_score: 7 } })).toMatchObject({ isError: false });
  });

  test("while the API hangs the list comes before the first request is given up, with open schemas, and the typed ones follow", async ({ start }) => {
    const gate = aGate();
    const sandbox = createSandbox({ contacts: 5 });
    const api = await start.api(async (request, bindings) => {
      await gate.opened;
      return asSandbox(sandbox)(request, bindings);
    });
    const connection = await start.connect({ env: withApi(api) });
    const changed = listChanged(connection);
    const listed = fieldsOf(connection, "create_contact");
    const definitions = await api.request(({ path }) => path.startsWith("/v1/contacts/definitions"));
    expect(await Promise.race([listed, definitions.over])).toEqual([]);
    gate.open();
    await changed;
    expect(await fieldsOf(connection, "create_contact")).toContain("icp_score");
    expect(await connection.call("create_contact", { fields: { name: "Zed Brook", icp_score: 7 } })).toMatchObject({ isError: false });
  });
});

describe.concurrent("cancellation", () => {
  test("of a read ends its request, before one that was sent earlier is given up", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 5 });
    const isHeld = (path: string) => path === "/v1/contacts" || path.startsWith("/v1/contacts/con_");
    const api = await start.api((request, bindings) =>
      isHeld(new URL(request.url).pathname) ? new Promise<Response>(() => undefined) : asSandbox(sandbox)(request, bindings),
    );
    const { client, call, stderr } = await start.connect({ env: withApi(api) });
    call("retrieve_contact", { id: "con_1" }).catch(() => undefined);
    const earlier = await api.request(({ path }) => path === "/v1/contacts/con_1");
    const controller = new AbortController();
    const answer = call("list_contacts", {}, controller.signal);
    answer.catch(() => undefined);
    const list = await api.request(({ path }) => path === "/v1/contacts");
    controller.abort("the user changed their mind");
    await expect(answer).rejects.toThrow("the user changed their mind");
    expect(await Promise.race([list.over, earlier.over.then(() => "too late")])).toBe("dropped");
    expect(await client.ping()).toEqual({});
    expect(stderr()).toBe("");
  });

  test("of a write that was sent lets it finish, without an answer", async ({ start }) => {
    const gate = aGate();
    const sandbox = createSandbox({ contacts: 5 });
    const api = await start.api(async (request, bindings) => {
      const answer = await asSandbox(sandbox)(request, bindings);
      if (request.method === "POST") await gate.opened;
      return answer;
    });
    const program = start.program({ env: withApi(api, { LIGHTFIELD_LOG_LEVEL: "info" }) });
    await program.initialize();
    const id = program.send("tools/call", { name: "create_contact", arguments: { fields: { name: "Zed Brook", title: "CFO" } } });
    const write = await api.request(isWrite);
    program.line({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } });
    // Answered in this order, so the cancellation has been dealt with.
    await program.request("ping");
    gate.open();
    expect(await write.over).toBe("answered");
    expect(await program.call("list_contacts")).toMatchObject({ isError: false, text: expect.stringMatching(/^6 of 6/) });
    expect(program.messages.filter((message) => message.id === id)).toEqual([]);
    await program.until(() => program.stderr.includes("info: create_contact was cancelled after the write was sent, and finished: con_"));
    expect(api.requests.filter(isWrite)).toHaveLength(1);
  });
});
