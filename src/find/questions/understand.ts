import { type Attribute, mainField } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { allAttributes } from "../../schema/timestamps.ts";
import { wordSet } from "../../text/word-set.ts";
import { identifiersIn } from "../exact-identifier.ts";
import { arrange, measureGroups } from "./arrange.ts";
import { compareValues } from "./comparing.ts";
import { halfRead, isAlternative, isSecondPhrase, joinAlternative } from "./conjunctions.ts";
import { joinException } from "./exceptions.ts";
import { joined } from "./filters.ts";
import { leftoversOf } from "./leftovers.ts";
import { askedOfAll, type Lookup, lookup, PLAIN } from "./lookups.ts";
import { NounPhrases } from "./noun-phrases.ts";
import { refuseOnly } from "./only.ts";
import { Reader } from "./reader.ts";
import { askedRule, columnRule } from "./rules/column-rule.ts";
import { comparisonRule } from "./rules/comparison-rule.ts";
import { breakdownRule, countRule, distinctRule, eachRule, groupRule } from "./rules/counting-rules.ts";
import { ageRule, apartRule, dateRule, periodRule, silenceRule } from "./rules/date-rules.ts";
import { earlierRule } from "./rules/earlier-rule.ts";
import { bothWaysRule, exceptRule } from "./rules/exclusion-rules.ts";
import { groupConditionRule } from "./rules/group-condition-rule.ts";
import { extremesRule, measureRule } from "./rules/measure-rules.ts";
import { askedMemberRule, memberRule } from "./rules/member-rules.ts";
import { momentOrderRule } from "./rules/moment-order-rule.ts";
import { accountRule, alternativesRule, calledRule, choiceRule } from "./rules/name-rules.ts";
import { optionRule } from "./rules/option-rule.ts";
import { myRule, ofOwner, ofOwnerRule, possessiveRule } from "./rules/owner-rules.ts";
import { banRule, dutyRule, reachRule, yesNoRule } from "./rules/permission-rules.ts";
import { emptyRule, orUnsetRule, presenceRule } from "./rules/presence-rules.ts";
import { colleaguesRule, namelessColleaguesRule, relationRule, somebodyRule } from "./rules/relation-rules.ts";
import type { Context, Rule, UnderstandOptions } from "./rules/rule.ts";
import { severalRule } from "./rules/several-rule.ts";
import { directionRule, orderWordRule, sortRule } from "./rules/sort-rules.ts";
import { superlativeRule } from "./rules/superlative-rule.ts";
import { callingCodeRule, domainRule, textRule, withinRule } from "./rules/text-rules.ts";
import { levelRule, titleRule } from "./rules/title-rules.ts";
import { commonGroupRule, rankedGroupRule, topGroupRule, whoseRule } from "./rules/top-groups-rule.ts";
import { valueRule } from "./rules/value-rule.ts";
import { readShare, shareRule } from "./share.ts";
import { accountOf, optionsHint, STAGES } from "./words/attribute-kinds.ts";
import { withoutGenitive } from "./words/names.ts";
import { GLUE, NEGATIONS } from "./words/phrases.ts";
import { nationalityRule, worldRule } from "./words/places.ts";
import { inDigits } from "./words/spoken-numbers.ts";
import { tokensOf } from "./words/tokens.ts";
import { vocabularyOf } from "./words/vocabulary.ts";
import { asRulesKnow } from "./words/wording.ts";

/** What a question asks for beside the words to search. */
export interface Understood {
  readonly kind: "conditions";
  readonly filters: readonly FilterInput[];
  readonly sort: string | undefined;
  readonly groupBy: readonly string[];
  readonly measures: readonly string[];
  /** How many contacts it asks for; 0 for the count alone. */
  readonly limit: number | undefined;
  /** Whether it asks for a count. */
  readonly counts: boolean;
  /** Of a share: how many of the filters, from the first on, say what it is a share of. */
  readonly shareOf: number | undefined;
  /** The names that are left to be searched; "" if none are. */
  readonly rest: string;
  /** Attributes that it asks for. */
  readonly columns: readonly string[];
  /** Parts that mean nothing in this workspace, as they were written. */
  readonly unmapped: readonly string[];
  /** What helps to say these parts in another way, as sentences. */
  readonly hints: readonly string[];
}

const NOTHING: Understood = {
  kind: "conditions",
  ...{ filters: [], sort: undefined, groupBy: [], measures: [], limit: undefined, counts: false, shareOf: undefined },
  ...{ rest: "", columns: [], unmapped: [], hints: [] },
};

/** In the order in which they are tried at a word. */
const RULES: readonly Rule[] = [
  // What is asked for
  [earlierRule, askedRule],
  // Counts and groups
  [distinctRule, countRule, groupConditionRule, shareRule, topGroupRule, whoseRule, commonGroupRule, rankedGroupRule, breakdownRule],
  // Measures, orders and columns
  [extremesRule, measureRule, eachRule, orderWordRule, sortRule, groupRule, silenceRule],
  [directionRule, momentOrderRule, superlativeRule, columnRule],
  // Values of fields
  [reachRule, banRule, yesNoRule, textRule, withinRule, valueRule, domainRule, callingCodeRule],
  [nationalityRule, levelRule, titleRule, bothWaysRule, calledRule, emptyRule, orUnsetRule],
  // Linked members and contacts
  [myRule, possessiveRule, memberRule, ofOwnerRule, colleaguesRule, askedMemberRule, relationRule],
  // Dates, numbers, options and names
  [dateRule, ageRule, severalRule, comparisonRule, exceptRule, optionRule, worldRule],
  [presenceRule, accountRule, choiceRule, alternativesRule],
].flat();

/** Why a question for a share within each group is refused: a part of it fits no reading. */
const SHARE_OF_ALL = "A share within each group cannot be found: with group_by, a share is of all contacts that pass the filters.";

const COLUMNS_OF_LISTS = "Only contacts have columns: ask for them and for the count or groups in two queries.";

/** Reads the parts of a question that filters, an order or groups answer, by the workspace's own attributes and options. */
export function understand(question: string, options: UnderstandOptions): Understood | Lookup {
  const identifiers = identifiersIn(question);
  if (isAddress(question)) return identified(question, identifiers, options);
  const read = readParts(question, options);
  const codes = read.kind === "lookup" || read.unmapped.length > 0 ? identifiers.filter(options.isCode) : [];
  return codes.length > 0 ? identified(question, codes, options) : read;
}

function readParts(question: string, options: UnderstandOptions): Understood | Lookup {
  const context = { ...options, vocabulary: vocabularyOf(options.schema) };
  const tokens = inDigits(tokensOf(question), context);
  const reader = new Reader(asRulesKnow(tokens, context));
  const phrases = new NounPhrases(reader, options.schema);
  let conditionEnd = -1;
  /** Where the second of two phrases begins. Whether the conditions behind it are about both is not clear. */
  let second: number | undefined;
  for (let at = 0; at < reader.words.length; ) {
    const known = reader.filters.length;
    const end = reader.isUsed(at) ? undefined : firstOf(RULES, reader, at, context);
    if (end !== undefined) reader.use(at, end);
    const isExcepted = reader.filters.length > known && joinException(reader, known, { at, end: end ?? at + 1 });
    if (reader.filters.length > known) {
      if (second !== undefined) reader.refuse(second, end ?? at + 1);
      const begins = isExcepted || phrases.begin(known, conditionEnd, at);
      if (!begins && isAlternative(reader, conditionEnd, at)) {
        if (isSecondPhrase(reader, known, at, end ?? at + 1)) second = at;
        // "Champions in EMEA or customers"
        if (second !== undefined && known > 1) reader.refuse(second, end ?? at + 1);
        joinAlternative(reader, known, conditionEnd, end ?? at + 1);
      }
      reader.placeFilters(known - 1, at);
      conditionEnd = end ?? at;
    }
    at = end ?? at + 1;
  }
  phrases.end();
  reader.unmapped.push(...halfRead(reader));
  refuseOnly(reader, context);
  reader.tokens.forEach(({ text, folded }, at) => {
    const isLeft =
      !reader.isUsed(at) &&
      (at + 1 < reader.words.length || reader.filters.length > 0) &&
      (options.negations.includes(text) ||
        ((reader.filters.length > 0 || (reader.isSmall(at) && !/^(?:outside|can)/.test(folded))) && NEGATIONS.has(folded))) &&
      !(options.isProper(folded) && (reader.isCapital(at) || isInName(reader, at, options)));
    if (!isLeft) return;
    const end = reader.endsClause(at + 1) || GLUE.has(reader.word(at + 2)) ? at + 2 : at + 3;
    reader.refuse(at, end);
    reader.use(at, end);
  });
  reader.words.forEach((_, at) => {
    const end = reader.isUsed(at) ? undefined : firstOf([apartRule, periodRule, somebodyRule, namelessColleaguesRule, dutyRule], reader, at, context);
    if (end !== undefined) reader.use(at, end);
  });
  arrange(reader, context);
  const share = readShare(reader);
  const whole = joined(share?.whole ?? [], options.schema);
  const filters = [...whole, ...joined(share?.part ?? reader.filters, options.schema)];
  compareValues(reader, filters, phrases.field, context);
  measureGroups(reader, context.vocabulary);
  const { sort, groupBy, measures, limit, counts } = reader;
  const isArranged = sort !== undefined || groupBy.length > 0 || measures.length > 0 || counts || limit !== undefined || reader.columns.length > 0;
  const isPlain = filters.length === 0 && !isArranged && reader.unmapped.length === 0;
  if (isPlain) {
    const asked = askedOf(reader, context);
    if (asked) return asked;
    const searched = lookup(question, reader, context);
    const ofAll = askedOfAll(question, searched, reader, context);
    return ofAll ? { ...NOTHING, ...ofAll, columns: besideNames(ofAll.columns, context) } : searched;
  }
  const isList = groupBy.length === 0 && measures.length === 0;
  const { names: left, columns, unread } = leftoversOf(reader, context, isList && !counts);
  if (reader.share !== undefined && groupBy.length > 0) reader.hints.add(SHARE_OF_ALL);
  if (unread.some((text) => /^prospects?$/i.test(text))) reader.hints.add(optionsHint(options.schema, STAGES));
  const owned = filters.length > 0 ? ofOwner(left, context) : undefined;
  const names = owned ? "" : left;
  if (owned) filters.push(owned);
  // A share needs filters. "What share of the Majas" has none, and "share of the pipeline" does not count contacts.
  if (share && names !== "") reader.unmapped.push(names);
  if (share && columns.length > 0) reader.refuse(reader.share ?? 0, reader.words.length);
  else if (columns.length > 0 && (counts || !isList)) {
    reader.hints.add(COLUMNS_OF_LISTS);
    reader.unmapped.push(...allAttributes(options.schema).flatMap(({ agentKey, label }) => (columns.includes(agentKey) ? [label] : [])));
  }
  return {
    kind: "conditions",
    filters: [...filters, ...reader.groupFilters],
    sort,
    groupBy,
    measures,
    limit: (counts || share) && isList ? 0 : limit,
    counts,
    shareOf: share && whole.length,
    ...(columns.length > 0 && names !== "" && filters.length === 0 && isList
      ? ofWhom(names, columns, context)
      : { rest: names, columns: isList && !counts ? besideNames(columns, context) : [] }),
    hints: [...reader.hints],
    // Of "birthdays this month", the first word says more than the others.
    unmapped: [...reader.unmapped, ...unread],
  };
}

/** Whether a word is one of two of a name: "no limits", "trinh no". */
const isInName = (reader: Reader, at: number, { isTogether, isWholeName }: UnderstandOptions): boolean =>
  [Math.max(at - 1, 0), at].some((from) => {
    const name = reader.text(from, from + 2);
    return isTogether(name) || isWholeName(name);
  });

/** They ask for other contacts than the one whose identifier stands beside them. */
const OTHERS = wordSet("else others same besides except excluding without not colleague colleagues coworker coworkers");

/** Stands for the contact with the identifier in the rest of the question. */
const SOMEBODY = "Somebodys";

/** A question with identifiers: the rest of it may ask for an attribute, and says nothing else. */
function identified(question: string, identifiers: readonly string[], options: UnderstandOptions): Understood | Lookup {
  const rest = identifiers.reduce((text, identifier) => text.replace(identifier, ` ${SOMEBODY}`), question);
  const others = tokensOf(rest).flatMap(({ text, folded }) => (OTHERS.has(folded) ? [{ text, words: [folded] }] : []));
  const isOneOf = (is: (word: string) => boolean) => (word: string) => word === SOMEBODY || is(word);
  const { isPerson, isName, isOwner } = options;
  const asked = isAddress(rest)
    ? PLAIN
    : understand(rest, { ...options, isPerson: isOneOf(isPerson), isName: isOneOf(isName), isOwner: isOneOf(isOwner) });
  const [mail = ""] = identifiers;
  // "Owned by kenji.ota@acme.example"
  const isLinked = asked.kind === "conditions" && asked.rest === "" && asked.filters.some(({ value }) => value === SOMEBODY);
  if (isLinked && identifiers.length === 1 && mail.includes("@")) return { ...asked, filters: asked.filters.map((filter) => withMail(filter, mail)) };
  if (identifiers.length === 0 || isAddress(rest) || others.length > 0) return { ...PLAIN, doubtful: others, isOfNamed: others.length === 0 };
  // "Phone 7940 0000"
  const kind = mail.includes("@") ? "email" : "phone";
  const isOther = (key: string) =>
    !options.schema.fields.some(({ agentKey, type }) => agentKey === key && [kind, "name"].includes(type.search.as ?? ""));
  const asks = asked.kind === "conditions" && asked.unmapped.length === 0 ? asked.columns : [];
  const columns = asks.some((key) => isOther(key) && key !== accountOf(options)?.agentKey) ? ofWhom("", asks, options).columns : [];
  return { ...PLAIN, identifiers, columns };
}

/** A filter on the member or contact with an e-mail address, which is one, and no part of a name. */
const withMail = (filter: FilterInput, mail: string): FilterInput =>
  filter.value === SOMEBODY ? { ...filter, operator: (filter.operator ?? "equal").replace("contains", "equal"), value: mail } : filter;

/** "Nisha Reddy's budget": what a question without conditions asks for of somebody who is named. */
function askedOf(reader: Reader, context: Context): Understood | undefined {
  const { names, columns, unread } = leftoversOf(reader, context, true);
  const isOfNamed = names.split(/[\s,]+/).some((word) => context.isPerson(withoutGenitive(word)));
  return columns.length > 0 && unread.length === 0 && isOfNamed ? { ...NOTHING, ...ofWhom(names, columns, context) } : undefined;
}

/** What to search and to show if attributes are asked for of somebody: also what tells namesakes apart. */
function ofWhom(names: string, columns: readonly string[], context: Pick<Context, "schema">): Pick<Understood, "rest" | "columns"> {
  return { rest: names.replace(/^(?:of|with|to|for) /i, ""), columns: besideNames(columns, context, accountOf(context)) };
}

/** The columns that are asked for, if any, behind those that say whose they are. */
function besideNames(columns: readonly string[], { schema }: Pick<Context, "schema">, account?: Attribute): readonly string[] {
  const identity = [mainField(schema.fields, "FULL_NAME"), account].flatMap((attribute): string[] => (attribute ? [attribute.agentKey] : []));
  return columns.length === 0 ? columns : [...new Set([...identity, ...columns])];
}

/** Whether a question has an ID, an address or a long number, so that it is about one person. */
export const isAddress = (question: string): boolean =>
  !isDomain(question) && /@|\bcon_\w{8}|\d[\d\s().-]{6,}\d/.test(question.replace(/\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{2,4})\b/g, ""));

/** Whether the only address in a question is a domain beside a word for e-mails: "with an @acme.example address". */
const isDomain = (question: string): boolean =>
  /^[^@]*(?<!\S)@[\p{L}\p{N}-]+\.[^@]*$/u.test(question) && /\b(?:e-?mails?|mails?|address(?:es)?|domain)\b/i.test(question);

function firstOf(rules: readonly Rule[], reader: Reader, at: number, context: Context): number | undefined {
  for (const rule of rules) {
    const end = rule(reader, at, context);
    if (end !== undefined) return end;
  }
  return undefined;
}
