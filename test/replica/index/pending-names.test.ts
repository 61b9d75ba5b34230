import { expect, it } from "vitest";
import { aDesk, type Desk, type Fetch } from "../../builders.ts";
import { aMemoryCache } from "../../memory-cache.ts";

const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 2, 2, 9);

const isOfAccounts = (input: Parameters<Fetch>[0]) => /\/v1\/accounts/.test(String(input instanceof Request ? input.url : input));

/** A workspace whose accounts can be renamed and refused. */
function aSchema() {
  const state = { time: BEGIN, renamed: new Map<string, string>(), isRefused: false };
  const cache = aMemoryCache();
  const { sandbox } = aDesk({ contacts: 200, now: () => state.time });
  const through = (): Fetch => async (input, init) => {
    if (!isOfAccounts(input)) return sandbox.fetch(input, init);
    if (state.isRefused) return new Response("{}", { status: 403 });
    const answer = await sandbox.fetch(input, init);
    const text = [...state.renamed].reduce(
      (json, [before, after]) => json.replaceAll(`"value":"${before}"`, `"value":"${after}"`),
      await answer.text(),
    );
    return new Response(text, { status: answer.status });
  };
  return { state, cache, session: () => aDesk({ cache, through, now: () => state.time }) };
}

/** How many contacts are found by the name of an account. */
async function ofAccount(desk: Desk, name: string): Promise<number> {
  const text = await desk.text("find_contacts", { query: `at ${name}`, limit: 25 });
  const [heading = "", ...lines] = text.split("\n");
  const isReason = (line: string) => line.includes(`account ${name}`);
  return lines.filter((line) => line.startsWith("con_") && (isReason(heading) || isReason(line))).length;
}

it("contacts are found by the new name of their account as soon as any answer has shown it, and no longer by the old", async () => {
  const { state, session } = aSchema();
  const desk = session();
  const count = await ofAccount(desk, "Copperline");
  expect(count).toBeGreaterThan(1);
  state.renamed.set("Copperline", "Zephyrworks");
  state.time += 25 * HOUR_MS;
  await desk.text("list_contacts", { limit: 25 });
  expect(await ofAccount(desk, "Zephyrworks")).toBe(count);
  expect(await ofAccount(desk, "Copperline")).toBe(0);
  await desk.workspace.save();
  expect(await ofAccount(session(), "Zephyrworks")).toBe(count);
});

it("a new name that is learned before the cache was read takes the place of the old one in it", async () => {
  const { state, session } = aSchema();
  const first = session();
  const count = await ofAccount(first, "Copperline");
  await first.workspace.save();
  state.renamed.set("Copperline", "Zephyrworks");
  const second = session();
  await second.text("list_contacts", { limit: 25 });
  expect(await ofAccount(second, "Zephyrworks")).toBe(count);
  expect(await ofAccount(second, "Copperline")).toBe(0);
});

it("names that could not be had are taken up by a later session, and by the one after it", async () => {
  const { state, session } = aSchema();
  const count = await ofAccount(aSchema().session(), "Copperline");
  state.isRefused = true;
  for (let without = 0; without < 2; without++) {
    const desk = session();
    expect(await ofAccount(desk, "Copperline")).toBe(0);
    await desk.workspace.save();
  }
  state.isRefused = false;
  expect(await ofAccount(session(), "Copperline")).toBe(count);
});

it("names that could not be had are taken up even if the stored names cannot be read", async () => {
  const { state, cache, session } = aSchema();
  const count = await ofAccount(aSchema().session(), "Copperline");
  state.isRefused = true;
  const first = session();
  expect(await ofAccount(first, "Copperline")).toBe(0);
  await first.workspace.save();
  cache.entries.set("names", Buffer.from("{}"));
  state.isRefused = false;
  expect(await ofAccount(session(), "Copperline")).toBe(count);
});
