import { wordSet } from "../../../text/word-set.ts";
import { phrasesOf, verbs, wordMap } from "./word-tables.ts";

/** Words of questions that filters, an order or groups answer. */

/** Between the parts of a question; they say nothing. */
export const GLUE = wordSet(
  "a an the of to with from by in on at for and or who whom that which is are was were be been being has have had do does did we us i you our my all any some please show list find give me get there it its them they their last up out again so far ever yet still what how many much but also only both either whose where know known having compare split breakdown distribution count number sorted",
);

/** Words for contacts in general. */
const GENERAL = "contact contacts people person persons everyone everything anyone someone folks those ones records record clients";

export const GENERALLY = wordSet(GENERAL);

/** The same, and words that may be options. */
export const ANYONE = wordSet(`${GENERAL} customer customers lead leads prospect prospects`);

/** People of a sex or an age, which contacts do not have. */
export const SORTS = wordSet("men women male males female females ladies gentlemen boys girls teenagers pensioners");

/** What people do with an option, and who they are in general: it says nothing beside a condition, but alone it is one. */
export const DOINGS: ReadonlySet<string> = new Set([
  ...verbs("come/came go/went attend wear live work schedule"),
  ...wordSet(
    "attendee attendees guest guests interested planned subscribers subscriber candidates candidate participants participant woman man team reach",
  ),
  ...wordSet("region area sector based located"),
]);

/** Words that say nothing beside a condition. */
export const LOOSE: ReadonlySet<string> = new Set([
  ...DOINGS,
  ...wordSet("among already also just currently really yet still guy guys client clients into whatever tho though"),
]);

/** The words of {@link GLUE} that show how the words after them are meant: "at Polaris". */
export const PREPOSITIONS = wordSet("of to with from by in on at for");

/** Where all contacts are. */
export const RECORDS = wordSet("crm system database file files books book records record list lists roster radar base");

export const ARTICLES = wordSet("a an the any some their our its");

/** Verbs for what an owner does with contacts, and somebody with a function. */
export const OWNING = verbs("own cover handle manage control");

export const INTERROGATIVES = wordSet("who whom whose which what how when where why");

/** Verbs for what contacts and owners have. */
export const HAVING: ReadonlySet<string> = new Set([...verbs("own hold/held carry get/got have/has/had"), "with"]);

/** Words that come after a name and are not part of it. */
export const NAME_ENDS: ReadonlySet<string> = new Set([
  ...OWNING,
  ...HAVING,
  ...INTERROGATIVES,
  ...wordSet(
    "and or nor but plus that without no not neither except outside sorted grouped ordered ranked per by in at from is are we they must should did does since before after until during",
  ),
]);

export const CONJUNCTIONS = wordSet("or and nor");

export const NEGATIONS = wordSet(
  "no not without never nobody none missing lacking lack lacks except outside non havent hasnt hadnt arent isnt wasnt werent dont doesnt didnt wont wouldnt shouldnt couldnt neither nor cannot cant",
);

/** Before the attributes that a question asks for. */
export const ASKING_COLUMNS = wordSet("show showing column columns field fields return returning display displaying");

/** Whether a negation says what something is not, rather than what it has not. */
export const isDenial = (word: string): boolean => /^(?:not|neither|.*nt)$/.test(word) && NEGATIONS.has(word);

export const MODALS = wordSet("will would shall should can could may might must");

/** What happens to contacts at a date that the workspace knows. */
export type Happening = "created" | "updated" | "contacted" | "followed";

/** Verbs and nouns that say which date is meant. */
export const VERBS = wordMap<Happening>(
  ["created", "created create added add imported import new joined registered creation"],
  ["updated", "updated update changed change modified edited"],
  ["contacted", "spoken spoke speak speaking talking hearing talked talk contacted heard hear meet met reached touch touched"],
  ["contacted", "interact interacted interacting interaction interactions touchpoint touchpoints activity engaged"],
  ["followed", "followup followups due overdue"],
);

/** The contacts that the rest of the question is about: "and who owns them". */
export const THEM = wordSet("them it these those each");

/** Superlatives that may also be about a date, without another word. The value: whether the largest comes first. */
export const SUPERLATIVES = wordMap([true, "largest biggest highest greatest richest top"], [false, "smallest lowest least bottom"]);

/**
 * As {@link SUPERLATIVES}, but only beside the name of a number, because they are names too: "best score", but "George
 * Best".
 */
export const JUDGEMENTS = wordMap([true, "best"], [false, "worst"]);

export const AGES = wordMap([true, "newest latest freshest"], [false, "oldest earliest soonest"]);

export const MEASURES = wordMap(
  ["sum", "sum total totals totalling totaling combined overall altogether"],
  ["average", "average averages avg mean typical"],
  ["median", "median"],
  ["max", "maximum max"],
  ["min", "minimum min"],
);

export const COMPARISONS = phrasesOf(
  ["equal", "equal to, equals, exactly, ="],
  ["greaterThanOrEqual", "at or above, at or over, greater than or equal to, at least, >="],
  ["lessThanOrEqual", "at or below, at or under, less than or equal to, at most, up to, <="],
  ["greaterThan", "more than, greater than, bigger than, larger than, higher than, over, above, beyond, north of, in excess of, >"],
  ["greaterThan", "exceeding, exceeds, exceed, surpasses, surpassing, tops, topping"],
  ["lessThan", "less than, lower than, smaller than, fewer than, under, below, <"],
);

/** Say that an attribute is set. */
export const ATTACHED = wordSet("assigned linked given tagged recorded logged registered stored listed attached scheduled planned booked");

/** Follow the name of an attribute and add nothing: "LinkedIn profile", "e-mail address". */
export const ATTRIBUTE_NOUNS = wordSet(
  "profile profiles address addresses number numbers field value set given filled checked ticked flag flagged marked subscriber subscribers worth points",
);

export const CURRENCY_CODES = wordMap(
  ["EUR", "eur euro euros €"],
  ["USD", "usd dollar dollars $"],
  ["GBP", "gbp pounds £"],
  ["CHF", "chf"],
  ["JPY", "jpy"],
);

export const CURRENCIES: ReadonlySet<string> = new Set(CURRENCY_CODES.keys());

/** Behind an amount: "80 or more", "20k and below". */
export const OPEN_ENDS = wordMap(
  ["greaterThanOrEqual", "more higher above over up upwards bigger better"],
  ["lessThanOrEqual", "less lower below under fewer smaller worse"],
);

/** What the opposite of a comparison is. */
export const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ["greaterThanOrEqual", "lessThan"],
  ["greaterThan", "lessThanOrEqual"],
  ["lessThan", "greaterThanOrEqual"],
  ["lessThanOrEqual", "greaterThan"],
  ["equal", "not_equal"],
]);

const FACTORS = wordMap(
  [1000, "k grand thousand"],
  [1_000_000, "m million millions mio mln mn"],
  [100_000, "lakh lakhs"],
  [10_000_000, "crore crores"],
);

/** What a word behind a number multiplies it by: "1 million". */
export const factorOf = (word: string): number => FACTORS.get(word) ?? 1;

export const UNITS = wordMap(
  ["day", "day days"],
  ["week", "week weeks"],
  ["month", "month months"],
  ["quarter", "quarter quarters"],
  ["year", "year years"],
);

export const PERIODICALLY = wordMap(["day", "daily"], ["week", "weekly"], ["month", "monthly"], ["quarter", "quarterly"], ["year", "yearly"]);
