import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiKey } from "../../src/api/index.ts";
import { changeLines, type ShowOptions } from "../../src/render/change.ts";
import { writtenLines } from "../../src/render/written.ts";
import { aField, aRelationship, aSchema, aSelect, BERLIN, fieldOf } from "../builders.ts";

const schema = aSchema({
  fields: [
    aField({ key: "title", label: "Title" }),
    aField({ key: "notes", label: "Notes", valueType: "MARKDOWN" }),
    aField({ key: "email", label: "Email", valueType: "EMAIL", config: { multipleValues: true } }),
    aSelect(["News", "Events", "Product"], { key: "topics", label: "Topics", valueType: "MULTI_SELECT" }),
  ],
  relationships: [
    aRelationship({ key: "owner", label: "Owner" }),
    aRelationship({ key: "account", label: "Account", cardinality: "HAS_MANY", objectType: "account" }),
  ],
});

const NAMES: Record<string, string> = { mem_1: "Robin", mem_2: "Robin", acc_1: "Acme", acc_2: "Acme", acc_3: "Borealis" };

const options: ShowOptions = { locale: BERLIN, nameOf: (_, id) => NAMES[id] };
const brief: ShowOptions = { ...options, brief: true };

const line = (key: string, before: unknown, after: unknown, show = options) =>
  changeLines({ fields: [{ field: fieldOf(schema, key), before, after }], links: [] }, show).join("\n");

function linksLine(key: string, before: readonly string[], after: readonly string[], show = options) {
  const relationship = schema.relationships.find(({ apiKey }) => apiKey === (key as ApiKey));
  return changeLines({ fields: [], links: relationship ? [{ relationship, before, after }] : [] }, show).join("\n");
}

/** Three hundred characters, of which no two stretches are alike. */
const LONG = Array.from({ length: 50 }, (_, at) => `w${String(at).padStart(4, "0")}`).join(" ");

const emails = (count: number) => Array.from({ length: count }, (_, at) => `number${at}@newcomers.example`);

describe("a change of a long text", () => {
  it("is shown around what differs, and says how much is the same", () => {
    expect(line("notes", `${LONG} old`, `${LONG} new`)).toBe(
      "Notes: …6 w0047 w0048 w0049 old -> …6 w0047 w0048 w0049 new (the same: 280 characters before)",
    );
    expect(line("notes", `old ${LONG}`, `new ${LONG}`)).toBe(
      "Notes: old w0000 w0001 w0002 w… -> new w0000 w0001 w0002 w… (the same: 280 characters after)",
    );
    expect(line("notes", `${LONG} old ${LONG}`, `${LONG} ${LONG}`)).toBe(
      "Notes: …6 w0047 w0048 w0049 old w0000 w0001 w0002 w0… -> …6 w0047 w0048 w0049 w0000 w0001 w0002 w0… (the same: 280 characters before, 279 after)",
    );
  });

  it("of several lines shows the lines that changed, that came and that went", () => {
    const before = `Met in Berlin\n${LONG} old\nLikes tea\nHas a dog`;
    expect(line("notes", before, `${before}\n\nCalled: "call on Monday"`)).toBe('Notes: + "Called: "call on Monday"" (4 lines kept)');
    expect(line("notes", before, `Met in Berlin\nLikes tea`)).toMatch(/^Notes: - "w0000 .*… \(\+143 characters\)", "Has a dog" \(2 lines kept\)$/);
    expect(line("notes", before, `Met in Bern\n${LONG} new\nLikes tea\nHas a dog`)).toBe(
      'Notes: "Met in Berlin" -> "Met in Bern"; "…6 w0047 w0048 w0049 old" -> "…6 w0047 w0048 w0049 new" (2 lines kept)',
    );
    expect(line("notes", "one\ntwo", "three\nfour")).toBe("Notes: one ↵ two -> three ↵ four");
    expect(line("notes", "", "three\nfour")).toBe("Notes: (empty) -> three ↵ four");
    const many = Array.from({ length: 30 }, (_, at) => `${String(at).repeat(5)} is a line`);
    expect(line("notes", "first", ["first", ...many].join("\n"), brief)).toBe(
      'Notes: + "00000 is a line", "11111 is a line", … (28 more) (1 line kept)',
    );
    // Nothing but empty lines.
    expect(line("notes", "one\ntwo", "one\n\ntwo")).toBe("Notes: one ↵ two -> one ↵ ↵ two");
  });

  it("shows what was added to its end, or cut off", () => {
    expect(line("notes", LONG, `${LONG} Called on Monday.`)).toMatch(/^Notes: …[w\d ]{20} -> …[w\d ]{20} Called on Monday\. \(the same: 279/);
    expect(line("notes", LONG, LONG.slice(0, -5))).toMatch(/^Notes: …\S+ .*w0049 -> …\S+ .*w0048 \(the same: 27\d characters before\)$/);
  });

  it("says how much of either side is cut off where what differs is long itself", () => {
    expect(line("notes", `${LONG}${"a".repeat(300)}`, `${LONG}${"b".repeat(200)}`)).toMatch(
      /^Notes: ….*a… \(\+160 characters\) -> ….*b… \(\+60 characters\) \(the same: 279 characters before\)$/,
    );
    expect(line("notes", "a".repeat(300), "b".repeat(300))).toMatch(/^Notes: a{160}… \(\+140 characters\) -> b{160}… \(\+140 characters\)$/);
    expect(line("notes", null, LONG)).toMatch(/^Notes: \(empty\) -> w0000 .*… \(\+\d+ characters\)$/);
    expect(line("notes", LONG, null)).toMatch(/^Notes: w0000 .*… \(\+\d+ characters\) -> \(empty\)$/);
  });

  it("never looks as if nothing changed, whatever the texts", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "🎉", "🙂"), maxLength: 30 }).map((part) => part.repeat(20));
    const texts = fc.tuple(text, text, text, text).filter(([, one, other]) => one !== other);
    fc.assert(
      fc.property(texts, fc.constantFrom(options, brief), ([head, one, other, tail], show) => {
        const [before, after] = line("notes", `${head}${one}${tail}`, `${head}${other}${tail}`, show)
          .replace(/^Notes: | \(the same: .*\)$/g, "")
          .split(" -> ");
        expect(before === after).toBe(`${head}${one}${tail}` === `${head}${other}${tail}`);
        expect(`${before}${after}`).not.toMatch(/\p{Cs}/u);
      }),
    );
  });

  it("cuts no character in two", () => {
    const party = "🎉".repeat(101);
    const shown = line("notes", `x${party}🙂${party}`, `x${party}🙃${party}`);
    expect(shown).toContain("🙂");
    expect(shown).toContain("🙃");
    expect(shown).not.toMatch(/\p{Cs}/u);
  });

  it("shows a short text whole", () => {
    expect(line("title", "Head of Sales, Europe", "Head of Sales, Asia")).toBe("Title: Head of Sales, Europe -> Head of Sales, Asia");
  });

  it("takes half the room for either side where many changes stand in one answer", () => {
    const [before, after] = [`${LONG} ${"a".repeat(200)}`, `${LONG} ${"b".repeat(200)}`];
    expect(line("notes", before, after, brief).length).toBeLessThan(280);
    expect(line("notes", before, after, brief)).toMatch(/ a+… \(\+\d+ characters\) -> .* b+… \(\+\d+ characters\)/);
  });

  it("says so where the two look the same", () => {
    expect(line("notes", "one\ntwo", "one \n  two")).toBe(
      "Notes: one ↵ two -> one ↵ two (they differ only in what is not shown, such as line breaks or coordinates)",
    );
  });
});

describe("a change of a field of many values", () => {
  it("shows what comes and goes, and counts what stays", () => {
    expect(line("email", emails(15), [...emails(15), "new@newcomers.example"])).toBe("Email: + new@newcomers.example (15 kept)");
    expect(line("email", emails(3), [...emails(2), "new@newcomers.example"])).toBe(
      "Email: + new@newcomers.example; - number2@newcomers.example (2 kept)",
    );
    expect(line("topics", ["opt_0", "opt_1"], ["opt_1"])).toBe("Topics: - News (1 kept)");
    expect(line("email", ["A@b.example"], ["a@B.example", "c@d.example"])).toBe("Email: + c@d.example (1 kept)");
  });

  it("shows both sides where nothing stays", () => {
    expect(line("email", ["a@b.example"], ["c@d.example"])).toBe("Email: a@b.example -> c@d.example");
    expect(line("email", null, emails(2))).toBe("Email: (empty) -> number0@newcomers.example, number1@newcomers.example");
    expect(line("topics", ["opt_0"], null)).toBe("Topics: News -> (empty)");
  });

  it("shows both sides where a value is only held once less", () => {
    expect(line("email", ["a@b.example", "a@b.example"], ["a@b.example"])).toBe("Email: a@b.example, a@b.example -> a@b.example");
  });
});

describe("a change of links", () => {
  it("names records alone, and adds the IDs where two are called the same", () => {
    expect(linksLine("owner", ["mem_1"], ["mem_2"], brief)).toBe("Owner: Robin (mem_1) -> Robin (mem_2)");
    expect(linksLine("account", ["acc_1"], ["acc_2", "acc_3"], brief)).toBe("Account: + Acme (acc_2), Borealis (acc_3); - Acme (acc_1)");
    expect(linksLine("account", ["acc_1"], ["acc_1", "acc_3"], brief)).toBe("Account: + Borealis (1 kept)");
    expect(linksLine("owner", ["mem_1"], ["mem_9"], brief)).toBe("Owner: Robin -> mem_9");
  });
});

describe("what was not stored", () => {
  const written = (key: string, before: unknown, after: unknown, now: unknown) =>
    writtenLines({ fields: [{ field: fieldOf(schema, key), before, after, now, stored: false, isOther: false }], links: [] }, false, options).join(
      "\n",
    );

  it("stands beside what the contact has, around what differs", () => {
    expect(written("title", "CFO", "CEO", "CFO")).toBe("Title: NOT stored. Sent CEO; the contact has CFO");
    expect(written("notes", null, `${LONG} new`, `${LONG} old`)).toBe(
      "Notes: NOT stored. Sent …6 w0047 w0048 w0049 new; the contact has …6 w0047 w0048 w0049 old (the same: 280 characters before)",
    );
  });

  it("is told of a long list by what the contact lacks and has besides", () => {
    expect(written("email", emails(15), [...emails(15), "new@newcomers.example"], ["odd@newcomers.example", ...emails(15)])).toBe(
      "Email: NOT stored (sent -> the contact has): + odd@newcomers.example; - new@newcomers.example (15 kept)",
    );
  });
});
