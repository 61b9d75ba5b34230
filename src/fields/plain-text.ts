/**
 * Characters that text for a model must not hold, since they hide or reorder what a person would see: controls, zero-width and bidi controls,
 * tag characters (invisible ASCII), other ignorable ones and lone surrogates. Tab and line feed stay: the callers fold or keep them.
 */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

const LINE_ENDS = /\r\n?|[\n\v\f\x85\u2028\u2029]/g;

/** Text of many lines, with invisible characters taken out and "\n" as the only line end. */
export const manyLines = (text: string) => text.replace(LINE_ENDS, "\n").replace(INVISIBLE, "");

/** Text that the rules below leave as it is: most of it. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Text of one line: as {@link manyLines}, with every run of white space folded to one space. */
export const oneLine = (text: string) => (PLAIN.test(text) ? text : manyLines(text).replace(/\s+/g, " ").trim());
