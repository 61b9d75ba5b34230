import type { Context } from "../rules/rule.ts";
import { isShared } from "./attribute-kinds.ts";
import { ARTICLES } from "./phrases.ts";
import { SAID } from "./sayings.ts";
import type { Token } from "./tokens.ts";

/**
 * The words of a question as the rules know them: "leave out" becomes "except". The text of each stays as it was written.
 */
export function asRulesKnow(written: readonly Token[], context: Context): Token[] {
  const all = withAttributeFirst(written, context);
  const tokens = all.flatMap((token, at) => {
    if (isSignInName(all, at, context)) return [];
    if (isAlternative(all, at, context)) return [OR, { ...token, isBehindSign: false }];
    return [isSignInName(all, at + 1, context) ? { ...token, text: `${token.text} ${all[at + 1]?.text.replace("and", "&")}` } : token];
  });
  const words: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const said = saidAt(tokens, at, context);
    const [first] = tokens.slice(at);
    if (!first) break;
    if (said) {
      const part = tokens.slice(at, at + said.length);
      const [last = first] = part.slice(-1);
      const meant = said.meant.split(" ");
      const before = words.at(-1);
      if (said.meant === "" && tokens.length > said.length) {
        if (before) words[words.length - 1] = { ...before, endsClause: before.endsClause || last.endsClause };
      } else if (meant.length > 1) words.push(...meant.map((folded, index) => ({ ...(part[index] ?? last), folded })));
      else words.push({ ...last, text: part.map(({ text }) => text).join(" "), folded: said.meant });
      at += said.length;
      continue;
    }
    words.push(respelt(first, context));
    at += 1;
  }
  return words;
}

/** "With Kenji as their owner" as "with owner is Kenji", and "without Kenji as owner" as "with owner not Kenji". */
function withAttributeFirst(tokens: readonly Token[], context: Context): readonly Token[] {
  const words = tokens.map(({ folded }) => folded);
  const isNamed = (at: number) => words[at] === "as" && words.slice(Math.max(at - MOST_BEFORE_AS, 0), at).some((word) => WITH.test(word));
  // "With a phone, working as a manager"
  const as = words.findIndex((_, at) => isNamed(at) && !/^(?:work|employ|serv|act)/.test(words[at - 1] ?? ""));
  const start = words.findLastIndex((word, at) => at < as && WITH.test(word));
  const name = words.findIndex((word, at) => at > as && !ARTICLES.has(word));
  const end = name + (context.vocabulary.attributeAt(words, name)?.length ?? 0);
  const [last, value] = [tokens[end - 1], tokens[as - 1]];
  if (start < 0 || end === name || !last || !value) return tokens;
  const [first, link] = (["with", words[start] === "without" ? "not" : "is"] as const).map((text) => ({ ...NO_SIGN, text, folded: text }));
  const label = tokens.slice(name, end).map((token) => ({ ...token, endsClause: false }));
  const said = [...tokens.slice(start + 1, as - 1), { ...value, endsClause: last.endsClause }];
  return [...tokens.slice(0, start), first, ...label, link, ...said, ...withAttributeFirst(tokens.slice(end), context)].filter(
    (token) => token !== undefined,
  );
}

const MOST_BEFORE_AS = 5;
const WITH = /^(?:with|without|having)$/;

/** Whether a sign is a part of a name or an option, as in "Lumen & Sons" or "UK & Ireland", and not an "and" between two. */
function isSignInName(tokens: readonly Token[], at: number, { vocabulary, isTogether, isAccount }: Context): boolean {
  const [before, { text } = { text: "" }, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  // "Falcon and Reed"
  if (text === "and" && before && behind && !before.endsClause && before.folded !== behind.folded) {
    const name = `${before.text} ${behind.text}`;
    return isTogether(name) && isAccount(name);
  }
  if (!/^[&+]$/.test(text)) return false;
  if (!before || !behind) return true;
  return isTogether(`${before.text} ${behind.text}`) || vocabulary.optionAt([before.folded, behind.folded], 0)?.length === 2;
}

/** Whether a slash before a word stands between two values, as in "Paris/Lyon", or between two addresses, as in "phone/e-mail". */
function isAlternative(tokens: readonly Token[], at: number, { vocabulary }: Context): boolean {
  if (!tokens[at]?.isBehindSlash || !/^\p{L}{2}/u.test(tokens[at].text)) return false;
  const words = tokens.map(({ folded }) => folded);
  const before = words.findIndex((_, place) => place + (vocabulary.attributeAt(words, place)?.length ?? 0) === at);
  const named = [vocabulary.attributeAt(words, before), vocabulary.attributeAt(words, at)];
  // "Customers / EMEA" has two conditions, and "leads/customers" is a list.
  const isOption = [at - 1, at].some((place) => vocabulary.optionAt(words, place));
  return !isOption && (named.every((one) => one === undefined) || named.every((one) => one && !isShared(one.meaning)));
}

const NO_SIGN = { endsClause: false, isPossessive: false };
const OR: Token = { ...NO_SIGN, text: "or", folded: "or" };

/** A word as contacts have it, if they have it in other letters: "muenchen" for "München". */
function respelt(token: Token, { spellingOf }: Context): Token {
  const folded = spellingOf(token.folded);
  if (folded === undefined) return token;
  return { ...token, text: isCapital(token) ? folded.charAt(0).toUpperCase() + folded.slice(1) : folded, folded };
}

function saidAt(tokens: readonly Token[], at: number, { isProper }: Context): { readonly meant: string; readonly length: number } | undefined {
  for (const { words: said, meaning: meant } of SAID) {
    const isSaid = said.every((word, index) => tokens[at + index]?.folded === word && (index === 0 || !tokens[at + index - 1]?.endsClause));
    // "Will Minus" is a name.
    if (isSaid && !(said.length === 1 && (isProper(said[0] ?? "") || (at > 0 && isCapital(tokens[at]))))) return { meant, length: said.length };
  }
  return undefined;
}

const isCapital = (token: Token | undefined) => /^\p{Lu}/u.test(token?.text ?? "");
