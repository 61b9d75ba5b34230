import { expect, it, vi } from "vitest";
import { type CallOptions, Deadline, type Definitions } from "../../src/api/index.ts";
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

it("asks for newer ones after the clock was set back", async () => {
  let now = 24 * 60 * MINUTE_MS;
  const definitions = vi
    .fn<() => Promise<Definitions>>()
    .mockResolvedValueOnce(none)
    .mockRejectedValueOnce(new Error("no answer"))
    .mockResolvedValue(none);
  const live = new LiveSchema({ api: { definitions }, hidden: [], now: () => now });
  await live.get();
  for (const asked of [2, 3]) {
    now -= 60 * MINUTE_MS;
    await live.get();
    expect(definitions).toHaveBeenCalledTimes(asked);
  }
});

it("asks again at once after a call that had no time to wait for them", async () => {
  let now = 0;
  const definitions = vi.fn<(options?: CallOptions) => Promise<Definitions>>(async ({ deadline } = {}) => {
    if (deadline?.remainingMs === 0) throw new Error("no time");
    return none;
  });
  const live = new LiveSchema({ api: { definitions }, hidden: [], now: () => now });
  await live.get();
  now = 11 * MINUTE_MS;
  for (const ms of [0, 5000]) await live.get({ deadline: Deadline.after(ms) });
  expect(live.isFetched).toBe(true);
  expect(definitions).toHaveBeenCalledTimes(3);
});
