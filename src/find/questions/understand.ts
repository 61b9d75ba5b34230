import type { FilterInput } from "../../schema/filters.ts";
import { arrange, measureGroups } from "./arrange.ts";
import { compareValues } from "./comparing.ts";
import { joinException } from "./exceptions.ts";
import { joined, withOneValue } from "./joined.ts";
import { leftoversOf } from "./leftovers.ts";
import { type Lookup, lookup } from "./lookups.ts";
import { NounPhrases } from "./noun-phrases.ts";
import { Reader } from "./reader.ts";
import { dropRestated, withoutRestated } from "./restated.ts";
import { apartRule } from "./rules/apart-rule.ts";
import { asideRule } from "./rules/aside-rule.ts";
import { columnRule } from "./rules/column-rule.ts";
import { comparisonRule, severalRule } from "./rules/comparison-rule.ts";
import { contrastRule } from "./rules/contrast-rule.ts";
import { breakdownRule, countRule, eachRule, groupRule, signRule } from "./rules/counting-rules.ts";
import { ageRule, dateRule, periodRule } from "./rules/date-rule.ts";
import { groupConditionRule } from "./rules/group-condition-rule.ts";
import { extremesRule, measureRule, unknownMeasureRule } from "./rules/measure-rules.ts";
import { momentOrderRule } from "./rules/moment-order-rule.ts";
import { accountRule, alternativesRule, bothWaysRule, calledRule, exceptRule, exclusionRule } from "./rules/name-rules.ts";
import { optionRule } from "./rules/option-rule.ts";
import { ofOwner, ownerRule, ownRule, possessiveRule } from "./rules/owner-rules.ts";
import { emptyRule, presenceRule, unassignedRule } from "./rules/presence-rules.ts";
import { colleaguesRule, relationRule, reportsRule } from "./rules/relation-rule.ts";
import type { Context, Rule, UnderstandOptions } from "./rules/rule.ts";
import { shareRule } from "./rules/share-rule.ts";
import { silenceRule } from "./rules/silence-rule.ts";
import { directionRule, orderWordRule, sortRule } from "./rules/sort-rules.ts";
import { superlativeRule } from "./rules/superlative-rule.ts";
import { domainRule, textRule, withinRule } from "./rules/text-rules.ts";
import { titleRule } from "./rules/title-rules.ts";
import { commonGroupRule, rankedGroupRule, topGroupRule, whoseRule } from "./rules/top-groups-rule.ts";
import { valueRule } from "./rules/value-rule.ts";
import { banRule, yesNoRule } from "./rules/yes-no-rules.ts";
import { readShare } from "./share.ts";
import { stagesHint } from "./words/attribute-kinds.ts";
import { GLUE, LOOSE, NEGATIONS } from "./words/phrases.ts";
import { nationalityRule } from "./words/places.ts";
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

/** In the order in which they are tried at a word. */
const RULES: readonly Rule[] = [
  asideRule,
  countRule,
  unknownMeasureRule,
  groupConditionRule,
  shareRule,
  topGroupRule,
  whoseRule,
  commonGroupRule,
  rankedGroupRule,
  breakdownRule,
  extremesRule,
  measureRule,
  eachRule,
  orderWordRule,
  sortRule,
  groupRule,
  signRule,
  silenceRule,
  directionRule,
  momentOrderRule,
  superlativeRule,
  columnRule,
  banRule,
  yesNoRule,
  textRule,
  withinRule,
  valueRule,
  domainRule,
  nationalityRule,
  titleRule,
  bothWaysRule,
  calledRule,
  emptyRule,
  ownRule,
  possessiveRule,
  ownerRule,
  reportsRule,
  colleaguesRule,
  relationRule,
  dateRule,
  ageRule,
  comparisonRule,
  unassignedRule,
  severalRule,
  contrastRule,
  exceptRule,
  optionRule,
  presenceRule,
  exclusionRule,
  accountRule,
  alternativesRule,
];

/** Reads the parts of a question that filters, an order or groups answer, by the workspace's own attributes and options. */
export function understand(question: string, options: UnderstandOptions): Understood | Lookup {
  if (isAddress(question)) return { kind: "lookup", doubtful: [], isOfNamed: true, without: [] };
  const context = { ...options, vocabulary: vocabularyOf(options.schema) };
  const tokens = inDigits(withoutRestated(tokensOf(question)), context);
  const reader = new Reader(asRulesKnow(tokens, context));
  const phrases = new NounPhrases(reader, options.schema);
  let conditionEnd = -1;
  for (let at = 0; at < reader.words.length; ) {
    const known = reader.filters.length;
    const end = reader.isUsed(at) ? undefined : firstOf(RULES, reader, at, context);
    if (end !== undefined) reader.use(at, end);
    if (reader.filters.length > known) joinException(reader, known, { at, end: end ?? at + 1 });
    if (reader.filters.length > known) {
      const begins = phrases.begin(known, conditionEnd, at);
      if (!begins && isAlternative(reader, conditionEnd, at)) joinAlternative(reader, known, conditionEnd, end ?? at + 1);
      reader.placeFilters(known - 1, at);
      conditionEnd = end ?? at;
    }
    at = end ?? at + 1;
  }
  phrases.end();
  dropRestated(reader, conditionEnd);
  reader.unmapped.push(...halfRead(reader));
  reader.tokens.forEach(({ text, folded }, at) => {
    const isLeft =
      !reader.isUsed(at) &&
      at + 1 < reader.words.length &&
      (options.negations.includes(text) || (reader.filters.length > 0 && NEGATIONS.has(folded))) &&
      !options.isProper(folded);
    if (!isLeft) return;
    const end = GLUE.has(reader.word(at + 2)) ? at + 2 : at + 3;
    reader.refuse(at, end);
    reader.use(at, end);
  });
  reader.words.forEach((_, at) => {
    const end = reader.isUsed(at) ? undefined : (apartRule(reader, at, context) ?? periodRule(reader, at, context));
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
  if (isPlain) return lookup(question, reader, context);
  const isList = groupBy.length === 0 && measures.length === 0;
  const { names: left, columns, unread } = leftoversOf(reader, context, isList && !counts);
  if (unread.some((text) => /^prospects?$/i.test(text))) reader.hints.add(stagesHint(options.schema));
  const owned = filters.length > 0 ? ofOwner(left, context) : undefined;
  const names = owned ? "" : left;
  if (owned) filters.push(owned);
  // A share of those who have a name is no number of filters.
  if (share && names !== "") reader.unmapped.push(names);
  return {
    kind: "conditions",
    filters: [...filters, ...reader.groupFilters],
    sort,
    groupBy,
    measures,
    limit: (counts || share) && isList ? 0 : limit,
    counts,
    shareOf: share && whole.length,
    rest: names,
    columns,
    hints: [...reader.hints],
    unmapped: reader.unmapped.length > 0 ? reader.unmapped : unread,
  };
}

/** The alternatives of which only one was read: "customers in Berlin or with a phone", "leads or Kenji". */
function halfRead(reader: Reader): string[] {
  const isRead = (at: number) => reader.isUsed(at) || reader.isUsed(reader.after(at, SAYING_NOTHING));
  return reader.words.flatMap((word, at) => {
    const isHalf = word === "or" && !reader.isUsed(at) && at > 0 && at + 1 < reader.words.length && reader.isUsed(at - 1) !== isRead(at + 1);
    return isHalf ? [reader.text(at - 1, reader.afterGlue(at + 1) + 1)] : [];
  });
}

/** Whether a question has an ID, an address or a long number, so that it is about one person. */
export const isAddress = (question: string): boolean =>
  !isDomain(question) && /@|\bcon_\w{8}|\d[\d\s().-]{6,}\d/.test(question.replace(/\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{2,4})\b/g, ""));

/** Whether the only address in a question is a domain beside a word for e-mails: "with an @acme.example address". */
const isDomain = (question: string): boolean =>
  /^[^@]*(?<!\S)@[\p{L}\p{N}-]+\.[^@]*$/u.test(question) && /\b(?:e-?mails?|mails?|address(?:es)?|domain)\b/i.test(question);

const SAYING_NOTHING: ReadonlySet<string> = new Set([...GLUE, ...LOOSE, "those", "people", "contacts", "ones", "marked", "flagged", "as"]);
const saysNothing = (word: string) => SAYING_NOTHING.has(word) && word !== "and";

/** Whether only an "or" stands between the last condition and the one at a word: "icp at most 20 or no score". */
function isAlternative(reader: Reader, from: number, at: number): boolean {
  const between = from < 0 ? [] : reader.words.slice(from, at).filter((word) => word === "or" || !saysNothing(word));
  return between.length === 1 && between[0] === "or";
}

/**
 * Makes the last filter and the one that came after it alternatives, unless they are values of one field.
 *
 * @param from where the words between the two begin
 * @param to where the second ends
 */
function joinAlternative(reader: Reader, known: number, from: number, to: number): void {
  const [before, after] = [reader.filters[known - 1], reader.filters[known]];
  if (!before || !after || reader.filters.length !== known + 1) return;
  const isSameField = before.field !== undefined && before.field === after.field;
  const areValues = before.values !== undefined && after.values !== undefined;
  if (isSameField && before.operator === after.operator && (areValues || before.operator?.startsWith("not_"))) return;
  // Whether "not customers or in EMEA" excludes both is not clear; "not in EMEA or without a region" is.
  const isExcluded = before.operator === "not_equal" || before.operator === "not_contains";
  if (isExcluded && !(isSameField && after.operator === "not_isSet")) {
    reader.refuse(from, to);
    return;
  }
  reader.filters.splice(known - 1, 2, { any: [...(before.any ?? [before]), ...(after.any ?? [after])].map(withOneValue) });
}

function firstOf(rules: readonly Rule[], reader: Reader, at: number, context: Context): number | undefined {
  for (const rule of rules) {
    const end = rule(reader, at, context);
    if (end !== undefined) return end;
  }
  return undefined;
}
