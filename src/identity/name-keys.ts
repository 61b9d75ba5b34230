import { fullNamesOf } from "../text/nicknames.ts";
import type { Identity } from "./identity.ts";
import type { PersonName } from "./person-name.ts";
import { typoForms } from "./typo.ts";

const isWord = ({ given, family }: PersonName) => given.length + family.length === 1;

/** First names as they are written and in full, so that all short forms of a name have a text in common. */
const forms = ({ given: [first], called }: PersonName): string[] =>
  [...(first === undefined ? [] : [first]), ...called].flatMap((word) => [word, ...fullNamesOf(word)]);

/** What may stand for a first name: its initial, or those of a double name. */
const initialsOf = ({ given }: PersonName) => [...new Set([(given[0] ?? "").charAt(0), given.map((word) => word.charAt(0)).join("")])];

/** The last name in one word and, if it has several, each of them. */
const familyWords = ({ family }: PersonName) => (family.length > 1 ? [family.join(""), ...family] : family);

const combined = (first: readonly string[], last: readonly string[]) => first.flatMap((word) => last.map((other) => `${word}|${other}`));

/** Texts under which a named person is kept, to be found by {@link soughtNames}. */
export const heldNames = ({ names }: Identity): string[] =>
  names.flatMap((name) => [
    name.letters,
    ...(isWord(name)
      ? []
      : [
          ...combined(forms(name), familyWords(name)),
          ...combined(initialsOf(name), familyWords(name)).map((text) => `initial ${text}`),
          ...combined(forms(name), [(name.family[0] ?? "").charAt(0)]),
          ...[...name.given, ...name.called, ...familyWords(name)].map((word) => `word ${word}`),
        ]),
  ]);

/** Longer words are no initials. */
const MOST_INITIALS = 3;

/** Texts under which those of the same or a similar name are found. Of two similar names, at least one finds the other. */
export const soughtNames = ({ names }: Identity): string[] =>
  names.flatMap((name) => {
    const [first = ""] = name.given;
    const whole = name.family.join("");
    if (isWord(name)) return [name.letters, `word ${name.joined}`];
    return [
      name.letters,
      ...combined(forms(name), [whole]),
      ...(first.length <= MOST_INITIALS ? combined([first], familyWords(name)).map((text) => `initial ${text}`) : []),
    ];
  });

/** Texts of which two people share one if a typo is all that differs in their names. */
export const typoKeys = ({ names }: Identity): string[] =>
  names.flatMap((name) => {
    const [first = ""] = name.given;
    const whole = name.family.join("");
    if (first === "" || whole === "") return [];
    return [...typoForms(whole).map((form) => `${first}|${form}`), ...typoForms(first).map((form) => `${form}|${whole}|`)];
  });
