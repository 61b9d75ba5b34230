import { posix } from "node:path";
import { Rejection } from "../../fields/rejection.ts";
import { choicesOf } from "../../text/first-of.ts";
import { quote } from "../../text/quote.ts";
import { FORMATS } from "../formats.ts";
import { type Archive, MOST_BYTES } from "./archive.ts";
import { type CellFormat, cellFormat } from "./cell-format.ts";
import { readXml } from "./xml.ts";

const MOST_NAMED = 10;

interface Sheet {
  readonly name: string;
  /** The name of its file in the archive. */
  readonly path: string;
  readonly isHidden: boolean;
}

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly strings: readonly string[];
  /** By the number of a cell's style. */
  readonly formats: readonly CellFormat[];
  /** Days are counted from 1904, as old Macintosh computers did. */
  readonly isFrom1904: boolean;
}

/** "../styles.xml" from "xl/sub/workbook.xml" is "xl/styles.xml", and "/xl/styles.xml" is from the root. */
const resolved = (base: string, target: string) => posix.join("/", target.startsWith("/") ? "" : folderOf(base), target).slice(1);

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

interface Relation {
  readonly id: string;
  /** The last part of its type: "worksheet". */
  readonly type: string;
  readonly path: string;
  /** As it is written: the address of a link. */
  readonly target: string;
}

export async function relationsOf(archive: Archive, path: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  const folder = folderOf(path);
  await readXml(archive.read(`${folder}_rels/${path.slice(folder.length)}.rels`), {
    open(name, { Id = "", Type = "", Target = "" }) {
      if (name === "Relationship")
        relations.push({ id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), path: resolved(path, Target), target: Target });
    },
  });
  return relations;
}

/** "_x000D_" stands for a character that XML cannot hold. */
export const withoutEscapes = (text: string): string =>
  text.includes("_x") ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

async function readStrings(pieces: AsyncIterable<string>): Promise<string[]> {
  const strings: string[] = [];
  let text = "";
  let isText = false;
  let isPhonetic = false;
  await readXml(pieces, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "t") isText = !isPhonetic;
      else if (name === "rPh") isPhonetic = true;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === "si") strings.push(withoutEscapes(text));
      else if (name === "t") isText = false;
      else if (name === "rPh") isPhonetic = false;
    },
  });
  return strings;
}

async function readFormats(pieces: AsyncIterable<string>): Promise<CellFormat[]> {
  const codes = new Map<string, string>();
  const formats: CellFormat[] = [];
  let isInCells = false;
  await readXml(pieces, {
    open(name, { numFmtId = "0", formatCode = "" }) {
      if (name === "numFmt") codes.set(numFmtId, formatCode);
      else if (name === "cellXfs") isInCells = true;
      else if (name === "xf" && isInCells) formats.push(cellFormat(Number(numFmtId), codes.get(numFmtId)));
    },
    close(name) {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return formats;
}

/** @throws Rejection if the archive is no workbook */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
  const [main] = (await relationsOf(archive, "")).filter(({ type }) => type === "officeDocument");
  const path = main?.path ?? "xl/workbook.xml";
  if (!archive.has(path) || path.endsWith(".bin")) throw new Rejection("It is a ZIP archive, but not an Excel workbook (.xlsx)", FORMATS);
  const relations = await relationsOf(archive, path);
  const pathOf = (is: (relation: Relation) => boolean) => relations.find(is)?.path ?? "";
  const sheets: Sheet[] = [];
  let isFrom1904 = false;
  await readXml(archive.read(path), {
    open(name, attributes) {
      if (name === "workbookPr") isFrom1904 = ["1", "true"].includes(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
      const file = pathOf((relation) => relation.id === id && relation.type === "worksheet");
      if (file !== "") sheets.push({ name: attributes.name ?? "", path: file, isHidden: (attributes.state ?? "visible") !== "visible" });
    },
  });
  const [strings, formats] = [pathOf(({ type }) => type === "sharedStrings"), pathOf(({ type }) => type === "styles")];
  return { sheets, strings: await readStrings(archive.read(strings, MOST_BYTES)), formats: await readFormats(archive.read(formats)), isFrom1904 };
}

/** The sheet of a name, in any case; else the first that is not hidden. @throws Rejection if there is no such sheet */
export function sheetOf({ sheets }: Workbook, name: string | undefined): Sheet {
  const sheet =
    name === undefined
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : (sheets.find((one) => one.name === name) ?? sheets.find((one) => one.name.toLowerCase() === name.toLowerCase()));
  if (sheet) return sheet;
  if (name === undefined) throw new Rejection("It has no sheet with cells", "a workbook with a table of contacts");
  const names = sheets.map((one) => quote(one.name));
  throw new Rejection(`It has no sheet ${quote(name)}`, choicesOf(names, MOST_NAMED));
}
