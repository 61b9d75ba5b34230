import type { FilterInput } from "../../../schema/filters.ts";
import { holdsFor, isForObjections } from "../../../schema/objections.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { isAddress, isYesNo } from "../words/attribute-kinds.ts";
import { GLUE, LOOSE, NEGATIONS } from "../words/phrases.ts";
import type { Context, Rule } from "./rule.ts";

/**
 * "leads we can't e-mail", "who can I call", "who can be reached by phone": nobody can e-mail contacts without an address,
 * and nobody should if they object to that, or to any contact.
 */
export const reachRule: Rule = (reader, at, context) => {
  const word = reader.word(at);
  const isNegated = /^(?:cant|cannot|unable)$/.test(word) || (word === "can" && NEGATIONS.has(reader.word(reader.after(at + 1, WE))));
  const isSaid = isNegated || (word === "can" && at > 0 && (WE.has(reader.word(at - 1)) || [...WE, "be"].includes(reader.word(at + 1))));
  const channel = isSaid ? channelAt(reader, reader.after(at + 1, BEFORE_VERB), context) : undefined;
  const isEnd =
    channel && (reader.isClauseEnd(channel.end) || [GLUE, LOOSE].some((words) => words.has(reader.word(channel.end))) || reader.isUsed(channel.end));
  const fields = context.schema.fields.filter((field) => isAddress(field) && field.definition.valueType === channel?.valueType);
  if (!channel || !isEnd || fields.length === 0) return undefined;
  const objections = context.schema.fields.filter((field) => isYesNo(field) && isForObjections(field) && holdsFor(channel.name, field));
  const bans = (operator: string): FilterInput[] => objections.map(({ agentKey }) => ({ field: agentKey, operator, value: "true" }));
  const each = (operator: string) => fields.map(({ agentKey }) => ({ field: agentKey, operator }));
  if (isNegated) reader.filters.push({ any: [{ all: each("not_isSet") }, ...bans("equal")] });
  else reader.filters.push({ any: each("isSet") }, ...bans("not_equal"));
  if (WE.has(reader.word(at - 1))) reader.use(at - 1, at);
  return channel.end;
};

const WE = wordSet("we i you");
const BEFORE_VERB: ReadonlySet<string> = new Set([...WE, ...NEGATIONS, "be", "get", "to", "even", "e"]);
const BEFORE_CHANNEL = wordSet("by on via over through the their");

const EMAILING = /^e?mail(?:ed|ing)?$/;
const CALLING = /^(?:call|phone|ring|dial)(?:ed|ing|d)?$/;

const EMAIL = { name: "e-mail", valueType: "EMAIL" };
const PHONE = { name: "phone", valueType: "TELEPHONE" };

/** What somebody is reached by, and where it ends: "e-mail", "reach by phone". */
function channelAt(reader: Reader, at: number, { vocabulary }: Context): (typeof EMAIL & { readonly end: number }) | undefined {
  if (EMAILING.test(reader.word(at))) return { ...EMAIL, end: at + 1 };
  // "Called Anna" is a name.
  if (CALLING.test(reader.word(at)) && !/^\p{Lu}/u.test(reader.tokens[at + 1]?.text ?? "")) return { ...PHONE, end: at + 1 };
  const by = reader.after(at + 1, BEFORE_CHANNEL);
  if (!/^(?:reach|contact)(?:ed)?$/.test(reader.word(at)) || !/^(?:by|on|via|over|through)$/.test(reader.word(at + 1))) return undefined;
  const found = vocabulary.attributeAt(reader.words, by, isAddress);
  const channel = [EMAIL, PHONE].find(({ valueType }) => found?.meaning.kind === "field" && found.meaning.definition.valueType === valueType);
  return found && channel && { ...channel, end: by + found.length };
}
