import { Rejection } from "../fields/rejection.ts";

/** The characters of Windows-1252 from 0x80 to 0x9f, where Latin-1 has control characters; a blank for none. */
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** The decoder of Node.js 20.18.3 and many later versions returns control characters for this range. */
const windows1252 = (bytes: Uint8Array): string | undefined => {
  const text = Buffer.from(bytes).toString("latin1");
  const decoded = text.replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80));
  return bytes.some((byte) => WINDOWS_1252.charAt(byte - 0x80) === " ") ? undefined : decoded;
};

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const utf16Of = ([first, second]: Uint8Array) =>
  first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined;

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark (Excel's "Unicode text"), else Windows-1252, which
 * Excel's plain "CSV" is in on most computers of Western Europe and America. The last is a guess, which the
 * note says.
 *
 * @throws Rejection if it is none of them, or no text
 */
export function textOfFile(bytes: Uint8Array): { readonly text: string; readonly note?: string } {
  const utf16 = utf16Of(bytes);
  const text = decoded(bytes, utf16 ?? "utf-8");
  if (text?.includes("\0") || (utf16 === undefined && bytes.includes(0)))
    throw new Rejection("It is not text", "CSV; a spreadsheet (.xlsx, .ods, .numbers) has to be saved as CSV UTF-8 first");
  if (text !== undefined) return { text };
  const guessed = utf16 === undefined ? windows1252(bytes) : undefined;
  if (guessed === undefined) throw new Rejection("Its characters cannot be read", "text in UTF-8: save it again as CSV UTF-8");
  return {
    text: guessed,
    note: "The file is not in UTF-8 and was read as Windows-1252. Look at letters with accents; if they are wrong, it has to be saved as CSV UTF-8.",
  };
}
