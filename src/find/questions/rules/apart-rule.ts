import type { Attribute } from "../../../schema/contact-schema.ts";
import { allAttributes } from "../../../schema/timestamps.ts";
import type { Reader } from "../reader.ts";
import { isMoment } from "../words/attribute-kinds.ts";
import { BEFORE_DATES, WHEN } from "../words/date-phrases.ts";
import { dateAt, whenAt } from "../words/dates.ts";
import { verbsIn } from "../words/groupings.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { AHEAD } from "./date-rule.ts";
import type { Rule } from "./rule.ts";

/** "interactions per month in 2025", "in December, which leads did we talk to": a date apart from what it is about. */
export const apartRule: Rule = (reader, at, { vocabulary, now }) => {
  const opens = WHEN.has(reader.word(at)) || reader.word(at) === "from" || reader.phraseAt(at, BEFORE_DATES) !== undefined;
  const found = opens || dateAt(reader, at, now) ? whenAt(reader, at, now) : undefined;
  const isFree = found !== undefined && reader.words.every((_, place) => place < at || place >= found.end || !reader.isUsed(place));
  const moment = isFree ? (arrangedBy(reader, vocabulary) ?? demanded(reader, vocabulary) ?? said(reader, vocabulary)) : undefined;
  if (!found || !moment || moment === "several") return undefined;
  const isAhead = moment === vocabulary.momentOf("followed");
  const { operator, value } = (isAhead ? whenAt(reader, at, now, "future") : undefined) ?? found;
  const field = moment.agentKey;
  const isUpcoming = reader.words.some((word) => AHEAD.has(word));
  // "The earliest upcoming follow-up of customers in 2026"
  const set = reader.filters.findIndex(
    (filter) => filter.field === field && (filter.operator === "isSet" || (isUpcoming && filter.value === "today")),
  );
  reader.filters.splice(set < 0 ? reader.filters.length : set, set < 0 ? 0 : 1, { field, operator, value });
  return found.end;
};

type Moment = Attribute | "several" | undefined;

/** The date that the groups or the order are about. */
function arrangedBy(reader: Reader, { schema }: Vocabulary): Moment {
  const arranged = new Set([...reader.groupBy, reader.sort ?? ""].map((text) => text.split(" ")[0]));
  const [moment, ...others] = allAttributes(schema).filter((attribute) => arranged.has(attribute.agentKey) && isMoment(attribute));
  return others.length > 0 ? "several" : moment;
}

/** The date that contacts must have: "how many follow-ups does Hannah have in July". */
function demanded({ filters }: Reader, { schema }: Vocabulary): Moment {
  const fields = new Set(filters.flatMap(({ field, operator }) => (operator === "isSet" ? [field] : [])));
  return allAttributes(schema).find((attribute) => fields.has(attribute.agentKey) && isMoment(attribute));
}

/** The date that verbs, or "follow-ups", are about. */
function said(reader: Reader, vocabulary: Vocabulary): Moment {
  const verbs = verbsIn(reader).filter(({ from }) => !reader.isUsed(from));
  const [first] = verbs;
  const isOne = first !== undefined && verbs.every(({ verb, from }) => verb === first.verb && reader.negationBefore(from) === undefined);
  const moment = isOne ? vocabulary.momentOf(first.verb) : undefined;
  if (moment) for (const { from, to } of verbs) reader.use(from, to);
  return moment;
}
