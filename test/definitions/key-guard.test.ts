import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { KeyGuard } from "../../src/definitions/key-guard.ts";
import { createSandbox } from "../../src/sandbox/index.ts";

/** The guard of a key that the sandbox refuses. */
const refusedGuard = () =>
  new KeyGuard(
    createApi({
      baseUrl: new URL("https://api.lightfield.app"),
      apiKey: "sk_lf_revoked",
      timeoutMs: 1000,
      userAgent: "test/1",
      fetch: createSandbox({ contacts: 1 }).fetch,
    }),
  );

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
