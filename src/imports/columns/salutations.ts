import { nameWords } from "../../identity/person-name.ts";
import { genderOfSalutation } from "../../text/salutations.ts";
import { columnKey } from "./column-key.ts";
import { usualNames } from "./usual-names.ts";
import { areSalutations } from "./values.ts";

const MONSIEUR = "m";

const saysGender = (text: string): boolean =>
  areSalutations([text]) && nameWords(text).some((word) => word === MONSIEUR || genderOfSalutation(word) !== undefined);

/**
 * The column that tells Herr from Frau Schmidt, among those that nothing in the workspace can hold: it is called so, or
 * all its values are salutations.
 */
export function salutationColumn(columns: readonly string[], textsOf: (column: string) => readonly string[]): string | undefined {
  const usual = usualNames("salutation");
  return columns.find((column) => {
    const texts = textsOf(column);
    return (usual.has(columnKey(column)) || areSalutations(texts)) && texts.some(saysGender);
  });
}
