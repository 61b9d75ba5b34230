import { z } from "zod/v3";
import { showNumber } from "../fields/number.ts";
import type { Grouped } from "../find/arranged/group-counter.ts";
import type { FoundContacts } from "../find/found-contacts.ts";
import { isAddress } from "../find/questions/words/attribute-kinds.ts";
import { linkedRecords } from "../names/record-reference.ts";
import { foundTable, fullLines } from "../render/found.ts";
import { objectingLines } from "../render/objections.ts";
import { attributeOrPart } from "../schema/attribute-part.ts";
import { type Attribute, type ContactSchema, mainField } from "../schema/contact-schema.ts";
import { comparedAttributes } from "../schema/filter-notes.ts";
import { IS_SET } from "../schema/filter-operators.ts";
import type { ContactRecord } from "../schema/record.ts";
import { coverageNotes } from "./answers/coverage-notes.ts";
import { countHeading, heading, more, nobodyThere, outsideText, theOne } from "./answers/found-text.ts";
import { groupedLines, recordsIn } from "./answers/grouped-text.ts";
import { areStrangers, nothingFound, strangersText } from "./answers/nobody-found.ts";
import { defaultColumns } from "./input/attributes.ts";
import { filterTreeInput, queryInput } from "./input/filters.ts";
import { defineTool, READS, type ToolAnswer, type ToolContext } from "./tool.ts";

const MOST = 25;

const MOST_GROUPINGS = 2;
const MOST_MEASURES = 10;

/** A phone number does not help to tell namesakes apart, and is the longest of the default columns. */
const tellsApart = (column: ReturnType<typeof defaultColumns>[number]) => column.kind === "relationship" || column.type.identifies !== "phone";

/** Adds the name to the columns, so that an answer about one person says who it is. */
function withName(columns: readonly Attribute[], { fields }: ContactSchema): readonly Attribute[] {
  const name = mainField(fields, "FULL_NAME");
  return name === undefined || columns.includes(name) ? columns : [name, ...columns];
}

/** Boxes that are checked, such as "Do not contact": an agent that has found one contact may act on it next. */
const checkedBoxes = ({ fields }: ContactRecord): Attribute[] => fields.flatMap(({ field, raw }) => (raw === true ? [field] : []));

/** Says how many contacts come last because they have no value to be sorted by. */
const unsortedNote = ({ unsorted, sortedBy: [first] }: FoundContacts): string[] =>
  unsorted > 0 && first
    ? [`${showNumber(unsorted)} ${unsorted === 1 ? "contact" : "contacts"} without ${first.label} ${unsorted === 1 ? "comes" : "come"} last.`]
    : [];

/** What contacts in an order must have: "top 5 deals with owner" asks for the owner too. */
const demanded = ({ filters, sortedBy, schema }: FoundContacts): Attribute[] =>
  sortedBy.length === 0
    ? []
    : filters.flatMap(({ field, operator }) => (field !== undefined && operator === IS_SET ? attributeOrPart(field, schema) : []));

/** The columns of a list, if the call names none. */
const usualColumns = (found: FoundContacts): readonly Attribute[] => [
  ...new Set([...defaultColumns(found.schema), ...comparedAttributes(found.filters, found.schema), ...found.sortedBy, ...demanded(found)]),
];

async function groupedAnswer(
  found: FoundContacts,
  grouped: Grouped,
  { names, locale, call }: Pick<ToolContext, "names" | "locale" | "call">,
): Promise<ToolAnswer> {
  const shown = grouped.groups.slice(found.offset, found.offset + found.limit);
  const unnamed = await names.ensure(recordsIn(grouped, shown), call);
  const lines = groupedLines(grouped, { shown, offset: found.offset, locale, nameOf: names.nameOf });
  return { lines: [countHeading(found), ...lines, ...found.notes, ...coverageNotes(found.coverage, locale), ...unnamed] };
}

export const findContacts = defineTool({
  name: "find_contacts",
  title: "Find contacts",
  description:
    'Find, count and group contacts. query describes people, best match first: "CTO at Acme", "number ending 4471". filters find all that pass, also by created or updated, and with dates like "last month".',
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    query: queryInput,
    filters: filterTreeInput.optional(),
    fields: z.array(z.string()).optional().describe("columns"),
    sort: z.string().optional().describe('"created desc"'),
    group_by: z.array(z.string()).max(MOST_GROUPINGS).optional().describe('keys; "created month"'),
    measures: z.array(z.string()).max(MOST_MEASURES).optional().describe("sum, average, median, min or max and a key"),
    limit: z.number().int().min(0).max(MOST).optional().describe("0: only the count"),
    offset: z.number().int().min(0).optional(),
  },
  async handler({ query: written, filters = [], fields = [], sort, group_by: groupBy, measures, limit, offset = 0 }, context) {
    const { find, names, writes, locale, call, progress } = context;
    const query = written?.trim() || undefined;
    const asked = { query, filters, sort, groupBy, measures, columns: fields.length > 0 ? fields : undefined, limit, offset };
    const found = await find(asked, call, ({ known, total }) => progress(known, total, "contacts read"));
    const { columns: named, grouped } = found;
    const main = named ?? usualColumns(found);
    const [first] = found.clear || (named && found.contacts.length === 1) ? found.contacts : [];
    const boxes = first ? checkedBoxes(first.contact) : [];
    const columns = [...new Set([...(found.clear ? withName(main, found.schema) : main), ...boxes])];
    const inTable = named ?? columns.filter(tellsApart);
    const [printed, shown] = first ? [columns, [first]] : [inTable, found.contacts];
    const links = shown.flatMap(({ contact }) => contact.relationships.filter(({ relationship }) => printed.includes(relationship)));
    // A word that matches no contact may be a name that is not known yet.
    const pending = found.contacts.length === 0 || found.unmatched.length > 0 ? found.pendingNames : [];
    const notes = [
      ...(areStrangers(found, found.outside?.contacts ?? []) ? [] : outsideText(found, locale)),
      ...found.notes,
      ...unsortedNote(found),
      ...coverageNotes(found.coverage, locale),
      ...(await names.ensure([...linkedRecords(links), ...pending], call)),
    ];
    if (grouped && found.matched > 0) {
      const answer = await groupedAnswer(found, grouped, { names, locale, call });
      return { lines: [...answer.lines, ...(fields.length > 0 ? ["Groups show no fields of contacts."] : [])] };
    }
    if (found.limit === 0 && (found.matched > 0 || found.whole !== undefined)) return { lines: [countHeading(found), ...notes] };
    if (found.contacts.length === 0) {
      if (offset > 0 && found.listed > 0) return { lines: [nobodyThere(found), ...notes] };
      const unnamed = new Set(found.pendingNames.map(({ objectType }) => objectType));
      return { lines: [nothingFound(found, (type) => !unnamed.has(type)), ...notes] };
    }
    const strangers = strangersText(found);
    if (strangers !== undefined) return { lines: [strangers, ...notes] };
    for (const { contact } of shown) writes.lastSeen.note(contact, printed);
    const show = { locale, nameOf: names.nameOf };
    if (found.clear) return { lines: [...theOne(found, columns, show), ...notes] };
    const { why, table } = foundTable(found.contacts, inTable, show);
    const shownContacts = named && first ? fullLines(first.contact, columns, show) : [table];
    // A list of addresses or numbers is made to reach people.
    const reached = named?.some(isAddress) ? found.contacts.map(({ contact }) => contact) : [];
    const lines = [heading(found, why), ...objectingLines(reached, locale, "the contacts shown"), ...shownContacts, ...notes, ...more(found, MOST)];
    return { lines, howToGetRest: "find_contacts with a smaller limit" };
  },
});
