/** What stands in place of a key. */
export const REDACTED = "[API key]";

/** Characters of the shortest text that is taken for a key: anything shorter is found in the middle of words. */
const SHORTEST_KEY = 8;

/** What nobody sees between two characters, as it is or as JSON and quotes escape it. */
const UNSEEN = String.raw`(?:[\p{Cf}\p{Default_Ignorable_Code_Point}]|\\+u[0-9a-f]{4})*`;

/** Begins every key of Lightfield's form. */
const PREFIX = "sk_lf_";

/** Anything of that form, whosever it is. */
const anyKey = () => new RegExp(`${[...PREFIX].join(UNSEEN)}(?:${UNSEEN}[\\w-])+`, "giu");

/** A character of a key in a pattern; JSON writes two of them with a backslash, and JSON within JSON with more. */
function pattern(character: string): string {
  if (/[a-z0-9_]/i.test(character)) return character;
  const code = `\\u{${character.codePointAt(0)?.toString(16)}}`;
  return character === '"' || character === "\\" ? `\\\\*${code}` : code;
}

/** One certain key, also where line ends, blanks or other marks have come between its characters. */
function oneKey(characters: readonly string[]): RegExp {
  const own = [...new Set(characters)].map(pattern).join("").replaceAll("\\\\*", "");
  // No mark is one of the key's own characters, and there are at most 8 marks, so the time is bounded.
  const between = String.raw`(?:\\+u[0-9a-f]{4}|\\+[nrtbf]|[^\p{L}\p{N}"${own}]){0,8}?`;
  return new RegExp(characters.map(pattern).join(between), "giu");
}

/** Letters and digits of a key that a text must hold, in their order, before it is looked through for all of the key. */
const MOST_SOUGHT = 8;

/** Looks for what few texts hold. A pattern that knows all that may be hidden in a key takes long to make: that is done when a text gives reason to. */
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
 * Takes keys out of text that is about to leave the process: it is called last, on what will be read, since a key may become one only as the text is
 * cleaned. Takes JSON, too, which stays JSON.
 *
 * @param key the server's own, in whatever form it arrived
 */
export function redactor(key = ""): (text: string) => string {
  const characters = key.match(/[!-~]/g) ?? [];
  const own = characters.length < SHORTEST_KEY ? undefined : remover(key, () => oneKey(characters));
  const any = remover(PREFIX, anyKey);
  return (text) => any(own ? own(text) : text);
}
