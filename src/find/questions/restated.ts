import type { FilterInput } from "../../schema/filters.ts";
import { allAttributes } from "../../schema/timestamps.ts";
import { wordSet } from "../../text/word-set.ts";
import { fieldsOf } from "./filters.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rules/rule.ts";
import { isMoment, isNumeric } from "./words/attribute-kinds.ts";
import { MEANINGFUL } from "./words/empty-words.ts";
import { ANYONE, ARTICLES, GLUE, HAVING, INTERROGATIVES, NEGATIONS } from "./words/phrases.ts";
import type { Token } from "./words/tokens.ts";

/** Words that introduce the same in other words: "have I ghosted this year, meaning no interaction in 2026". */
const RESTATING = wordSet("ie i.e meaning namely");

/** "Which region lost the most people, i.e. has most churned contacts" without the words that are said again. */
export function withoutRestated(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ folded }) => RESTATING.has(folded));
  const subject = ARTICLES.has(tokens[1]?.folded ?? "") ? 3 : 2;
  const isSame =
    at > subject && INTERROGATIVES.has(tokens[0]?.folded ?? "") && [HAVING, GLUE].some((words) => words.has(tokens[at + 1]?.folded ?? ""));
  return isSame ? [...tokens.slice(0, subject), ...tokens.slice(at + 1)] : tokens;
}

/** Behind these words, a heading has a condition. */
const NARROWING = wordSet("with having has have by from for of to in on at like using via");

/** What is asked for is not to be found: "ignore customers: no phone". */
const REMOVING = /^(?:remove|delete|drop|exclude|ignore|skip|avoid|omit|hide|update|change|merge)$/;

/** Verbs for how contacts come to have an option: "lost (churned)". */
const REACHED = /^(?:lose|lost|left|win|won|gain|gained|sign|signed|close|closed)$/;

/**
 * Drops the verb before a condition in brackets, and the unread words before "meaning" or a colon, if a condition comes
 * after it: "hot leads: score over 80".
 */
export function dropRestated(reader: Reader, conditionEnd: number, { isName, schema }: Context): void {
  reader.tokens.forEach(({ isBehindBracket }, place) => {
    const own = isBehindBracket ? reader.filters.find((filter) => reader.placeOf(filter) === place) : undefined;
    const isGeneral = (filter: FilterInput) => filter.field === own?.field && (reader.placeOf(filter) ?? place) < place;
    const general = own?.field === undefined || own.operator?.startsWith("not_") ? [] : reader.filters.filter(isGeneral);
    if (own && REACHED.test(reader.word(place - 1))) {
      // "Customers we lost (churned)" are customers no more.
      for (const filter of general) reader.filters.splice(reader.filters.indexOf(filter), 1);
      reader.use(place - 1, place);
    } else if (general.some(({ values }) => String(values) !== String(own?.values))) reader.refuse(place - 1, place + 1);
  });
  const isColon = (place: number) => reader.tokens[place]?.isBehindColon === true;
  const at = reader.words.findIndex((word, place) => isColon(place) || (RESTATING.has(word) && !reader.isUsed(place)));
  if (at < 1 || conditionEnd <= at) return;
  // Whether "decision makers, i.e. VPs" must be both is not clear.
  const isBefore = (filter: FilterInput) => (reader.placeOf(filter) ?? at) < at;
  const after = reader.filters.filter((filter) => !isBefore(filter));
  const last = reader.filters.filter(isBefore).at(-1);
  if (!isColon(at) && reader.isUsed(at - 1) && last && after.every(({ field }) => field !== last.field)) {
    reader.refuse(at - 1, at + 1);
    return;
  }
  if (isColon(at)) {
    // In "customers without a dog: those in EMEA", the second part does not say all of the first again.
    const isLoose = (place: number) =>
      ![NEGATIONS, MEANINGFUL, NARROWING].some((words) => words.has(reader.word(place))) &&
      !REMOVING.test(reader.word(place)) &&
      (reader.isSmall(place) || !isName(reader.written(place)));
    const isDenied = reader.filters.some((filter) => isBefore(filter) && (filter.any ?? filter.operator?.startsWith("not_")));
    const heading = reader.words.flatMap((_, place) => (place < at && !reader.isUsed(place) ? [place] : []));
    const [isNamed, isNamedBehind] = [reader.words.slice(0, at), reader.words.slice(at)].map((words) => words.some((word) => ANYONE.has(word)));
    // A number or a date can say what "hot leads" are, a region cannot; and "investors" are not just people in EMEA.
    const isSaid = isNamed
      ? allAttributes(schema).some((one) => (isNumeric(one) || isMoment(one)) && fieldsOf(after).includes(one.agentKey))
      : isNamedBehind && !reader.word(at - 1).endsWith("s");
    if (isSaid && !isDenied && heading.every(isLoose)) for (const place of heading) reader.use(place, place + 1);
    return;
  }
  let from = at;
  while (from > 0 && !reader.isUsed(from - 1) && !(reader.isCapital(from - 1) && isName(reader.written(from - 1)))) from -= 1;
  reader.use(from, at + 1);
}
