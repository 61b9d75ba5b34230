import { COMPLEMENTS } from "./contradictions.ts";
import { isOfList, isOneOnly, isSameTarget, type MatchedColumn } from "./matched-column.ts";
import type { Target } from "./named-attributes.ts";
import type { ColumnSamples } from "./samples.ts";
import { isCopy } from "./settle.ts";
import type { Meaning } from "./usual-names.ts";

/** A column by its usual name. */
export interface UsualColumn {
  readonly column: string;
  /** What it is called, without the number of a repeated name. */
  readonly name: string;
  readonly meaning: Meaning;
  readonly choice: number;
  /** Undefined for links: their values say where they go. */
  readonly target: Target | undefined;
}

/**
 * Leaves out each column whose value another column gives at least as surely. If both are equally sure, nothing shows
 * which one is right.
 *
 * @param before columns whose meaning is more certain
 */
export const withoutRivals = (meant: readonly UsualColumn[], before: readonly MatchedColumn[]): UsualColumn[] =>
  meant.filter((one) => {
    const { target, choice, meaning, name } = one;
    if (target === undefined || isOfList(target)) return true;
    const isOne = isOneOnly(target);
    const isComplement = COMPLEMENTS.includes(meaning);
    const hasParts = meant.some((other) => other.target?.attribute === target.attribute && other.target.part !== undefined);
    if (!isComplement && before.some((other) => isSameTarget(other, target) && (isOne || other.choice === choice))) return false;
    return !meant.some((other) => {
      if (other === one || other.target === undefined || !isSameTarget(other.target, target)) return false;
      // "Nombre" beside a whole name and a family name is the first name.
      if (hasParts && target.part === undefined && other.meaning !== meaning) return false;
      const isBeside = isComplement ? other.meaning === meaning : !COMPLEMENTS.includes(other.meaning);
      return isBeside && (isOne ? other.choice <= choice : other.choice === choice && other.name !== name);
    });
  });

/** A column that has the same values as an earlier one of its meaning is a second choice, and no rival. */
export const withCopies = (meant: readonly UsualColumn[], samples: ColumnSamples | undefined): UsualColumn[] =>
  meant.map((one, at) => {
    const isSecond = meant.slice(0, at).some((other) => {
      const isSame = one.target && other.target && isSameTarget(one.target, other.target) && one.choice === other.choice;
      return isSame && one.name !== other.name && samples !== undefined && isCopy(one.column, other.column, samples);
    });
    return isSecond ? { ...one, choice: one.choice + 1 } : one;
  });
