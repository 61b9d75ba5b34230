import { manyLines, withoutHidden } from "./plain-text.ts";

/** Most texts. */
const PLAIN = /^[ -~]*$/;

/** Spaces at which lines do not break. Programs put them into numbers and after titles, and nobody sees the difference. */
const NO_BREAK = /[\u00a0\u2007\u202f]/g;

/** Chooses the form of a Chinese or Japanese letter, which some names are written with. */
const FORM = String.raw`(?:[\ufe00-\ufe02]|[\u{e0100}-\u{e01ef}])`;
const FORM_OF_LETTER = new RegExp(FORM, "u");
const FORMS = new RegExp(FORM, "gu");
const FORM_OF_NO_LETTER = new RegExp(String.raw`(?<!\p{Script=Han})${FORM}`, "gu");

/**
 * A text that somebody has written, without what a reader cannot see: zero-width and bidi characters and controls are
 * removed, and no-break spaces become spaces. Line ends become "\n".
 *
 * @example
 * visibleText("\u202a+49\u00a030 901820\u202c"); // => "+49 30 901820"
 */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  const spaced = text.replace(NO_BREAK, " ");
  if (!FORM_OF_LETTER.test(spaced)) return manyLines(spaced);
  return withoutHidden(spaced.replace(/\r\n?/g, "\n"), (hidden) => (hidden.match(FORMS) ?? []).join("")).replace(FORM_OF_NO_LETTER, "");
}
