import { wordSet } from "../../../text/word-set.ts";
import { DOINGS, GENERALLY, GLUE, LOOSE, MODALS } from "./phrases.ts";
import { verbs } from "./word-tables.ts";

/** Words between the parts of a question that have a meaning of their own if no part contains them. */
const SAYING = wordSet("last up");

/** Words that say nothing beside a condition, but would be one alone: what people do, have and are. */
export const BESIDE: ReadonlySet<string> = new Set([
  ...DOINGS,
  ...verbs("reside stay situate hail operate belong appear happen fall/fell tag/tagged label categorise categorize control"),
  ...verbs("sit/sat/sitting employ"),
  ...wordSet("job jobs department company companies headquartered listed labelled single existing must should lady gentleman girl lad lass"),
]);

/** Function words, polite words, and those that say nothing beside a condition. */
export const EMPTY: ReadonlySet<string> = new Set([
  ...BESIDE,
  ...[...GLUE, ...LOOSE, ...GENERALLY].filter((word) => !SAYING.has(word)),
  ...wordSet("he she him her his hers this these they theirs you your yours mine i im ive id whose where while as if into about am there's"),
  ...MODALS,
  ...wordSet("being done doing right way thing things now moment present kind sort type sorts kinds types total overall altogether together"),
  ...wordSet("found keep keeps kept got within"),
  ...wordSet("fellow fellows chap chaps bloke fella geezer mate pal mister dude dudes individual individuals human humans member anything something"),
  ...wordSet("well then too anyway maybe perhaps really quite very worth again exactly actually basically honestly simply quickly"),
  ...wordSet("whatsit whatsisname whatshisname whatshername thingy dunno innit ta"),
  ...wordSet("myself himself herself itself ourselves themselves onto although however moreover furthermore therefore because whatsoever"),
  ...wordSet("chance possible literally whole entire full complete few bunch handful couple various current"),
]);

/** Verbs and objects of a request inside a question: "Maja's details". */
export const REQUEST = wordSet("names overview report details info information need want know look tell name say remember recall wonder");

/** Words that limit, compare or tell a time. Without one of them, it is another question. */
export const MEANINGFUL = wordSet(
  `more most less fewer than ago before after since until till during every each other another others else second half same past recent recently
  yesterday today tomorrow when why how always often rarely except without outside inside near last next previous first best worst top different own
  almost nearly around roughly least between both neither nor not no january february march april june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday`,
);
