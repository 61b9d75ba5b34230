import { fieldsOf, withOneValue } from "./filters.ts";
import type { Reader } from "./reader.ts";
import { ANYONE, GLUE, LOOSE, PREPOSITIONS } from "./words/phrases.ts";

const SAYING_NOTHING: ReadonlySet<string> = new Set([...GLUE, ...LOOSE, "those", "people", "contacts", "ones", "marked", "flagged", "as"]);
const saysNothing = (word: string) => SAYING_NOTHING.has(word) && word !== "and";

/** The parts of a list of which only one was read: "customers in Berlin or with a dog", "leads or Kenji", "not in Japan and India". */
export function halfRead(reader: Reader): string[] {
  const isRead = (at: number) => reader.isUsed(at) || reader.isUsed(reader.after(at, SAYING_NOTHING));
  return reader.words.flatMap((word, at) => {
    // "Owned by Kenji and me"
    const isMe = word === "and" && reader.isCapital(at - 1) && reader.word(at + 1) === "me";
    const isListed = isMe || word === "or" || (word === "and" && reader.isCapital(at - 1) && reader.isCapital(at + 1));
    const isFree = isListed && !reader.isUsed(at) && at > 0 && at + 1 < reader.words.length;
    const isHalf = isFree && (isMe || reader.isUsed(at - 1) !== isRead(at + 1) || (word === "or" && areApart(reader, at)));
    return isHalf ? [reader.text(at - 1, reader.afterGlue(at + 1) + 1)] : [];
  });
}

/** Whether the conditions around an "or" are of different fields, so that both would have to hold. */
function areApart(reader: Reader, or: number): boolean {
  const placed = reader.filters.map((filter) => ({ filter, place: reader.placeOf(filter) ?? or }));
  const [before] = placed.filter(({ place }) => place < or).toSorted((one, other) => other.place - one.place);
  const [after] = placed.filter(({ place }) => place > or).toSorted((one, other) => one.place - other.place);
  const fields = new Set(before && fieldsOf([before.filter]));
  return before !== undefined && after !== undefined && !fieldsOf([after.filter]).some((field) => field !== undefined && fields.has(field));
}

/** Whether only an "or" stands between the last condition and the one at a word: "icp at most 20 or no score". */
export function isAlternative(reader: Reader, from: number, at: number): boolean {
  let to = at;
  // "Or who refused the newsletter"
  while (to > from && reader.isUsed(to - 1)) to -= 1;
  const between = from < 0 ? [] : reader.words.slice(from, to).filter((word) => word === "or" || !saysNothing(word));
  return between.length === 1 && between[0] === "or";
}

/** Whether contacts of another kind follow a condition: "people at Acme or customers", but not "VPs or champions". */
export function isSecondPhrase(reader: Reader, known: number, at: number, end: number): boolean {
  const [before, after] = [reader.filters[known - 1], reader.filters[known]];
  const place = (before && reader.placeOf(before)) ?? 0;
  const isNoun = before?.operator === "hasWords" || (before?.values !== undefined && before.operator === undefined);
  const isBehind = [place - 1, place].some((word) => PREPOSITIONS.has(reader.word(word)));
  const isContacts = /s$/.test(reader.word(end - 1)) || ANYONE.has(reader.word(end));
  const isOption = after?.values !== undefined && after.operator === undefined && after.field !== before?.field;
  return isOption && isContacts && reader.word(at - 1) === "or" && (!isNoun || isBehind);
}

/**
 * Makes the last filter and the one that came after it alternatives, unless they are values of one field.
 *
 * @param from where the words between the two begin
 * @param to where the second ends
 */
export function joinAlternative(reader: Reader, known: number, from: number, to: number): void {
  const [before, after] = [reader.filters[known - 1], reader.filters[known]];
  if (!before || !after) return;
  if (reader.filters.length !== known + 1) {
    reader.refuse(from, to);
    return;
  }
  const isSameField = before.field !== undefined && before.field === after.field;
  const areValues = before.values !== undefined && after.values !== undefined;
  if (isSameField && before.operator === after.operator && (areValues || before.operator?.startsWith("not_"))) return;
  // "Not customers or in EMEA" is unclear: it may exclude both. "Not in EMEA or without a region" is clear.
  const isExcluded = before.operator?.startsWith("not_") && before.operator !== "not_isSet";
  if (isExcluded && !(isSameField && after.operator === "not_isSet")) {
    reader.refuse(from, to);
    return;
  }
  for (let at = from; at < to; at++) if (reader.word(at) === "or") reader.use(at, at + 1);
  reader.filters.splice(known - 1, 2, { any: [...(before.any ?? [before]), ...(after.any ?? [after])].map(withOneValue) });
}
