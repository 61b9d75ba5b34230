import { z } from "zod/v3";
import { showNumber } from "../fields/number.ts";
import { linkedRecords } from "../names/record-reference.ts";
import { fullLines } from "../render/found.ts";
import { contactTable } from "../render/table.ts";
import { pastEnd } from "./answers/found-text.ts";
import { defaultColumns } from "./input/attributes.ts";
import { filtersInput } from "./input/filters.ts";
import { defineTool, READS } from "./tool.ts";

const MOST = 25;

const READ_BY_DEPLOYMENT =
  'The API may match only whole values in the same case. find_contacts ignores case, matches parts with the operator "contains", and counts exactly.';

export const listContacts = defineTool({
  name: "list_contacts",
  title: "List contacts",
  description: "Page through contacts with the API's own filters.",
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    filters: filtersInput.optional(),
    fields: z.array(z.string()).optional(),
    limit: z.number().int().min(1).max(MOST).optional(),
    offset: z.number().int().min(0).optional(),
  },
  async handler({ filters = [], fields = [], limit = MOST, offset = 0 }, { lister, names, writes, locale, call }) {
    const query = { limit, offset, filters, columns: fields.length > 0 ? fields : undefined };
    const { schema, columns: named, contacts, totalCount, isAtLeast, nextOffset, isReadByDeployment, notes } = await lister.list(query, call);
    const columns = named ?? defaultColumns(schema);
    for (const contact of contacts) writes.lastSeen.note(contact, columns);
    const shown = contacts.flatMap(({ relationships }) => relationships.filter(({ relationship }) => columns.includes(relationship)));
    const unnamed = await names.ensure(linkedRecords(shown), call);

    const total = totalCount === undefined ? "" : ` of ${isAtLeast ? "at least " : ""}${showNumber(totalCount)}`;
    const from = offset > 0 ? `, from offset ${offset}` : "";
    const noun = (totalCount ?? contacts.length) === 1 ? "contact" : "contacts";
    const heading = `${contacts.length}${total}${filters.length > 0 ? " matching" : ""} ${noun}${from}.`;
    const caveat = isReadByDeployment && offset === 0 ? [READ_BY_DEPLOYMENT] : [];
    if (contacts.length === 0 && nextOffset === undefined) {
      const none = filters.length > 0 ? "The API found no contacts that pass these filters." : "No contacts.";
      const end =
        totalCount === undefined || isAtLeast ? heading : `${pastEnd(offset, totalCount)}${filters.length > 0 ? " with these filters" : ""}.`;
      return { lines: offset > 0 ? [end] : [none, ...caveat, ...notes] };
    }

    const nextPage = { ...(filters.length > 0 ? { filters } : {}), ...(fields.length > 0 ? { fields } : {}), limit, offset: nextOffset };
    const show = { locale, nameOf: names.nameOf };
    const table =
      named && contacts.length === 1 ? contacts.flatMap((contact) => fullLines(contact, named, show)) : [contactTable(contacts, columns, show)];
    const lines = [
      heading,
      ...table,
      ...caveat,
      ...notes,
      ...unnamed,
      ...(nextOffset === undefined ? [] : [`Next page: ${JSON.stringify(nextPage)}`]),
    ];
    return { lines, howToGetRest: "list_contacts with a smaller limit or fewer fields" };
  },
});
