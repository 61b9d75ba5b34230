/** Letters and digits with apostrophes between them. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

const GENITIVE = /['’]s$/i;

/** The words of a text in the letters in which they stand there: "O'Connor-Lee, Acme's" has `O'Connor`, `Lee` and `Acme`. */
export const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).map((word) => word.replace(GENITIVE, ""));

/** The digits of a phone number without its extension. */
export const phoneDigits = (text: string): string => text.replace(/(ext|x|;|,|#)[\s\S]*$/i, "").replace(/\D/g, "");
