import { zip } from "./zip.ts";

/** A cell: a value, or the XML of one, as other programs write it. */
export type WrittenCell = string | number | boolean | undefined | { readonly xml: string };

export interface WorkbookOptions {
  /** Texts stand in the cells or in a table that the cells share. */
  readonly texts?: "inline" | "shared";
  /** Formats by number, of the styles 1, 2, …: `dd.mm.yyyy`. */
  readonly formats?: readonly string[];
  readonly isFrom1904?: boolean;
  /** By the names of sheets. */
  readonly states?: Readonly<Record<string, string>>;
  /** Ranges of cells that are one: "A2:A4". */
  readonly merged?: readonly string[];
  /** The addresses of links by their cells. */
  readonly links?: Readonly<Record<string, string>>;
  /** How "B2" and the row "2" are written. */
  readonly reference?: (usual: string) => string;
}

const escaped = (text: string) =>
  text
    .replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/(?![\t\n])\p{Cc}/gu, (hidden) => `_x00${hidden.charCodeAt(0).toString(16).padStart(2, "0")}_`);

const columnName = (at: number): string => (at < 26 ? "" : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** An Excel workbook with the rows of each sheet. */
export function workbook(
  sheets: Readonly<Record<string, readonly (readonly WrittenCell[])[]>>,
  { texts = "shared", formats = [], isFrom1904 = false, states = {}, merged = [], links = {}, reference = (usual) => usual }: WorkbookOptions = {},
): Buffer {
  const shared: string[] = [];
  const cellXml = (cell: WrittenCell, place: string) => {
    if (cell === undefined) return "";
    if (typeof cell === "object") return cell.xml.replace("<c", `<c r="${place}"`);
    if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
    if (typeof cell === "boolean") return `<c r="${place}" t="b"><v>${Number(cell)}</v></c>`;
    if (texts === "inline") return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
    return `<c r="${place}" t="s"><v>${shared.push(cell) - 1}</v></c>`;
  };
  const sheetXml = (rows: readonly (readonly WrittenCell[])[]) => {
    const written = rows.map((cells, row) => {
      const xml = cells.map((cell, at) => cellXml(cell, reference(`${columnName(at)}${row + 1}`))).join("");
      return xml === "" ? "" : `<row r="${reference(`${row + 1}`)}">${xml}</row>`;
    });
    const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join("");
    const linked = Object.keys(links).map((place, at) => `<hyperlink ref="${place}" r:id="l${at}"/>`);
    return `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${written.join("")}</sheetData><mergeCells>${merges}</mergeCells><hyperlinks>${linked.join("")}</hyperlinks></worksheet>`;
  };
  const names = Object.keys(sheets);
  const files = names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheets[name] ?? [])] as const);
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const listed = names.map(
    (name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" state="${states[name] ?? "visible"}" r:id="s${at + 1}"/>`,
  );
  return zip({
    "[Content_Types].xml": `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${RELATIONS}">${relation("a", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${isFrom1904}"/><sheets>${listed.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${RELATIONS}">${[
      ...names.map((_, at) => relation(`s${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`)),
      relation("t", "sharedStrings", "/xl/sharedStrings.xml"),
      relation("f", "styles", "styles.xml"),
    ].join("")}</Relationships>`,
    "xl/styles.xml": `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`)
      .join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((_, at) => `<xf numFmtId="${164 + at}"/>`)
      .join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${XML}<sst xmlns="${MAIN}">${shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
    ...Object.fromEntries(files),
    "xl/worksheets/_rels/sheet1.xml.rels": `${XML}<Relationships xmlns="${RELATIONS}">${Object.values(links)
      .map((address, at) => relation(`l${at}`, "hyperlink", address))
      .join("")}</Relationships>`,
  });
}
