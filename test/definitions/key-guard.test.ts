import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { openAccess } from "../../src/definitions/access.ts";
import { KeyGuard } from "../../src/definitions/key-guard.ts";
import { createSandbox, SANDBOX_API_KEY } from "../../src/sandbox/index.ts";
import { apiOf } from "../builders.ts";
import { aGate } from "../e2e/served-api.ts";
import { aMemoryCache } from "../memory-cache.ts";

const apiWith = (apiKey: string) => apiOf(createSandbox({ contacts: 1 }).fetch, { apiKey, timeoutMs: 1000 });

/** The API of a key that the sandbox refuses. */
const refusedApi = () => apiWith("sk_lf_revoked");

const refusedGuard = () => new KeyGuard(refusedApi());

test("what the key gave access to is forgotten before the call gets its refusal", async () => {
  const guard = refusedGuard();
  const events: string[] = [];
  guard.onRefusal(async () => {
    await nextTurn();
    events.push("forgotten");
  });
  await guard.api.definitions().catch(() => events.push("refused"));
  expect(events).toEqual(["forgotten", "refused"]);
});

test("what learns of the key after its refusal forgets too", async () => {
  const guard = refusedGuard();
  await guard.api.definitions().catch(() => undefined);
  let isForgotten = false;
  guard.onRefusal(() => {
    isForgotten = true;
  });
  await guard.unlessRefused(async () => undefined);
  expect(isForgotten).toBe(true);
});

test("the disk is wiped although the contacts were never loaded", async () => {
  const cache = aMemoryCache();
  cache.entries.set("contacts-0", Buffer.from("Dana Scully"));
  const { guard } = openAccess({ api: refusedApi(), cache, hidden: [] });
  await expect(guard.api.validateKey()).rejects.toMatchObject({ status: 401 });
  expect([...cache.entries.keys()]).toEqual([]);
});

test("definitions that arrive after the refusal are neither used nor stored", async () => {
  const cache = aMemoryCache();
  const [refused, arrives] = [refusedApi(), aGate()];
  const { definitions } = apiWith(SANDBOX_API_KEY);
  const api = { ...refused, definitions: () => arrives.opened.then(() => definitions()) };
  const { guard, live } = openAccess({ api, cache, hidden: [] });
  const fetched = live.get();
  await guard.api.validateKey().catch(() => undefined);
  arrives.open();
  await expect(fetched).rejects.toMatchObject({ status: 401 });
  expect([live.current, ...cache.entries.keys()]).toEqual([undefined]);
});
