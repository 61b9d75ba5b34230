import { wordSet } from "../../../text/word-set.ts";

/** Words of questions that filters, an order or groups answer. */

/** Between the parts of a question; they say nothing. */
export const GLUE = wordSet(
  "a an the of to with from by in on at for and or who whom that which is are was were be been being has have had do does did we us i you our my all any some please show list find give me get there it its them they their last up out again so far ever yet still what how many much but also only both either whose where know known having compare split breakdown distribution count number sorted",
);

/** Words for contacts in general. */
const GENERAL = "contact contacts people person persons everyone everybody everything anyone someone folks those ones records record clients";

export const GENERALLY = wordSet(GENERAL);

/** The same, and words that may be options. */
export const ANYONE = wordSet(`${GENERAL} customer customers lead leads prospect prospects`);

/** People of a sex or an age, which contacts do not have. */
export const SORTS = wordSet("men women male males female females ladies gentlemen boys girls teenagers pensioners");

/** What people do with an option, and who they are in general: it says nothing beside a condition, but alone it is one. */
export const DOINGS = wordSet(
  "came come comes went attended attending attend attendee attendees interested wears wear wearing scheduled planned subscribers subscriber candidates candidate woman man team reach region area sector working works work live lives living based located",
);

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
export const OWNING = wordSet("own owns owned owning cover covers covering handle handles handling manage manages managing");

/** Words that come after a name and are not part of it. */
export const NAME_ENDS: ReadonlySet<string> = new Set([
  ...OWNING,
  ...wordSet(
    "and or nor but who whom whose that which where with without no not neither except outside sorted per by in at from is are has have having got we they must should did does since before after until during",
  ),
]);

export const CONJUNCTIONS = wordSet("or and nor");

export const NEGATIONS = wordSet(
  "no not without never nobody noone none missing lacking lack lacks except excluding outside non havent hasnt hadnt arent isnt wasnt werent dont doesnt didnt wont wouldnt shouldnt couldnt neither nor cannot cant",
);

export const INTERROGATIVES = wordSet("who whom whose which what how when where why");

export const MODALS = wordSet("will would shall should can could may might must");

/** Verbs and nouns that say which date is meant. */
export const VERBS: ReadonlyMap<string, "created" | "updated" | "contacted" | "followed"> = new Map([
  ...["created", "create", "added", "add", "imported", "import", "new", "joined", "registered", "creation"].map((word) => [word, "created"] as const),
  ...["updated", "update", "changed", "change", "modified", "edited"].map((word) => [word, "updated"] as const),
  ...[
    "spoken",
    "spoke",
    "speak",
    "speaking",
    "talking",
    "hearing",
    "talked",
    "talk",
    "contacted",
    "interact",
    "interacted",
    "interacting",
    "interaction",
    "interactions",
    "heard",
    "hear",
    "touchpoint",
    "touchpoints",
    "meet",
    "met",
    "reached",
    "touch",
    "touched",
    "activity",
    "engaged",
  ].map((word) => [word, "contacted"] as const),
  ...["followup", "followups", "due", "overdue"].map((word) => [word, "followed"] as const),
]);

/** The contacts that the rest of the question is about: "and who owns them". */
export const THEM = wordSet("them it these those each");

/** Superlatives that may also be about a date, without another word. The value: whether the largest comes first. */
export const SUPERLATIVES: ReadonlyMap<string, boolean> = new Map([
  ...["largest", "biggest", "highest", "greatest", "richest", "top"].map((word) => [word, true] as const),
  ...["smallest", "lowest", "least", "bottom"].map((word) => [word, false] as const),
]);

/**
 * As {@link SUPERLATIVES}, but only beside the name of a number, because they are names too: "best score", but "George
 * Best".
 */
export const JUDGEMENTS: ReadonlyMap<string, boolean> = new Map([
  ["best", true],
  ["worst", false],
]);

export const AGES: ReadonlyMap<string, boolean> = new Map([
  ...["newest", "latest", "freshest"].map((word) => [word, true] as const),
  ...["oldest", "earliest", "soonest"].map((word) => [word, false] as const),
]);

export const MEASURES: ReadonlyMap<string, string> = new Map([
  ...["sum", "total", "totals", "totalling", "totaling", "combined", "overall", "altogether"].map((word) => [word, "sum"] as const),
  ...["average", "averages", "avg", "mean", "typical"].map((word) => [word, "average"] as const),
  ["median", "median"],
  ...["maximum", "max"].map((word) => [word, "max"] as const),
  ...["minimum", "min"].map((word) => [word, "min"] as const),
]);

/** Comparisons by their words, the longer first. */
export const COMPARISONS: readonly (readonly [words: readonly string[], operator: string])[] = (
  [
    ["equal to", "equal"],
    ["equals", "equal"],
    ["exactly", "equal"],
    ["=", "equal"],
    ["at or above", "greaterThanOrEqual"],
    ["at or over", "greaterThanOrEqual"],
    ["at or below", "lessThanOrEqual"],
    ["at or under", "lessThanOrEqual"],
    ["greater than or equal to", "greaterThanOrEqual"],
    ["less than or equal to", "lessThanOrEqual"],
    ["more than", "greaterThan"],
    ["greater than", "greaterThan"],
    ["bigger than", "greaterThan"],
    ["larger than", "greaterThan"],
    ["higher than", "greaterThan"],
    ["at least", "greaterThanOrEqual"],
    ["less than", "lessThan"],
    ["lower than", "lessThan"],
    ["smaller than", "lessThan"],
    ["fewer than", "lessThan"],
    ["at most", "lessThanOrEqual"],
    ["up to", "lessThanOrEqual"],
    ["over", "greaterThan"],
    ["above", "greaterThan"],
    ["beyond", "greaterThan"],
    ["north of", "greaterThan"],
    ["in excess of", "greaterThan"],
    ["exceeding", "greaterThan"],
    ["exceeds", "greaterThan"],
    ["exceed", "greaterThan"],
    ["surpasses", "greaterThan"],
    ["surpassing", "greaterThan"],
    ["tops", "greaterThan"],
    ["topping", "greaterThan"],
    ["under", "lessThan"],
    ["below", "lessThan"],
    [">=", "greaterThanOrEqual"],
    ["<=", "lessThanOrEqual"],
    [">", "greaterThan"],
    ["<", "lessThan"],
  ] as const
).map(([text, operator]) => [text.split(" "), operator] as const);

/** Say that an attribute is set. */
export const ATTACHED = wordSet("assigned linked given tagged recorded logged registered stored listed attached scheduled planned booked");

/** Follow the name of an attribute and add nothing: "LinkedIn profile", "e-mail address". */
export const ATTRIBUTE_NOUNS = wordSet(
  "profile profiles address addresses number numbers field value set given filled checked ticked subscriber subscribers worth",
);

export const CURRENCY_CODES: ReadonlyMap<string, string> = new Map([
  ...["eur", "euro", "euros", "€"].map((word) => [word, "EUR"] as const),
  ...["usd", "dollar", "dollars", "$"].map((word) => [word, "USD"] as const),
  ...["gbp", "pounds", "£"].map((word) => [word, "GBP"] as const),
  ["chf", "CHF"],
  ["jpy", "JPY"],
]);

export const CURRENCIES: ReadonlySet<string> = new Set(CURRENCY_CODES.keys());

/** Behind an amount: "80 or more", "20k and below". */
export const OPEN_ENDS: ReadonlyMap<string, string> = new Map([
  ...["more", "higher", "above", "over", "up", "upwards", "bigger", "better"].map((word) => [word, "greaterThanOrEqual"] as const),
  ...["less", "lower", "below", "under", "fewer", "smaller", "worse"].map((word) => [word, "lessThanOrEqual"] as const),
]);

/** What the opposite of a comparison is. */
export const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ["greaterThanOrEqual", "lessThan"],
  ["greaterThan", "lessThanOrEqual"],
  ["lessThan", "greaterThanOrEqual"],
  ["lessThanOrEqual", "greaterThan"],
  ["equal", "not_equal"],
]);

const FACTORS: ReadonlyMap<string, number> = new Map([
  ["k", 1000],
  ["grand", 1000],
  ["thousand", 1000],
  ["m", 1_000_000],
  ["million", 1_000_000],
  ["millions", 1_000_000],
  ["mio", 1_000_000],
  ["mln", 1_000_000],
  ["mn", 1_000_000],
  ["lakh", 100_000],
  ["lakhs", 100_000],
  ["crore", 10_000_000],
  ["crores", 10_000_000],
]);

/** What a word behind a number multiplies it by: "1 million". */
export const factorOf = (word: string): number => FACTORS.get(word) ?? 1;

export const UNITS: ReadonlyMap<string, string> = new Map(
  ["day", "week", "month", "quarter", "year"].flatMap((unit) => [
    [unit, unit],
    [`${unit}s`, unit],
  ]),
);

export const PERIODICALLY: ReadonlyMap<string, string> = new Map([
  ["daily", "day"],
  ["weekly", "week"],
  ["monthly", "month"],
  ["quarterly", "quarter"],
  ["yearly", "year"],
]);
