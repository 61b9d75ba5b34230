import { hashOf, hashOfAll, hashOfBoth } from "./hash.ts";
import { type HeldValues, valueKey } from "./held-values.ts";
import type { Identity } from "./identity.ts";
import { wholeNameHash } from "./name-keys.ts";

/** The keys of the values that find a person, apart from the name. */
const exactKeys = ({ values }: Identity): string[] => values.flatMap(({ comparedAs, texts }) => texts.map((text) => valueKey(comparedAs, text)));

/** Keys of names. Two people with the same name share one, in any order and spelling, with any hyphens and blanks. */
export const nameKeys = ({ names }: Identity): string[] => names.map(({ letters }) => `name ${letters.split("").sort().join("")}`);

/** Keys of a person, the same for all spellings. Two creates of a person share one, unless names are only similar. */
export const identifiers = (identity: Identity): string[] => [...exactKeys(identity), ...nameKeys(identity)];

const spellingsOf = (of: string, comparedAs: string): string => `${of} of ${comparedAs}`;

const spellingKeys = ({ kind: { otherSpellings }, comparedAs, texts }: HeldValues): string[] =>
  otherSpellings ? texts.map((text) => valueKey(spellingsOf(otherSpellings.of, comparedAs), otherSpellings.common(text))) : [];

/** Keys of values. Two people share one if they share a value, in any spelling. */
export const valueKeys = (identity: Identity): string[] => [...exactKeys(identity), ...identity.values.flatMap(spellingKeys)];

/** Hashes of each name beside the first words of issuers' names: namesakes of one employer, or of its successor, share one. */
export function issuerHashes({ names, values }: Identity): number[] {
  const hashes: number[] = [];
  const wholeNames = names.map(wholeNameHash);
  for (const { kind, texts } of values) {
    for (const text of texts) {
      const [issuer] = kind.difference?.issuerNameOf?.(text)?.split("-", 1) ?? [];
      if (issuer !== undefined) hashes.push(...wholeNames.map((name) => hashOfBoth(name, hashOf(issuer))));
    }
  }
  return hashes;
}

/** The hashes of {@link valueKeys}, without putting their texts together. */
export function valueHashes({ values }: Identity): ValueHashes {
  const hashes: ValueHashes = { shareable: [], others: [] };
  for (const { kind, comparedAs, texts } of values) {
    for (const text of texts) {
      (kind.isShareable ? hashes.shareable : hashes.others).push(hashOfAll(comparedAs, " ", text));
      if (kind.otherSpellings) hashes.others.push(hashOfAll(spellingsOf(kind.otherSpellings.of, comparedAs), " ", kind.otherSpellings.common(text)));
    }
  }
  return hashes;
}

interface ValueHashes {
  /** Of values that say little if many people hold them. */
  readonly shareable: number[];
  /** Of all others, and of what the spellings of a value have in common. */
  readonly others: number[];
}
