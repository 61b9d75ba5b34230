import { fold } from "../../text/fold.ts";
import { wordsOf } from "../tokens.ts";
import { withDepartment } from "./department.ts";
import { type AddressPart, type Piece, piecesOf, wordAt } from "./pieces.ts";
import {
  ALSO_NAMES,
  ANYONE,
  CUES,
  DOMAIN_ENDS,
  FILLERS,
  IN_TITLES,
  isBesideRank,
  OWNED,
  PHONE,
  PHONE_ENDING,
  type Preference,
  RANKS,
  TITLE,
} from "./query-words.ts";
import { asksForOwn, ownersIn } from "./whose.ts";

/** One word to search. */
export interface QueryWord {
  readonly written: string;
  /** Folded; only the digits if they may be part of a phone number. */
  readonly folded: string;
  /** If the digits may be part of a phone number: the words in which they were written. */
  readonly digitGroups?: readonly string[];
  /** False for words that need not match. */
  readonly required: boolean;
  /** Whether a comma or another end of a clause follows. */
  readonly endsClause: boolean;
  /** The kinds of text that the words before it make likelier. */
  readonly preference: Preference | undefined;
  /** A word for contacts in general ("people"). */
  readonly isAnyone?: boolean;
  /** "a" or "I", which is an initial if a name follows: "A Jackson", "I Johnson". */
  readonly mayBeInitial?: boolean;
}

interface Query {
  readonly words: readonly QueryWord[];
  /** Whether any contact will do, so that there are no words: "my contacts", "list everyone". */
  readonly isForAnyone: boolean;
  /** Whether the user's own contacts are meant: "my customers", "contacts of mine". */
  readonly own: boolean;
  /** Whether the query asks for a count. */
  readonly counts: boolean;
  /** Words that negate something, as they were written. They need not match. */
  readonly negations: readonly string[];
}

/**
 * Splits a question into the words to look for. Nothing in it is an error; a question of fillers alone is taken
 * literally.
 *
 * @example
 * const { words } = parseQuery("who is the CTO at Acme?");
 * words.filter(({ required }) => required).map(({ written }) => written); // => ["CTO", "Acme"]
 */
export function parseQuery(query: string): Query {
  const pieces = piecesOf(withDepartment(query));
  const own = asksForOwn(pieces);
  const owners = ownersIn(pieces);
  const asking = pieces.map((_, index) => asksHowMany(pieces, index));
  const negating = pieces.map((_, index) => isNegation(pieces, index));
  const about = {
    own,
    counts: asking.includes(true),
    negations: pieces.filter((_, index) => negating[index]).map(({ written }) => written),
  };
  const words: QueryWord[] = [];
  let preference: Preference | undefined;
  pieces.forEach((piece, index) => {
    const { written, inAddress, isInitial } = piece;
    const isEnding = isPhoneEnding(pieces, index);
    const digits = isEnding ? written : piece.digits;
    const folded = digits ?? fold(written);
    if (folded === "" && written !== "@") return;
    const anyone = meansAnyone(folded, pieces, index);
    const says = asking[index] || negating[index];
    const cue = inAddress || says ? undefined : CUES.get(written === "@" ? "@" : folded);
    // "Head of legal and it"
    const isFiller = FILLERS.has(folded) && !(folded === "it" && (written === "IT" || preference === TITLE));
    const filler = anyone || says || (index === 0 && folded === OPENING) || (!digits && !inAddress && !isInitial && (isFiller || cue !== undefined));
    const addressEnd = (inAddress === "domain" && DOMAIN_ENDS.has(folded)) || (inAddress === "path" && FILLERS.has(folded));
    // "Head of security" asks for a title, and for no account.
    const isInTitle = preference === TITLE && OF_OR_FOR.test(folded);
    const isRank = !filler && !inAddress && RANKS.has(folded);
    if (filler && !anyone && !isInTitle) preference = cue ?? (NEUTRAL.has(folded) ? preference : undefined);
    if (isRank && OF_OR_FOR.test(wordAt(pieces, index + 1))) preference = TITLE;
    if (written !== "@") {
      const groups = digits === undefined ? undefined : wordsOf(written).map(fold);
      words.push({
        written: written.trim(),
        folded,
        ...(groups ? { digitGroups: groups } : {}),
        required: !filler && !addressEnd,
        endsClause: piece.endsClause,
        preference: filler ? undefined : inAddress ? ADDRESS_PARTS[inAddress] : isEnding ? PHONE_ENDING : (owners.get(index) ?? preference),
        ...(anyone ? { isAnyone: true } : {}),
        ...(filler && mayBeInitial(piece, index) ? { mayBeInitial: true } : {}),
      });
    }
    if (isRank) preference = TITLE;
    if (piece.endsClause) preference = undefined;
  });
  if (words.some(({ required }) => required)) return { words, isForAnyone: false, ...about };
  const isForAnyone = own || about.counts || words.some(({ isAnyone, folded }) => isAnyone && !ALSO_NAMES.has(folded));
  return { words: isForAnyone ? [] : words.map((word) => ({ ...word, required: true })), isForAnyone, ...about };
}

/** A filler only at the beginning: "how do I reach Maja", not "Alex How". */
const OPENING = "how";

/** "A Jackson" may begin with an initial. "is there a Jackson" may not, because it has no capital A. */
const mayBeInitial = ({ written, endsClause }: Piece, index: number): boolean =>
  !endsClause && (/^[iI]$/.test(written) || written === "A" || (written === "a" && index === 0));

/** Words between a cue and the words that it is about: "at the Acme", "a number ending in 4471", "owned by Kenji". */
const NEUTRAL: ReadonlySet<string> = new Set(["the", "a", "an", "our", "is", "my", "and", "by", "some", "any", "all"]);

const OF_OR_FOR = /^(?:of|for)$/;

/** Words between a cue for phones and the last digits: "ends with 13", "ending in the 13". */
const BEFORE_ENDING: ReadonlySet<string> = new Set([...NEUTRAL, "in", "with", "on", "digits"]);

/** Whether two digits are meant as the last of a phone number: "number ending 13". */
function isPhoneEnding(pieces: readonly Piece[], index: number): boolean {
  const { written = "", inAddress } = pieces[index] ?? {};
  if (inAddress || !/^\d\d$/.test(written)) return false;
  let before = index - 1;
  while (BEFORE_ENDING.has(wordAt(pieces, before))) before--;
  return CUES.get(wordAt(pieces, before)) === PHONE;
}

/** Preferences for the parts of an address. "@dana" may be a handle. */
const ADDRESS_PARTS: Readonly<Record<AddressPart, Preference>> = {
  local: { factors: { email: 1.5 }, others: 1, asks: [] },
  domain: { factors: { domain: 1.5, email: 1.2, url: 1.4, account: 1.1, handle: 1.3 }, others: 0.8, asks: [] },
  path: { factors: { handle: 1.8, url: 1.5 }, others: 1, asks: [] },
};

/** True for "people in Berlin" and "sales people at Acme", not for "Head of People" and "VP People". */
function meansAnyone(folded: string, pieces: readonly Piece[], index: number): boolean {
  if (!ANYONE.has(folded) || pieces[index]?.inAddress) return false;
  return folded !== IN_TITLES || !isBesideRank((at) => wordAt(pieces, at), index);
}

const NEGATIONS: ReadonlySet<string> = new Set("not no without never except excluding".split(" "));

/** Cues before a negation: "of not", "with no" negate, but "at No Limits" is a company, "phone no." a number. */
const MAY_BE_NEGATED: ReadonlySet<string> = new Set(["with", "for", "of", "own", "owns"]);

/** Whether a word negates the words after it: "without an owner", not "Trinh No". */
function isNegation(pieces: readonly Piece[], index: number): boolean {
  const [piece, next] = [pieces[index], pieces[index + 1]];
  if (!piece || piece.inAddress || !NEGATIONS.has(wordAt(pieces, index))) return false;
  if (!next || piece.endsClause || /\d/.test(next.written)) return false;
  const before = wordAt(pieces, index - 1);
  return !CUES.has(before) || MAY_BE_NEGATED.has(before) || /^(?!no$)\p{Ll}/u.test(piece.written);
}

const ASKING = new Set(["how", "many", "much", "total", "count", "of"]);
const BEFORE_COUNT = new Set(["", "the", "a", "total", "please"]);
const AFTER_TOTAL = new Set(["number", "count", "of"]);

const isCount = (pieces: readonly Piece[], index: number) =>
  wordAt(pieces, index) === "count" &&
  (BEFORE_COUNT.has(wordAt(pieces, index - 1))
    ? index + 1 < pieces.length
    : index === 1 && index + 1 === pieces.length && ANYONE.has(wordAt(pieces, 0)));

/** Whether a word only asks for a count: "how many leads", "total number of customers"; not "people at Total". */
function asksHowMany(pieces: readonly Piece[], index: number): boolean {
  const word = wordAt(pieces, index);
  if (!ASKING.has(word) || pieces[index]?.inAddress) return false;
  const [before, after] = [wordAt(pieces, index - 1), wordAt(pieces, index + 1)];
  if (word === "how") return after === "many" || after === "much";
  if (word === "many" || word === "much") return before === "how";
  if (word === "total") return before === "in" || (index <= 1 && [AFTER_TOTAL, OWNED, ANYONE].some((words) => words.has(after)));
  if (word === "count") return isCount(pieces, index);
  // "number of" is not followed by a company.
  return word === "of" && (before === "number" || isCount(pieces, index - 1));
}
