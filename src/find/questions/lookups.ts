import { MONTH } from "../../fields/date-words.ts";
import { parseQuery } from "../../search/index.ts";
import { fold } from "../../text/fold.ts";
import { wordSet } from "../../text/word-set.ts";
import { attributeIn, leftoversOf } from "./leftovers.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rules/rule.ts";
import { REQUEST } from "./words/empty-words.ts";
import { withoutGenitive } from "./words/names.ts";
import { ARTICLES, ATTRIBUTE_NOUNS, GENERALLY, INTERROGATIVES, OWNING, RECORDS, SORTS, VERBS } from "./words/phrases.ts";

/** A part of a question that is no name. It answers the question only if a contact has it as it is written. */
interface Doubtful {
  readonly text: string;
  /** Those of its words that a search demands, folded. */
  readonly words: readonly string[];
}

/** A question whose words are searched. */
export interface Lookup {
  readonly kind: "lookup";
  readonly doubtful: readonly Doubtful[];
  /** Whether it may be about a contact that it names: "when did we last talk to Maja Jensen", but not "who hired Maja Jensen". */
  readonly isOfNamed: boolean;
  /** The e-mail addresses, phone numbers and codes in it. Beside them, other words do not count. */
  readonly identifiers: readonly string[];
  /** Attributes that it asks for. */
  readonly columns: readonly string[];
  /** Words that say nothing, so that no contact needs to have them. */
  readonly without: readonly string[];
}

/** A question that names somebody, or somebody's identifiers, and nothing else. */
export const PLAIN: Lookup = { kind: "lookup", doubtful: [], isOfNamed: true, identifiers: [], columns: [], without: [] };

/** A question without the words of it that say nothing. */
export const searchedWords = (question: string, { without }: Lookup): string =>
  without.length === 0 ? question : question.replace(/[\p{L}\p{N}\p{M}'’]+/gu, (word) => (without.includes(word) ? "" : word)).trim();

/** At the beginning of a question about people of some kind, rather than of the name of one. */
const ASKING: ReadonlySet<string> = new Set([...INTERROGATIVES, ..."any do does did is are has have should can could".split(" ")]);

/** They ask for somebody else than the contact that is named. */
const OTHERS = wordSet("who which whose what");

/** Before a year or another time. */
const BEFORE_TIME = wordSet("in since before after until during from by of");

/** "Birthdays in May" */
const MONTH_NAME = new RegExp(`^${MONTH}$`, "i");

/** At the beginning of a question for something that a contact has: "how old is Maja", "why did she leave". */
const DEMANDS = wordSet("how why when what where");

/** Of a contact, these are all that is known: "Maja's details". */
const KNOWN: ReadonlySet<string> = new Set([...REQUEST, ...ATTRIBUTE_NOUNS, ...RECORDS]);

/** "Maja's wife", "assistant of Maja", "is Maja married": what no attribute says of the contact that is named. */
function strange(reader: Reader, unread: readonly string[], { isPerson }: Context): Pick<Lookup, "doubtful" | "isOfNamed"> {
  const isContact = (at: number) => isPerson(withoutGenitive(reader.written(at)));
  const isAsked = /^(?:is|was|does|did|has)$/.test(reader.word(0)) && isContact(1);
  const doubtful = reader.tokens.flatMap(({ text, folded }, at) => {
    const isOf = (reader.word(at + 1) === "of" && isContact(at + 2)) || (reader.isPossessive(at - 1) && isContact(at - 1));
    const isUnread = /^\p{Ll}/u.test(text) && unread.some((part) => part.split(" ").includes(text));
    return isUnread && (isOf || isAsked) && !KNOWN.has(folded) ? [{ text, words: [folded] }] : [];
  });
  return { doubtful, isOfNamed: doubtful.length === 0 };
}

/**
 * Reads a question without conditions. If it names somebody, who may be misspelt, and says nothing else, no part is
 * doubtful: then the nearest contacts help.
 */
export function lookup(question: string, reader: Reader, context: Context): Lookup {
  const { words } = parseQuery(question);
  const isAboutPeople = ASKING.has(reader.word(0)) || words.some(({ isAnyone, folded }) => isAnyone || SORTS.has(folded));
  const hasTime = reader.tokens.some(
    ({ text }, at) =>
      (/^(?:19|20)\d\d$/.test(text) && BEFORE_TIME.has(reader.word(at - 1))) ||
      (MONTH_NAME.test(text) && /^(?:in|since|until|during)$/.test(reader.word(at - 1))),
  );
  const required = words.filter((word) => word.required);
  const demanded = new Set(required.map(({ folded }) => folded));
  const isNamed = !isAboutPeople && !hasTime;
  if (isNamed && required.every(({ written }) => context.isName(written))) return PLAIN;
  const { unread, empty } = leftoversOf(reader, context, true);
  const saysNothing = empty.filter((word) => demanded.has(fold(withoutGenitive(word))) && !context.isName(word));
  // A question of such words alone is taken literally.
  const without = saysNothing.length < demanded.size ? [...new Set(saysNothing)] : [];
  if (isNamed) return { ...PLAIN, ...strange(reader, unread, context), without };
  const parts = unread.map((text) => ({
    text,
    words: text
      .split(" ")
      .map(fold)
      .filter((word) => demanded.has(word)),
  }));
  const isOfOthers = words.some(({ isAnyone }) => isAnyone) || (OTHERS.has(reader.word(0)) && !["is", "are", "was"].includes(reader.word(1)));
  return {
    ...PLAIN,
    doubtful: parts.filter((part) => part.words.length > 0),
    isOfNamed: !isOfOthers && !DEMANDS.has(reader.word(0)) && strange(reader, unread, context).isOfNamed,
    without: [...new Set([...without, ...empty.filter((word) => demanded.has(fold(word)))])],
  };
}

/**
 * "contacts and their owners", "contacts whose owner created them": a question that names nobody would find all contacts.
 * It may ask for attributes; if it says more, that is a condition.
 */
export function askedOfAll(
  question: string,
  searched: Lookup,
  reader: Reader,
  context: Context,
): { readonly columns: readonly string[]; readonly unmapped: readonly string[] } | undefined {
  const { own, isForAnyone } = parseQuery(searchedWords(question, searched));
  if (!isForAnyone || own) return undefined;
  const from = reader.after(0, OF_ALL);
  const columns: string[] = [];
  let isMore = false;
  let says = false;
  for (let at = from; at < reader.words.length; ) {
    const [word, found] = [reader.word(at), attributeIn(reader, at, context)];
    if (found) columns.push(found.meaning.agentKey);
    else isMore ||= !BETWEEN_COLUMNS.has(word);
    says ||= found !== undefined || VERBS.has(word) || OWNING.has(word);
    at += found?.length ?? 1;
  }
  if (!says) return undefined;
  return isMore ? { columns: [], unmapped: [reader.text(from, reader.words.length)] } : { columns, unmapped: [] };
}

/** Words of a request for all contacts. */
const OF_ALL: ReadonlySet<string> = new Set([...GENERALLY, ...ARTICLES, ...wordSet("all show list find give get me")]);
const BETWEEN_COLUMNS = wordSet("and plus the their");
