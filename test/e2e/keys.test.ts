import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { type Connection, type Started, test, withApi } from "./program.ts";
import { asSandbox, jsonAnswer } from "./served-api.ts";

const CALLS: readonly [string, Record<string, unknown>][] = [
  ["get_contact_definitions", {}],
  ["list_contacts", {}],
  ["retrieve_contact", { id: "con_x" }],
  ["create_contact", { fields: { name: "Zed Brook", title: "CFO" } }],
  ["update_contact", { id: "con_x", fields: { title: "CFO" } }],
];

const namesOf = async ({ client }: Connection) => (await client.listTools()).tools.map(({ name }) => name);

/** Lists all tools, and every one of them answers like this. */
async function expectEveryTool(connection: Connection, text: RegExp): Promise<void> {
  const [names, ...answers] = await Promise.all([namesOf(connection), ...CALLS.map(([name, args]) => connection.call(name, args))]);
  expect(names).toEqual(expect.arrayContaining(CALLS.map(([name]) => name)));
  for (const [at, answer] of answers.entries()) {
    expect({ tool: CALLS[at]?.[0], ...answer }).toMatchObject({ isError: true, text: expect.stringMatching(text) });
  }
}

/** A port of this computer on which nobody listens (1 would not do: fetch refuses it itself). */
const NOBODY = "http://127.0.0.1:2";

describe.concurrent("a server that cannot work lists its tools, and each says what is wrong and what to do", () => {
  test("without a key", async ({ start }) => {
    await expectEveryTool(await start.connect(), /^No API key is configured\. Create a key in Lightfield .* into the env block.*--sandbox/);
  });

  test("with a key that was not expanded", async ({ start }) => {
    await expectEveryTool(
      await start.connect({ env: { LIGHTFIELD_API_KEY: "$" + "{LIGHTFIELD_API_KEY}" } }),
      /^LIGHTFIELD_API_KEY holds the name of a variable .* put the key into the env block/,
    );
  });

  test("without a network", async ({ start }) => {
    await expectEveryTool(
      await start.connect({ env: withApi({ url: NOBODY }) }),
      /ECONNREFUSED.*127\.0\.0\.1:2 could not be reached\. Check the network connection and the firewall\. .* HTTPS_PROXY/,
    );
  });

  test("with a key that is not accepted", async ({ start }) => {
    const api = await start.api(asSandbox(createSandbox()));
    await expectEveryTool(
      await start.connect({ env: withApi(api, { LIGHTFIELD_API_KEY: "sk_lf_revoked" }) }),
      /answered 401.*The API does not accept the key.*create another.*LIGHTFIELD_API_KEY/,
    );
    expect(api.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("with a key that may nothing, where nothing tells its scopes", async ({ start }) => {
    const api = await start.api(() => jsonAnswer(403, { error: { type: "forbidden", message: "Not allowed." } }));
    await expectEveryTool(
      await start.connect({ env: withApi(api) }),
      /answered 403.*The API key lacks a scope: \w+ needs contacts:.*Give the key the missing scope/,
    );
  });

  test("with an API that is something else", async ({ start }) => {
    const api = await start.api(() => new Response("<html>Sign in to the hotel's network</html>", { headers: { "content-type": "text/html" } }));
    await expectEveryTool(await start.connect({ env: withApi(api) }), /the body is not JSON/);
  });
});

describe.concurrent("the scopes of the key", () => {
  const withScopes = async (start: Started, ...scopes: string[]) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5, scopes })));
    return { api, connection: await start.connect({ env: withApi(api) }) };
  };

  test("rule tools out, which say so when they are called all the same", async ({ start, expect }) => {
    const { api, connection } = await withScopes(start, "contacts:read", "contacts:update");
    const names = await namesOf(connection);
    expect(names).toContain("update_contact");
    expect(names.filter((name) => /create/.test(name))).toEqual([]);
    expect(await connection.call("create_contact", { fields: { name: "Zed Brook", title: "CFO" } })).toMatchInlineSnapshot(`
      {
        "isError": true,
        "text": "create_contact is not offered, because the API key lacks the scope contacts:create (in Lightfield: Settings > API keys). Only the user can change that.",
      }
    `);
    expect(await connection.call("list_contacts")).toMatchObject({ isError: false });
    expect(api.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("leave one tool that says so, when there is none that the key is good for", async ({ start }) => {
    const { connection } = await withScopes(start, "accounts:read");
    const [only, ...others] = await namesOf(connection);
    expect(others).toEqual([]);
    expect(await connection.call(only ?? "")).toMatchObject({
      isError: true,
      text: expect.stringMatching(/because the API key lacks the scope contacts:read/),
    });
  });

  test("leave out writes without reading, since no value could be encoded", async ({ start }) => {
    const { connection } = await withScopes(start, "contacts:create", "contacts:update");
    expect(await namesOf(connection)).toHaveLength(1);
  });

  test("are all there where the key's list of them is empty, or the deployment cannot tell", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 5 });
    const api = await start.api((request, bindings) =>
      request.url.endsWith("/v1/auth/validate") ? jsonAnswer(404, { message: "Not found" }) : asSandbox(sandbox)(request, bindings),
    );
    const [connection, { connection: unrestricted }] = await Promise.all([start.connect({ env: withApi(api) }), withScopes(start)]);
    expect(await namesOf(connection)).toEqual(await namesOf(unrestricted));
    expect(await connection.call("create_contact", { fields: { name: "Zed Brook", title: "CFO" } })).toMatchObject({ isError: false });
  });
});
