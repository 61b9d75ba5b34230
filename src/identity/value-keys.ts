import { hashOfAll } from "./hash.ts";
import { type HeldValues, valueKey } from "./held-values.ts";
import type { Identity } from "./identity.ts";

/** The values by which a person is found, apart from the name. */
const exactKeys = ({ values }: Identity): string[] => values.flatMap(({ comparedAs, texts }) => texts.map((text) => valueKey(comparedAs, text)));

/** Texts of which two people of the same name share one, in whatever spelling. */
export const nameKeys = ({ names }: Identity): string[] => names.map(({ letters }) => `name ${letters}`);

/**
 * Texts of which two creates of the same person share at least one, unless they only have similar names. Equal names
 * in other spellings have one text.
 */
export const identifiers = (identity: Identity): string[] => [...exactKeys(identity), ...nameKeys(identity)];

const spellingsOf = (of: string, comparedAs: string): string => `${of} of ${comparedAs}`;

const spellingKeys = ({ kind: { otherSpellings }, comparedAs, texts }: HeldValues): string[] =>
  otherSpellings ? texts.map((text) => valueKey(spellingsOf(otherSpellings.of, comparedAs), otherSpellings.common(text))) : [];

/** Texts of which two people share one if they share a value, or another spelling of it. */
export const valueKeys = (identity: Identity): string[] => [...exactKeys(identity), ...identity.values.flatMap(spellingKeys)];

/** The hashes of {@link valueKeys}, without putting their texts together. */
export function valueHashes({ values }: Identity): number[] {
  const hashes: number[] = [];
  for (const { kind, comparedAs, texts } of values) {
    for (const text of texts) {
      hashes.push(hashOfAll(comparedAs, " ", text));
      if (kind.otherSpellings) hashes.push(hashOfAll(spellingsOf(kind.otherSpellings.of, comparedAs), " ", kind.otherSpellings.common(text)));
    }
  }
  return hashes;
}
