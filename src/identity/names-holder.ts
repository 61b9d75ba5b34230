import { areNicknames } from "../text/nicknames.ts";
import type { SharedValue } from "./evidence.ts";
import { WEIGHT } from "./kinds/identifying-kind.ts";
import type { PersonName } from "./person-name.ts";
import { nameWords } from "./spelling.ts";

/**
 * Whether an address or a handle is that of a person by their name, so that another person with the same initials
 * probably does not share it: it holds the first name as a word, or is the first name, a nickname or initials beside the
 * last name, or consists of initials. A first name inside a longer word may be another name: Martin in "martina". Where only the
 * last name is known, there must be more than that.
 *
 * @example namesHolder("j.smith", { given: ["john"], family: ["smith"] }); // => true namesHolder("smith", { given:
 * ["john"], family: ["smith"] }); // => false
 */
export function namesHolder(handle: string, { given, family }: Pick<PersonName, "given" | "family">): boolean {
  const words = nameWords(handle.replace(/[\d_]+/g, " "));
  const letters = words.join("");
  const [first = ""] = given;
  const last = family.join("");
  if (first === "") return letters !== last && letters.includes(last);
  if (words.includes(first)) return true;
  const initials = given.map((word) => word.charAt(0)).join("");
  const nicknames = words.filter((word) => areNicknames(word, first));
  const besideLast = [first, ...nicknames, given.join(""), first.charAt(0), initials].flatMap((short) => [short + last, last + short]);
  return [...besideLast, first + last.charAt(0), initials + last.charAt(0), ...(initials.length > 1 ? [initials] : [])].includes(letters);
}

/** Whether one of the values that two people share is an ID, or names its holder. */
export const nameHolder = (values: readonly SharedValue[], name: PersonName): boolean =>
  values.some(
    ({ kind, weight, text }) => weight === WEIGHT.personal && (kind.isExclusive || (kind.handleOf && namesHolder(kind.handleOf(text), name))),
  );
