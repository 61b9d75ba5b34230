import { z } from "zod/v3";
import type { HistoryEntry } from "../api/index.ts";
import { showMinute } from "../fields/datetime.ts";
import { named, Rejection } from "../fields/rejection.ts";
import { changeText } from "../render/change.ts";
import { cut, valueLine } from "../render/value.ts";
import { wholeAttribute } from "../schema/attribute-part.ts";
import type { Field } from "../schema/contact-schema.ts";
import { unlisted } from "../schema/json-schema.ts";
import { attributeNamed, CREATED, UPDATED } from "../schema/timestamps.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import { nameAndId } from "../text/words.ts";
import { writesOfField } from "../writes/journal/writes-of-field.ts";
import { contactId, idInput } from "./input/contact-id.ts";
import { defineTool, READS, type ToolAnswer, type ToolContext } from "./tool.ts";

const USUAL = 20;
const MOST = 100;
const LONGEST_VALUE = 200;
/** How much earlier, in ms, the log may have a write than the history has its value. */
const EARLIER_MS = 600_000;

const NOT_OFFERED = "This deployment of Lightfield keeps no history of fields.";

export const getContactHistory = defineTool({
  name: "get_contact_history",
  title: "Get the history of a field",
  description: "Earlier values of a field.",
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    id: idInput,
    field: z.string({ required_error: "the key of a field" }),
    limit: unlisted(
      z
        .number()
        .int()
        .refine((limit) => limit >= 1 && limit <= MOST, `1 to ${MOST}`)
        .optional(),
    ),
  },
  async handler({ id, field: written, limit = USUAL }, context) {
    const { live, histories, names, call } = context;
    const contact = contactId(id);
    const schema = await live.get(call);
    const field = named("field", () => fieldNamed(written, schema));
    // One entry more than shown, because it tells which value the oldest shown one replaced.
    const history = await histories.read(contact, field, limit + 1, call);
    const name = names.nameOf("contact", contact);
    const who = name === undefined ? contact : nameAndId(oneLine(name), contact);
    switch (history.kind) {
      case "known":
        return knownAnswer({ ...history, field, who, limit, contact }, context);
      case "none":
        return { isError: true, lines: [`Lightfield keeps no history of ${field.label}. Only fields that people set have a history.`] };
      case "lacking":
        return { isError: true, lines: [history.isNew ? `${NOT_OFFERED} list_writes shows the writes of this server.` : NOT_OFFERED] };
    }
  },
});

/** @throws Rejection if it is not a field, or has no history: relationships and timestamps */
function fieldNamed(written: string, schema: Awaited<ReturnType<ToolContext["live"]["get"]>>): Field {
  const attribute = wholeAttribute(written, schema, { find: () => attributeNamed(written, schema) });
  if (attribute.kind === "relationship")
    throw new Rejection(`${attribute.label} is a relationship, and Lightfield keeps no history of relationships`, "the key of a field");
  if (attribute === CREATED || attribute === UPDATED)
    throw new Rejection(`Lightfield keeps no history of ${attribute.label}`, "the key of a field that people set");
  return attribute;
}

interface Known {
  readonly entries: readonly HistoryEntry[];
  readonly hasMore: boolean;
  readonly field: Field;
  readonly who: string;
  readonly limit: number;
  readonly contact: string;
}

/** "2026-03-02 10:00 +01:00: Lead -> Customer (write wq4h7dz)", newest first. */
async function knownAnswer({ entries, hasMore, field, who, limit, contact }: Known, context: ToolContext): Promise<ToolAnswer> {
  const { locale, names } = context;
  if (entries.length === 0) return { lines: [`${field.label} of ${who} has never had a value, according to Lightfield's history.`] };
  const shown = entries.slice(0, limit);
  const times = shown.map(({ recordedAt }) => (recordedAt === undefined ? Number.NaN : Date.parse(recordedAt)));
  const from = Math.min(...times.filter((at) => !Number.isNaN(at))) - EARLIER_MS;
  const records = await context.operations.allWrites(Number.isFinite(from) ? from : 0, context.writes, context.call);
  const noted = shown.map(({ value }, index) => ({ value, at: Number.isNaN(times[index]) ? undefined : times[index] }));
  const writes = writesOfField(records, contact, field, noted);
  const show = (entry: HistoryEntry | undefined) => (entry ? valueText(field, entry, locale) : "(empty)");
  const changed = (before: HistoryEntry | undefined, entry: HistoryEntry) => {
    const [from, to] = [show(before), show(entry)];
    // Of a text that is too long to be shown, the lines that changed.
    const isCut = [from, to].some(({ length }) => length > LONGEST_VALUE);
    return isCut && field.type.list.hasLines
      ? changeText({ field, before: before?.value ?? null, after: entry.value }, { locale, nameOf: names.nameOf })
      : `${from} -> ${to}`;
  };
  const lines = shown.map((entry, index) => {
    const at = times[index] ?? Number.NaN;
    const time = Number.isNaN(at) ? "time unknown" : showMinute(at, locale.timeZone);
    const before = entries[index + 1];
    // If the history continues, it is not known which value the oldest entry replaced.
    const isChange = !entry.isCreate && (before !== undefined || !hasMore);
    const what = isChange ? changed(before, entry) : show(entry);
    const write = writes[index];
    const about = [...(entry.isCreate ? ["set at creation"] : []), ...(write ? [`this server, write ${write.id}`] : [])];
    return `${time}: ${what}${about.length > 0 ? ` (${about.join("; ")})` : ""}`;
  });
  const isCut = entries.length > limit || hasMore;
  const rest = isCut && limit < MOST ? `; "limit" up to ${MOST} shows more` : "";
  const count =
    shown.length > 1 ? `${isCut ? "the last " : ""}${counted(shown.length, "value")}, newest first` : isCut ? "the last value" : "1 value";
  return { lines: [`${field.label} of ${who}: ${count}${rest}.`, ...lines] };
}

/** The value, by the field's type. If an option is deleted by now, as the app shows it. */
function valueText(field: Field, { value, displayValue }: HistoryEntry, locale: ToolContext["locale"]): string {
  const known = new Set(field.definition.config.options?.map(({ id }) => id));
  const isGone = known.size > 0 && [value].flat().some((id) => typeof id === "string" && !known.has(id));
  const text = isGone && displayValue !== undefined ? oneLine(displayValue) : valueLine({ field, raw: value }, locale);
  return cut(text, LONGEST_VALUE) || "(empty)";
}
