import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import type { Rule } from "./rule.ts";

/** Who says something. */
const SAYING = wordSet("i we he she they you someone somebody people everyone");
const AUXILIARIES = wordSet("was were am been be have has had just only do did would");
const TOLD = wordSet(
  "told informed heard hear hears said say says mentioned mentions reckon reckons think thinks thought believe believes suppose guess gather gathered understand understood assume assumed reported claims claimed swears",
);
const HEARERS = wordSet("me us him her you that");

/** Adverbs for how sure somebody is. */
const ADVERBS = wordSet(
  "apparently supposedly allegedly presumably reportedly evidently seemingly obviously clearly definitely certainly surely hopefully frankly",
);

/** "I was told we have blockers", "somebody mentioned that …", ", I think", "apparently": says nothing of the contacts. */
export const reportRule: Rule = (reader, at) => {
  if (ADVERBS.has(reader.word(at))) {
    reader.asides.add(reader.tokens[at]?.text ?? "");
    return at + 1;
  }
  const isBeginning = at === 0 || reader.tokens[at - 1]?.endsClause === true || reader.isUsed(at - 1);
  if (!isBeginning || !SAYING.has(reader.word(at))) return undefined;
  const verb = reader.after(at + 1, AUXILIARIES);
  if (!TOLD.has(reader.word(verb))) return undefined;
  const heard = reader.after(verb + 1, HEARERS);
  const end = reader.word(heard) === "about" && at === 0 ? heard + 1 : heard;
  if (!isClause(reader, end)) return undefined;
  for (const { text } of reader.tokens.slice(at, end)) reader.asides.add(text);
  return end;
};

/** Whether a clause begins at a word, or none: "I heard we have", but not "we heard from" or "people said no". */
function isClause(reader: Reader, at: number): boolean {
  const isEnd = at >= reader.words.length || reader.tokens[at - 1]?.endsClause === true;
  const isThat = /^(?:that|about)$/.test(reader.word(at - 1));
  const isSubject = /^(?:we|there|i)$/.test(reader.word(at)) && /^(?:have|has|had|are|is|were|own|got)$/.test(reader.word(at + 1));
  return isEnd || isThat || isSubject || /^(?:it|he|she)$/.test(reader.word(at));
}
