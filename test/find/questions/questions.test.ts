import { expect, test } from "vitest";
import { anIndex, sandboxPeople } from "../../search/support.ts";
import { ask, misses, readQuestions } from "./ask.ts";
import { QUESTIONS } from "./questions.ts";
import { SECOND_SET } from "./second-set.ts";
import { THIRD_SET } from "./third-set.ts";

const people = await sandboxPeople(500);
const index = anIndex(...people.map(({ document }) => document));
const asked = readQuestions(QUESTIONS, people).map((question) => ask(question, index));
const second = readQuestions(SECOND_SET, people).map((question) => ask(question, index));
const more = await sandboxPeople(1000);
const moreIndex = anIndex(...more.map(({ document }) => document));
const third = readQuestions(THIRD_SET, more).map((question) => ask(question, moreIndex));

/** The part of the questions that have a fitting contact among the first so many. */
const within = (places: number, questions: typeof asked) => questions.filter(({ place }) => place >= 1 && place <= places).length / questions.length;

test.each([
  { set: "the first set", questions: asked, of: people, least: 250, first: 1 },
  { set: "the set that the ranking was not tuned on", questions: second, of: people, least: 80, first: 0.97 },
  { set: "the set by somebody who did not know the code", questions: third, of: more, least: 120, first: 0.99 },
])("the right contact comes first for a part of $first of $set, and among the first three for 99 %", ({ questions, of, least, first }) => {
  const missed = misses(questions, of);
  if (missed.length > 0) process.stdout.write(`${missed.join("\n")}\n`);
  expect(questions.length).toBeGreaterThanOrEqual(least);
  expect(within(1, questions)).toBeGreaterThanOrEqual(first);
  expect(within(3, questions)).toBeGreaterThanOrEqual(0.99);
});

test("the contact that is called clear is the right one", () => {
  const wrong = [...asked, ...second, ...third].filter(({ result, fitting }) => result.clear !== undefined && !fitting.has(result.clear));
  expect(wrong.map(({ query }) => query)).toEqual([]);
});

test("no contact is called clear for a name that nobody has", () => {
  const names = more.map(({ name, accounts }) => ({
    first: name.split(" ")[0] ?? "",
    last: name.split(" ").slice(1).join(" "),
    account: accounts[0],
  }));
  const known = new Set(more.map(({ name }) => name));
  const strangers = names.flatMap(({ last, account }, at) => {
    const first = names[(at * 37 + 11) % names.length]?.first ?? "";
    const query = at % 2 === 0 ? `${first} ${last}` : `${first} ${last} at ${account}`;
    return last === "" || account === undefined || known.has(`${first} ${last}`) ? [] : [query];
  });
  expect(strangers.length).toBeGreaterThan(500);
  const named = strangers.flatMap((query) => {
    const { clear, hits } = moreIndex.search(query, { limit: 1 });
    return clear === undefined ? [] : [{ query, hows: hits[0]?.reasons.map(({ how }) => how) }];
  });
  // Łukasz may mean Lucas, and Freya is heard as Freja.
  expect(named.filter(({ hows }) => !hows?.some((how) => how === "nickname" || how === "sound"))).toEqual([]);
});

test("there are twenty pairs of namesakes among the questions", () => {
  const byName = new Map<string, Set<string>>();
  for (const { group, answer } of asked) {
    const [name = "", account = ""] = answer.split(" @ ");
    if (group === "namesakes") byName.set(name, (byName.get(name) ?? new Set()).add(account));
  }
  expect([...byName.values()].filter(({ size }) => size === 2).length).toBe(20);
});
