import { describe, expect, it } from "vitest";
import { persisted, prove } from "../../src/schema/proof.ts";
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

describe("a value that is neither the old nor the wanted one", () => {
  const change = aChange({ title: ["CEO", "CFO"] });

  it("is part of what the write has changed, if the API's answer shows it", () => {
    const proof = prove(change, aRecord({ title: "Cfo!" }), true);
    expect(proof.stored).toBe("some");
    expect(persisted(proof).fields).toMatchObject([{ before: "CEO", after: "Cfo!" }]);
  });

  it("is somebody else's, if the contact was read later", () => {
    expect(persisted(prove(change, aRecord({ title: "Cfo!" }))).fields).toEqual([]);
  });

  it("is not the old one", () => {
    expect(prove(change, aRecord({ title: "CEO" }), true).stored).toBe("nothing");
  });
});

describe("links", () => {
  it.each<[string[], string[], string[], "all" | "some" | "nothing", string[]]>([
    [[], ["acc_1"], ["acc_1"], "all", ["acc_1"]],
    [[], ["acc_1", "acc_2"], ["acc_2", "acc_1"], "all", ["acc_1", "acc_2"]],
    [[], ["acc_1", "acc_2"], ["acc_1"], "some", ["acc_1"]],
    [[], ["acc_1", "acc_2"], ["acc_9"], "nothing", []],
    [["acc_0"], ["acc_0", "acc_1"], ["acc_0", "acc_1"], "all", ["acc_0", "acc_1"]],
    [["acc_0", "acc_1"], ["acc_0"], ["acc_0"], "all", ["acc_0"]],
    [["acc_0", "acc_1"], ["acc_0"], ["acc_0", "acc_1"], "nothing", []],
    [["acc_0"], ["acc_1"], ["acc_0", "acc_1"], "some", ["acc_0", "acc_1"]],
    [["acc_0", "acc_5"], ["acc_1", "acc_5"], ["acc_5"], "some", ["acc_5"]],
    // A colleague's link beside ours.
    [["acc_0"], ["acc_1"], ["acc_1", "acc_9"], "all", ["acc_1"]],
  ])("from %j to %j with %j in the contact: %s of it, which is %j", (before, after, now, stored, landed) => {
    const proof = prove(aChange({}, [before, after]), aRecord({}, now));
    expect(proof.stored).toBe(stored);
    expect(persisted(proof).links.map((one) => one.after)).toEqual(stored === "nothing" ? [] : [landed]);
  });

  it("where one alone is held, are replaced or not", () => {
    const proof = prove(aChange({}, undefined, [["mem_1"], ["mem_2"]]), aRecord({}, [], ["mem_3"]));
    expect(proof.stored).toBe("nothing");
    expect(persisted(proof).links).toEqual([]);
  });
});
