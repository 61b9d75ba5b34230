import { beforeEach, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { type Cache, noCache } from "../../src/storage/index.ts";
import { apiOf, sessionOf, workspaceOf } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";
import { planIn } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime(100));

/** Clients end a call after 60 s. */
const MOST_MS = 50_000;

/** A session with an API that works until it hangs: from then on nothing that is asked gets an answer. */
function aSession({ cache = noCache, contacts = 60 }: { cache?: Cache; contacts?: number } = {}) {
  const sandbox = createSandbox({ contacts, rateLimit: Number.POSITIVE_INFINITY });
  let answersLeft = Number.POSITIVE_INFINITY;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (answersLeft-- > 0) return sandbox.fetch(input, init);
    const { signal } = input instanceof Request ? input : (init ?? {});
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1" });
  const api = apiOf(fetch, { timeoutMs: config.timeoutMs });
  const log: string[] = [];
  const session = sessionOf({ config, workspace: workspaceOf(config, api, cache), log: (level, line) => log.push(`${level}: ${line}`) });
  const call = async (name: string, args: unknown) => {
    const begun = performance.now();
    const answer = await session.callTool(name, args, { signal: new AbortController().signal });
    return { text: answer?.text ?? "", isError: answer?.isError === true, tookMs: performance.now() - begun };
  };
  return { session, sandbox, call, log, hang: (after = 0) => (answersLeft = after), work: () => (answersLeft = Number.POSITIVE_INFINITY) };
}

/** Calls of every tool that asks the API, for a contact that is there. */
const calls = (id: string): readonly [string, unknown][] => [
  ["get_contact_definitions", {}],
  ["find_contacts", { query: "maja" }],
  ["find_contacts", { filters: [{ field: "owner", value: "Hannah Weiss" }] }],
  ["list_contacts", { filters: [{ field: "owner", value: "Hannah Weiss" }] }],
  ["retrieve_contact", { id }],
  ["create_contact", { fields: { name: "Dana Newcomer", email: ["dana@new.example"] }, relationships: { account: ["Brightloom"] } }],
  ["update_contact", { id, fields: { title: "Head of everything" }, relationships: { owner: "Hannah Weiss" } }],
  ["update_contacts", { filters: [{ field: "name", operator: "isSet" }], fields: { title: "Head of everything" } }],
  ["import_contacts", { rows: [{ name: "Dana Newcomer", email: "dana@new.example", account: "Brightloom" }] }],
  ["undo_write", {}],
];

test.each([0, 2, 5])("every call is answered within 50 s, where the API hangs after %i more answers", async (answers) => {
  const asked = calls("").map(async ([name], index) => {
    const { sandbox, call, hang } = aSession();
    const [id = ""] = sandbox.contacts().keys();
    if (name === "undo_write") await call("update_contact", { id, fields: { title: "Head of everything" } });
    hang(answers);
    const { tookMs, text } = await call(name, calls(id)[index]?.[1]);
    expect(tookMs, `${name}: ${text}`).toBeLessThan(MOST_MS);
  });
  await Promise.all(asked);
});

test.each([0, 1, 30])(
  "a plan is answered for within 50 s, with what is done and how to go on, where the API hangs after %i more answers",
  async (answers) => {
    const { sandbox, call, hang, work } = aSession();
    const ids = [...sandbox.contacts().keys()];
    const { text } = await call("update_contacts", { ids, fields: { title: "Head of everything" } });
    hang(answers);
    const run = await call("apply_plan", { plan_id: planIn(text) });
    expect(run.tookMs).toBeLessThan(MOST_MS);
    expect(run.text).toContain(`left to do: apply_plan {"plan_id": "${planIn(text)}"} continues.`);
    work();
    expect((await call("apply_plan", { plan_id: planIn(text) })).text).toMatch(/60 of 60 written/);
  },
);

test("where something else hangs, a call is answered within 50 s too, and says that what it wrote is to be looked up", async () => {
  let release: (value: undefined) => void = () => undefined;
  const hanging = new Promise<undefined>((resolve) => {
    release = resolve;
  });
  const held = () => hanging;
  const { session, call, log } = aSession({ cache: { ...noCache, read: held, write: held, remove: held, wipe: held } });
  const { tookMs, isError, text } = await call("create_contact", { fields: { name: "Dana Newcomer" } });
  expect(tookMs).toBeLessThan(MOST_MS);
  expect(isError).toBe(true);
  expect(text).toBe(
    "create_contact took too long and was stopped. A request that was already sent may still complete. Check list_writes before you call again.",
  );
  expect((await call("find_contacts", { query: "dana" })).text).toBe("find_contacts took too long and was stopped. Try again in a moment.");
  expect(log).toContain("warn: create_contact took too long");
  // What it still does is waited for at the end.
  const logged = () => log.filter((line) => /(create_contact|find_contacts) was cancelled/.test(line)).length;
  expect(logged()).toBe(0);
  const ended = session.end().then(logged);
  release(undefined);
  expect(await ended).toBe(2);
});
