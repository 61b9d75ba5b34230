import { expect, it } from "vitest";
import { LikelyPairs } from "../../src/identity/likely-pairs.ts";
import { peopleOf } from "../../src/identity/pair-table.ts";
import { aPerson } from "./person.ts";

/** The pairs that are to be compared, by the places of the people. */
function pairsOf(people: readonly string[]) {
  const identities = people.map(aPerson);
  const pairs = new LikelyPairs();
  for (const [at, identity] of identities.entries()) pairs.add(at, identity);
  const found = [...pairs.pairs((at) => identities[at])].flatMap((connected) => [...(connected ?? [])].map((pair) => peopleOf(pair).join("-")));
  return { found: new Set(found), isHeldByMany: pairs.isHeldByMany };
}

it.each([
  ["the same address", "Lena Hart; lena@hart.example", "Tomas Brook; LENA@hart.example"],
  ["another spelling of a mailbox", "Lena Hart; lenahart@gmail.com", "Tomas Brook; lena.hart+x@googlemail.com"],
  ["the same profile", "Lena Hart; in/lena", "L.; https://de.linkedin.com/in/lena/?trk=x"],
  ["a unique value", "Lena Hart; #7", "Tomas Brook; #7"],
  ["the same name, where nothing tells them apart", "Jörg Wagner", "Joerg Wagner; at Acme"],
  ["the same name, where the domain of the address is the same", "Jörg Wagner; j.wagner@a.example", "Joerg Wagner; jw@a.example; at Acme"],
  ["the same name, where the address is the same before the @", "Jörg Wagner; jwagner@a.example", "Joerg Wagner; jwagner@b.example; at Acme"],
  ["the same name, at a company and its successor", "Jörg Wagner; j.wagner@acme.com; at Acme", "Joerg Wagner; jw@acme-robots.com; at Acme Robots"],
  ["the same name in another order at an account", "Wagner Jörg; at Acme", "Jörg Wagner; at Acme"],
  ["two nicknames of one name at an account", "Rob Hart; at Acme", "Bob Hart; at Acme"],
  ["an initial at an account", "L. Hart; at Acme", "Lena Hart; at Acme"],
  ["the initials of a double name at an account", "J.P. Moreau; at Acme", "Jean-Pierre Moreau; at Acme"],
  ["an initial of the last name at an account", "Lena H.; at Acme", "Lena Hart; at Acme"],
  ["one word of a name at an account", "Hart; at Acme", "Lena Hart; at Acme"],
  ["a part of a double name at an account", "Lena Brook; at Acme", "Lena Hart-Brook; at Acme"],
  ["two of three last names at an account", "Ana Oude Nijhuis; at Acme", "Ana Kuipers-Oude Nijhuis; at Acme"],
  ["a typo in the last name at an account", "Lena Kellermann; at Acme", "Lena Kellerman; at Acme"],
  ["a typo beside a middle name at an account", "Lena Maria Kellermann; at Acme", "Lena Kellermmann; at Acme"],
  ["a typo in the first name at an account", "Micheal Hart; at Acme", "Michael Hart; at Acme"],
])("pairs people who share %s", (_what, one, other) => {
  expect(pairsOf(["Zoe Zimmer; zoe@zimmer.example; at Acme", one, other]).found).toEqual(new Set(["1-2"]));
});

it("pairs nobody who shares neither a value nor a name at an account", () => {
  const people = ["Lena Hart; lena@a.example; at Acme", "Lena Hart; lena@b.example; at Bolt", "Robert Hart; at Acme", "Lena Zimmer; at Acme"];
  // Last names of the same letters.
  people.push("Lena Brook-Moreau", "Lena Moreau-Brook; at Bolt", "Lena Kellermann; at Acme", "Lena Kennermall; at Acme");
  expect(pairsOf(people).found).toEqual(new Set());
});

it.each([
  ["a number only if their names are similar", ["+4930111", "+4930111", "+4930111", "+4930111"], ["0-3"]],
  ["a mailbox in any case", ["hart+1@hart.example", "hart+2@hart.example", "hart+3@hart.example"], ["0-1", "0-2", "1-2"]],
  ["a unique value in any case", ["#7", "#7", "#7"], ["0-1", "0-2", "1-2"]],
])("pairs a few with other names who share %s", (_what, values, expected) => {
  const names = ["Ada Wolf", "Tomas Brook", "Lena Hart", "A. Wolf"];
  expect(pairsOf(values.map((value, at) => `${names[at]}; ${value}`)).found).toEqual(new Set(expected));
});

it("compares only those with similar names of the many who hold a value, which is then wide", () => {
  const many = Array.from({ length: 300 }, (_, at) => `Ada${String.fromCharCode(97 + (at % 26))} Wolf${at}; +4930111`);
  const { found, isHeldByMany } = pairsOf([...many, "Lena Hart; +4930111", "L. Hart; +4930111"]);
  expect(found).toContain("300-301");
  expect(found.size).toBeLessThan(300 * 25);
  expect(isHeldByMany("phone +4930111")).toBe(true);
  expect(isHeldByMany("phone +4930222")).toBe(false);
});

it.each([
  ["without a name", "-"],
  ["of one name", "Lena Hart"],
])("makes few pairs of thousands %s who hold one value, in small steps", (_who, name) => {
  const identities = Array.from({ length: 5000 }, () => aPerson(`${name}; shop+1@hart.example; +4930111`));
  const pairs = new LikelyPairs();
  for (const [at, identity] of identities.entries()) pairs.add(at, identity);
  let [steps, read, most, count] = [0, 0, 0, 0];
  const identityAt = (at: number) => {
    read++;
    return identities[at];
  };
  for (const connected of pairs.pairs(identityAt)) {
    most = Math.max(most, read);
    read = 0;
    steps++;
    count += connected?.length ?? 0;
  }
  expect(count).toBeGreaterThan(1000);
  expect(count).toBeLessThan(100_000);
  expect(most).toBeLessThanOrEqual(2);
  expect(steps).toBeGreaterThan(5000);
});

it("pairs somebody without a name with those who hold the same value", () => {
  const many = Array.from({ length: 100 }, () => "Lena Hart; lena@hart.example");
  expect(pairsOf(["-; lena@hart.example", ...many]).found).toContain("0-1");
});
