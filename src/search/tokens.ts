/** Letters and digits with apostrophes between them. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

const GENITIVE = /['’]s$/i;

/**
 * The words of a text as they are written. Apostrophes belong to a word, but a genitive's "s" does not.
 *
 * @example
 * wordsOf("O'Connor-Lee, Acme's"); // => ["O'Connor", "Lee", "Acme"]
 */
export const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).map((word) => word.replace(GENITIVE, ""));

/**
 * The digits of a phone number without its extension.
 *
 * @example
 * phoneDigits("+49 30 901820 ext. 12"); // => "4930901820"
 */
export const phoneDigits = (text: string): string => text.replace(/(ext|x|;|,|#)[\s\S]*$/i, "").replace(/\D/g, "");
