import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiKey, FieldDefinition } from "../../src/api/index.ts";
import { parseContact } from "../../src/api/parse-contact.ts";
import { VALUE_TYPES } from "../../src/fields/index.ts";
import { Rejection } from "../../src/fields/rejection.ts";
import { createSandbox, SANDBOX_API_KEY } from "../../src/sandbox/index.ts";
import { aField, aTyped, definitionsJson, someDefinitions } from "../builders.ts";
import { TYPES } from "./samples.ts";

/** Writes values of one field into contacts of a sandbox and says what is stored. */
function aKeeper(field: FieldDefinition) {
  const sandbox = createSandbox({ contacts: 0, rateLimit: Number.POSITIVE_INFINITY, definitions: definitionsJson(someDefinitions([field])) });
  const headers = { Authorization: `Bearer ${SANDBOX_API_KEY}`, "Lightfield-Version": "2026-03-01", "Content-Type": "application/json" };
  return async (value: unknown): Promise<unknown> => {
    const body = JSON.stringify({ fields: Object.fromEntries([[field.key, value]]) });
    const answer = await sandbox.fetch("https://api.lightfield.app/v1/contacts", { method: "POST", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
    return parseContact(await answer.json()).fields.get(field.key)?.value;
  };
}

it("there are samples of every documented type", () => {
  const sampled = new Set(TYPES.map(({ field }) => field.valueType));
  expect([...VALUE_TYPES, "HTML"].filter((type) => !sampled.has(type))).toEqual([]);
});

describe.each(TYPES)("$name", ({ field, samples, readsBack }) => {
  const typed = aTyped(field);
  const keep = aKeeper(field);

  it("is sent as what was meant, stored as what was sent, and shown", async () => {
    await fc.assert(
      fc.asyncProperty(samples, async ({ input, wire }) => {
        const sent = typed.encode(input);
        expect(sent).toEqual(wire);
        const stored = await keep(sent);
        expect(typed.same(sent, stored)).toBe(true);
        expect(typed.same(sent, null)).toBe(false);
        expect(typed.type.isSet(stored)).toBe(true);
        const shown = typed.show(stored);
        expect(shown).not.toContain("[object");
        if (readsBack) expect(typed.same(typed.encode(shown), stored)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it("is not taken for another value", async () => {
    await fc.assert(
      fc.property(samples, samples, (one, other) => {
        fc.pre(JSON.stringify(one.wire) !== JSON.stringify(other.wire));
        const agree = typed.same(one.wire, other.wire);
        // What means the same may be written differently: case, a last slash, the order of a list.
        const folded = ({ wire }: typeof one) => [...JSON.stringify(wire).toLowerCase().replaceAll("/", "")].sort().join("");
        if (agree) expect(folded(one)).toBe(folded(other));
      }),
      { numRuns: 100 },
    );
  });

  it("whatever is given is either refused with advice or taken by the API", async () => {
    const nearly = samples.chain(({ input }) => fc.oneof(mutated(input), fc.constant([input, input]), fc.constant([input])));
    await fc.assert(
      fc.asyncProperty(fc.oneof(nearly, garbage), async (input) => {
        let sent: unknown;
        try {
          sent = typed.encode(input);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
          expect(error.message).toMatch(/ Accepted: \S+/);
          if (typeof input === "number" || (typeof input === "string" && /^\w{1,70}$/.test(input))) {
            expect(error.message).toContain(JSON.stringify(input));
          }
          return;
        }
        expect(typed.same(sent, await keep(sent))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("whatever the API holds can be shown and compared", () => {
    fc.assert(
      fc.property(garbage, garbage, (raw, other) => {
        expect(typeof typed.show(raw)).toBe("string");
        expect(typeof typed.same(raw, other)).toBe("boolean");
      }),
      { numRuns: 150 },
    );
  });

  it("null clears", async () => {
    expect(typed.encode(null)).toBeNull();
    expect(typed.same(null, await keep(null))).toBe(true);
    expect(typed.show(null)).toBe("");
  });
});

const HOSTILE: readonly unknown[] = [
  { toString: 1 },
  { valueOf: null, toString: null },
  JSON.parse('{"__proto__": {"firstName": "x"}}'),
  { constructor: "x" },
  [[]],
  [[["a"]]],
  [null, ""],
  [""],
  "",
  "   ",
  "\u200b",
  "-0",
  -0,
  1e21,
  1e-7,
  1.005,
  "1e5",
  "0x10",
  "１２",
  "+",
  "@",
  "https://",
  "//",
  "9999-12-31T23:59:59-12:00",
  "0099-05-05",
  "0001-01-01T00:00+14:00",
  "2026-02-03T10:00+99:00",
  "2026-02-30",
  "a@b",
  "dana\u200b@initech.com",
  "https://x.com/dana/status/1",
  "https://x.com/",
  "https://x.com/@dana",
  "instagram.com",
  "facebook.com",
  "https://www.linkedin.com/feed/",
  "linkedin.com",
  "+999",
  "&constructor;",
  "&#x110000;",
];

const garbage: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.double(),
);

/** The input with a character of it, or of its parts, replaced, added or taken away. */
function mutated(input: unknown): fc.Arbitrary<unknown> {
  if (typeof input === "string") {
    return fc
      .tuple(fc.nat(input.length), fc.nat(1), fc.string({ unit: "binary-ascii", maxLength: 2 }))
      .map(([at, removed, added]) => `${input.slice(0, at)}${added}${input.slice(at + removed)}`);
  }
  if (Array.isArray(input)) return fc.tuple(...input.map(mutated));
  if (typeof input === "object" && input !== null) {
    return fc.record(Object.fromEntries(Object.entries(input).map(([key, value]) => [key, mutated(value)])));
  }
  return typeof input === "number" ? fc.double().map((by) => input + by) : fc.constant(input);
}

describe("a type that the program does not know", () => {
  const typed = aTyped({ valueType: "RATING" });

  it("is shown as text and never written", () => {
    expect(typed.show("five stars")).toBe("five stars");
    expect(typed.show({ stars: 5 })).toBe('{"stars":5}');
    expect(typed.show(4)).toBe("4");
    expect(typed.type.writable).toBe(false);
    expect(typed.refusal("5")).toMatchInlineSnapshot(`"Values of type RATING cannot be written. Accepted: a change in the Lightfield app."`);
  });

  it("is not mistaken for a type by an inherited name", () => {
    for (const valueType of ["constructor", "__proto__", "toString"]) expect(aTyped({ valueType }).type.name).toBe("unknown type");
  });
});

it("a field's key is never read as anything but a key", async () => {
  for (const key of ["__proto__", "constructor", "toString", "Größe 愛"]) {
    expect(await aKeeper(aField({ key: key as ApiKey }))("kept")).toBe("kept");
  }
});
