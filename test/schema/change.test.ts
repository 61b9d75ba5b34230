import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { added, type Change, changeOf, inverse, isEmpty, rebased, removed } from "../../src/schema/change.ts";
import { createRequests, MOST_LINKS, updateRequests } from "../../src/writes/sending/requests.ts";
import { aChange, aRecord, schema } from "../writes/support.ts";

const accounts = fc.uniqueArray(
  fc.integer({ min: 0, max: 79 }).map((number) => `acc_${number}`),
  { maxLength: 70 },
);
const owner = fc.constantFrom<readonly string[]>([], ["mem_1"], ["mem_2"]);

/** The links of a record after the requests, as the API carries them out, which refuses a request of too many links. */
function carriedOut(before: Record<string, readonly string[]>, requests: ReturnType<typeof updateRequests>): Record<string, readonly string[]> {
  let links = before;
  for (const { relationships } of requests) {
    let [referenced, changed] = [0, 0];
    for (const [key, change] of relationships) {
      const idsOf = (ids: string | readonly string[] | null) => (ids === null ? [] : typeof ids === "string" ? [ids] : ids);
      const old = links[key] ?? [];
      const named = idsOf("add" in change ? change.add : "remove" in change ? change.remove : change.replace);
      const now = "add" in change ? [...new Set([...old, ...named])] : "remove" in change ? old.filter((id) => !named.includes(id)) : named;
      referenced += named.length;
      changed += added({ before: old, after: now }).length + removed({ before: old, after: now }).length;
      links = { ...links, [key]: now };
    }
    expect(Math.max(referenced, changed)).toBeLessThanOrEqual(MOST_LINKS);
  }
  return links;
}

const sorted = (ids: readonly string[] = []) => [...ids].sort();

describe("the requests of a change", () => {
  it("make what was asked for, none of them with too many links", () => {
    fc.assert(
      fc.property(accounts, accounts, owner, owner, (before, after, ownerBefore, ownerAfter) => {
        const change = aChange({ title: [null, "x"] }, [before, after], [ownerBefore, ownerAfter]);
        const requests = updateRequests(change);
        expect(requests.filter(({ fields }) => fields.size > 0)).toHaveLength(1);
        const links = carriedOut({ account: before, owner: ownerBefore }, requests);
        expect([sorted(links.account), sorted(links.owner)]).toEqual([sorted(after), sorted(ownerAfter)]);
      }),
    );
  });

  it("of a create link the rest afterwards", () => {
    fc.assert(
      fc.property(accounts, owner, (after, ownerAfter) => {
        const { create, updates } = createRequests(aChange({ title: [null, "x"] }, [[], after], [[], ownerAfter]));
        const first = Object.fromEntries([...create.relationships].map(([key, ids]) => [key, typeof ids === "string" ? [ids] : ids]));
        expect(Object.values(first).flat().length).toBeLessThanOrEqual(MOST_LINKS);
        const links = carriedOut(first, [...updates]);
        expect([sorted(links.account), sorted(links.owner)]).toEqual([sorted(after), sorted(ownerAfter)]);
      }),
    );
  });

  it("are one where that is enough", () => {
    expect(updateRequests(aChange({ title: ["a", "b"] }, [["acc_1"], ["acc_1", "acc_2"]], [["mem_1"], ["mem_2"]]))).toHaveLength(1);
    expect(createRequests(aChange({ title: [null, "b"] }, [[], ["acc_1"]])).updates).toEqual([]);
  });
});

const apply = ({ fields, links }: Change) =>
  aRecord(
    Object.fromEntries(fields.map(({ field, after }) => [field.apiKey, after])),
    links.find(({ relationship }) => relationship.apiKey === "account")?.after,
    links.find(({ relationship }) => relationship.apiKey === "owner")?.after,
  );

describe("a change", () => {
  it("is what becomes different, and no more", () => {
    const title = schema.fields[0];
    const account = schema.relationships[0];
    if (!title || !account) throw new Error("no title");
    const edits = { fields: new Map([[title, () => "CFO"]]), links: new Map([[account, () => ["acc_2", "acc_1"]]]), notes: [] };
    const { change, unchanged } = changeOf(edits, aRecord({ title: "CFO" }, ["acc_1", "acc_2"]));
    expect(isEmpty(change)).toBe(true);
    expect(unchanged).toEqual([title, account]);
  });

  it("of an address that holds more is a change, though the API may add coordinates to what was sent", () => {
    const address = schema.fields[2];
    if (!address) throw new Error("no address");
    const edits = { fields: new Map([[address, () => ({ city: "Berlin" })]]), links: new Map(), notes: [] };
    expect(isEmpty(changeOf(edits, aRecord({ address: { street: "1 Road", city: "Berlin" } })).change)).toBe(false);
    const change = aChange({ address: [{ city: "Bonn" }, { city: "Ulm" }] });
    expect(isEmpty(rebased(change, aRecord({ address: { city: "Bonn", latitude: 50.7, longitude: 7.1 } })).conflicts)).toBe(true);
  });

  it("taken back leaves everything as it was", () => {
    fc.assert(
      fc.property(accounts, accounts, fc.option(fc.string()), fc.option(fc.string()), (before, after, one, other) => {
        const change = aChange({ title: [one || null, other || null] }, [before, after]);
        const { remaining, conflicts } = rebased(inverse(change), apply(change));
        expect(isEmpty(conflicts)).toBe(true);
        const back = new Map(remaining.links.map((links) => [links.relationship.apiKey as string, links.after]));
        expect(sorted(back.get("account") ?? after)).toEqual(sorted(before));
      }),
    );
  });
});

describe("a change held against a contact that has moved on", () => {
  const state = (change: Change, record: ReturnType<typeof aRecord>) => {
    const { remaining, conflicts } = rebased(change, record);
    return isEmpty(conflicts) ? (isEmpty(remaining) ? "done" : "open") : "conflict";
  };

  it.each<[string, unknown]>([
    ["open", "CFO"],
    ["done", "CEO"],
    ["conflict", "CTO"],
    ["conflict", null],
  ])("is %s where the title is %j", (expected, now) => {
    expect(state(aChange({ title: ["CFO", "CEO"] }), aRecord({ title: now }))).toBe(expected);
  });

  it.each<[string, string[]]>([
    ["open", ["acc_1", "acc_2"]],
    ["open", ["acc_2"]],
    ["open", ["acc_1", "acc_2", "acc_3"]],
    ["done", ["acc_2", "acc_3"]],
    ["conflict", ["acc_1", "acc_2", "acc_9"]],
    ["conflict", ["acc_1", "acc_3"]],
  ])("is %s where the accounts are %j", (expected, now) => {
    expect(
      state(
        aChange({}, [
          ["acc_1", "acc_2"],
          ["acc_2", "acc_3"],
        ]),
        aRecord({}, now),
      ),
    ).toBe(expected);
  });

  it("does only what is left of it", () => {
    const { remaining } = rebased(
      aChange({}, [
        ["acc_1", "acc_2"],
        ["acc_2", "acc_3"],
      ]),
      aRecord({}, ["acc_2"]),
    );
    expect(remaining.links.map(({ before, after }) => [before, after])).toEqual([[["acc_2"], ["acc_2", "acc_3"]]]);
  });
});
