import { shownOptions } from "../../../fields/options.ts";
import { getOrInsert } from "../../../maps.ts";
import type { Attribute, ContactSchema, Field } from "../../../schema/contact-schema.ts";
import { CREATED, timestampsOf, UPDATED } from "../../../schema/timestamps.ts";
import { wordsOf } from "../../../search/tokens.ts";
import { fold } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";
import { attributePhrases, VAGUE } from "./attribute-names.ts";
import { BEFORE_DATES, BEHIND_DATES } from "./date-phrases.ts";
import {
  AGES,
  ANYONE,
  ARTICLES,
  ATTRIBUTE_NOUNS,
  COMPARISONS,
  CONJUNCTIONS,
  GLUE,
  type Happening,
  LOOSE,
  MEASURES,
  NEGATIONS,
  OWNING,
  SUPERLATIVES,
  VERBS,
} from "./phrases.ts";
import { SAID } from "./sayings.ts";
import { OPTIONS_SAID } from "./synonyms.ts";
import { type Found, oncePerPlace, type Phrase, Phrases } from "./workspace-phrases.ts";

/** An option of a select. */
export interface OptionMeaning {
  readonly field: Field;
  readonly label: string;
}

/** Words that say what is asked for, and which are corrected if they are misspelt. */
const ASKING_WORDS: ReadonlySet<string> = new Set([
  ...[SUPERLATIVES, AGES, MEASURES].flatMap((map) => [...map.keys()]),
  ...COMPARISONS.flatMap(({ words }) => words),
  ...[...ATTRIBUTE_NOUNS, ...NEGATIONS, ...LOOSE],
]);

/** Words that are known without a label. They may be like words of labels: "contacts" and "contracts", "employees" and "employers". */
const OWN_WORDS: ReadonlySet<string> = new Set([
  ...["employee", "employees"],
  ...[...BEFORE_DATES, ...BEHIND_DATES].flatMap(({ words }) => words),
  ...ASKING_WORDS,
  ...GLUE,
  ...ANYONE,
  ...ARTICLES,
  ...VAGUE,
  ...VERBS.keys(),
  ...OWNING,
  ...SAID.flatMap(({ words }) => words),
]);

/** Words that people say inside a label. */
const BETWEEN = wordSet("in at of the and for");

/** Verbs and nouns for what a moment is about, and words of the labels of such moments. */
const CONTACTED = /interact|contacted|touch|activity|spoke|engage/;
const FOLLOWED = /follow|next step|task|due|remind/;

/** Labels of more words are only known in their own order. */
const MOST_LOOSE = 6;

const inOrder = (words: readonly string[]): string => words.toSorted().join(" ");

const known = new WeakMap<ContactSchema, Vocabulary>();

/** The words of a workspace. They are cached, because each query needs them. */
export const vocabularyOf = (schema: ContactSchema): Vocabulary => getOrInsert(known, schema, () => new Vocabulary(schema));

/** What the words of a workspace mean: its attributes, its options, and its moments. */
export class Vocabulary {
  readonly schema: ContactSchema;
  readonly #attributes: Phrases<Attribute>;
  /** Those that are an option wherever they stand. */
  readonly #options: Phrases<OptionMeaning>;
  /** Those that are one behind the name of their field: "size L", "grade A". */
  readonly #allOptions: Phrases<OptionMeaning>;
  /** Options whose labels have several words, by these in alphabetical order. */
  readonly #inAnyOrder = new Map<string, OptionMeaning[]>();
  /** Options whose labels have more than two words, by each two of these in alphabetical order. */
  readonly #byTwoWords = new Map<string, OptionMeaning[]>();
  /** Options by a usual abbreviation: "mql" for "Marketing Qualified". */
  readonly #short = new Map<string, OptionMeaning[]>();
  /** The words of labels, and their plurals. */
  #inLabels: ReadonlySet<string> | undefined;

  constructor(schema: ContactSchema) {
    this.schema = schema;
    this.#attributes = new Phrases(attributePhrases(schema));
    const options = schema.fields
      .filter(({ type }) => type.search.as === "option")
      .flatMap((field) => shownOptions(field.definition).map(({ label }) => ({ words: wordsOf(label).map(fold), meaning: { field, label } })))
      .filter(({ words }) => words.length > 0);
    this.#allOptions = new Phrases([...options, ...saidForOptions(options)]);
    const isTelling = ({ words: [first = "", second] }: Phrase<OptionMeaning>) => second !== undefined || (first.length > 1 && !GLUE.has(first));
    this.#options = new Phrases([...options, ...saidForOptions(options)].filter(isTelling));
    for (const { words, meaning } of options) {
      if (words.length > 1 && words.length <= MOST_LOOSE) getOrInsert(this.#inAnyOrder, inOrder(words), () => []).push(meaning);
      for (const pair of this.#tellingPairs(words)) getOrInsert(this.#byTwoWords, pair, () => []).push(meaning);
      if (words.at(-1) === "qualified") getOrInsert(this.#short, `${words.map((word) => word.charAt(0)).join("")}l`, () => []).push(meaning);
    }
  }

  /** Any two words of a longer label, if neither is an option alone: "berlin dinner", but not "berlin customer". */
  #tellingPairs(words: readonly string[]): string[] {
    if (words.length < 3 || words.length > MOST_LOOSE) return [];
    const telling = words.filter(
      (word) => word.length > 2 && !OWN_WORDS.has(word) && !this.#options.at([word], 0).some((phrase) => phrase.words.length === 1),
    );
    return telling.flatMap((first, at) => telling.slice(at + 1).map((second) => inOrder([first, second])));
  }

  /** The longest name of an attribute that begins at a word. */
  attributeAt(words: readonly string[], at: number, fits: (attribute: Attribute) => boolean = () => true): Found<Attribute> | undefined {
    return this.#attributes.longest(words, at, fits);
  }

  /** Whether the name of an attribute ends before a word. */
  attributeEndsAt(words: readonly string[], end: number, fits?: (attribute: Attribute) => boolean): boolean {
    return words.some((_, at) => at < end && at + (this.attributeAt(words, at, fits)?.length ?? 0) === end);
  }

  /** The longest label of an option that begins at a word. Undefined if options of several fields have it. */
  optionAt(words: readonly string[], at: number): Found<OptionMeaning> | undefined {
    const found = this.#options.longest(words, at) ?? this.#sharedOptionAt(words, at);
    const loose = this.#looseOptionAt(words, at);
    if (!found || (loose && loose.length > found.length)) return loose;
    const alike = this.#options.at(words, at).filter((phrase) => phrase.words.length === found.length);
    return alike.every(({ meaning }) => meaning === found.meaning) ? found : undefined;
  }

  /** "Marketing Qualified" in "marketing or sales qualified". */
  #sharedOptionAt(words: readonly string[], at: number): Found<OptionMeaning> | undefined {
    const next = CONJUNCTIONS.has(words[at + 1] ?? "") ? this.#options.longest(words, at + 2) : undefined;
    if (!next || next.length < 2) return undefined;
    const whole = [words[at] ?? "", ...words.slice(at + 3, at + 2 + next.length)];
    const found = this.#options.longest(whole, 0, ({ field }) => field === next.meaning.field);
    return found?.length === whole.length ? { ...found, length: 1 } : undefined;
  }

  /** The longest label of an option of a field that begins at a word. */
  optionOf(field: Attribute, words: readonly string[], at: number): Found<OptionMeaning> | undefined {
    return this.#allOptions.longest(words, at, (meaning) => meaning.field === field);
  }

  /**
   * Options whose labels begin with two of the words, or all but their year: "Web Summit" is "Web Summit 2024" and "Web Summit 2025".
   *
   * @param byOneWord whether their first word is enough, or another that only one of them has: "webinar"
   */
  optionsBegunAt(words: readonly string[], at: number, byOneWord: boolean): Found<readonly OptionMeaning[]> | undefined {
    const beginning = this.#options.beginningWith(words[at]);
    const two = beginning.filter(({ words: own }) => own.length > 2 && own[1] === words[at + 1]);
    const own = byOneWord && beginning.length === 0 && !OWN_WORDS.has(words[at] ?? "") ? this.#options.having(words[at]) : [];
    const ofYears = beginning.filter(({ words: own }) => own.length === 2 && /^20\d\d$/.test(own[1] ?? ""));
    const begun = two.length > 0 ? two : own.length === 1 ? own : byOneWord ? beginning : ofYears;
    const fields = new Set(begun.map(({ meaning }) => meaning.field));
    return fields.size === 1 ? { meaning: begun.map(({ meaning }) => meaning), length: two.length > 0 ? 2 : 1 } : undefined;
  }

  /** The words of an attribute or option that are written as one: "dealsize". */
  apart(word: string): readonly string[] | undefined {
    return this.#attributes.apart(word) ?? this.#options.apart(word);
  }

  /** Whether a folded word is one of a label. */
  hasInLabel(word: string): boolean {
    return this.#labelWords().has(word);
  }

  /** Whether a folded word is one of those that questions are made of, or of a label. */
  knows(word: string): boolean {
    return OWN_WORDS.has(word) || this.#labelWords().has(word);
  }

  /** The words of labels, and those that say what is asked for, with the same first letter and at most one letter more or less. */
  wordsLike(word: string): readonly string[] {
    const isLike = (other: string) => other.charAt(0) === word.charAt(0) && Math.abs(other.length - word.length) <= 1;
    return [...new Set([...ASKING_WORDS, ...this.#labelWords()])].filter(isLike);
  }

  #labelWords(): ReadonlySet<string> {
    this.#inLabels ??= new Set(
      [...this.#attributes.words(), ...this.#options.words()].flatMap((word) => (VAGUE.has(word) ? [] : [word, `${word}s`])),
    );
    return this.#inLabels;
  }

  readonly #looseOptionAt = oncePerPlace((words, at) => this.#findLooseOption(words, at));

  /** "MQLs"; "Tokyo roadshow" for "Roadshow Tokyo"; "Berlin dinner" and "customer dinner in Berlin" for "Customer Dinner – Berlin" */
  #findLooseOption(words: readonly string[], at: number): Found<OptionMeaning> | undefined {
    const first = words[at] ?? "";
    const short = this.#short.get(first) ?? this.#short.get(first.replace(/s$/, ""));
    if (short) return short.length === 1 && short[0] ? { meaning: short[0], length: 1 } : undefined;
    const said: string[] = [];
    let found: Found<OptionMeaning> | undefined;
    for (let end = at; end < words.length && said.length < MOST_LOOSE; end++) {
      const word = words[end] ?? "";
      if (said.length > 0 && BETWEEN.has(word)) continue;
      said.push(word);
      const same = this.#inAnyOrder.get(inOrder(said)) ?? this.#byTwoWords.get(inOrder(said)) ?? [];
      if (same.length === 1 && same[0]) found = { meaning: same[0], length: end + 1 - at };
    }
    return found;
  }

  /** The date that verbs such as "created" or "spoken to" are about. */
  momentOf(verb: Happening): Field | undefined {
    if (verb === "created") return timestampsOf(this.schema).includes(CREATED) ? CREATED : undefined;
    if (verb === "updated") return timestampsOf(this.schema).includes(UPDATED) ? UPDATED : undefined;
    const about = verb === "contacted" ? CONTACTED : FOLLOWED;
    const moments = this.schema.fields.filter(({ type, label, agentKey }) => type.isMoment && about.test(`${label} ${agentKey}`.toLowerCase()));
    return moments[0];
  }
}

/** Other words that people use for options, such as "clients" for "Customer". */
function saidForOptions(options: readonly Phrase<OptionMeaning>[]): Phrase<OptionMeaning>[] {
  return Object.entries(OPTIONS_SAID).flatMap(([label, said]) => {
    const named = options.filter(({ words }) => words.join(" ") === label);
    const [only] = named;
    const isFree = (name: string) => !options.some(({ words }) => words.join(" ") === name);
    return only && named.length === 1 ? said.filter(isFree).map((name) => ({ words: name.split(" "), meaning: only.meaning })) : [];
  });
}
