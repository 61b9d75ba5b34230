import { expect, it, vi } from "vitest";
import type { CallOptions, Definitions } from "../../src/api/index.ts";
import { LiveSchema } from "../../src/definitions/live-schema.ts";

const MINUTE_MS = 60_000;
const none: Definitions = { fields: [], relationships: [] };

it("makes do with the definitions it has while newer ones cannot be had, and asks again after a minute", async () => {
  let now = 0;
  const definitions = vi.fn<() => Promise<Definitions>>().mockResolvedValueOnce(none).mockRejectedValue(new Error("no answer"));
  const live = new LiveSchema({ api: { definitions }, hidden: [], now: () => now });
  const schema = await live.get();

  now = 11 * MINUTE_MS;
  expect(await live.get()).toBe(schema);
  expect(await live.get()).toBe(schema);
  expect(definitions).toHaveBeenCalledTimes(2);

  now = 12 * MINUTE_MS;
  expect(await live.get()).toBe(schema);
  expect(definitions).toHaveBeenCalledTimes(3);
});

it("gives a refresh two seconds of its own, and not the call's time", async () => {
  let now = 0;
  const definitions = vi.fn<(options?: CallOptions) => Promise<Definitions>>().mockResolvedValue(none);
  const live = new LiveSchema({ api: { definitions }, hidden: [], now: () => now });
  await live.get();
  now = 11 * MINUTE_MS;
  await live.get();
  expect(definitions.mock.calls[1]?.[0]?.deadline?.totalMs).toBe(2000);
});
