import { expect, it } from "vitest";
import { identityAfter } from "../../../src/identity/identity.ts";
import { identifiers } from "../../../src/identity/value-keys.ts";
import { CreateClaims } from "../../../src/writes/duplicates/create-claims.ts";
import type { WriteRecord } from "../../../src/writes/journal/write-record.ts";
import { aMemoryCache } from "../../memory-cache.ts";
import { aChange } from "../support.ts";

const change = aChange({ email: [null, ["ann@example.com"]] });
const wanted = identifiers(identityAfter(change));

const openCreate: WriteRecord = {
  id: "w23456",
  at: 0,
  tool: "create_contact",
  action: "create",
  contact: undefined,
  name: "Ann Lee",
  change,
  outcome: "unknown",
  idempotencyKeys: ["key"],
};

it("a reading of the others' creates that takes long does not replace a newer one", async () => {
  const cache = aMemoryCache();
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const waits = [held];
  const slow: typeof cache = {
    ...cache,
    list: async (prefix) => {
      const entries = await cache.list(prefix);
      await waits.pop();
      return entries;
    },
  };
  const api = { retrieve: () => Promise.reject(new Error("no contact is known")) };
  const options = { api, now: () => 0 };
  const other = new CreateClaims({ ...options, cache, journal: { records: [openCreate] } });
  const own = new CreateClaims({ ...options, cache: slow, journal: { records: [] } });

  const early = own.learn(wanted, {});
  await other.tell();
  await own.learn(wanted, {});
  expect(own.open(wanted)).toMatchObject({ id: openCreate.id });
  goOn();
  await early;
  expect(own.open(wanted)).toMatchObject({ id: openCreate.id });
});
