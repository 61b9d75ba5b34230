import type { Locale } from "../fields/index.ts";
import { oneLine } from "../fields/plain-text.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { Attribute } from "../schema/workspace.ts";
import type { NameOf } from "./links.ts";
import { cellText } from "./table.ts";

/** Why a contact was found, one word of the query at a time. */
export interface Reason {
  readonly kind: string;
  readonly query: string;
  readonly matched: string;
  readonly how: string;
}

const LONGEST_TAIL = 6;

/** "account Acme Solar", "name smyth→Smith", "phone …4471". */
function reasonText({ kind, query, matched, how }: Reason): string {
  if (how === "phone") return `phone …${matched.slice(-Math.min(LONGEST_TAIL, Math.max(4, query.replace(/\D/g, "").length)))}`;
  const word = oneLine(matched);
  return how === "exact" || how === "start" ? `${kind} ${word}` : `${kind} ${oneLine(query)}→${word}`;
}

/** The reasons of one contact in a line, each once. */
export const reasonsText = (reasons: readonly Reason[]): string => [...new Set(reasons.map(reasonText))].join(", ");

/** Contacts in a table of lines, with a last column that says why each is there. */
export function foundTable(
  found: readonly { readonly contact: ContactRecord; readonly reasons: readonly Reason[] }[],
  columns: readonly Attribute[],
  locale: Locale,
  nameOf: NameOf,
): string {
  const withReasons = found.some(({ reasons }) => reasons.length > 0);
  const header = ["id", ...columns.map(({ agentKey }) => agentKey), ...(withReasons ? ["why"] : [])].join("\t");
  const rows = found.map(({ contact, reasons }) =>
    [oneLine(contact.id), ...columns.map((column) => cellText(contact, column, locale, nameOf)), ...(withReasons ? [reasonsText(reasons)] : [])].join(
      "\t",
    ),
  );
  return [header, ...rows].join("\n");
}
