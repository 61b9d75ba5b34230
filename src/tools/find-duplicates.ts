import { z } from "zod/v3";
import type { Locale } from "../fields/index.ts";
import { showNumber } from "../fields/number.ts";
import type { FoundDuplicates } from "../find/duplicates/duplicate-search.ts";
import { totalOf } from "../find/duplicates/group-table.ts";
import { linkedRecords } from "../names/record-reference.ts";
import { isWhole } from "../replica/coverage.ts";
import { unlisted } from "../schema/json-schema.ts";
import { contactName } from "../schema/record.ts";
import { callText } from "../text/call-text.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import { coverageNotes } from "./answers/coverage-notes.ts";
import { apartLine, groupLines, mergeArguments } from "./answers/duplicate-lines.ts";
import { partText, pastEnd } from "./answers/found-text.ts";
import { contactIds } from "./input/contact-id.ts";
import { filterTreeInput, queryInput } from "./input/filters.ts";
import { defineTool, READS } from "./tool.ts";

const USUAL = 10;
/** Of more groups, the values that differ are not shown. */
const MOST_IN_DETAIL = 3;
/** As many merges as a plan may hold. */
const MOST = 200;

export const findDuplicates = defineTool({
  name: "find_duplicates",
  title: "Find duplicates",
  description: "Find duplicates of all contacts, or of those in query or ids.",
  annotations: READS,
  scopes: ["contacts:read"],
  isBatch: true,
  input: {
    query: queryInput,
    // A query takes conditions too, and the schema of filters would cost more than the rest of the tool.
    filters: unlisted(filterTreeInput.optional()),
    ids: z.array(z.string()).max(MOST).optional(),
    limit: z
      .number()
      .int()
      .refine((limit) => limit >= 1 && limit <= MOST, `1 to ${MOST}`)
      .optional(),
    offset: unlisted(z.number().int().min(0).optional()),
  },
  async handler({ query: written, filters, ids, limit = USUAL, offset = 0 }, { duplicates, names, locale, call, progress, notOffered }) {
    const query = written?.trim() || undefined;
    const chosen = ids && ids.length > 0 ? contactIds(ids, "ids") : undefined;
    const asked = { query, filters: filters ?? [], ids: chosen, limit, offset };
    const found = await duplicates.find(asked, call, ({ known, total }) => progress(known, total, "contacts read"));
    const links = found.groups.flatMap(({ contacts }) => contacts.flatMap(({ relationships }) => relationships));
    const unnamed = found.groups.length > MOST_IN_DETAIL ? [] : await names.ensure(linkedRecords(links), call);
    const whyNot = notOffered("merge_contacts");
    const show = { schema: found.schema, locale, nameOf: names.nameOf, isBrief: found.groups.length > MOST_IN_DETAIL };
    const next = offset + found.groups.length;
    return {
      lines: [
        heading(found, offset, locale),
        ...found.groups.flatMap((group, at) => groupLines(group, offset + at + 1, show)),
        ...found.apart.map((pair) => apartLine(pair, show)),
        ...found.notes,
        ...coverageNotes(found.coverage, locale),
        ...unnamed,
        ...(next < totalOf(found.counts) ? [`More: ${limit < MOST ? `a limit up to ${MOST}` : `offset ${next}`}.`] : []),
        ...mergeLines(found, offset, whyNot),
      ],
      howToGetRest: "find_duplicates with a smaller limit",
    };
  },
});

/** "12 groups: 5 certain, 4 likely, 3 possible. Compared 500 contacts. The first 10:" */
function heading({ counts, groups, among, few, apart, coverage }: FoundDuplicates, offset: number, locale: Locale): string {
  const total = totalOf(counts);
  const contacts = counted(coverage.known, "contact");
  const names = few.length === 0 || apart.length > 0 ? "" : ` (${few.map((one) => oneLine(contactName(one, locale))).join(", ")})`;
  const compared =
    among === undefined ? `Compared ${contacts}` : `Compared ${counted(among, "contact")}${names} with all ${showNumber(coverage.known)}`;
  if (among === 0) return "No contact matches, so nothing was compared. Try a part of the name.";
  if (total === 0) return `No duplicates. ${compared}.`;
  const sorts = (["certain", "likely", "possible"] as const)
    .filter((sureness) => counts[sureness] > 0)
    .map((sureness) => `${showNumber(counts[sureness])} ${sureness}`);
  if (offset >= total) return `${pastEnd(offset, total, "group")}. ${compared}.`;
  const part = partText(offset, groups.length, total, "Group");
  return `${counted(total, "group")}: ${sorts.join(", ")}. ${compared}.${part === "" ? "" : ` ${part}:`}`;
}

/** The call that merges all certain groups, or without them the first likely one, or why there is none. */
function mergeLines({ groups, coverage }: FoundDuplicates, offset: number, whyNot: string | undefined): string[] {
  const certain = groups.filter(({ sureness }) => sureness === "certain");
  const likely = groups.findIndex(({ sureness }) => sureness === "likely");
  if (groups.length === 0) return [];
  if (whyNot !== undefined) return [whyNot];
  if (certain.length === 0 && likely < 0) return [];
  if (!isWhole(coverage)) return ["Merge only after all contacts have been read, because other contacts may have the same values."];
  if (certain.length > 0) return [`To merge the certain groups: ${callText("merge_contacts", mergeArguments(certain))}`];
  const call = callText("merge_contacts", mergeArguments(groups.slice(likely, likely + 1)));
  return [`Once the user agrees that group ${offset + likely + 1} is one person: ${call}`];
}
