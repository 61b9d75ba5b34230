import type { FilterInput } from "../../schema/filters.ts";
import { ATTRIBUTE_NOUNS, CURRENCIES, GLUE, UNITS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import { isNumeric, type Rule } from "./rule.ts";

/** "deal size over 50k", "with a budget of at least 10,000", "deals between 10k and 20k" */
export const comparisonRule: Rule = (reader, at, { vocabulary }) => {
  const found = vocabulary.attributeAt(reader.words, at, isNumeric);
  if (found) {
    const compared = comparedAfter(reader, at + found.length);
    if (!compared) return undefined;
    reader.filters.push(...compared.filters.map((filter) => ({ field: found.meaning.agentKey, ...filter })));
    return compared.end;
  }
  const compared = compare(reader, at);
  if (!compared || isTime(reader, compared.end)) return undefined;
  const start = reader.after(compared.end, new Set([...GLUE, ...CURRENCIES]));
  const after = vocabulary.attributeAt(reader.words, start, isNumeric);
  if (after) {
    reader.filters.push(...compared.filters.map((filter) => ({ field: after.meaning.agentKey, ...filter })));
    return start + after.length;
  }
  reader.unmapped.push(reader.text(at, compared.end));
  return compared.end;
};

/** "two accounts", "more than one phone number", "younger than 40": no filter counts values or knows an age. */
export const severalRule: Rule = (reader, at, { vocabulary }) => {
  const isAge = ["younger", "older"].includes(reader.word(at)) && reader.word(at + 1) === "than";
  const counted = isAge ? undefined : (reader.comparisonAt(at)?.end ?? (SEVERAL.has(reader.word(at)) ? at + 1 : undefined));
  const found = counted === undefined ? undefined : vocabulary.attributeAt(reader.words, counted, (attribute) => !isNumeric(attribute));
  if (!isAge && !found) return undefined;
  const end = isAge ? at + 3 : reader.after((counted ?? at) + (found?.length ?? 0), ATTRIBUTE_NOUNS);
  reader.unmapped.push(reader.text(at, end));
  return end;
};

const SEVERAL: ReadonlySet<string> = new Set(["two", "three", "several", "multiple"]);

/** A comparison after the name of a number: "deal size of at least 10k". */
function comparedAfter(reader: Reader, from: number): Compared | undefined {
  for (let at = from; at < reader.words.length; at++) {
    const compared = between(reader, at) ?? compare(reader, at);
    if (compared || !NAME_ENDS.has(reader.word(at))) return compared;
  }
  return undefined;
}

const NAME_ENDS: ReadonlySet<string> = new Set([...GLUE, "score", "size", "value", "worth"]);

interface Compared {
  readonly filters: readonly Pick<FilterInput, "operator" | "value">[];
  readonly end: number;
}

function compare(reader: Reader, at: number): Compared | undefined {
  const found = reader.comparisonAt(at);
  return found && { filters: [{ operator: found.operator, value: found.amount }], end: found.end };
}

function between(reader: Reader, at: number): Compared | undefined {
  if (reader.word(at) !== "between") return undefined;
  const low = reader.amountAt(at + 1);
  const high = low && reader.word(low.end) === "and" ? reader.amountAt(low.end + 1) : undefined;
  if (!low || !high) return undefined;
  return {
    filters: [
      { operator: "greaterThanOrEqual", value: low.amount },
      { operator: "lessThanOrEqual", value: high.amount },
    ],
    end: high.end,
  };
}

const isTime = (reader: Reader, at: number) => UNITS.has(reader.word(at));
