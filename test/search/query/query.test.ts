import { describe, expect, test } from "vitest";
import { parseQuery } from "../../../src/search/index.ts";

const sought = (query: string) => parseQuery(query).words.flatMap(({ required, written }) => (required ? [written] : []));

describe("words that ask how many there are", () => {
  test.each([
    ["how many leads", ["leads"]],
    ["how many people do we have in Germany", ["Germany"]],
    ["how many CFOs are there at Acme?", ["CFOs", "Acme"]],
    ["number of customers in Berlin", ["customers", "Berlin"]],
    ["total number of customers", ["customers"]],
    ["count of leads", ["leads"]],
    ["count leads owned by Priya", ["leads", "Priya"]],
    ["customers in total", ["customers"]],
  ])("need not match: %s", (query, words) => {
    expect(sought(query)).toEqual(words);
    expect(parseQuery(query).counts).toBe(true);
  });

  test("need not match where a question begins with one", () => {
    expect(sought("how is Maja called")).toEqual(["Maja"]);
    expect(sought("How")).toEqual(["How"]);
  });

  test.each([
    ["people at Total", ["Total"]],
    ["Total", ["Total"]],
    ["Dana Count", ["Dana", "Count"]],
    ["Alex How at Acme", ["Alex", "How", "Acme"]],
    ["Many Jones", ["Many", "Jones"]],
    ["who has a number ending 4471", ["4471"]],
  ])("are sought where they are names: %s", (query, words) => {
    expect(sought(query)).toEqual(words);
    expect(parseQuery(query).counts).toBe(false);
  });

  test.each(["how many contacts do I have", "how many contacts", "how many", "count of contacts"])(
    "about anybody leave nothing to look for: %s",
    (query) => {
      expect(parseQuery(query)).toMatchObject({ words: [], isForAnyone: true });
    },
  );
});

describe("words that say not", () => {
  test.each([
    ["not interested in Security", ["not"]],
    ["leads without an owner", ["without"]],
    ["customers with no phone", ["no"]],
    ["everyone except Maja", ["except"]],
    ["never met", ["never"]],
  ])("need not match: %s", (query, negations) => {
    expect(parseQuery(query).negations).toEqual(negations);
    expect(sought(query)).not.toContain(negations[0]);
  });

  test.each(["No", "Trinh No", "Alex at No Limits", "phone no 4471", "no 13", "x@not.example"])("are names or numbers elsewhere: %s", (query) => {
    expect(parseQuery(query).negations).toEqual([]);
  });
});

test.each([
  ["A. Jackson", ["A", "Jackson"]],
  ["the number of I. Johnson at Wonka", ["I", "Johnson", "Wonka"]],
  ["Jackson, A.", ["Jackson", "A"]],
  ["a CTO in Berlin", ["CTO", "Berlin"]],
  ["what do I know about a Jackson", ["know", "Jackson"]],
])("a or i with a dot is an initial, and else a filler: %s", (query, words) => {
  expect(sought(query)).toEqual(words);
});

test.each([
  ["it manager at Acme", "IT manager Acme"],
  ["vp it", "vp IT"],
  ["directors of it in Berlin", "directors IT Berlin"],
  ["people in it", "IT"],
  ["is it people from Acme", "Acme"],
  ["does it lead to Acme", "lead Acme"],
  ["Acme has a lead in it", "Acme lead"],
])('"it" is the department beside a title or contacts: %s', (query, words) => {
  expect(sought(query).join(" ")).toBe(words);
});
