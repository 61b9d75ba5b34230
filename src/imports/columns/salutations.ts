import { nameWords } from "../../identity/spelling.ts";
import { genderOfSalutation } from "../../text/salutations.ts";
import { columnKey } from "./column-key.ts";
import { usualNames } from "./usual-names.ts";
import { areSalutations } from "./values.ts";

const saysGender = (text: string): boolean => areSalutations([text]) && nameWords(text).some((word) => genderOfSalutation(word) !== undefined);

const isMonsieur = (text: string): boolean => /^m\.?$/i.test(text);

/**
 * The column that tells Herr from Frau Schmidt, among those that nothing in the workspace can hold: it is called so, or
 * all its values are salutations. A column of "M" alone may hold sizes or initials.
 */
export function salutationColumn(columns: readonly string[], textsOf: (column: string) => readonly string[]): string | undefined {
  const usual = usualNames("salutation");
  return columns.find((column) => {
    const texts = textsOf(column);
    return usual.has(columnKey(column))
      ? texts.some((text) => saysGender(text) || isMonsieur(text))
      : areSalutations(texts) && texts.some(saysGender);
  });
}
