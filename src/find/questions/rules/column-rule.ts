import type { Reader } from "../reader.ts";
import { ownerOf } from "../words/groupings.ts";
import { ARTICLES } from "../words/phrases.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import type { Rule } from "./rule.ts";

/** "and who owns them", "with name, email and deal size", "including their phone": columns. */
export const columnRule: Rule = (reader, at, { vocabulary }) => {
  const owner = ownedBy(reader, at, vocabulary);
  if (owner) {
    reader.columns.push(owner.key);
    return owner.end;
  }
  const asked = reader.afterGlue(0) === at ? listAt(reader, at, vocabulary) : undefined;
  // "E-mails of everyone at Polaris"
  if (asked && asked.keys.length > 0 && /^(?:of|for|from)$/.test(reader.word(asked.end)) && EVERYONE.test(reader.word(asked.end + 1))) {
    reader.columns.push(...asked.keys);
    return asked.end + 1;
  }
  const first = SHOWING.exec(reader.word(at));
  if (!first) return undefined;
  const start = reader.after(at + 1, BEFORE_LIST);
  const { keys, end } = listAt(reader, start, vocabulary);
  // "With an e-mail and a phone" is a condition.
  const isForEach = /^(?:for|of)$/.test(reader.word(end)) && EACH_OF.test(reader.word(end + 1)) && isClauseEnd(reader, end + 2);
  const isShown = isForEach || reader.words.slice(at, start).some((word) => POSSESSIVE.has(word) || (word === "the" && reader.sort !== undefined));
  const isCondition = first[1] !== undefined && !isShown && !hasName(keys, vocabulary);
  if (keys.length === 0 || isCondition) return undefined;
  reader.columns.push(...keys);
  return isForEach ? end + 2 : end;
};

const EACH_OF = /^(?:each|everyone|all)$/;
const isClauseEnd = ({ words, tokens }: Reader, at: number) => at >= words.length || tokens[at - 1]?.endsClause === true;

const EVERYONE = /^(?:every(?:body|one)|all|anyone|people|contacts)$/;
const SHOWING = /^(?:(with)|including|incl|include|showing|plus)$/;
const POSSESSIVE: ReadonlySet<string> = new Set(["their", "his", "her", "its"]);
const BEFORE_LIST: ReadonlySet<string> = new Set([...ARTICLES, ...POSSESSIVE, "the"]);

/** Whether the name is among the attributes, which everybody has. */
const hasName = (keys: readonly string[], { schema }: Vocabulary) =>
  keys.some((key) => schema.fields.some(({ agentKey, type }) => agentKey === key && type.search.as === "name"));

/** "name, email and deal size" */
function listAt(reader: Reader, start: number, vocabulary: Vocabulary): { readonly keys: readonly string[]; readonly end: number } {
  const keys: string[] = [];
  let end = start;
  for (let at = start; ; at = reader.after(end, BETWEEN)) {
    const found = vocabulary.attributeAt(reader.words, at);
    const isListed = keys.length === 0 || at > end || reader.tokens[end - 1]?.endsClause === true;
    if (!found || !isListed) return { keys, end };
    keys.push(found.meaning.agentKey);
    end = at + found.length;
  }
}

const BETWEEN: ReadonlySet<string> = new Set(["and", "plus", "the", "their"]);

/** "who owns them" */
function ownedBy(reader: Reader, at: number, vocabulary: Vocabulary) {
  const isAsked = reader.word(at) === "who" && /^(?:owns|handles|manages)$/.test(reader.word(at + 1)) && THEM.has(reader.word(at + 2));
  const owner = isAsked ? ownerOf(vocabulary) : undefined;
  return owner && { key: owner.agentKey, end: at + 3 };
}

const THEM: ReadonlySet<string> = new Set(["them", "it", "these", "those", "each"]);
