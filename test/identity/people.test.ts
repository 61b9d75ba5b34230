import { expect, it } from "vitest";
import { compare } from "../../src/identity/compare.ts";
import { People } from "../../src/identity/people.ts";
import { aPerson, identity } from "./person.ts";

const peopleOf = (...texts: readonly string[]) => {
  const people = new People<string>();
  for (const text of texts) people.add(text, aPerson(text));
  return people;
};

const alike = (people: People<string>, text: string) => [...people.alike(aPerson(text)).keys()];

it.each([
  ["the same address", "Lena Hart; lena@hart.example", "Tomas Brook; LENA@hart.example"],
  ["the same profile", "Lena Hart; in/lena", "L.; https://de.linkedin.com/in/lena/?trk=x"],
  ["the same name", "Jörg Wagner", "Joerg Wagner"],
  ["the same name in another order", "Wagner Jörg", "Jörg Wagner"],
  ["the same name without a blank", "山川 葉子", "山川葉子"],
  ["another spelling of a mailbox", "Lena Hart; lenahart@gmail.com", "Tomas Brook; lena.hart+x@googlemail.com"],
  ["a nickname at the same account", "Robert Hart; at Acme", "Bob Hart; at Acme"],
  ["two nicknames of one name at the same account", "Rob Hart; at Acme", "Bob Hart; at Acme"],
  ["an initial at the same account", "Lena Hart; at Acme", "L. Hart; at Acme"],
  ["a part of the name at the same account", "Lena Hart; at Acme", "Lena; at Acme"],
  ["the whole name of a part at the same account", "Lena; at Acme", "Lena Hart; at Acme"],
  ["a part of a double name at the same account", "Lena Hart-Brook; at Acme", "Lena Brook; at Acme"],
])("finds who has %s", (_what, there, wanted) => {
  expect(alike(peopleOf("Zoe Zimmer; zoe@zimmer.example; at Acme", there), wanted)).toEqual([there]);
});

it.each([
  ["de Jong", "Sjoerd", "Sjoerd", "de Jong"],
  ["Jong", "Sjoerd", "Sjoerd", "de Jong"],
  ["van der Velde", "Anna", "Anna", "van der Velde"],
  ["Velde", "Anna van der", "Anna", "van der Velde"],
  ["Kim", "Min-jun", "Min-jun", "Kim"],
  ["Lee", "Ba-Sen", "Ba-Sen", "Lee"],
])("finds who has the first and the last name swapped, and takes both for one at the same account: %s | %s", (first, last, firstName, lastName) => {
  const turned = identity({ name: { firstName: first, lastName: last }, account: "a" });
  const there = identity({ name: { firstName, lastName }, account: "a" });
  const people = new People<string>();
  people.add("there", there);
  expect([...people.alike({ ...turned, accounts: new Set() }).keys()]).toEqual(["there"]);
  expect(compare(turned, there).kind).toBe("same");
});

it("finds nobody who has neither a value nor a name in common", () => {
  const people = peopleOf("Lena Hart; lena@hart.example; at Acme", "Robert Hart; at Bolt");
  expect(alike(people, "Tomas Brook; tomas@hart.example; at Acme")).toEqual([]);
  expect(alike(people, "Bob Hart; at Acme")).toEqual([]);
});

it("calls a value wide that three people of different names hold, however often each stands there", () => {
  const two = ["Lena Hart; +4930111", "L. Hart; +4930111", "Hart, Lena; +4930111", "-; +4930111", "Tomas Brook; +4930111"];
  expect(peopleOf(...two).isHeldByMany("phone +4930111")).toBe(false);
  const people = peopleOf(...two, "Ada Wolf; +4930111");
  expect(people.isHeldByMany("phone +4930111")).toBe(true);
  expect(people.isHeldByMany("phone +4930222")).toBe(false);
});

it("finds the one of that name among very many who hold a value, and a few others", () => {
  const others = Array.from({ length: 2000 }, (_, at) => `Ada${at} Wolf${at}; +4930111`);
  const found = alike(peopleOf(...others, "Lena Hart; +4930111"), "L. Hart; +4930111");
  expect(found).toContain("Lena Hart; +4930111");
  expect(found.length).toBeLessThan(50);
});

it("finds the same people of a large account, whether it has prepared for them or not", () => {
  const crowd = Array.from({ length: 150 }, (_, at) => `Lena Hart${String.fromCharCode(97 + (at % 26))}${at}; at Acme`);
  const prepared = peopleOf(...crowd, "Robert Hart; at Acme");
  expect([...prepared.prepare()]).toHaveLength(151);
  expect(alike(prepared, "Bob Hart; at Acme")).toEqual(["Robert Hart; at Acme"]);
  prepared.add("Bob Hart; at Acme", aPerson("Bob Hart; at Acme"));
  expect(alike(prepared, "Rob Hart; at Acme")).toEqual(["Robert Hart; at Acme", "Bob Hart; at Acme"]);
});
