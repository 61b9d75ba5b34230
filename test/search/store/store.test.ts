import { setImmediate as pause } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SearchIndex } from "../../../src/search/index.ts";
import type { SearchDocument } from "../../../src/search/search-document.ts";
import { aDocument, anIndex } from "../support.ts";

const WORDS = "anna bruno carla dmitri eva falk greta hugo 4711 ümit łada o'neil".split(" ");

const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((list) => list.join(" "));
/** Without a 4 after the country's: "4711" is a word of other texts. */
const aPhone = fc.stringMatching(/^\+49[0-35-9]{6,9}$/);
const aContact = fc
  .record({ id: fc.integer({ min: 0, max: 12 }).map(String), name: words, account: words, phone: aPhone })
  .map(({ id, ...parts }) => aDocument(id, parts));
const aChange = fc.oneof(
  { weight: 3, arbitrary: aContact.map((document) => ({ put: document })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }).map((id) => ({ remove: String(id) })) },
);

function apply(changes: readonly ({ put: SearchDocument } | { remove: string })[]) {
  const index = new SearchIndex();
  const contacts = new Map<string, SearchDocument>();
  for (const change of changes) {
    if ("put" in change) {
      index.put(change.put);
      contacts.set(change.put.id, change.put);
    } else {
      index.remove(change.remove);
      contacts.delete(change.remove);
    }
  }
  return { index, contacts };
}

const holds = (document: SearchDocument, word: string) => document.parts.some(({ kind, text }) => kind !== "phone" && text.split(" ").includes(word));

describe("after any changes", () => {
  test("exactly the contacts that have a word are found by it", () => {
    fc.assert(
      fc.property(fc.array(aChange, { maxLength: 40 }), fc.constantFrom(...WORDS), (changes, word) => {
        const { index, contacts } = apply(changes);
        expect(index.size).toBe(contacts.size);
        const exact = index.search(word, { limit: 100 }).hits.filter(({ reasons }) => reasons.some(({ how }) => how === "exact"));
        const expected = [...contacts.values()].filter((document) => holds(document, word)).map(({ id }) => id);
        expect(exact.map(({ id }) => id).sort()).toEqual(expected.sort());
      }),
    );
  });

  test("a phone number's last digits find it", () => {
    fc.assert(
      fc.property(fc.array(aChange, { minLength: 1, maxLength: 40 }), (changes) => {
        const { index, contacts } = apply(changes);
        for (const { id, parts } of contacts.values()) {
          const phone = parts.find(({ kind }) => kind === "phone")?.text ?? "";
          expect(index.search(phone.slice(-5), { limit: 100 }).hits.map((hit) => hit.id)).toContain(id);
        }
      }),
    );
  });

  test("what is stored and restored finds the same, and can be changed on", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aChange, { maxLength: 30 }),
        aContact,
        words,
        fc.integer({ min: 1, max: 5000 }),
        async (changes, more, query, cut) => {
          const { index } = apply(changes);
          const restored = await SearchIndex.restore(cutInto(Buffer.concat([...index.serialise()]), cut));
          const options = { limit: 20 };
          expect(restored.search(query, options)).toEqual(index.search(query, options));
          index.put(more);
          restored.put(more);
          expect(restored.search(query, options)).toEqual(index.search(query, options));
          expect([restored.size, restored.waste]).toEqual([index.size, index.waste]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function* cutInto(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe("stored bytes", () => {
  const stored = () => Buffer.concat([...anIndex(aDocument("1", { name: "Ana Ruiz" })).serialise()]);

  test("of another version are refused", async () => {
    const bytes = stored();
    bytes.writeUInt32LE(99, 4);
    await expect(SearchIndex.restore([bytes])).rejects.toThrow("another version");
  });

  test("that are not whole are refused", async () => {
    const bytes = stored();
    for (const length of [0, 3, 20, bytes.length - 1]) await expect(SearchIndex.restore([bytes.subarray(0, length)])).rejects.toThrow();
  });
});

test("an index that changes while it is stored is not stored torn", () => {
  const index = anIndex(aDocument("1", { name: "Ana Ruiz" }));
  const pieces = index.serialise();
  pieces.next();
  index.put(aDocument("1", { name: "Ana Ruiz" }));
  expect(pieces.next().done).toBe(false);
  index.put(aDocument("2", { name: "Ana Diaz" }));
  expect(() => [...pieces]).toThrow("has changed");
});

test("a contact that has not changed takes no room again", () => {
  const ana = aDocument("1", { name: "Ana Ruiz" });
  const index = anIndex(ana, { ...ana }, { ...ana });
  expect(index.waste).toBe(0);
  index.put(aDocument("1", { name: "Ana Diaz" }));
  expect(index.waste).toBe(0.5);
});

test("a contact of thousands of words is found by the first ones", () => {
  const long = Array.from({ length: 5000 }, (_, at) => `word${at}`).join(" ");
  expect(anIndex(aDocument("1", { text: long })).search("word17", { limit: 5 }).hits[0]?.id).toBe("1");
});

describe("a contact with hundreds of long texts", () => {
  const words = Array.from({ length: 400 }, (_, at) => `word${at}`).join(" ");
  const aBook = (id: string, texts: number): SearchDocument => ({
    id,
    parts: Array.from({ length: texts }, (_, at) => ({ kind: "text", key: `chapter_${at}`, text: at === 0 ? `book${id} ${words}` : words })),
  });

  test("is found again after the index was stored, as are those after it", async () => {
    const index = anIndex(aBook("1", 400), aBook("2", 400), aDocument("3", { name: "Ana Ruiz" }));
    const restored = await SearchIndex.restore(index.serialise());
    restored.put(aDocument("4", { name: "Bob Stone" }));
    for (const [query, id] of [
      ["book1 word17", "1"],
      ["book2 word17", "2"],
      ["ana ruiz", "3"],
      ["bob stone", "4"],
    ] as const) {
      expect(restored.search(query, { limit: 5 }).hits[0]?.id).toBe(id);
    }
  });

  test("is found by the first ones, if they are more than any contact has", () => {
    const { hits } = anIndex(aBook("1", 700), aDocument("2", { name: "Ana Ruiz" })).search("book1", { limit: 5 });
    expect(hits.map(({ id }) => id)).toEqual(["1"]);
  });
});

describe("a search in turns", () => {
  const NAMES = ["Ana Ruiz", "Anna Diaz", "Bob Stone", "Robert Stone", "Hannah Ruiz"];
  const people = () => anIndex(...NAMES.map((name, at) => aDocument(String(at), { name })));

  test("finds what one in one go finds, whatever other searches go on", async () => {
    const index = people();
    const queries = ["ana ruiz", "bob stone", "anna", "hana ruiz", "nobody"];
    const found = await Promise.all(queries.map((query) => index.searchInTurns(query, { limit: 5 }, pause)));
    expect(found).toEqual(queries.map((query) => index.search(query, { limit: 5 })));
  });

  test("finds who changes between its steps", async () => {
    const index = people();
    let pauses = 0;
    const { hits } = await index.searchInTurns("bob stone", { limit: 5 }, async () => {
      pauses += 1;
      index.put(aDocument("2", { name: "Bob Stone", title: `CFO ${pauses}` }));
      index.put(aDocument("9", { name: "Bob Stone" }));
    });
    expect(pauses).toBeGreaterThan(2);
    expect(hits.map(({ id }) => id).slice(0, 2)).toEqual(["2", "9"]);
  });
});

test("what nobody has is suggested for in a turn each, and not for a whole text", async () => {
  const index = anIndex(...Array.from({ length: 50 }, (_, at) => aDocument(String(at), { name: `Ana Ruiz${at}` })));
  const query = Array.from({ length: 40 }, (_, at) => `qqq${String.fromCharCode(97 + (at % 26))}xyz`).join(" ");
  let pauses = 0;
  await index.searchInTurns(query, { limit: 5 }, async () => {
    pauses += 1;
  });
  expect(pauses).toBeLessThan(2 * 40 + 10);
  expect(index.search("Ana Ruix Diaz", { limit: 5 }).suggestions.length).toBeLessThanOrEqual(9);
});
