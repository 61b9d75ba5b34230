import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { GENERALLY, GLUE, INTERROGATIVES, LOOSE, MODALS } from "./phrases.ts";

/** Words between the parts of a question that have a meaning of their own if no part contains them. */
const SAYING = wordSet("last up");

/** Function words, polite words, and what people do anywhere: they say nothing beside a condition. */
export const EMPTY: ReadonlySet<string> = new Set([
  ...[...GLUE, ...LOOSE, ...GENERALLY].filter((word) => !SAYING.has(word)),
  ...wordSet("he she him her his hers this these they theirs you your yours mine i im ive id whose where while as if into about am there's"),
  ...MODALS,
  ...wordSet("being done doing right way thing things now moment present kind sort type sorts kinds types total overall altogether together"),
  ...wordSet("work works working worked live lives living based located employed job jobs team department company companies"),
  ...wordSet(
    "sit sits sitting sat reside resides residing stay stays staying situated hail hails hailing headquartered found operate operates operating",
  ),
  ...wordSet(
    "hold holds holding carry carries carrying keep keeps kept belong belongs belonging appear appears listed sitting happen happens fall falls",
  ),
  ...wordSet(
    "lady gentleman girl fellow fellows chap chaps bloke lad lass fella geezer mate pal mister dude dudes individual individuals human humans member somebody anybody everybody anything something",
  ),
  ...wordSet(
    "ok okay hi hello hey well then too anyway maybe perhaps really quite very worth again exactly actually basically honestly simply quickly",
  ),
  ...wordSet("whatsit whatsisname whatshisname whatshername whatsername whatsherface thingy thingummy thingamajig dunno innit cheers ta"),
  ...wordSet("tagged labelled labeled categorised categorized"),
  ...wordSet("chance possible possibly literally whole entire full complete single few bunch handful couple various existing current handy"),
]);

/** Verbs and objects of a request, at its beginning. */
export const REQUEST = wordSet(
  `need want wanna like love see tell know look looking search fetch pull display return check help let lets get got wondering export names overview table
  report quick remember recall remind dig bring run compile generate produce draw grab hand send share say name identify summarise summarize rundown
  headcount trying try hoping hope curious wonder interested filter view answer question details info information`,
);

/** Words that limit, compare or tell a time. Without one of them, it is another question. */
export const MEANINGFUL = wordSet(
  `more most less fewer than ago before after since until till during every each other another others else second half same past recent recently
  yesterday today tomorrow when why how always often rarely except without outside inside near last next previous first best worst top different own
  almost nearly around roughly least between both neither nor not no january february march april june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday`,
);

const AUXILIARIES = wordSet("do can could would will did");
const INTENDING = wordSet("want wants wanted need needs needed like love trying try hoping hope wish able happen going wondering");

const REACHING = wordSet("call reach contact phone ring dial email write text message");

/** Whether a word is the verb of a request: "do you remember", "I want to reach", "let me see". */
export function isRequestVerb(reader: Reader, at: number): boolean {
  const [last, before] = [reader.word(at - 1), reader.word(at - 2)];
  if (reader.words.slice(0, at).some((word) => INTERROGATIVES.has(word))) return last === "to" && REACHING.has(reader.word(at));
  if (last === "you" && AUXILIARIES.has(before)) return true;
  if (last === "to") return INTENDING.has(before) || REACHING.has(reader.word(at));
  return (before === "let" || before === "help") && (last === "me" || last === "us");
}
