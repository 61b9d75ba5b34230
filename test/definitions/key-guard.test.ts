import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { openAccess } from "../../src/definitions/access.ts";
import { KeyGuard } from "../../src/definitions/key-guard.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { aMemoryCache } from "../memory-cache.ts";

/** The API of a key that the sandbox refuses. */
const refusedApi = () =>
  createApi({
    baseUrl: new URL("https://api.lightfield.app"),
    apiKey: "sk_lf_revoked",
    timeoutMs: 1000,
    userAgent: "test/1",
    fetch: createSandbox({ contacts: 1 }).fetch,
  });

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
