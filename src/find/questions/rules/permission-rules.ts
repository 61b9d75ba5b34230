import type { FilterInput } from "../../../schema/filters.ts";
import { holdsFor, isForObjections } from "../../../schema/objections.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { isAddress, isYesNo } from "../words/attribute-kinds.ts";
import { ATTRIBUTE_NOUNS, GLUE, LOOSE, MODALS, NEGATIONS } from "../words/phrases.ts";
import type { Context, Rule } from "./rule.ts";

/** Whether only words that say nothing stand between a word and the part that was read before it. */
function isRestated(reader: Reader, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && !reader.isUsed(before) && GLUE.has(reader.word(before)) && !["and", "or", "but"].includes(reader.word(before))) before -= 1;
  return before >= 0 && reader.isUsed(before);
}

/** "should not be contacted", "we mustn't call", "not to be e-mailed": what a field such as "do not contact" says. */
export const banRule: Rule = (reader, at, { vocabulary }) => {
  const word = reader.word(at);
  // "Must we not contact"
  const isNegated = NEGATIONS.has(reader.word(reader.after(at + 1, WE)));
  const isNotTo =
    NEGATIONS.has(word) && /^(?:to|allowed|supposed|want(?:ing)? to|wants to|wish(?:es)? to)\b/.test(reader.words.slice(at + 1, at + 3).join(" "));
  const isAllowed =
    !isNegated && (word === "can" || word === "may") && (reader.word(at - 1) === "we" || /^(?:we|be)$/.test(reader.word(at + 1))) && at > 0;
  if (!isNotTo && !isAllowed && !BARS.test(word) && !(MODALS.has(word) && isNegated)) return undefined;
  const verb = reader.after(at + 1, BEFORE_VERB);
  if (!CONTACTING.test(reader.word(verb))) return undefined;
  const stem = reader
    .word(verb)
    .replace(/(?:e?d|ing)$/, "")
    .replace(/^phon$/, "phone");
  const named = [stem, "contact"].map((one) => vocabulary.attributeAt(["do", "not", one], 0, isYesNo)).find((found) => found?.length === 3);
  const said = /^(?:us|me|they|he|she)$/.test(reader.word(at - 1)) ? at - 2 : at - 1;
  if (isNotTo && /^(?:ask|want|wish|prefer|request|like|tell|told|beg|said|say)/.test(reader.word(said))) reader.use(said, at);
  // Those that nobody could reach, or will call, are another question.
  const isBan = isNotTo || /^(?:should|must|may|can|shall)/.test(word);
  if (named && isBan) reader.filters.push({ field: named.meaning.agentKey, operator: isAllowed ? "not_equal" : "equal", value: "true" });
  else reader.refuse(at, verb + 1);
  return verb + 1;
};

/** "Who must we contact": no field says so. Call this when all is read. */
export const dutyRule: Rule = (reader, at) => {
  const isDuty = /^(?:must|should|shall)$/.test(reader.word(at)) || (/^(?:have|need|ought)$/.test(reader.word(at)) && reader.word(at + 1) === "to");
  const verb = reader.after(at + 1, BEFORE_VERB);
  // "Who at Acme should we contact" asks for anybody there.
  const isFree = reader.filters.length > 0 && reader.word(at) === "should";
  return isDuty && !isFree && verb + 1 === reader.words.length && CONTACTING.test(reader.word(verb)) ? reader.refuse(at, verb + 1) : undefined;
};

const CONTACTING = /^(?:contact|email|mail|call|phon|phone)(?:ed|d|ing)?$/;
const WE = wordSet("we i you");
const BEFORE_VERB: ReadonlySet<string> = new Set([
  ...WE,
  ...NEGATIONS,
  ..."to allowed supposed want wants wanting wish wishes be get ever even longer e".split(" "),
]);

/** Modal verbs with a negation in them. */
const BARS = /^(?:should|must|could|would|might)nt$|^(?:cant|cannot|wont|shant)$/;

/** Before what contacts said no to: "unsubscribed from the newsletter". */
const OPTED_OUT = /\b(?:unsubscribed?|opt(?:ed)? out|declined?|refused?|rejected|cancell?ed|said no)(?: from| of| to)?(?: the| our)?$/;

/** Before what they said yes to: "signed up for our newsletter". */
const OPTED_IN =
  /\b(?:(?:sign(?:s|ed)? up|subscribed?|subscribes|registered|agree[sd]?|said yes|accepts?|accepted|wants?|wanted|gets?|getting|receives?|receiving)(?: to| for)?(?: get| receive)?(?: the| our)?)$/;

const IS = wordSet("= is equals");
const CHECKED = wordSet("yes true on set ticked checked marked given");
const UNCHECKED = wordSet("no false off unticked unchecked unset");

/** "do not contact", "marked as do not contact": the name of a field that is yes or no. */
export const yesNoRule: Rule = (reader, at, { vocabulary }) => {
  const found = vocabulary.attributeAt(reader.words, at, isYesNo);
  // "Opt out of the newsletter"
  if (!found || reader.says(at, ["opt", "out"])) return undefined;
  const out = reader.matchBefore(at, OPTED_OUT);
  if (out !== undefined) {
    if (reader.negationBefore(out) !== undefined) return reader.refuse(out, at + found.length);
    reader.use(out, at);
    reader.filters.push({ field: found.meaning.agentKey, operator: "equal", value: "false" });
    return at + found.length;
  }
  const said = reader.matchBefore(at, OPTED_IN) ?? at;
  reader.use(said, at);
  // "Opted in to the newsletter" names it twice.
  if (reader.filters.at(-1)?.field === found.meaning.agentKey && isRestated(reader, at)) return at + found.length;
  const isNegated = reader.takesNegation(said);
  const value = reader.after(at + found.length, IS);
  const isDenied = /^(?:not|isnt|arent|wasnt)$/.test(reader.word(value));
  const state = reader.word(isDenied ? value + 1 : value);
  const isSaid = isDenied || value > at + found.length || reader.tokens[value]?.isBehindColon === true || /^(?:true|false)$/.test(state);
  const [isChecked, isUnchecked] = [CHECKED, UNCHECKED].map((states) => isSaid && states.has(state));
  const isNot = isNegated !== ((isDenied && isChecked) || isUnchecked);
  reader.filters.push({ field: found.meaning.agentKey, operator: isNot ? "not_equal" : "equal", value: "true" });
  if (isChecked || isUnchecked) return isDenied ? value + 2 : value + 1;
  for (let before = at - 1; ["as", "with", "has", "have", "marked", "flagged"].includes(reader.word(before)); before--) reader.use(before, at);
  return reader.after(at + found.length, ATTRIBUTE_NOUNS);
};

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
  return channel.end;
};

const BEFORE_CHANNEL = wordSet("by on via over through the their");

const EMAILING = /^e?mail(?:ed|ing)?$/;
const CALLING = /^(?:call|phone|ring|dial)(?:ed|ing|d)?$/;

const EMAIL = { name: "e-mail", valueType: "EMAIL" };
const PHONE = { name: "phone", valueType: "TELEPHONE" };

/** What somebody is reached by, and where it ends: "e-mail", "reach by phone". */
function channelAt(reader: Reader, at: number, { vocabulary }: Context): (typeof EMAIL & { readonly end: number }) | undefined {
  if (EMAILING.test(reader.word(at))) return { ...EMAIL, end: at + 1 };
  // "Called Anna" is a name.
  if (CALLING.test(reader.word(at)) && !reader.isCapital(at + 1)) return { ...PHONE, end: at + 1 };
  const by = reader.after(at + 1, BEFORE_CHANNEL);
  if (!/^(?:reach|contact)(?:ed)?$/.test(reader.word(at)) || !/^(?:by|on|via|over|through)$/.test(reader.word(at + 1))) return undefined;
  const found = vocabulary.attributeAt(reader.words, by, isAddress);
  const channel = [EMAIL, PHONE].find(({ valueType }) => found?.meaning.kind === "field" && found.meaning.definition.valueType === valueType);
  return found && channel && { ...channel, end: by + found.length };
}
