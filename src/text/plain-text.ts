/*
 * Invisible characters that change what a reader sees. All others are removed, so that no text can hide inside another:
 * none of these may repeat, and each needs a visible neighbour of its own kind.
 */

/** Joins several emoji into one, such as a family or a profession. */
const EMOJI_JOINER = String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})`;

/** Selects the coloured form of a character that is black by default (a heart, a key cap). */
const EMOJI_FORM = String.raw`(?<=(?!\p{Emoji_Presentation})\p{Extended_Pictographic})\uFE0F|(?<=[0-9#*])\uFE0F(?=\u20E3)`;

/** The flags of England, Scotland and Wales are a black flag with tag characters. */
const FLAG_TAGS = ["gbeng", "gbsct", "gbwls"]
  .map((region) => [...region, "\x7f"].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join(""))
  .map((tags) => `(?<=\u{1F3F4})${tags}`)
  .join("|");

/** In scripts whose letters join, a joiner between two letters changes their shape: Persian suffixes have one. */
const JOINING = String.raw`[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}]`;
const LETTER_JOINER = String.raw`(?<=(?=[\p{L}\p{M}])${JOINING})[\u200C\u200D](?=(?=\p{L})${JOINING})`;

/** The same in the scripts of India and Sri Lanka, beside the sign that removes the vowel of a letter. */
const VIRAMA = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA]`;
const VIRAMA_JOINER = String.raw`(?<=${VIRAMA})[\u200C\u200D](?!${VIRAMA})|(?<=(?=\p{L})[\u0900-\u0DFF])\u200D(?=${VIRAMA})`;

const KEPT = [EMOJI_JOINER, EMOJI_FORM, FLAG_TAGS, LETTER_JOINER, VIRAMA_JOINER].join("|");

/**
 * Characters that hide or reorder what a person would see: controls, zero-width and bidi controls, tag characters
 * (invisible ASCII), variation selectors, other ignorable ones, lone surrogates and noncharacters. Tab and line feed
 * stay: callers fold or keep them.
 */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

const MAY_BE_KEPT = String.raw`(?=\u200C|\u200D|\uFE0F|\u{E0067})`;

/**
 * In a run of hidden characters only the first and the last have a visible neighbour: if the first is not kept, all
 * up to the last are removed at once. The limit keeps the expression from overflowing its stack.
 */
const UP_TO_LAST = `(?:${HIDDEN.source}){1,1000}(?=${HIDDEN.source})`;

let keptOrHidden: RegExp | undefined;

const LINE_ENDS = /\r\n?|[\n\v\f\x85\u2028\u2029]/g;

/**
 * The text without invisible characters, except those that change what a reader sees.
 *
 * @param instead returns the replacement of one such character, or of several in a row; by default nothing
 * @example
 * withoutHidden("Da\u200bna"); // => "Dana"
 * withoutHidden("👩\u200d🚀"); // => "👩\u200d🚀"
 */
export function withoutHidden(text: string, instead?: (hidden: string) => string): string {
  // Most texts have none. This test takes a tenth of the time, and the long expression, which takes a millisecond to
  // compile, is made only for the first text that needs it.
  if (!HIDDEN.test(text)) return text;
  keptOrHidden ??= new RegExp(`(${MAY_BE_KEPT}(?:${KEPT}))|${UP_TO_LAST}|${HIDDEN.source}`, "gu");
  // Without a callback, a long text takes half the time.
  return instead ? text.replace(keptOrHidden, (found, kept: string | undefined) => kept ?? instead(found)) : text.replace(keptOrHidden, "$1");
}

/** Text of many lines, without invisible characters, and with "\n" as the only line end. */
export const manyLines = (text: string) => withoutHidden(text.replace(LINE_ENDS, "\n"));

/** Text that the rules above leave unchanged: most text in Latin letters. U+00AD, a soft hyphen, is hidden. */
const PLAIN = /^[!-~\u00a1-\u00ac\u00ae-\u02ff]+(?: [!-~\u00a1-\u00ac\u00ae-\u02ff]+)*$/;

/**
 * Text of one line: like {@link manyLines}, with each run of white space folded to one space.
 *
 * @param lineBreak stands for each line break
 * @example
 * oneLine(" Dana\n  Scully "); // => "Dana Scully"
 * oneLine("Likes tea\n\nCalled", " / "); // => "Likes tea / / Called"
 */
export const oneLine = (text: string, lineBreak = " ") =>
  PLAIN.test(text)
    ? text
    : manyLines(text)
        .trim()
        .replace(/\n[^\S\n]*/g, lineBreak)
        .replace(/\s+/g, " ");
