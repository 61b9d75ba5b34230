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
 * The field for the IDs that people have in other programs: the field that names the program, else the only unique text
 * field that is called an ID and names no program.
 *
 * @param program the program that the table comes from, where it is known
 * @param programs names of all programs that are known
 */
export function foreignIdField({ fields }: ContactSchema, program: string | undefined, programs: readonly string[]): Field | undefined {
  const ids = fields.filter(
    (field) => field.writable && field.type.parts.size === 0 && field.type.identifies === undefined && namesOf(field).some(saysId),
  );
  const names = (field: Field, name: string) => namesOf(field).some((own) => foldLetters(own).includes(foldLetters(name)));
  const named = program === undefined ? [] : ids.filter((field) => names(field, firstWord(program)));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const general = ids.filter((field) => field.definition.config.unique === true && !programs.some((one) => names(field, firstWord(one))));
  return general.length === 1 ? general[0] : undefined;
}

/** "Google" of "Google Contacts". */
const firstWord = (program: string) => program.split(" ")[0] ?? program;
