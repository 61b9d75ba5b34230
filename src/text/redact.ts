/** What stands in place of a key. */
export const REDACTED = "[API key]";

/** Characters of the shortest text that is taken for a key: anything shorter is found in the middle of words. */
const SHORTEST_KEY = 8;

/** What nobody sees between two characters, as it is or as JSON and quotes escape it. */
const UNSEEN = String.raw`(?:[\p{Cf}\p{Default_Ignorable_Code_Point}]|\\+u[0-9a-f]{4})*`;

/** Anything of the form of Lightfield's keys, whosever it is. */
const ANY_KEY = new RegExp(`${[..."sk_lf_"].join(UNSEEN)}(?:${UNSEEN}[\\w-])+`, "giu");

/** A character of a key in a pattern; JSON writes two of them with a backslash, and JSON within JSON with more. */
function pattern(character: string): string {
  if (/[a-z0-9_]/i.test(character)) return character;
  const code = `\\u{${character.codePointAt(0)?.toString(16)}}`;
  return character === '"' || character === "\\" ? `\\\\*${code}` : code;
}

/** One certain key, also where line ends, blanks or other marks have come between its characters. */
function keyPattern(key: string): RegExp | undefined {
  const characters = key.match(/[!-~]/g) ?? [];
  if (characters.length < SHORTEST_KEY) return undefined;
  const own = [...new Set(characters)].map(pattern).join("").replaceAll("\\\\*", "");
  // The marks are none of the key's own characters: so there is one way alone to match, and the time is linear.
  const between = String.raw`(?:\\+u[0-9a-f]{4}|\\+[nrtbf]|[^\p{L}\p{N}"${own}]){0,8}?`;
  return new RegExp(characters.map(pattern).join(between), "giu");
}

/**
 * Takes keys out of text that is about to leave the process: it is called last, on what will be read, since a key may become one only as the text is
 * cleaned. Takes JSON, too, which stays JSON.
 *
 * @param key the server's own, in whatever form it arrived
 */
export function redactor(key: string | undefined): (text: string) => string {
  const own = keyPattern(key ?? "");
  return (text) => (own ? text.replace(own, REDACTED) : text).replace(ANY_KEY, REDACTED);
}
