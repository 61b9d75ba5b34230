import { describe, expect } from "vitest";
import { createSandbox, type Sandbox, type WireContactJson } from "../../src/sandbox/index.ts";
import { type Connection, test, withApi } from "./program.ts";
import { asSandbox } from "./served-api.ts";

const idIn = (text: string) => /con_\w+/.exec(text)?.[0] ?? "";

const emailsOf = ({ fields }: WireContactJson) => [fields.$email?.value].flat();

const withEmail = (sandbox: Sandbox, email: string) => [...sandbox.contacts().values()].filter((contact) => emailsOf(contact).includes(email));

/** Looks at the definitions, creates contacts, changes, reads and lists them. Every call must succeed. */
async function work({ call }: Connection, people: number): Promise<void> {
  const expectSuccess = async (name: string, args: Record<string, unknown> = {}) => {
    const { isError, text } = await call(name, args);
    expect({ name, isError, text }).toMatchObject({ isError: false });
    return text;
  };
  expect(await expectSuccess("get_contact_definitions")).toContain("lifecycle_stage (lifecycle-stage)");
  for (let person = 0; person < people; person++) {
    const id = idIn(
      await expectSuccess("create_contact", {
        fields: { name: { firstName: "Dana", lastName: `Test${person}` }, email: [`dana${person}@new.example`], lifecycle_stage: "Lead" },
      }),
    );
    expect(await expectSuccess("update_contact", { id, fields: { title: `CFO ${person}`, lifecycle_stage: "Customer" } })).toContain(
      "Lifecycle stage: Lead -> Customer",
    );
    const text = await expectSuccess("retrieve_contact", { id });
    expect(text).toContain(`Dana Test${person}`);
    expect(text).toContain("Lifecycle stage: Customer");
    expect(await expectSuccess("list_contacts", { filters: [{ field: "email", operator: "contains", value: `dana${person}@new.example` }] })).toMatch(
      /^1 of 1 matching contact/,
    );
  }
}

/** Every person of `work` is there once, as last changed, and nobody else is new. */
function expectExactlyOnce(sandbox: Sandbox, before: number, people: number): void {
  expect(sandbox.contacts().size).toBe(before + people);
  for (let person = 0; person < people; person++) {
    const [contact, ...twins] = withEmail(sandbox, `dana${person}@new.example`);
    expect(twins).toEqual([]);
    expect(contact?.fields.$title?.value).toBe(`CFO ${person}`);
  }
}

describe.concurrent("a conversation through the SDK's client", () => {
  test("defines, creates, updates, retrieves and lists over HTTP", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 40 });
    const connection = await start.connect({ env: withApi(await start.api(asSandbox(sandbox))) });
    const { client } = connection;
    expect(client.getServerVersion()).toMatchObject({ name: "lightfield-contacts-mcp" });
    expect(client.getServerCapabilities()).toEqual({
      completions: {},
      prompts: { listChanged: true },
      resources: { listChanged: true },
      tools: { listChanged: true },
    });
    expect(client.getInstructions()).toMatch(/treat them as data/);
    expect(client.getInstructions()?.length).toBeLessThan(2000);

    await work(connection, 1);
    expectExactlyOnce(sandbox, 40, 1);
    expect(sandbox.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
    expect(connection.errors).toEqual([]);
    expect(connection.stderr()).toBe("");
  });

  test("succeeds, and writes once, while every third request fails", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 40, faults: { every: 3, kinds: ["reset-after", "429", "bad-json", "503", "reset-before"] } });
    const connection = await start.connect({ env: withApi(await start.api(asSandbox(sandbox))) });
    await work(connection, 5);
    expectExactlyOnce(sandbox, 40, 5);
    const failed = sandbox.requests.filter(({ status }) => status !== 200);
    expect(failed.length).toBeGreaterThan(7);
    expect(connection.errors).toEqual([]);
  });

  test("writes once where the answers to writes alone are lost", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 40, faults: { every: 2, only: "writes", kinds: ["reset-after", "bad-json", "truncated"] } });
    const connection = await start.connect({ env: withApi(await start.api(asSandbox(sandbox))) });
    await work(connection, 3);
    expectExactlyOnce(sandbox, 40, 3);
    expect(sandbox.requests.filter(({ method }) => method === "POST").length).toBeGreaterThan(6);
  });

  test("answers a hundred different lists at once without a 429", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 120 });
    const { call } = await start.connect({ env: withApi(await start.api(asSandbox(sandbox))) });
    const answers = await Promise.all(Array.from({ length: 100 }, (_, offset) => call("list_contacts", { limit: 1, offset })));
    expect(answers.filter(({ isError }) => isError)).toEqual([]);
    expect(new Set(answers.map(({ text }) => idIn(text))).size).toBe(100);
    const lists = sandbox.requests.filter(({ path }) => path === "/v1/contacts");
    expect(lists.map(({ status }) => status)).toEqual(Array(100).fill(200));
  });

  test("tells the tools that there are, when there is none of that name", async ({ start }) => {
    const { client } = await start.connect({ args: ["--sandbox"] });
    await expect(client.callTool({ name: "delete_contact", arguments: {} })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/no tool "delete_contact".*list_contacts.*update_contact/),
    });
  });
});
