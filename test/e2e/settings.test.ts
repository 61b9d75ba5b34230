import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { test, withApi } from "./program.ts";
import { asSandbox } from "./served-api.ts";

describe.concurrent("settings", () => {
  test.for<[string, Record<string, string>, RegExp]>([
    ["a switch", { LIGHTFIELD_READ_ONLY: "ture" }, /LIGHTFIELD_READ_ONLY must be 1, 0/],
    [
      "a tool",
      { LIGHTFIELD_TOOLS: "list_contacts,list_kontakts" },
      /LIGHTFIELD_TOOLS names list_kontakts, but there is no such tool\. Tools: .*list_contacts/,
    ],
    ["the time zone", { LIGHTFIELD_TIMEZONE: "Mars/Base" }, /LIGHTFIELD_TIMEZONE must be an IANA time zone/],
    ["the key", { LIGHTFIELD_API_KEY: "sk_lf canary" }, /LIGHTFIELD_API_KEY has a space/],
    [
      "a variable that was not expanded",
      { LIGHTFIELD_MAX_WRITES: "$" + "{M}" },
      /LIGHTFIELD_MAX_WRITES holds the name of a variable, which the client did not expand/,
    ],
    ["two settings", { LIGHTFIELD_LOG_LEVEL: "loud", LIGHTFIELD_PHONE_COUNTRY: "ZZZ" }, /PHONE_COUNTRY must be .*\n.*LOG_LEVEL must be one of/],
  ])("a mistake in %s is the answer to every call, and nothing is sent", async ([, env, text], { start }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5 })));
    const connection = await start.connect({ env: withApi(api, env) });
    const { tools } = await connection.client.listTools();
    expect(tools.length).toBeGreaterThan(0);
    const answers = await Promise.all([
      ...tools.map(({ name }) => connection.call(name)),
      connection.call("create_contact", { fields: { name: "Zed Brook", title: "CFO" } }),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ isError: true, text: expect.stringMatching(text) });
    expect(connection.stderr()).toMatch(text);
    expect(api.requests).toEqual([]);
  });

  test("refuses a base URL that would send the key unencrypted, or that is no URL", async ({ start, expect }) => {
    const texts = await Promise.all(
      ["http://api.lightfield.app", "ftp://localhost", "https://me:secret@api.lightfield.app", "lightfield"].map(async (url) => {
        const { call, client } = await start.connect({ env: withApi({ url }) });
        await client.listTools();
        return (await call("list_contacts")).text.split("\n").slice(1).join("\n");
      }),
    );
    expect(texts.join("\n")).toMatchInlineSnapshot(`
      "LIGHTFIELD_BASE_URL must begin with https:// (http:// is accepted only for localhost, 127.0.0.1 and [::1], because the key is sent along).
      LIGHTFIELD_BASE_URL must begin with https:// (http:// is accepted only for localhost, 127.0.0.1 and [::1], because the key is sent along).
      LIGHTFIELD_BASE_URL may contain only a scheme, host, port and path.
      LIGHTFIELD_BASE_URL is not a URL; if you remove it, the server uses https://api.lightfield.app."
    `);
  });

  test("read-only offers no tool that writes and refuses the call to one", async ({ start }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5 })));
    const { client, call } = await start.connect({ env: withApi(api, { LIGHTFIELD_READ_ONLY: "1" }) });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "get_contact_definitions",
      "find_contacts",
      "list_contacts",
      "find_duplicates",
      "retrieve_contact",
      "get_contact_history",
      "list_writes",
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    expect(client.getInstructions()).toMatch(/read-only/);
    expect(client.getInstructions()).not.toMatch(/update_contact|create_contact/);
    expect(await call("update_contact", { id: "con_x", fields: { title: "CFO" } })).toEqual({
      isError: true,
      text: "update_contact is not offered, because this server is read-only (LIGHTFIELD_READ_ONLY in the client's MCP settings). Only the user can change that.",
    });
    expect(await call("create_contact", { fields: { name: "Zed Brook", title: "CFO" } })).toMatchObject({ isError: true });
    expect(await call("list_contacts")).toMatchObject({ isError: false });
    expect(api.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("LIGHTFIELD_TOOLS offers only what it names, and read-only still holds", async ({ start }) => {
    const LIGHTFIELD_TOOLS = " create_contact , list_contacts,";
    const [some, fewer] = await Promise.all([
      start.connect({ args: ["--sandbox"], env: { LIGHTFIELD_TOOLS } }),
      start.connect({ args: ["--sandbox", "--read-only", "--tools", "create_contact,retrieve_contact"], env: { LIGHTFIELD_TOOLS } }),
    ]);
    const names = async ({ client }: typeof some) => (await client.listTools()).tools.map(({ name }) => name);
    expect(await names(some)).toEqual(["list_contacts", "create_contact"]);
    expect(await some.call("retrieve_contact", { id: "con_x" })).toEqual({
      isError: true,
      text: "retrieve_contact is not offered, because LIGHTFIELD_TOOLS in the client's MCP settings names only create_contact, list_contacts. Only the user can change that.",
    });
    expect(await names(fewer)).toEqual(["retrieve_contact"]);
    expect((await fewer.call("create_contact", {})).text).toContain("because this server is read-only (--read-only in the client's MCP settings)");
    expect((await fewer.call("find_contacts", {})).text).toContain(
      "because --tools in the client's MCP settings names only create_contact, retrieve_contact.",
    );
  });

  test("hidden fields appear in no schema, definition, list, contact or write", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 5 });
    const [contact] = sandbox.contacts().values();
    if (!contact) throw new Error("the sandbox is empty");
    sandbox.editContact(contact.id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Secret Title" };
      fields["deal-size"] = { valueType: "CURRENCY", value: 424242 };
    });
    const api = await start.api(asSandbox(sandbox));
    const hidden = { LIGHTFIELD_HIDE_FIELDS: "fields.$TITLE; 'expected deal size'; relationships.Owner" };
    const { client, call, stderr } = await start.connect({ env: withApi(api, hidden) });
    const schemas = JSON.stringify((await client.listTools()).tools);
    const answers = await Promise.all([
      call("get_contact_definitions"),
      call("list_contacts"),
      call("list_contacts", { fields: ["deal-size"] }),
      call("list_contacts", { filters: [{ field: "title", operator: "equal", value: "Secret Title" }] }),
      call("retrieve_contact", { id: contact.id }),
      call("retrieve_contact", { id: contact.id, fields: ["title"] }),
      call("update_contact", { id: contact.id, fields: { title: "CFO" } }),
      call("update_contact", { id: contact.id, clear_fields: ["deal_size"] }),
      call("create_contact", { fields: { "Expected deal size": 7, email: ["x@y.example"] } }),
      call("update_contact", { id: contact.id, clear_fields: ["owner"] }),
    ]);
    expect(answers.map(({ isError }) => isError)).toEqual([false, false, true, true, false, true, true, true, true, true]);
    expect(schemas).not.toMatch(/"title":\{"type"|deal_size|"owner"/);
    expect(answers[0]?.text).not.toMatch(/^title|deal_size|^owner/m);
    expect(answers.map(({ text }) => text).join("\n")).not.toMatch(/(?<!value )Secret Title|424,?242|\tTitle|^Title:/m);
    expect(api.requests.filter(({ method }) => method === "POST")).toEqual([]);
    expect(stderr()).toBe("");
  });

  test("a hidden field that the workspace does not have stops every call, and no contact is asked for", async ({ start }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5 })));
    const { client, call, stderr } = await start.connect({ env: withApi(api, { LIGHTFIELD_HIDE_FIELDS: "emial, phone" }) });
    const { tools } = await client.listTools();
    const answers = await Promise.all([
      ...tools.map(({ name }) => call(name)),
      call("create_contact", { fields: { name: "Zed Brook", title: "CFO" } }),
    ]);
    const problem =
      'LIGHTFIELD_HIDE_FIELDS names "emial", but this workspace has no such field or relationship. Did you mean email? If the field or relationship was deleted, remove its name from the setting.';
    for (const { isError, text } of answers) expect({ isError, text: text.split("\n")[1] }).toEqual({ isError: true, text: problem });
    await expect(client.readResource({ uri: "lightfield://contacts/definitions" })).rejects.toThrow("LIGHTFIELD_HIDE_FIELDS");
    expect(JSON.stringify((await client.listTools()).tools)).not.toMatch(/lifecycle_stage|deal_size/);
    expect(stderr()).toContain(problem);
    expect(api.requests.filter(({ path }) => !/\/(definitions|validate)$/.test(path))).toEqual([]);
  });

  test("dates without offset are in the zone of the settings", async ({ start }) => {
    const { call } = await start.connect({ args: ["--sandbox", "--timezone", "Asia/Tokyo"], env: { LIGHTFIELD_TIMEZONE: "Europe/Berlin" } });
    const { text } = await call("create_contact", { fields: { name: "Zed Brook", next_follow_up: "2026-02-03T09:00" } });
    expect(text).toMatch(/2026-02-03/);
    expect(text).toMatch(/Asia\/Tokyo|\+09:00/);
  });
});
