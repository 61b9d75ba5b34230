import { describe, expect, test } from "vitest";
import type { SearchIndex } from "../../src/search/index.ts";
import { aDocument, anIndex } from "./support.ts";

const PEOPLE = anIndex(
  aDocument("smith", { name: "John Smith", account: "Initech", title: "CTO", email: "john.smith@initech.com", phone: "+14155550134" }),
  aDocument("snow", { name: "Jon Snow", account: "Night Watch", title: "Head of Sales", place: ["Berlin", "10119 DE Germany"] }),
  aDocument("dana", { name: "Dana Scully", account: "Initech", email: "dana@initech.com", option: "VIP", owner: "Robin Miles" }),
  aDocument("robert", { name: "Robert Paulson", account: "Acme Solar", phone: "+49309018204471", title: "Chief Financial Officer" }),
  aDocument("alex", { name: "Alex Vega", account: "Acme", email: "alex@acme.io", handle: "alexvega", text: "Met at the fair, wants a pilot" }),
  aDocument("will", { name: "Will Byers", account: "Hawkins", place: "Hawkins" }),
  aDocument("an", { name: "An Nguyen", account: "Hawkins", title: "Engineer" }),
  aDocument("muller", { name: "Jürgen Müller", account: "Wärtsilä", place: "Århus" }),
  aDocument("oconnor", { name: "Sinéad O'Connor", account: "Bank of Ireland", title: "VP People" }),
  aDocument("berlin", { name: "Isaiah Berlin", account: "Oxford" }),
  aDocument("robin", { name: "Robin Hood", account: "Sherwood" }),
);

const first = (query: string, index: SearchIndex = PEOPLE) => index.search(query, { limit: 5 }).hits[0]?.id;
const clear = (query: string, index: SearchIndex = PEOPLE) => index.search(query, { limit: 5 }).clear;

describe("what people type", () => {
  test.each([
    ["jon smyth", "smith"],
    ["smith john", "smith"],
    ["J. Smith", "smith"],
    ["555-0134", "smith"],
    ["(415) 555 0134", "smith"],
    ["the CTO of Initech", "smith"],
    ["chief technology officer at initech", "smith"],
    ["dana@initech", "dana"],
    ["Dana at initech.com", "dana"],
    ["VIPs", "dana"],
    ["owner Robin", "dana"],
    ["contacts owned by Robin Miles", "dana"],
    ["bob", "robert"],
    ["Bob Paulson", "robert"],
    ["who has a number ending 4471", "robert"],
    ["+49 30 9018", "robert"],
    ["030 90182", "robert"],
    ["CFO", "robert"],
    ["Alex at Acme", "alex"],
    ["Acme", "alex"],
    ["@alexvega", "alex"],
    ["wants a pilot", "alex"],
    ["Will", "will"],
    ["Will at Hawkins", "will"],
    ["An", "an"],
    ["An Nguyen", "an"],
    ["muller", "muller"],
    ["Mueller", "muller"],
    ["jurgen aarhus", "muller"],
    ["oconnor", "oconnor"],
    ["O'Connor", "oconnor"],
    ["sinead o connor", "oconnor"],
    ["VP of People at the Bank of Ireland", "oconnor"],
    ["people in Berlin", "snow"],
    ["someone in Germany", "snow"],
    ["Berlin", "berlin"],
    ["Robin", "robin"],
    ["jon snow", "snow"],
    ["Dr. Jon Snow", "snow"],
    ["+1 (415) 555-0134 ext. 5", "smith"],
    ["danascully", "dana"],
    ["@danascully", "dana"],
    ["linkedin.com/in/danascully", "dana"],
    ["willbyers@hawkins.example", "will"],
  ])("%s", (query, id) => {
    expect(first(query)).toBe(id);
  });
});

describe("an initial", () => {
  const JOHNSONS = anIndex(
    aDocument("maja", { name: "Maja Johnson", account: "Wonka Industries" }),
    aDocument("ian", { name: "Ian Johnson", account: "Initech" }),
    aDocument("ida", { name: "Ida Moore", account: "Wonka Industries" }),
    aDocument("isa", { name: "Isa Jackson", account: "Acme" }),
    aDocument("ava", { name: "Ava Jackson", account: "Acme" }),
  );
  const order = (query: string) => JOHNSONS.search(query, { limit: 9 }).hits.map(({ id }) => id);

  test("says more of a person than where they work", () => {
    expect(order("I. Johnson at Wonka").slice(0, 2)).toEqual(["ian", "maja"]);
    expect(order("A. Jackson")[0]).toBe("ava");
    expect(clear("A. Jackson", JOHNSONS)).toBe("ava");
  });

  test("alone does not make somebody of the name", () => {
    expect(order("M. Jackson").slice(0, 2).toSorted()).toEqual(["ava", "isa"]);
  });
});

describe("fillers", () => {
  test("neither match by themselves nor are missed", () => {
    expect(PEOPLE.search("who is the contact with a number ending", { limit: 5 }).unmatched).not.toContain("the");
    expect(PEOPLE.search("the CTO of our Initech", { limit: 5 }).hits[0]).toMatchObject({ id: "smith", missing: [] });
  });

  test("are taken at their word where nothing else is asked for", () => {
    expect(PEOPLE.search("will", { limit: 5 }).hits.map(({ id }) => id)).toEqual(["will"]);
  });
});

describe("reasons", () => {
  test("name the word that was asked for, the word that was found, where, and how they fit", () => {
    expect(PEOPLE.search("jon smyth at initech", { limit: 1 }).hits[0]?.reasons).toEqual([
      { kind: "account", query: "initech", matched: "Initech", how: "exact" },
      { kind: "name", query: "jon", matched: "John", how: "nickname" },
      { kind: "name", query: "smyth", matched: "Smith", how: "sound" },
    ]);
  });

  test.each(["number ending 34", "whose phone ends with 34", "ending in 34", "phone number 34"])(
    "%s: two digits are the last of a number",
    (query) => {
      const index = anIndex(
        aDocument("ends", { name: "John Smith", phone: "+14155550134" }),
        aDocument("holds", { name: "Ana Ruiz", phone: "+14153455501" }),
        aDocument("begins", { name: "Ion Vega", phone: "+34915550177" }),
        aDocument("lives", { name: "Dana Scully", place: "34 Elm Street" }),
      );
      const { hits, matched } = index.search(query, { limit: 5 });
      expect(hits[0]).toMatchObject({ id: "ends", reasons: [{ kind: "phone", how: "phone" }] });
      expect(hits.map(({ id }) => id)).not.toContain("holds");
      expect(matched).toBe(1);
      expect(index.search("34 Elm Street", { limit: 1 }).hits[0]?.id).toBe("lives");
      expect(index.search("number ending 034", { limit: 5 }).hits).toHaveLength(0);
    },
  );

  test("of a phone number give all its digits", () => {
    expect(PEOPLE.search("4471", { limit: 1 }).hits[0]?.reasons[0]).toMatchObject({ kind: "phone", matched: "49309018204471", how: "phone" });
  });

  test("a word that the contact lacks is said", () => {
    expect(PEOPLE.search("Dana at Acme", { limit: 5 }).hits.find(({ id }) => id === "dana")?.missing).toEqual(["Acme"]);
  });

  test("a word that stands in another kind of text than the query asks for is said to be missing there", () => {
    const index = anIndex(
      aDocument("lives", { name: "Ida Holm", title: "CTO", place: "Tokyo" }),
      aDocument("attended", { name: "Ove Holm", title: "Sales Director", option: "Tokyo" }),
    );
    const { matched, hits } = index.search("sales director in Tokyo", { limit: 2 });
    expect(matched).toBe(0);
    expect(hits.find(({ id }) => id === "attended")?.missing).toEqual(["place Tokyo"]);
  });
});

describe("the one who is clearly meant", () => {
  test("is named where nobody else fits as well", () => {
    expect(clear("jon smyth")).toBe("smith");
    expect(clear("Alex at Acme")).toBe("alex");
  });

  test("is never one of two namesakes", () => {
    const namesakes = anIndex(aDocument("1", { name: "Ana Ruiz", account: "Acme" }), aDocument("2", { name: "Ana Ruiz", account: "Initech" }));
    expect(clear("Ana Ruiz", namesakes)).toBeUndefined();
    expect(clear("Ana Ruiz at Initech", namesakes)).toBe("2");
  });

  test("must have every word", () => {
    expect(clear("Dana at Acme")).toBeUndefined();
    expect(clear("Dana Katherine Scully")).toBeUndefined();
  });

  test.each([
    ["an option", "option", "EMEA"],
    ["a company", "account", "Emera"],
    ["the beginning of a company", "account", "Emekations"],
    ["a title", "title", "Emika"],
    ["an owner", "owner", "Emeke Roth"],
  ] as const)("is not told by a first name that only resembles %s", (_, kind, text) => {
    const index = anIndex(
      aDocument("1", { name: "Daiki Yoshida", [kind]: text }),
      aDocument("2", { name: "Emeka Olawale", title: "CTO" }),
      aDocument("3", { name: "Aoi Ito" }),
    );
    expect(clear("Emeka Yoshida", index)).toBeUndefined();
    expect(index.search("Emeka Yoshida", { limit: 5 }).matched).toBe(0);
  });

  test("may be told by a misspelt company that the query says is one", () => {
    const index = anIndex(aDocument("1", { name: "Daiki Yoshida", account: "Emera" }), aDocument("2", { name: "Aoi Yoshida", account: "Tern" }));
    expect(clear("Yoshida at Emerra", index)).toBe("1");
    expect(clear("Yoshida of Emerra", index)).toBe("1");
    expect(clear("Yoshida Emerra", index)).toBeUndefined();
    expect(clear("Daiki Yoshida Emerra", index)).toBe("1");
  });

  test("is not somebody else of the first name, one letter away", () => {
    const index = anIndex(aDocument("1", { name: "Léa Laurent" }), aDocument("2", { name: "Lena Vogel" }), aDocument("3", { name: "Théo Lund" }));
    expect(clear("Lena Laurent", index)).toBeUndefined();
    expect(clear("Lea Laurnt", index)).toBe("1");
  });

  test("is told by more than what was written about them", () => {
    expect(clear("wants a pilot")).toBeUndefined();
    expect(clear("Alex, wants a pilot")).toBe("alex");
    expect(clear("VIP")).toBeUndefined();
    expect(clear("people in Århus")).toBeUndefined();
    expect(clear("Engineer at Hawkins")).toBe("an");
    const coded = anIndex(aDocument("1", { name: "Ana Ruiz", text: "CRM-100555" }), aDocument("2", { name: "Bo Lund", text: "CRM-100556" }));
    expect(clear("CRM-100555", coded)).toBe("1");
  });

  test("is not the one of whom an owner happens to have the name", () => {
    const owned = anIndex(aDocument("1", { name: "Ana Ruiz", account: "Acme", owner: "Alex Morgan" }));
    expect(clear("Alex at Acme", owned)).toBeUndefined();
    expect(clear("owner Alex at Acme", owned)).toBe("1");
  });
});

describe("whoever is meant by words for anybody", () => {
  const index = anIndex(
    aDocument("contact", { name: "Clara Schneider", title: "First contact", text: "A new contact" }),
    aDocument("people", { name: "Ana Ruiz", title: "Head of People" }),
    aDocument("guy", { name: "Guy Lund", title: "Nurse" }),
    aDocument("lund", { name: "Aage Lund", title: "Nurse" }),
  );

  test.each(["my contacts", "our contacts", "list all contacts", "everyone", "who are the people"])("%s is nobody in particular", (query) => {
    expect(index.search(query, { limit: 5 })).toMatchObject({ hits: [], clear: undefined });
  });

  test.each(["nurse contacts", "people: nurse", "contacts nurse"])("%s has only the other words", (query) => {
    expect(index.search(query, { limit: 5 })).toMatchObject({ matched: 2, hits: [{ missing: [] }, { missing: [] }] });
  });

  test.each(["Head of People", "VP People", "people lead", "Director, People"])("%s is a title", (query) => {
    expect(first(query, index)).toBe("people");
  });

  test("is somebody whose name is just so", () => {
    expect(first("Guy", index)).toBe("guy");
    expect(first("Guy Lund", index)).toBe("guy");
  });
});

describe("what is counted", () => {
  test("has every word of the query, each in a word of its own", () => {
    const index = anIndex(
      aDocument("roberts", { name: "Rhys Roberts", account: "Tern" }),
      aDocument("robert", { name: "Robert Lund", account: "Tern" }),
      aDocument("both", { name: "Rob Roberts", account: "Acme" }),
    );
    expect(index.search("Rob Roberts at Tern", { limit: 5 })).toMatchObject({ matched: 0 });
    expect(index.search("Rob Roberts", { limit: 1 })).toMatchObject({ matched: 1, hits: [{ id: "both", missing: [] }] });
  });

  test("has it where the query says, if anybody has", () => {
    const index = anIndex(
      aDocument("1", { name: "Ana Ruiz", place: "Berlin" }),
      aDocument("2", { name: "Bo Lund", option: "Dinner in Berlin" }),
      aDocument("3", { name: "Cy Ode", option: "Dinner in Prague" }),
    );
    expect(index.search("Berlin", { limit: 5 })).toMatchObject({ matched: 2, alike: 1 });
    expect(index.search("people in Berlin", { limit: 5 })).toMatchObject({ matched: 1, alike: 1 });
    expect(index.search("people in Prague", { limit: 5 })).toMatchObject({ matched: 1, alike: 1 });
  });

  test("need not have what nobody has", () => {
    expect(PEOPLE.search("Xaulsen at Initech", { limit: 5 })).toMatchObject({ matched: 2, unmatched: ["Xaulsen"] });
  });

  test("is alike only as it is written", () => {
    const index = anIndex(aDocument("1", { name: "Jon Snow" }), aDocument("2", { name: "John Smith" }), aDocument("3", { name: "Jonas Lund" }));
    expect(index.search("jon", { limit: 5 })).toMatchObject({ matched: 3, alike: 1 });
    expect(index.search("jonn", { limit: 5 }).alike).toBe(0);
  });
});

describe("what nothing matches", () => {
  test("gives the nearest words that are known", () => {
    expect(PEOPLE.search("Xaulsen", { limit: 5 })).toMatchObject({
      hits: [],
      unmatched: ["Xaulsen"],
      suggestions: ["Paulson"],
      clear: undefined,
      matched: 0,
    });
  });

  test("is near to words of names and accounts only", () => {
    const index = anIndex(aDocument("1", { name: "Dana Paulson", account: "Baulson Ltd", title: "Qaulson of Raulson" }));
    expect(index.search("Xaulsen", { limit: 5 }).suggestions.toSorted()).toEqual(["Baulson", "Paulson"]);
  });

  test("is said beside what matches", () => {
    const result = PEOPLE.search("Dana Zzyzx", { limit: 5 });
    expect(result.unmatched).toEqual(["Zzyzx"]);
    expect(result.hits[0]?.id).toBe("dana");
  });

  test.each(["", "   ", "?!", "\u0000", "💥", "@"])("a question of no words (%j) has no answer", (query) => {
    expect(PEOPLE.search(query, { limit: 5 })).toMatchObject({ hits: [], clear: undefined });
  });
});

describe("order", () => {
  test("is exact, start, typo, part", () => {
    const index = anIndex(
      aDocument("part", { name: "Brosmithson" }),
      aDocument("typo", { name: "Smitt" }),
      aDocument("start", { name: "Smithers" }),
      aDocument("exact", { name: "Smith" }),
    );
    expect(index.search("smith", { limit: 5 }).hits.map(({ id }) => id)).toEqual(["exact", "start", "typo", "part"]);
  });

  test("of equals is by ID, whatever the order in which they came", () => {
    const equals = ["c", "a", "d", "b"].map((id) => aDocument(id, { name: "Ana Ruiz" }));
    const ids = (index: SearchIndex) => index.search("ana", { limit: 5 }).hits.map(({ id }) => id);
    expect(ids(anIndex(...equals))).toEqual(["a", "b", "c", "d"]);
    expect(ids(anIndex(...equals.toReversed()))).toEqual(["a", "b", "c", "d"]);
  });
});

test("contacts that are not allowed are neither shown nor counted", () => {
  const result = PEOPLE.search("initech", { limit: 5, allow: (id) => id !== "dana" });
  expect(result.hits.map(({ id }) => id)).toEqual(["smith"]);
  expect(result).toMatchObject({ matched: 1, clear: "smith" });
});

describe("alternatives", () => {
  const index = anIndex(
    aDocument("1", { name: "Ben Kiwi", account: "Acme", title: "Head of Sales", phone: "+493012344471" }),
    aDocument("2", { name: "Benjamin Frost", account: "Globex", phone: "+493012384472" }),
    aDocument("3", { name: "Maja Jensen", account: "Acme" }),
    aDocument("4", { name: "Sem Kuipers", account: "Initech" }),
  );
  const found = (query: string) => {
    const { hits, matched } = index.search(query, { limit: 5 });
    return hits.filter(({ missing }) => missing.length === 0).length === matched
      ? hits
          .slice(0, matched)
          .map(({ id }) => id)
          .sort()
          .join("")
      : "unlike";
  };

  test.each([
    ["Ben or Maja", "123"],
    ["Ben OR Maja", "123"],
    ["Maja, OR Sem", ""],
    ["Sem, Maja or Frost", "234"],
    ["Sem or Maja or Frost", "234"],
    ["Maja or Sem at Acme", "3"],
    ["at Acme or Initech", "134"],
    ["number ending 4471 or 4472", "12"],
  ])("of single words are found: %s", (query, ids) => {
    expect(found(query)).toBe(ids);
  });

  test.each(["Ben or Benjamin", "Benjamin or Ben"])("each match as they do alone: %s", (query) => {
    const { hits } = index.search(query, { limit: 5 });
    const hows = hits.map(({ id, reasons }) => `${id} ${reasons.map(({ how }) => how).join()}`).sort();
    expect(hows).toEqual(["1 exact", "2 exact"]);
  });

  test.each([
    "Maja Jensen or Sem",
    "Maja or Sem Kuipers",
    "head of sales or Maja",
    "Maja Jensen or Sem Kuipers",
    "Maja or Sem, Ben Kiwi",
    "Sem or Xaver",
  ])("of several words, or of words that nobody has, demand all of them: %s", (query) => {
    expect(index.search(query, { limit: 5 }).hits.filter(({ missing }) => missing.length === 0)).toEqual([]);
  });

  test.each(["Maja or Sem at Acme", "Maja Jensen or Maja", "Sem or Kuipers", "Sem or the Kuipers"])(
    "mean several contacts, so none is clear: %s",
    (query) => {
      const { hits, clear: one } = index.search(query, { limit: 5 });
      expect(hits.length).toBeGreaterThan(0);
      expect(one).toBeUndefined();
    },
  );
});
