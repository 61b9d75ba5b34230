import { kindBits, type PartKind } from "../kinds.ts";
import type { StorePieces } from "../store/store.ts";
import { scanStarts } from "./match-word.ts";

/**
 * The slots of the contacts in which each of the folded texts begins a word, in one of these kinds of text. Among 100,000
 * contacts this takes some milliseconds.
 */
export function slotsBeginningWith(
  beginnings: readonly string[],
  kinds: readonly PartKind[],
  { vocabulary, postings }: StorePieces,
): ReadonlySet<number> {
  const wanted = kindBits(kinds);
  let common: ReadonlySet<number> = new Set();
  // The longest is the rarest, as a rule.
  for (const [at, beginning] of [...beginnings].sort((a, b) => b.length - a.length).entries()) {
    const slots = new Set<number>();
    scanStarts(beginning, vocabulary, (term) =>
      postings.forEach(term, (slot, kind) => {
        if ((wanted & (1 << kind)) !== 0 && (at === 0 || common.has(slot))) slots.add(slot);
      }),
    );
    common = slots;
  }
  return common;
}

/** The same slots, first those of contacts whose text begins with the first of the folded texts. */
export function ledFirst(beginnings: readonly string[], kinds: readonly PartKind[], pieces: StorePieces): number[] {
  const [wanted, [first = ""]] = [kindBits(kinds), beginnings];
  const isLed = (slot: number) => firstTerms(slot, wanted, pieces).some((term) => term.startsWith(first));
  const all = [...slotsBeginningWith(beginnings, kinds, pieces)];
  const led = new Set(all.filter(isLed));
  return [...led, ...all.filter((slot) => !led.has(slot))];
}

/** The first words of a contact's texts of these kinds. */
function firstTerms(slot: number, wanted: number, { vocabulary, contents }: StorePieces): string[] {
  const terms: string[] = [];
  contents.forEachPart(slot, ({ kind, forms, from, count }) => {
    if (count > 0 && (wanted & (1 << kind)) !== 0) terms.push(vocabulary.terms[vocabulary.termOf.at(forms[from] ?? 0)] ?? "");
  });
  return terms;
}
