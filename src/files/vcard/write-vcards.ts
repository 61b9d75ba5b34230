import { mapInSlices } from "../../async/time-slices.ts";
import { ID_PROPERTY } from "./card-row.ts";

/** A person, by the columns of a table of vCards. */
interface CardValues {
  /** What people call the person. */
  readonly name: string;
  readonly cells: ReadonlyMap<string, readonly string[]>;
}

/** Bytes of a line, without its end. */
const LONGEST_LINE = 75;

const escaped = (text: string) => text.replace(/[\\,;]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");

/** Cuts a line into folded ones, between characters. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > LONGEST_LINE) {
      lines.push(current);
      current = " ";
      bytes = 1;
    }
    current += character;
    bytes += size;
  }
  return [...lines, current].join("\r\n");
}

function cardOf({ name, cells }: CardValues): string {
  const of = (column: string) => cells.get(column) ?? [];
  const parts = (...columns: readonly string[]) => columns.map((column) => escaped(of(column)[0] ?? ""));
  const lines = (property: string, column: string) => of(column).map((value) => `${property}:${escaped(value)}`);
  const address = ["", "", ...parts("Street", "City", "State", "Postal code", "Country")];
  return [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `FN:${escaped(name)}`,
    `N:${parts("Last name", "First name").join(";")};;;`,
    ...lines("NICKNAME", "Nickname"),
    ...lines("EMAIL;TYPE=INTERNET", "Email"),
    ...lines("TEL", "Phone"),
    ...lines("ORG", "Company").slice(0, 1),
    ...lines("TITLE", "Job title"),
    ...lines("URL", "Website"),
    ...lines("X-SOCIALPROFILE;TYPE=linkedin", "LinkedIn"),
    ...lines("X-SOCIALPROFILE;TYPE=twitter", "X"),
    ...lines("BDAY", "Birthday"),
    ...(address.some((part) => part !== "") ? [`ADR:${address.join(";")}`] : []),
    ...lines("NOTE", "Notes"),
    ...lines(ID_PROPERTY, "id"),
    "END:VCARD",
  ]
    .map(folded)
    .join("\r\n");
}

/** The columns of {@link CardValues} that a card has a place for. */
export const CARD_COLUMNS = [
  "First name",
  "Last name",
  "Nickname",
  "Email",
  "Phone",
  "Company",
  "Job title",
  "Website",
  "LinkedIn",
  "X",
  "Birthday",
  "Street",
  "City",
  "State",
  "Postal code",
  "Country",
  "Notes",
] as const;

/** Writes people as vCards 3.0, which all address books read. */
export const vcardsOf = async (people: readonly CardValues[]): Promise<string> => `${(await mapInSlices(people, cardOf)).join("\r\n")}\r\n`;
