import { z } from "zod/v3";
import { CallError } from "../api/index.ts";
import { showMoment } from "../fields/datetime.ts";
import type { Locale } from "../fields/index.ts";
import { oneLine } from "../fields/plain-text.ts";
import { InvalidInput, Problems } from "../fields/rejection.ts";
import type { FoundContacts } from "../lookup/find-contacts.ts";
import { linkedRecords } from "../lookup/names/targets.ts";
import { foundTable, reasonsText } from "../render/found.ts";
import { limited } from "../render/limit.ts";
import { cellText } from "../render/table.ts";
import { attributesNamed, defaultColumns } from "./attributes.ts";
import { defineTool } from "./define-tool.ts";
import { filtersInput } from "./filters-input.ts";
import { READS, type ToolContext } from "./tool.ts";

const USUAL = 4;
const MOST = 25;

/** More characters than anybody says of a person. */
const LONGEST_QUERY = 500;

const MINUTE_MS = 60_000;

const UNTIL_WHEN = {
  refreshing: "being refreshed",
  failed: "could not be refreshed just now",
  edits: "later edits by others may be missing",
} as const;

/** What went wrong, as a sentence. */
const reason = (failure: Error) => (failure instanceof CallError ? oneLine(failure.problem) : "a problem that the server's log (stderr) names.");

/** Why not all contacts were searched as they are now, if so. */
function coverage({ searched: { known, total, complete, notCovered, brokenOff, asOf } }: FoundContacts, { timeZone }: Locale): string[] {
  if (!complete && !notCovered) {
    const all = total?.toLocaleString("en-US") ?? "an unknown number of";
    const searched = `Searched ${known.toLocaleString("en-US")} of ${all} contacts`;
    return [brokenOff ? `${searched}; the others could not be read: ${reason(brokenOff)}` : `${searched} so far; the others are still being read.`];
  }
  const lines = notCovered ? [`Not searched: ${notCovered}.`] : [];
  if (!asOf) return lines;
  const minute = new Date(asOf.at - (asOf.at % MINUTE_MS)).toISOString();
  return [...lines, `As of ${showMoment(minute, timeZone)}; ${UNTIL_WHEN[asOf.why]}.`];
}

const number = (count: number) => count.toLocaleString("en-US");

/** A phone number is no help in telling namesakes apart, and the longest of the usual columns. */
const tellsApart = (column: ReturnType<typeof defaultColumns>[number]) => column.kind === "relationship" || column.type.identifies !== "phone";

function nothingFound(query: string | undefined, found: FoundContacts): string {
  const searched = `${number(found.searched.known)} contacts`;
  if (query === undefined) return `No contact passes the filters, of ${searched}.`;
  const near = found.suggestions.length > 0 ? ` Nearest: ${found.suggestions.join(", ")}.` : "";
  return `No contact matches ${JSON.stringify(query)}: names, e-mails, phones, titles, accounts, owners, places, handles and text of ${searched} were searched.${near}`;
}

export const findContacts = defineTool({
  name: "find_contacts",
  title: "Find contacts",
  description:
    'Find people by what is said of them, best first: "Alex at Acme", "CTO of Beacon", "number ending 4471". Tolerates typos. filters alone give an exact count; here they also take contains, isSet and multi-selects.',
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    query: z.string().optional(),
    filters: filtersInput.optional().describe("as in list_contacts"),
    fields: z.array(z.string()).optional().describe("columns"),
    limit: z.number().int().min(1).max(MOST).optional(),
  },
  async handler({ query: written, filters = [], fields = [], limit = USUAL }, context) {
    const { live, search, names, writes, locale, call, progress } = context;
    const query = written?.trim() || undefined;
    if (query !== undefined && query.length > LONGEST_QUERY)
      throw new InvalidInput([`query: It has ${number(query.length)} characters. Accepted: up to ${LONGEST_QUERY}, about one person.`]);
    const named = fields.length > 0 ? attributesNamed(fields, await live.get(call), "fields", new Problems()) : undefined;
    const found = await search.find({ query, filters, limit }, call, ({ known, total }) => progress(known, total, "contacts read"));
    const columns = named ?? defaultColumns(found.workspace);
    for (const { contact } of found.contacts) writes.shown.note(contact, columns);
    const shown = found.contacts.flatMap(({ contact }) => contact.relationships.filter(({ relationship }) => columns.includes(relationship)));
    const notes = [...coverage(found, locale), ...(await names.ensure(linkedRecords(shown), call))];
    const [best] = found.contacts;
    if (!best) return { text: [nothingFound(query, found), ...notes].join("\n") };

    const lacking = found.unmatched.length > 0 ? ` No contact has ${found.unmatched.map((word) => JSON.stringify(word)).join(", ")}.` : "";
    if (found.clear) return { text: [theOne(found, context, columns), ...(lacking ? [lacking.trim()] : []), ...notes].join("\n") };
    const atLeast = found.searched.complete && !found.searched.notCovered ? "" : "At least ";
    const heading =
      query === undefined
        ? `${atLeast}${number(found.matched)} contact${found.matched === 1 ? "" : "s"} pass${found.matched === 1 ? "es" : ""} the filters`
        : `${atLeast}${number(found.matched)} match${found.matched === 1 ? "es" : ""}`;
    const first = found.contacts.length < found.matched ? `, the first ${found.contacts.length}` : "";
    const { why, text } = foundTable(found.contacts, named ?? columns.filter(tellsApart), locale, names.nameOf);
    const by = why === "" ? "" : ` by ${why}`;
    return { text: limited([`${heading}${first}${by}.${lacking}`, text, ...notes].join("\n"), "find_contacts with a smaller limit") };
  },
});

/** The contact that is clearly meant, with its main fields, and who else came near. */
function theOne(found: FoundContacts, { locale, names }: ToolContext, columns: ReturnType<typeof defaultColumns>): string {
  const [best, ...others] = found.contacts;
  if (!best) return "";
  const lines = columns
    .map((column) => [column.label, cellText(best.contact, column, locale, names.nameOf)] as const)
    .filter(([, text]) => text !== "-");
  const name = columns[0] ? [columns[0]] : [];
  const near = others
    .slice(0, 2)
    .map(({ contact }) => `${name.map((column) => cellText(contact, column, locale, names.nameOf)).join()} (${oneLine(contact.id)})`);
  return [
    `Found: ${oneLine(best.contact.id)} (${reasonsText(best.reasons)})`,
    ...lines.map(([label, text]) => `${label}: ${text}`),
    ...(near.length > 0 ? [`Less likely: ${near.join(", ")}`] : []),
  ].join("\n");
}
