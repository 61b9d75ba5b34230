import type { ContactSchema, Field } from "../../schema/contact-schema.ts";
import { foldLetters } from "../../text/fold.ts";
import { namesOf } from "./named-attributes.ts";

const ID_COLUMNS = ["id", "contact_id"];

const FOLDED_ID_COLUMNS: ReadonlySet<string> = new Set(ID_COLUMNS.map(foldLetters));

/** Names for a column of IDs that mean no field. */
export const idColumnNames = (isTaken: (name: string) => boolean): string[] => ID_COLUMNS.filter((name) => !isTaken(name));

export const isIdColumn = (column: string) => FOLDED_ID_COLUMNS.has(foldLetters(column));

/** Whether a value looks like the ID of a contact of ours. */
export const isOurId = (value: unknown): boolean => typeof value === "string" && value.trim().startsWith("con_");

/** Whether a name says that the field holds an ID: "Legacy CRM ID", "crm_id". */
const saysId = (name: string) => /(?:^|[^\p{L}])(?:id|ID|Id|identifier|Identifier)(?:$|[^\p{L}])/u.test(name);

/**
 * The field for the IDs that people have in another program: the one that names the program. Any other field has IDs of
 * which nothing shows that they come from there.
 *
 * @param program the program that the table comes from, where it is known
 */
export function foreignIdField({ fields }: ContactSchema, program: string | undefined): Field | undefined {
  if (program === undefined) return undefined;
  const [named, ...others] = fields.filter((field) => {
    const isId = field.writable && field.type.parts.size === 0 && field.type.identifies === undefined && namesOf(field).some(saysId);
    return isId && namesOf(field).some((own) => foldLetters(own).includes(foldLetters(firstWord(program))));
  });
  return others.length > 0 ? undefined : named;
}

/** "Google" of "Google Contacts". */
const firstWord = (program: string) => program.split(" ")[0] ?? program;
