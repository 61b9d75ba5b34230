import type { SearchIndex, SearchResult } from "../../../src/search/index.ts";
import type { Person } from "../../search/support.ts";

/** A question with the contacts that may come first. */
export interface Question {
  readonly group: string;
  readonly query: string;
  readonly answer: string;
  /** IDs; empty if the answer is nobody. */
  readonly fitting: ReadonlySet<string>;
  /** Whether all that fit must come first, rather than one of them. */
  readonly isEach: boolean;
}

export interface Asked extends Question {
  readonly result: SearchResult;
  /**
   * From 1; 0 if no fitting contact is among the hits. A question that nobody fits has place 1 if the index says so.
   */
  readonly place: number;
}

/** Reads the lines of a question set. Throws for an answer that fits nobody in the sandbox: it is misspelt. */
export function readQuestions(sets: Readonly<Record<string, string>>, people: readonly Person[]): Question[] {
  return Object.entries(sets).flatMap(([group, lines]) =>
    lines
      .trim()
      .split("\n")
      .map((line) => {
        const [query = "", answer = ""] = line.split("=>").map((side) => side.trim());
        const fitting = new Set(answer.split(/ (?:\||&&) /).flatMap((one) => fittingIds(one, people)));
        if (fitting.size === 0 && answer !== "nobody" && answer !== "unclear") throw new Error(`"${line.trim()}" fits nobody in the sandbox`);
        return { group, query, answer, fitting, isEach: answer.includes(" && ") };
      }),
  );
}

function fittingIds(answer: string, people: readonly Person[]): string[] {
  if (/^[a-z]+: /.test(answer)) {
    const wanted = answer.split(" + ").map((part) => part.split(": "));
    return people
      .filter(({ document }) => wanted.every(([kind, text = ""]) => document.parts.some((part) => part.kind === kind && has(part.text, kind, text))))
      .map(({ id }) => id);
  }
  const [name, account] = answer.split(" @ ");
  return people.filter((person) => person.name === name && (account === undefined || person.accounts.includes(account))).map(({ id }) => id);
}

const has = (text: string, kind: string, wanted: string) => (kind === "name" ? text.split(" ").includes(wanted) : text === wanted);

/** Asks a question and looks at which place the first fitting contact comes. */
export function ask(question: Question, index: SearchIndex): Asked {
  const result = index.search(question.query, { limit: 10 });
  const saysSo = question.answer === "nobody" ? result.hits.length === 0 : question.answer === "unclear" && result.clear === undefined;
  return { ...question, result, place: question.fitting.size === 0 ? Number(saysSo) : placeOf(question, result) };
}

function placeOf({ fitting, isEach }: Question, { hits }: SearchResult): number {
  if (!isEach) return hits.findIndex(({ id }) => fitting.has(id)) + 1;
  const first = hits.slice(0, fitting.size);
  return Number(first.length === fitting.size && first.every(({ id }) => fitting.has(id)));
}

/** What came first instead, one line for each miss. */
export function misses(asked: readonly Asked[], people: readonly Person[]): string[] {
  const named = new Map(people.map(({ id, name, accounts }) => [id, `${name} @ ${accounts.join("+")}`]));
  return asked
    .filter(({ place }) => place !== 1)
    .map(({ group, query, answer, place, result }) => {
      const first = result.hits[0];
      const why = first?.reasons.map(({ query: word, matched, how }) => `${word}~${matched} (${how})`).join(", ");
      return `${group}: "${query}" wants ${answer}, at place ${place}; first is ${first ? `${named.get(first.id)}: ${why}` : "nobody"}`;
    });
}
