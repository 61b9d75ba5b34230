import { Rejection } from "../fields/rejection.ts";

export const FORMATS = "CSV, vCard (.vcf), Excel (.xlsx) or JSON";

/** Enough for the beginnings below. */
const BEGINNING = 1024;

const ZIP = "PK\x03\x04";

/** The name of the first file in a ZIP archive, and what follows it. */
const firstEntry = (text: string) => (text.startsWith(ZIP) ? text.slice(30) : "");

const beginsWith =
  (...beginnings: readonly string[]) =>
  (text: string) =>
    beginnings.some((beginning) => text.startsWith(beginning));

/** Formats of other programs, by how their files begin, as Latin-1. */
const OTHERS: readonly { readonly format: string; readonly is: (text: string) => boolean }[] = [
  { format: "an old Office file such as .xls, or one with a password", is: beginsWith("\xd0\xcf\x11\xe0") },
  { format: "an OpenDocument file such as .ods", is: (text) => firstEntry(text).startsWith("mimetypeapplication/vnd.oasis") },
  { format: "an Apple Numbers file", is: (text) => /^(?:Index|Data|preview)/.test(firstEntry(text)) },
  { format: "an LDIF file", is: (text) => /^(?:version: ?1\s+)?dn::? /.test(text) },
  { format: "a PDF", is: beginsWith("%PDF-") },
  { format: "a web page", is: (text) => /^\s*<(?:!doctype html|html|table|meta)\b/i.test(text) },
  { format: "an archive", is: beginsWith("\x1f\x8b", "7z\xbc\xaf", "Rar!") },
  { format: "a picture", is: beginsWith("\x89PNG", "\xff\xd8\xff", "GIF8") },
];

/** The refusal of a file of a format that is known, but not read. */
export function otherFormat(bytes: Uint8Array): Rejection | undefined {
  const beginning = Buffer.from(bytes.subarray(0, BEGINNING))
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "");
  const other = OTHERS.find(({ is }) => is(beginning));
  return other && new Rejection(`It is ${other.format}`, `${FORMATS}; save it as one of them first`);
}

/** Whether a file is a ZIP archive, as those of Excel are. */
export const isZip = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, ZIP.length)).toString("latin1") === ZIP;
