import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiKey, CreateBody, LinkChange, SentIds, UpdateBody } from "../../src/api/index.ts";
import type { ContactRecord } from "../../src/schema/record.ts";
import { prove } from "../../src/writes/proof.ts";
import { aField, aRelationship, aWorkspace } from "../builders.ts";

const workspace = aWorkspace({
  fields: [aField({ key: "title" }), aField({ key: "email", valueType: "EMAIL", config: { multipleValues: true } })],
  relationships: [aRelationship({ key: "account", cardinality: "HAS_MANY", objectType: "account" })],
});

const aRecord = (values: Record<string, unknown>, ids: readonly string[] = []): ContactRecord => ({
  id: "con_1" as ContactRecord["id"],
  createdAt: "",
  fields: workspace.fields.map((field) => ({ field, raw: values[field.apiKey] ?? null })),
  relationships: workspace.relationships.map((relationship) => ({ relationship, ids })),
});

const body = <Links>(fields: Record<string, unknown>, links?: Links) => ({
  fields: new Map(Object.entries(fields)) as unknown as ReadonlyMap<ApiKey, unknown>,
  relationships: new Map(links === undefined ? [] : [["account" as ApiKey, links]]),
});

const provenLinks = (links: SentIds | LinkChange, now: readonly string[]) =>
  prove(body({}, links) as CreateBody | UpdateBody, aRecord({}, now)).complete;

describe("what was sent is stored", () => {
  it("where the contact has it, and only what was sent is looked at", () => {
    const proof = prove(body({ title: "CFO" }) as CreateBody, aRecord({ title: "CFO", email: ["other@b.co"] }));
    expect(proof.complete).toBe(true);
    expect(proof.fields.map(({ field }) => field.apiKey)).toEqual(["title"]);
  });

  it("not where the contact has something else, nothing, or still something", () => {
    expect(prove(body({ title: "CFO" }) as CreateBody, aRecord({ title: "CEO" })).complete).toBe(false);
    expect(prove(body({ title: "CFO" }) as CreateBody, aRecord({})).complete).toBe(false);
    expect(prove(body({ title: null }) as UpdateBody, aRecord({ title: "CEO" })).complete).toBe(false);
    expect(prove(body({ title: null }) as UpdateBody, aRecord({})).complete).toBe(true);
    expect(prove(body({ email: null }) as UpdateBody, aRecord({ email: [] })).complete).toBe(true);
  });
});

describe("links", () => {
  it.each<[SentIds | LinkChange, readonly string[], boolean]>([
    ["acc_1", ["acc_1"], true],
    [["acc_1", "acc_2"], ["acc_2", "acc_1"], true],
    [["acc_1", "acc_2"], ["acc_1"], false],
    [{ add: ["acc_1"] }, ["acc_0", "acc_1"], true],
    [{ add: ["acc_1"] }, ["acc_0"], false],
    [{ remove: "acc_1" }, ["acc_0"], true],
    [{ remove: "acc_1" }, ["acc_0", "acc_1"], false],
    [{ replace: ["acc_1"] }, ["acc_1"], true],
    [{ replace: ["acc_1"] }, ["acc_0", "acc_1"], false],
    [{ replace: null }, [], true],
    [{ replace: null }, ["acc_1"], false],
  ])("%j with %j in the contact: %s", (links, now, stored) => {
    expect(provenLinks(links, now)).toBe(stored);
  });

  it("are what a set of links is after the change, for any change", () => {
    const ids = fc.uniqueArray(fc.constantFrom("acc_1", "acc_2", "acc_3", "acc_4"), { minLength: 1 });
    fc.assert(
      fc.property(ids, ids, ids, (sent, before, claimed) => {
        const union = new Set([...before, ...sent]);
        expect(provenLinks({ add: sent }, [...union])).toBe(true);
        expect(
          provenLinks(
            { remove: sent },
            before.filter((id) => !sent.includes(id)),
          ),
        ).toBe(true);
        expect(provenLinks({ replace: sent }, claimed)).toBe(claimed.length === sent.length && sent.every((id) => claimed.includes(id)));
        expect(provenLinks({ add: sent }, claimed)).toBe(sent.every((id) => claimed.includes(id)));
      }),
      { numRuns: 100 },
    );
  });
});
