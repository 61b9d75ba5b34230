/** Replaces a key. */
export const REDACTED = "[API key]";

/** The shortest text that is treated as a key, in characters. Shorter texts occur inside ordinary words. */
const SHORTEST_KEY = 8;

/** Invisible characters between two characters of a key, as they are or escaped by JSON or quotes. */
const UNSEEN = String.raw`(?:[\p{Cf}\p{Default_Ignorable_Code_Point}]|\\+u[0-9a-f]{4})*`;

/** The beginning of every Lightfield key. */
export const KEY_PREFIX = "sk_lf_";

/** Any key of that form, not just the server's own. */
const anyKey = () => new RegExp(`${[...KEY_PREFIX].join(UNSEEN)}(?:${UNSEEN}[\\w-])+`, "giu");

/** A pattern for one character of a key. JSON writes two of them with a backslash, and JSON within JSON with more. */
function pattern(character: string): string {
  if (/[a-z0-9_]/i.test(character)) return character;
  const code = `\\u{${character.codePointAt(0)?.toString(16)}}`;
  return character === '"' || character === "\\" ? `\\\\*${code}` : code;
}

/** A pattern for one certain key, even with line ends, blanks or other marks between its characters. */
function oneKey(characters: readonly string[]): RegExp {
  const own = [...new Set(characters)].map(pattern).join("").replaceAll("\\\\*", "");
  // No mark is one of the key's own characters, and there are at most 8 marks, so the time is bounded.
  const between = String.raw`(?:\\+u[0-9a-f]{4}|\\+[nrtbf]|[^\p{L}\p{N}"${own}]){0,8}?`;
  return new RegExp(characters.map(pattern).join(between), "giu");
}

/** A text is searched for the whole key only if it holds this many of the key's letters and digits, in their order. */
const MOST_SOUGHT = 8;

/** Removes a key that few texts hold: the slow pattern is compiled when a text first needs it. */
function remover(key: string, make: () => RegExp): (text: string) => string {
  const between = String.raw`(?:\\u[0-9a-f]{4}|\\[nrtbf]|[^a-z0-9]){0,16}`;
  const reason = new RegExp((key.match(/[a-z0-9]/gi) ?? []).slice(0, MOST_SOUGHT).join(between), "i");
  let made: RegExp | undefined;
  return (text) => {
    if (!reason.test(text)) return text;
    made ??= make();
    return text.replace(made, REDACTED);
  };
}

/**
 * Removes keys from text that is about to leave the process. Call it last, on the final text: cleaning may be what
 * makes a key out of a text. JSON stays valid JSON.
 *
 * @param key the server's own key, in any form
 * @example
 * redactor("sk_lf_abcdefgh")("the key sk_lf_abcdefgh is refused"); // => "the key [API key] is refused"
 */
export function redactor(key = ""): (text: string) => string {
  const characters = key.match(/[!-~]/g) ?? [];
  const own = characters.length < SHORTEST_KEY ? undefined : remover(key, () => oneKey(characters));
  const any = remover(KEY_PREFIX, anyKey);
  return (text) => any(own ? own(text) : text);
}
