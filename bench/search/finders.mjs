// Search libraries as finders of candidates: the contacts that a query may mean. Our own reading of the query comes
// before them (`parseQuery`), our own weighing after.

import { create, insertMultiple, load, save, search } from "@orama/orama";
import { Index } from "flexsearch";
import MiniSearch from "minisearch";
import { INDEX_KINDS, kindWeights } from "../../src/search/kinds.ts";
import { otherSpellings } from "../../src/search/matching/spellings.ts";
import { otherTitles } from "../../src/search/store/titles.ts";
import { phoneDigits, wordsOf } from "../../src/search/tokens.ts";
import { fold } from "../../src/text/fold.ts";
import { nicknamesOf } from "../../src/text/nicknames.ts";

/**
 * @typedef {import("../../src/search/search-document.ts").SearchDocument} SearchDocument
 * @typedef {import("../../src/search/query/query.ts").QueryWord} QueryWord
 * @typedef {object} Finder
 * @property {(documents: readonly SearchDocument[]) => Promise<void>} build
 * @property {() => Promise<string | undefined>} store what `restore` takes; undefined if the library cannot store itself
 * @property {(stored: string) => Promise<void>} restore
 * @property {(words: readonly QueryWord[], limit: number) => Promise<string[]>} candidates IDs, likeliest first
 * @property {(word: QueryWord) => Promise<number>} having in how many contacts the word stands as it was written
 */

/** The shortest end of a phone number that somebody searches. */
const LEAST_DIGITS = 3;

/** Every end of a number, so that a search by prefix finds digits inside it. @param {string} text */
function endsOf(text) {
  const digits = phoneDigits(text);
  return Array.from({ length: Math.max(0, digits.length - LEAST_DIGITS + 1) }, (_, from) => digits.slice(from)).join(" ");
}

/**
 * A contact as one text for each kind, as our own index keeps them.
 *
 * @param {SearchDocument} document
 * @returns {Record<string, string>}
 */
function textsOf({ id, parts }) {
  /** @type {Record<string, string>} */
  const texts = { id };
  /** @param {string} kind @param {string} text */
  const add = (kind, text) => {
    texts[kind] = texts[kind] === undefined ? text : `${texts[kind]} ${text}`;
  };
  for (const { kind, text } of parts) {
    const at = kind === "email" ? text.lastIndexOf("@") : -1;
    if (kind === "phone") add(kind, endsOf(text));
    else if (kind === "title") for (const title of [text, ...otherTitles(text)]) add(kind, title);
    else if (at >= 0) {
      add("email", text.slice(0, at));
      add("domain", text.slice(at + 1));
    } else add(kind, text);
  }
  return texts;
}

const folded = (/** @type {string} */ text) => wordsOf(text).map(fold);

/**
 * Other words that mean the same; for a national phone number, the digits that the stored one has.
 *
 * @param {QueryWord} word
 */
const others = ({ folded: term }) =>
  /^\d+$/.test(term) ? [term.replace(/^0+/, "")].filter((digits) => digits !== term) : [...otherSpellings(term), ...nicknamesOf(term)];

const mistakes = (/** @type {string} */ term) => (/\d/.test(term) || term.length < 4 ? 0 : term.length < 8 ? 1 : 2);

const BOOSTS = Object.fromEntries(INDEX_KINDS.map((kind, number) => [kind, kindWeights()[number] ?? 0]));

/** @returns {Finder} */
function miniSearch() {
  const options = {
    fields: [...INDEX_KINDS],
    tokenize: (/** @type {string} */ text) => folded(text),
    processTerm: (/** @type {string} */ term) => term,
  };
  let index = new MiniSearch(options);
  return {
    async build(documents) {
      await index.addAllAsync(documents.map(textsOf), { chunkSize: 200 });
    },
    async store() {
      return JSON.stringify(index);
    },
    async restore(stored) {
      index = await MiniSearch.loadJSONAsync(stored, options);
    },
    async candidates(words, limit) {
      const query = {
        combineWith: /** @type {const} */ ("OR"),
        queries: words.map((word) => ({
          combineWith: /** @type {const} */ ("OR"),
          queries: [
            { queries: [word.folded], prefix: true, fuzzy: mistakes(word.folded) || false, boost: BOOSTS },
            ...others(word).map((other) => ({ queries: [other], prefix: /^\d+$/.test(other), fuzzy: false, boost: BOOSTS })),
          ],
        })),
      };
      return index
        .search(query)
        .slice(0, limit)
        .map(({ id }) => id);
    },
    async having(word) {
      return index.search(word.folded, { prefix: false, fuzzy: false }).length;
    },
  };
}

/**
 * FlexSearch knows neither typos nor weights by kind: it finds beginnings.
 *
 * @returns {Finder}
 */
function flexSearch() {
  /** @type {string[]} */
  let ids = [];
  const index = new Index({ tokenize: "forward", encoder: (/** @type {string} */ text) => folded(text), resolution: 9 });
  return {
    async build(documents) {
      ids = documents.map(({ id }) => id);
      documents.forEach((document, at) => {
        const { id: _, ...texts } = textsOf(document);
        index.add(at, Object.values(texts).join(" "));
      });
    },
    async store() {
      return undefined;
    },
    async restore() {},
    async candidates(words, limit) {
      /** @type {Map<number, number>} */
      const scores = new Map();
      for (const word of words) {
        const having = new Set([word.folded, ...others(word)].flatMap((term) => /** @type {number[]} */ (index.search(term, { limit: ids.length }))));
        for (const at of having) scores.set(at, (scores.get(at) ?? 0) + Math.log(1 + ids.length / having.size));
      }
      return [...scores]
        .sort(([a, one], [b, other]) => other - one || a - b)
        .slice(0, limit)
        .map(([at]) => ids[at] ?? "");
    },
    async having(word) {
      return index.search(word.folded, { limit: ids.length }).length;
    },
  };
}

/** @returns {Finder} */
function orama() {
  const schema = Object.fromEntries(["id", ...INDEX_KINDS].map((kind) => [kind, /** @type {const} */ ("string")]));
  const tokenizer = { language: "english", normalizationCache: new Map(), tokenize: (/** @type {string} */ text) => folded(text) };
  const made = () => create({ schema, components: { tokenizer } });
  let index = made();
  const properties = [...INDEX_KINDS];
  /** @param {string} term @param {object} options */
  const found = async (term, options) => (await search(index, { term, properties, limit: 1000, boost: BOOSTS, ...options })).hits;
  return {
    async build(documents) {
      await insertMultiple(index, documents.map(textsOf), 500);
    },
    async store() {
      return JSON.stringify(save(index));
    },
    async restore(stored) {
      index = made();
      load(index, JSON.parse(stored));
    },
    async candidates(words, limit) {
      /** @type {Map<string, number>} */
      const scores = new Map();
      for (const word of words) {
        const hits = [
          ...(await found(word.folded, { tolerance: mistakes(word.folded) })),
          ...(await Promise.all(others(word).map((other) => found(other, { exact: !/^\d+$/.test(other) })))).flat(),
        ];
        /** @type {Map<string, number>} */
        const best = new Map();
        for (const { document, score } of hits) best.set(String(document.id), Math.max(score, best.get(String(document.id)) ?? 0));
        for (const [id, score] of best) scores.set(id, (scores.get(id) ?? 0) + score);
      }
      return [...scores]
        .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([id]) => id);
    },
    async having(word) {
      return (await search(index, { term: word.folded, properties, exact: true, limit: 1 })).count;
    },
  };
}

/** @type {Readonly<Record<string, () => Finder>>} */
export const FINDERS = { MiniSearch: miniSearch, FlexSearch: flexSearch, Orama: orama };
