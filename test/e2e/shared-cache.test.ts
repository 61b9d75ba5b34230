import { readdir } from "node:fs/promises";
import { describe } from "vitest";
import { createSandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import { test as base, SIGNALS_ARRIVE, type Started, toolResult, withApi } from "./program.ts";
import { aGate, asSandbox, type Respond } from "./served-api.ts";

/** Programs that share a workspace, whose lists show nothing that was just written, and a cache. */
async function programsIn(
  directory: string,
  start: Started,
  { options = {}, through = (one) => one }: { options?: SandboxOptions; through?: (one: Respond) => Respond } = {},
) {
  const sandbox = createSandbox({ contacts: 5, indexLagMs: 3_600_000, rateLimit: Number.POSITIVE_INFINITY, ...options });
  const api = await start.api(through(asSandbox(sandbox)));
  const env = withApi(api, { LIGHTFIELD_CACHE: "on", LIGHTFIELD_CACHE_DIR: directory });
  const started = async () => {
    const program = start.program({ env });
    await program.initialize();
    return program;
  };
  const [one, other] = await Promise.all([started(), started()]);
  const filesOf = async () => (await readdir(directory, { recursive: true })).filter((file) => file.includes("lock"));
  return { sandbox, api, one, other, filesOf, started };
}

type Programs = Awaited<ReturnType<typeof programsIn>>;

const test = base.extend<{ programs: (workspace?: Parameters<typeof programsIn>[2]) => Promise<Programs> }>({
  programs: async ({ start, folder }, use) => use((workspace) => programsIn(folder, start, workspace)),
});

const byName = (name: string) => ({ fields: { name } });

const named = (sandbox: Programs["sandbox"], name: string) =>
  [...sandbox.contacts().values()].filter(({ fields }) => JSON.stringify(fields.$name?.value).includes(name)).length;

describe.concurrent("two servers with one cache", () => {
  test("that are asked to create the same person at once create one, by the name alone, each time", async ({ programs, expect }) => {
    const { sandbox, one, other, filesOf } = await programs();
    for (let round = 0; round < 8; round += 1) {
      const name = `Zed${"abcdefgh"[round]}`;
      const answers = await Promise.all([one.call("create_contact", byName(name)), other.call("create_contact", byName(name))]);
      expect(named(sandbox, name)).toBe(1);
      const refused = answers.filter(({ isError }) => isError);
      expect(refused.map(({ text }) => text)).toEqual([expect.stringContaining(name)]);
    }
    expect(await filesOf()).toEqual([]);
  });

  test("of which one is killed while it creates: the other gets its turn, and does not create the person again", async ({ programs, expect }) => {
    const arrived = aGate();
    let posts = 0;
    const { sandbox, one, other, filesOf } = await programs({
      through: (sandboxed) => async (request, bindings) => {
        const answer = await sandboxed(request, bindings);
        if (request.method !== "POST" || posts++ > 0) return answer;
        arrived.open();
        // The answer comes when nobody is left to hear it.
        return new Promise<Response>(() => undefined);
      },
    });
    one.send("tools/call", { name: "create_contact", arguments: byName("Zed Quux") });
    await arrived.opened;
    expect(await filesOf()).not.toEqual([]);
    one.child.kill("SIGKILL");
    await one.ended;
    const refused = await other.call("create_contact", { fields: { name: "Zed Quux", title: "CFO" } });
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining("perhaps the write") });
    // With the same key as before.
    const again = await other.call("create_contact", byName("Zed Quux"));
    expect(again.isError).toBe(false);
    expect(named(sandbox, "Quux")).toBe(1);
    expect(await filesOf()).toEqual([]);
  });

  // Windows cannot stop a process.
  test.runIf(SIGNALS_ARRIVE)(
    "of which one is stopped while it looks for duplicates: the other creates the person, and the first does not",
    async ({ programs, expect }) => {
      const [asked, stopped] = [aGate(), aGate()];
      const { sandbox, one, other, filesOf } = await programs({
        through: (sandboxed) => async (request, bindings) => {
          if (request.method === "GET" && new URL(request.url).pathname === "/v1/contacts" && (await filesOf()).length > 0) {
            asked.open();
            await stopped.opened;
          }
          return sandboxed(request, bindings);
        },
      });
      const id = one.send("tools/call", { name: "create_contact", arguments: byName("Zed Quux") });
      await asked.opened;
      one.child.kill("SIGSTOP");
      stopped.open();
      expect(await other.call("create_contact", byName("Zed Quux"))).toMatchObject({ isError: false });
      one.child.kill("SIGCONT");
      expect(toolResult((await one.answerTo(id)).result)).toMatchObject({
        isError: true,
        text: expect.stringContaining("Another server may have created"),
      });
      expect(await one.call("create_contact", byName("Zed Quux"))).toMatchObject({ isError: true, text: expect.stringContaining("Zed Quux") });
      expect(named(sandbox, "Quux")).toBe(1);
      expect(await filesOf()).toEqual([]);
    },
  );
});
