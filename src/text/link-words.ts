/** What stands in the place of an address, or says that there is one: "LinkedIn", "View profile", "yes". */
const WORDS =
  /^(?:(?:view|see|open|visit|my|linked-?in|web) )?(?:linked-?in|twitter|x|facebook|instagram|profile?|page|link|url|web ?site|homepage|site|here|view|open|(?:send )?(?:an )?e?-?mail(?: me)?|yes|no|ja|nein|oui|non|true|false)$/i;

/** Whether a text is only a word for a link, and no address or handle itself. */
export const isLinkWord = (text: string): boolean => WORDS.test(text.trim());

/** What a text with a link means: the address, if the text is only a word for it. */
export const linkedText = (text: string, address: string): string => (isLinkWord(text) ? address.replace(/^mailto:([^?]*).*/is, "$1") : text);
