import { z } from "zod/v3";
import { Problems } from "../fields/rejection.ts";
import { limited } from "../render/limit.ts";
import { contactTable } from "../render/table.ts";
import { attributesNamed, defaultColumns } from "./attributes.ts";
import { defineTool } from "./define-tool.ts";
import { READS } from "./tool.ts";

const MOST = 25;

/** Advertised as a string; a number or a boolean is taken for its text, null for none. */
const filterValue = z.preprocess(
  (value) => (value === null ? undefined : typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  z.string({ invalid_type_error: "One value as text" }).optional(),
);

const FILTER_FORM = 'Each filter has the form {"field": "title", "operator": "startsWith", "value": "VP"}';

export const listContacts = defineTool({
  name: "list_contacts",
  title: "List contacts",
  description:
    "List or filter contacts, a page at a time; the newest writes may be missing. Operators: equal, startsWith, contains, greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual, isSet; not_ before one negates.",
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    filters: z
      .array(
        z
          .object({
            field: z.string({ required_error: FILTER_FORM }).describe("field or relationship key"),
            operator: z.string().optional(),
            value: filterValue.describe("select: the label"),
          })
          .strict(),
      )
      .optional(),
    fields: z.array(z.string()).optional().describe("columns"),
    limit: z.number().int().min(1).max(MOST).optional(),
    offset: z.number().int().min(0).optional(),
  },
  async handler({ filters = [], fields = [], limit = MOST, offset = 0 }, { live, lister, locale, call }) {
    // Columns are checked before anything is fetched.
    const named = fields.length > 0 ? attributesNamed(fields, await live.get(call), "fields", new Problems()) : undefined;
    const { workspace, contacts, totalCount } = await lister.list({ limit, offset, filters }, call);
    const columns = named ?? defaultColumns(workspace);

    const total = totalCount === undefined ? "" : ` of ${totalCount.toLocaleString("en-US")}`;
    const from = offset > 0 ? `, from offset ${offset}` : "";
    const heading = `${contacts.length}${total} contact${totalCount === 1 ? "" : "s"}${filters.length > 0 ? " matching" : ""}${from}.`;
    if (contacts.length === 0) return { text: offset > 0 ? heading : `No contacts${filters.length > 0 ? " match" : ""}.` };

    const next = offset + contacts.length;
    const isLast = contacts.length < limit || (totalCount !== undefined && next >= totalCount);
    const nextPage = { ...(filters.length > 0 ? { filters } : {}), ...(fields.length > 0 ? { fields } : {}), limit, offset: next };
    const lines = [heading, contactTable(contacts, columns, locale), ...(isLast ? [] : [`Next page: ${JSON.stringify(nextPage)}`])];
    return { text: limited(lines.join("\n"), "list_contacts with a smaller limit or fewer fields") };
  },
});
