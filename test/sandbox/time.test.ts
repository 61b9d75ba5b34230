import { describe, expect, it } from "vitest";
import { ENRICHMENT_DELAY_MS } from "../../src/sandbox/index.ts";
import { aClock, aContact, aSandbox, created, del, get, jsonOf, list, post } from "./support.ts";

describe("the list lags behind writes", () => {
  it("by indexLagMs, while a read of the contact is current", async () => {
    const clock = aClock();
    const sandbox = aSandbox({ indexLagMs: 5000, now: clock.now });
    const [first, second] = [aContact(sandbox, 0), aContact(sandbox, 1)];
    const title = async () => (await list(sandbox)).data[0]?.fields.$title?.value;
    await post(sandbox, `/v1/contacts/${first.id}`, { fields: { $title: "Admiral" } });
    await del(sandbox, `/v1/contacts/${second.id}`);
    await created(sandbox, {});
    expect(await jsonOf(get(sandbox, `/v1/contacts/${first.id}`))).toMatchObject({ fields: { $title: { value: "Admiral" } } });
    clock.advance(4999);
    expect(await title()).toBe(first.fields.$title?.value);
    expect((await list(sandbox)).data[1]?.id).toBe(second.id);
    expect((await list(sandbox, { "$title[equal]": "Admiral" })).totalCount).toBe(0);
    expect((await list(sandbox)).totalCount).toBe(60);
    clock.advance(1);
    expect(await title()).toBe("Admiral");
    expect((await list(sandbox)).data[1]?.id).not.toBe(second.id);
    expect((await list(sandbox)).totalCount).toBe(60);
  });
});

describe("enrichment", () => {
  it("changes other fields a moment after a write, the same way every time", async () => {
    const run = async () => {
      const clock = aClock();
      const sandbox = aSandbox({ enrich: true, now: clock.now });
      const before = await created(sandbox, { notes: "mine" });
      const read = () => jsonOf(get(sandbox, `/v1/contacts/${before.id}`));
      expect(await read()).toEqual(before);
      clock.advance(ENRICHMENT_DELAY_MS);
      const after = await read();
      return Object.keys(after.fields).filter((key) => JSON.stringify(after.fields[key]) !== JSON.stringify(before.fields[key]));
    };
    const changed = await run();
    expect(changed).toEqual(["$title", "$aiSummary"]);
    expect(await run()).toEqual(changed);
  });

  it("leaves alone what the request wrote, and does nothing unless switched on", async () => {
    const clock = aClock();
    const [on, off] = [aSandbox({ enrich: true, now: clock.now }), aSandbox({ now: clock.now })];
    const { id } = await created(on, { $title: null });
    const other = await created(off, {});
    clock.advance(60_000);
    expect(on.contacts().get(id)?.fields.$title?.value).toBeNull();
    expect(off.contacts().get(other.id)).toEqual(other);
  });
});
