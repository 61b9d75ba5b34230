import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { AGES, SUPERLATIVES } from "./phrases.ts";
import { wordMap } from "./word-tables.ts";

/** A direction of an order: "highest first", "from smallest to largest", "descending". */
export interface Direction {
  readonly descending: boolean;
  /** Whether it is about age: "oldest first". */
  readonly isAge: boolean;
  readonly end: number;
}

const RANKS: ReadonlyMap<string, boolean> = new Map([
  ...SUPERLATIVES,
  ...wordMap([true, "high large big best most longest"], [false, "low small worst shortest fewest"]),
]);
const AGE_RANKS: ReadonlyMap<string, boolean> = new Map([...AGES, ["new", true], ["old", false]]);

/** The direction that a phrase at a word gives. */
export function directionAt(reader: Reader, at: number): Direction | undefined {
  const start = reader.after(at, BEFORE);
  const named = /^(?:(desc|descending|decreasing)|asc|ascending|increasing)$/.exec(reader.word(start));
  if (named) return { descending: named[1] !== undefined, isAge: false, end: reader.word(start + 1) === "order" ? start + 2 : start + 1 };
  const rank = rankAt(reader, start);
  if (!rank) return undefined;
  // "Best ones first"
  const from = reader.word(rank.end) === "ones" ? { ...rank, end: rank.end + 1 } : rank;
  if (reader.word(from.end) === "first") return { ...from, end: from.end + 1 };
  const isTop = ["on", "at"].includes(reader.word(from.end)) && reader.after(from.end + 1, THE) > from.end;
  const top = reader.after(from.end + 1, THE);
  if (isTop && reader.word(top) === "top") return { ...from, end: top + 1 };
  // "Whose next follow-up is the earliest"
  const isLast = reader.isClauseEnd(from.end) || /^(?:in|among)$/.test(reader.word(from.end));
  if (isLast && reader.sort === undefined && /^(?:is|are|was)$/.test(reader.word(at - 1))) return from;
  const to = reader.word(from.end) === "to" ? rankAt(reader, from.end + 1) : undefined;
  return to && to.descending !== from.descending ? { ...from, isAge: from.isAge || to.isAge, end: to.end } : undefined;
}

const BEFORE = wordSet("from in the with");
const THE = wordSet("the");

function rankAt(reader: Reader, at: number): Direction | undefined {
  const word = reader.word(at);
  const isRecent = /^(?:most|least)$/.test(word) && /^recent(?:ly)?$/.test(reader.word(at + 1));
  if (isRecent) return { descending: word === "most", isAge: true, end: at + 2 };
  const age = AGE_RANKS.get(word);
  const descending = age ?? RANKS.get(word);
  return descending === undefined ? undefined : { descending, isAge: age !== undefined, end: at + 1 };
}
