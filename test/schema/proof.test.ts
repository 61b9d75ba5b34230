import { describe, expect, it } from "vitest";
import { prove } from "../../src/schema/proof.ts";
import { aChange, aRecord } from "../writes/support.ts";

const fieldProof = (after: unknown, now: unknown, before: unknown = null) =>
  prove(aChange({ title: [before, after] }), aRecord({ title: now })).stored;

describe("what was sent is stored", () => {
  it("where the contact has it, and only what was sent is looked at", () => {
    const proof = prove(aChange({ title: [null, "CFO"] }), aRecord({ title: "CFO", email: ["other@b.co"] }));
    expect(proof.stored).toBe("all");
    expect(proof.fields.map(({ field }) => field.apiKey)).toEqual(["title"]);
  });

  it.each<[unknown, unknown, "all" | "nothing"]>([
    ["CFO", "CFO", "all"],
    ["CFO", "CEO", "nothing"],
    ["CFO", null, "nothing"],
    [null, "CEO", "nothing"],
    [null, null, "all"],
  ])("%j with %j in the contact: %s", (after, now, stored) => {
    expect(fieldProof(after, now)).toBe(stored);
  });

  it("in part where some of it is", () => {
    expect(prove(aChange({ title: [null, "CFO"], email: [null, ["a@b.co"]] }), aRecord({ title: "CFO" })).stored).toBe("some");
  });
});

describe("links", () => {
  const linksProof = (before: string[], after: string[], now: string[]) => prove(aChange({}, [before, after]), aRecord({}, now)).stored === "all";

  it.each<[string[], string[], string[], boolean]>([
    [[], ["acc_1"], ["acc_1"], true],
    [[], ["acc_1", "acc_2"], ["acc_2", "acc_1"], true],
    [[], ["acc_1", "acc_2"], ["acc_1"], false],
    [["acc_0"], ["acc_0", "acc_1"], ["acc_0", "acc_1"], true],
    [["acc_0", "acc_1"], ["acc_0"], ["acc_0"], true],
    [["acc_0", "acc_1"], ["acc_0"], ["acc_0", "acc_1"], false],
    [["acc_0"], ["acc_1"], ["acc_0", "acc_1"], false],
    // A colleague's link beside ours.
    [["acc_0"], ["acc_1"], ["acc_1", "acc_9"], true],
  ])("from %j to %j with %j in the contact: %s", (before, after, now, stored) => {
    expect(linksProof(before, after, now)).toBe(stored);
  });
});
