import { describe, expect, it } from "vitest";
import { aClock, aSandbox, created, get, jsonOf, post } from "./support.ts";

interface MergeJson {
  merge: { id: string; status: string };
  primary: { id: string; fields: Record<string, { value: unknown }>; relationships: Record<string, { values: string[] }> };
}

const merge = (sandbox: ReturnType<typeof aSandbox>, body: object, headers = {}) => post(sandbox, "/v1/contacts/merge", body, headers);

async function aPair(options: Parameters<typeof aSandbox>[0] = {}) {
  const sandbox = aSandbox(options);
  const one = await created(sandbox, { $name: { firstName: "Dana" }, $title: "Agent", $email: ["dana@fbi.example"] });
  const other = await created(sandbox, { $name: { firstName: "Dana" }, $title: "Special Agent", $email: ["d@fbi.example"], notes: "met in Bonn" });
  return { sandbox, ids: { primaryId: one.id, duplicateId: other.id } };
}

describe("the sandbox's merge", () => {
  it("keeps the primary's values, fills the empty ones, and deletes the duplicate", async () => {
    const { sandbox, ids } = await aPair();
    const { merge: done, primary } = await jsonOf<MergeJson>(merge(sandbox, ids));
    expect(done.status).toBe("done");
    expect(primary).toMatchObject({
      id: ids.primaryId,
      fields: { $title: { value: "Agent" }, $email: { value: ["dana@fbi.example"] }, notes: { value: "met in Bonn" } },
    });
    expect((await get(sandbox, `/v1/contacts/${ids.duplicateId}`)).status).toBe(404);
    expect(await jsonOf(get(sandbox, `/v1/merges/${done.id}`))).toMatchObject({ ...ids, status: "done", entityType: "contact" });
  });

  it("follows resolutions, and refuses what it does not know before it changes anything", async () => {
    const { sandbox, ids } = await aPair();
    const refused = await merge(sandbox, { ...ids, fieldResolutions: { $titel: "duplicate" } });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: "unknown_field", param: "fieldResolutions.$titel" } });
    expect((await merge(sandbox, { ...ids, fieldResolutions: { $title: "both" } })).status).toBe(400);
    expect((await merge(sandbox, { ...ids, primaryId: ids.duplicateId })).status).toBe(422);
    expect((await merge(sandbox, { ...ids, duplicateId: "con_nobody" })).status).toBe(404);
    expect(sandbox.contacts().has(ids.duplicateId)).toBe(true);
    const { primary } = await jsonOf<MergeJson>(
      merge(sandbox, { ...ids, fieldResolutions: { $title: "duplicate", $email: { value: ["both@fbi.example"] }, notes: "primary" } }),
    );
    expect(primary.fields).toMatchObject({ $title: { value: "Special Agent" }, $email: { value: ["both@fbi.example"] }, notes: { value: null } });
  });

  it("moves what was linked to the duplicate", async () => {
    const { sandbox, ids } = await aPair();
    const linked = await created(sandbox, { $name: { firstName: "Fox" } }, { "reports-to": ids.duplicateId });
    await merge(sandbox, ids);
    expect(sandbox.contacts().get(linked.id)?.relationships["reports-to"]?.values).toEqual([ids.primaryId]);
  });

  it("answers a repeated key from memory", async () => {
    const { sandbox, ids } = await aPair();
    const answers = await Promise.all([0, 1].map(async () => (await merge(sandbox, ids, { "Idempotency-Key": "k" })).status));
    expect(answers.sort()).toEqual([200, 409]);
    expect((await merge(sandbox, ids, { "Idempotency-Key": "k" })).status).toBe(200);
  });

  it("can be slow, fail, be missing, or need a scope that the key lacks", async () => {
    const clock = aClock();
    const slow = await aPair({ mergeCleanupMs: 5000, now: clock.now });
    const { merge: begun } = await jsonOf<MergeJson>(merge(slow.sandbox, slow.ids));
    expect(begun.status).toBe("cleanup_pending");
    clock.advance(5000);
    expect(await jsonOf(get(slow.sandbox, `/v1/merges/${begun.id}`))).toMatchObject({ status: "done" });

    const failing = await aPair({ mergesFail: true });
    expect(await jsonOf(merge(failing.sandbox, failing.ids))).toMatchObject({ merge: { status: "failed" } });
    expect(failing.sandbox.contacts().has(failing.ids.duplicateId)).toBe(true);

    const without = await aPair({ canMerge: false });
    expect((await merge(without.sandbox, without.ids)).status).toBe(404);

    const poor = aSandbox({ scopes: ["contacts:read", "contacts:update"] });
    expect((await merge(poor, { primaryId: "con_1", duplicateId: "con_2" })).status).toBe(403);
  });
});

interface HistoryJson {
  data: { value: unknown; displayValue: string | null; recordedAt: string; isCreate: boolean }[];
  nextCursor: string | null;
}

describe("the sandbox's history of a field", () => {
  it("has what the field held, newest first, in pages", async () => {
    const clock = aClock();
    const sandbox = aSandbox({ now: clock.now });
    const { id } = await created(sandbox, { $name: { firstName: "Dana" }, $title: "Agent" });
    for (const title of ["CEO", null]) {
      clock.advance(60_000);
      await post(sandbox, `/v1/contacts/${id}`, { fields: { $title: title } });
    }
    const path = `/v1/contacts/${id}/fields/$title/history`;
    const { data, nextCursor } = await jsonOf<HistoryJson>(get(sandbox, `${path}?limit=2`));
    expect(data).toEqual([
      { value: null, displayValue: null, recordedAt: "2026-03-02T09:02:00.000Z", isCreate: false },
      { value: "CEO", displayValue: "CEO", recordedAt: "2026-03-02T09:01:00.000Z", isCreate: false },
    ]);
    const rest = await jsonOf<HistoryJson>(get(sandbox, `${path}?limit=2&after=${nextCursor}`));
    expect(rest).toMatchObject({ data: [{ value: "Agent", isCreate: true }], nextCursor: null });
  });

  it("is missing for columns, relationships and strangers, for unusual limits, and where a switch says so", async () => {
    const sandbox = aSandbox();
    const { id } = await created(sandbox, { $name: { firstName: "Dana" } });
    const status = async (path: string, of = sandbox) => (await get(of, path)).status;
    for (const key of ["$lastInteractionAt", "$account", "shoe-size"]) expect(await status(`/v1/contacts/${id}/fields/${key}/history`)).toBe(404);
    expect(await status("/v1/contacts/con_nobody/fields/$title/history")).toBe(404);
    expect(await status(`/v1/contacts/${id}/fields/$title/history?limit=101`)).toBe(400);
    const old = aSandbox({ hasHistory: false });
    expect(await status(`/v1/contacts/${[...old.contacts().keys()][0]}/fields/$title/history`, old)).toBe(404);
  });
});
