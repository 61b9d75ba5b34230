import fc from "fast-check";
import papa from "papaparse";
import { workbook } from "./workbooks.ts";

/** A person as a file holds them, by column. */
export interface Person {
  readonly "First name": string;
  readonly "Last name": string;
  readonly Email: string;
  readonly Phone: string;
  readonly Company: string;
  readonly "Job title": string;
  readonly Notes: string;
}

export const COLUMNS = ["First name", "Last name", "Email", "Phone", "Company", "Job title", "Notes"] as const;

const word = fc.constantFrom("Ida", "Ove", "Zoë", "Jürgen", "Łukasz", "O'Neill", "Smith-Jones", "山田", "Мария", "de la Cruz", "Ñandú", "Ærø");
const mark = fc.constantFrom(",", ";", "\t", "|", '"', "'", "\n", "\\", ":", "=", "<", "&", " ", ".", "- ", "é", "愛", "🙂", "a", "B", "7");
/** Texts with everything that a format has to quote, without blanks at their ends. */
const text = fc.array(mark, { minLength: 1, maxLength: 12 }).map((marks) => `x${marks.join("")}x`);
/** Titles and companies have no line breaks. */
const line = text.map((written) => written.replaceAll(/[\n\t]/g, " "));

/** A person of a number, which makes the e-mail address and the phone number the only ones. */
export const person = (at: number): fc.Arbitrary<Person> =>
  fc.record({
    "First name": word,
    "Last name": word,
    Email: fc.constant(`person${at}@holm.example`),
    Phone: fc.constant(`+47 22 12 ${String(1000 + at)}`),
    Company: fc.oneof(line, fc.constant("")),
    "Job title": fc.oneof(line, fc.constant("")),
    Notes: fc.oneof(text, fc.constant("")),
  });

export const people: fc.Arbitrary<readonly Person[]> = fc
  .integer({ min: 1, max: 8 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => person(at))));

type Bytes = Uint8Array;
const cellsOf = (all: readonly Person[]) => all.map((one) => COLUMNS.map((column) => one[column]));

const ENCODINGS = {
  "UTF-8": (csv: string): Bytes => Buffer.from(csv),
  "UTF-8 with a mark": (csv: string): Bytes => Buffer.from(`\uFEFF${csv}`),
  "UTF-16 LE": (csv: string): Bytes => Buffer.from(`\uFEFF${csv}`, "utf16le"),
  "UTF-16 BE": (csv: string): Bytes => Buffer.from(`\uFEFF${csv}`, "utf16le").swap16(),
} as const;

/** CSV in every dialect: the line ends of a cell become those of the file, as spreadsheets write them. */
const csv = fc
  .record({
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    newline: fc.constantFrom("\n", "\r\n", "\r"),
    quotes: fc.boolean(),
    encoding: fc.constantFrom(...(Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[])),
    top: fc.constantFrom("", "sep"),
    end: fc.boolean(),
  })
  .map((dialect) => ({
    name: `CSV ${JSON.stringify(dialect)}`,
    write: (all: readonly Person[]): Bytes => {
      const { delimiter, newline, quotes, encoding, top, end } = dialect;
      const written = papa.unparse([[...COLUMNS], ...cellsOf(all)], { delimiter, newline, quotes });
      return ENCODINGS[encoding](`${top === "sep" ? `sep=${delimiter}${newline}` : ""}${written}${end ? newline : ""}`);
    },
  }));

const excel = fc.constantFrom("inline", "shared").map((texts) => ({
  name: `Excel, ${texts}`,
  write: (all: readonly Person[]): Bytes => workbook({ People: [[...COLUMNS], ...cellsOf(all)] }, { texts: texts as "inline" | "shared" }),
}));

const escaped = (value: string) => value.replaceAll(/[\\,;]/g, "\\$&").replaceAll("\n", "\\n");
const quotedPrintable = (value: string) =>
  [...Buffer.from(value.replaceAll("\n", "\r\n"))]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("")
    .replaceAll(/(.{60})/g, "$1=\r\n");
const folded = (value: string) => [...value].map((letter, at) => (at > 0 && at % 40 === 0 ? `\r\n ${letter}` : letter)).join("");

const card = (version: string, one: Person): string => {
  const is21 = version === "2.1";
  const property = (name: string, value: string) =>
    value === ""
      ? []
      : [
          is21
            ? `${name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quotedPrintable(value.replaceAll(/[\\;]/g, "\\$&"))}`
            : folded(`${name}:${escaped(value)}`),
        ];
  const names = [one["Last name"], one["First name"]].map(escaped).join(";");
  return [
    "BEGIN:VCARD",
    `VERSION:${version}`,
    `N:${names};;;`,
    `FN:${escaped(`${one["First name"]} ${one["Last name"]}`)}`,
    `item1.EMAIL;${is21 ? "INTERNET" : "TYPE=INTERNET"}:${one.Email}`,
    version === "4.0" ? `TEL;VALUE=uri;TYPE="work,voice":tel:${one.Phone.replaceAll(" ", "-")}` : `TEL;${is21 ? "WORK" : "TYPE=WORK"}:${one.Phone}`,
    ...property("ORG", one.Company),
    ...property("TITLE", one["Job title"]),
    ...property("NOTE", one.Notes),
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
    " /2wBDAAUDBAQEAwUEBAQFBQUGBwwI",
    "END:VCARD",
  ].join("\r\n");
};

const vcard = fc.constantFrom("2.1", "3.0", "4.0").map((version) => ({
  name: `vCard ${version}`,
  write: (all: readonly Person[]): Bytes => Buffer.from(`${all.map((one) => card(version, one)).join("\r\n")}\r\n`),
}));

const json = fc.constantFrom("list", "lines", "object").map((form) => ({
  name: `JSON, ${form}`,
  write: (all: readonly Person[]): Bytes =>
    Buffer.from(
      form === "list"
        ? JSON.stringify(all)
        : form === "object"
          ? JSON.stringify({ people: all }, undefined, 2)
          : all.map((one) => JSON.stringify(one)).join("\n"),
    ),
}));

const markdown = fc.boolean().map((hasSides) => ({
  name: "Markdown",
  write: (all: readonly Person[]): Bytes => {
    const row = (cells: readonly string[]) => {
      const inner = cells
        .map((cell) => cell.replaceAll(/[\\|*_`<]/g, (one) => (one === "<" ? "<" : `\\${one}`)).replaceAll("\n", "<br>"))
        .join(" | ");
      return hasSides ? `| ${inner} |` : inner;
    };
    return Buffer.from([row([...COLUMNS]), row(COLUMNS.map(() => "---")), ...cellsOf(all).map(row)].join("\n"));
  },
}));

/** A way to write people as a file. */
export interface Writer {
  readonly name: string;
  write(all: readonly Person[]): Bytes;
}

export const writers: fc.Arbitrary<Writer> = fc.oneof({ arbitrary: csv, weight: 4 }, excel, vcard, json, markdown);
