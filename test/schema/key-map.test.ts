import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiKey } from "../../src/api/index.ts";
import { AGENT_KEY, assignAgentKeys, identity, type Named, namedBy } from "../../src/schema/key-map.ts";

const field = (key: string): Named => ({ kind: "field", key: key as ApiKey });
const relationship = (key: string): Named => ({ kind: "relationship", key: key as ApiKey });

/** Agent keys of fields by their API key. */
const keysOf = (...keys: string[]) => Object.fromEntries([...assignAgentKeys(keys.map(field))].map(([id, key]) => [id.replace("field:", ""), key]));

const HOSTILE = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "$",
  "$$",
  "-",
  "_",
  "___",
  " ",
  "愛称",
  "🎉",
  "größe",
  "grosse",
  "größe-2",
  "2nd-phone",
  "email",
  "$email",
  "$E-mail",
  "e_mail",
  "e-mail",
  "e.mail",
  "email_custom",
  "a".repeat(64),
  "a".repeat(65),
  `${"a".repeat(64)}b`,
  "primary-reason-for-evaluating-our-platform-in-the-past-month-and-the-one-before",
];

const apiKey = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.stringMatching(/^\$?[a-c_.-]{1,4}$/),
  fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
);
const named = fc.record({ kind: fc.constantFrom("field" as const, "relationship" as const), key: apiKey.map((key) => key as ApiKey) });
const all = fc.uniqueArray(named, { maxLength: 25, selector: identity });

const stemOf = (key: string) =>
  key
    .replace(/^\$/, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_]/g, "_");

describe("agent keys", () => {
  it("are what a person would expect", () => {
    expect(keysOf("$email", "email", "icp-score", "$name", "größe", "2nd-phone", "constructor", "__proto__")).toEqual({
      $email: "email",
      email: "email_custom",
      "icp-score": "icp_score",
      $name: "name",
      größe: "gro_e",
      "2nd-phone": "_2nd_phone",
      constructor: "constructor_field",
      ["__proto__"]: "__proto___field",
    });
  });

  it("fit every client, are each given once, and can be told back", () => {
    fc.assert(
      fc.property(all, (things) => {
        const keys = assignAgentKeys(things);
        expect(keys.size).toBe(things.length);
        expect(new Set(keys.values()).size).toBe(things.length);
        for (const key of keys.values()) {
          expect(key).toMatch(AGENT_KEY);
          expect(key in Object.prototype).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("do not depend on the order of the definitions", () => {
    fc.assert(
      fc.property(
        all.chain((things) => fc.tuple(fc.constant(things), fc.shuffledSubarray(things, { minLength: things.length }))),
        ([things, shuffled]) => {
          expect([...assignAgentKeys(shuffled)].sort()).toEqual([...assignAgentKeys(things)].sort());
        },
      ),
      { numRuns: 200 },
    );
  });

  it("do not move when an unrelated thing comes or goes", () => {
    fc.assert(
      fc.property(all, named, (things, other) => {
        const stem = stemOf(other.key);
        // Related is what competes for the same key.
        fc.pre(things.every(({ key }) => !stemOf(key).startsWith(stem.slice(0, 40)) && !stem.startsWith(stemOf(key).slice(0, 40))));
        fc.pre(/[A-Za-z0-9]/.test(stem));
        const before = assignAgentKeys(things);
        const after = assignAgentKeys([...things, other]);
        for (const [id, key] of before) expect(after.get(id)).toBe(key);
      }),
      { numRuns: 200 },
    );
  });

  it("stay with whom they had, whatever comes later, and are given to nobody else", () => {
    fc.assert(
      fc.property(all, all, (before, after) => {
        const shown = assignAgentKeys(before);
        const now = assignAgentKeys(after, shown);
        expect(new Set(now.values()).size).toBe(now.size);
        const owner = new Map([...shown].map(([id, key]) => [key, id]));
        for (const [id, key] of now) if (owner.has(key)) expect(owner.get(key)).toBe(id);
        for (const [id, key] of shown) if (now.has(id)) expect(now.get(id)).toBe(key);
      }),
      { numRuns: 200 },
    );
  });

  it("are told apart even where fields are named like the keys that others got", () => {
    fc.assert(
      fc.property(all, (things) => {
        const copied = [...assignAgentKeys(things).values()].map(field);
        const both = [...new Map([...things, ...copied].map((one) => [identity(one), one])).values()];
        const keys = assignAgentKeys(both);
        expect(new Set(keys.values()).size).toBe(both.length);
      }),
      { numRuns: 200 },
    );
    const twins = [field("a-b"), field("a.b")];
    const hashed = [...assignAgentKeys(twins).values()].map(field);
    expect(new Set(assignAgentKeys([...twins, ...hashed]).values()).size).toBe(4);
    expect(new Set(assignAgentKeys([...twins, ...hashed], assignAgentKeys(hashed)).values()).size).toBe(4);
  });

  it("go to the system field first, then to whom they are spelled like, then to the field", () => {
    expect(keysOf("$score", "score")).toEqual({ $score: "score", score: "score_custom" });
    expect(keysOf("icp_score", "icp-score")).toEqual({ icp_score: "icp_score", "icp-score": "icp_score_custom" });
    const shared = assignAgentKeys([field("account"), relationship("account")]);
    expect(shared.get("field:account")).toBe("account");
    expect(shared.get("relationship:account")).toMatch(/^account_[0-9a-f]{6}$/);
  });
});

it.each([field("a:b"), relationship("field:$x"), field("")])("an identity says what it is of: %j", (named) => {
  expect(namedBy(identity(named))).toEqual(named);
});
