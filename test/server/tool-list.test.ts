import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { KeyInfo } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { LiveSchema } from "../../src/definitions/live-schema.ts";
import type { ContactSchema } from "../../src/schema/contact-schema.ts";
import { OfferedTools } from "../../src/server/offered-tools.ts";
import { toolList } from "../../src/server/tool-list.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { aDesk, aField, aSchema } from "../builders.ts";
import { inFakeTime } from "../writes/fake-time.ts";

const schema = aSchema({ fields: [aField({ key: "badge", label: "Badge" })] });

/** The schemas of the argument `fields` of the tools that write, where only some tools are offered. */
const valuesOf = (workspace: ContactSchema | undefined, isOffered: (name: string) => boolean = () => true) =>
  toolList(
    TOOLS.filter(({ name }) => isOffered(name)),
    workspace,
  )
    .filter(({ name }) => ["create_contact", "update_contact", "update_contacts"].includes(name))
    .map(({ name, inputSchema }) => [name, inputSchema.properties?.fields] as const);

describe("the workspace's attributes are described once", () => {
  it.each([
    ["create_contact", () => true],
    ["update_contact", (name: string) => name !== "create_contact"],
    ["update_contacts", (name: string) => name === "update_contacts"],
  ])("in %s, the first that is offered", (first, isOffered) => {
    const [[name, described] = [], ...others] = valuesOf(schema, isOffered);
    expect(name).toBe(first);
    expect(described?.properties).toHaveProperty("badge");
    for (const [, values] of others) {
      expect(values?.items?.properties).toHaveProperty("value");
      expect(values?.description).toBe(`as in ${first}`);
    }
  });

  it("and before the workspace is known, every tool takes a list of values", () => {
    for (const [, values] of valuesOf(undefined)) expect(Object.keys(values?.items?.properties ?? {})).toEqual(["field", "value"]);
  });
});

it("an API that does not answer holds the list up for 5 s", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const never = () => new Promise<never>(() => undefined);
  const live = new LiveSchema({ api: { definitions: never }, hidden: [] });
  const tools = new OfferedTools({ config: readConfig({ LIGHTFIELD_SANDBOX: "1" }), api: { validateKey: never }, live, log: () => undefined });
  const begun = performance.now();
  expect((await inFakeTime(tools.list())).length).toBeGreaterThan(10);
  expect(performance.now() - begun).toBe(5000);
});

it("waits for the scopes of the key although the definitions came first", async () => {
  let answer = (_key: KeyInfo) => {};
  const validated = new Promise<KeyInfo>((resolve) => {
    answer = resolve;
  });
  const live = new LiveSchema({ api: { definitions: async () => ({ fields: [], relationships: [] }) }, hidden: [] });
  const lists: string[] = [];
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1" });
  const tools = new OfferedTools({
    config,
    api: { validateKey: () => validated },
    live,
    log: () => undefined,
    onList: (list) => void lists.push(list),
  });
  await tools.prepare();
  await live.get();
  const listed = tools.list();
  await nextTurn();
  answer({ active: true, scopes: ["contacts:read"] });
  expect((await listed).map(({ name }) => name)).not.toContain("create_contact");
  for (const list of lists) expect(list).not.toContain("create_contact");
});

it("every tool takes values by key and as a list", async () => {
  const desk = aDesk();
  const listed = [
    { field: "name", value: "Dana Scully" },
    { field: "title", value: "CFO" },
  ];
  expect(await desk.text("create_contact", { fields: listed })).toContain("Title: CFO");
  const id = /con_\w+/.exec(await desk.text("find_contacts", { query: "Dana Scully" }))?.[0];
  expect(await desk.text("update_contact", { id, fields: { title: "CEO" } })).toContain("CFO -> CEO");
  expect(await desk.text("update_contact", { id, fields: [{ field: "title", value: "CTO" }] })).toContain("CEO -> CTO");
  expect(await desk.text("update_contacts", { ids: [id], fields: { title: "COO" } })).toContain("CTO -> COO");
  expect(await desk.text("update_contacts", { ids: [id], fields: [{ field: "title", value: "COO" }] })).toContain("CTO -> COO");
});
