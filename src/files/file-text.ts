import { isUtf8 } from "node:buffer";
import { mapInSlices } from "../async/time-slices.ts";
import { Rejection } from "../fields/rejection.ts";
import { foldLetters } from "../text/fold.ts";
import { quote } from "../text/quote.ts";
import { ENCODING_NAMES, textIn, textInOlderEncoding, windows1252 } from "./encodings.ts";
import { FORMATS } from "./formats.ts";
import { numbersNamed } from "./table.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Words with other than ASCII letters that a note shows. */
const MOST_WORDS = 5;
const LONGEST_WORD = 40;

interface FileText {
  readonly text: string;
  /** What was assumed, as a sentence. */
  readonly note?: string;
}

const UTF_8 = "text in UTF-8: save it again as UTF-8 (in Excel, CSV UTF-8)";

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** How many bytes of a file show whether it is UTF-16. */
const SAMPLE = 4000;

/** Recognises UTF-16 by its mark, or by its zero bytes: for Latin text and digits, all are on the same side. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (const [at, byte] of bytes.subarray(0, SAMPLE).entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const isMost = (count: number) => count * 4 > Math.min(bytes.length, SAMPLE);
  if (even === 0 && isMost(odd)) return "utf-16le";
  return odd === 0 && isMost(even) ? "utf-16be" : undefined;
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const isEnd = bytes[at] === LINE_FEED || (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED);
    if (!isEnd) continue;
    yield bytes.subarray(start, at + 1);
    start = at + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}

const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80);

/** The text of a file that is UTF-8 except for some lines; undefined if most lines beyond ASCII are in another. */
async function repaired(bytes: Uint8Array): Promise<FileText | undefined> {
  const lines = [...linesOf(bytes)];
  const bad = new Set<number>();
  let good = 0;
  await mapInSlices(lines.entries(), ([at, line]) => {
    if (isAscii(line)) return;
    if (isUtf8(line)) good += 1;
    else bad.add(at);
  });
  if (good * 2 < bad.size || good === 0) return undefined;
  const texts = await mapInSlices(lines.entries(), ([at, line]) => (bad.has(at) ? windows1252(line) : Buffer.from(line).toString()));
  const [first = 0] = bad;
  const shown = bad.size === 1 ? `: ${quote(texts[first]?.trim())}` : "";
  const [is, was] = bad.size === 1 ? ["is", "was"] : ["are", "were"];
  const named = numbersNamed(
    [...bad].map((at) => at + 1),
    "line",
  );
  return {
    text: texts.join(""),
    note: `The file is in UTF-8, but ${named} ${is} not and ${was} read as Windows-1252${shown}. Check the accented letters there.`,
  };
}

/** Some words that show whether the encoding is right. @param sample of the text, short */
function sampleWords(sample: string): string {
  const words = new Set<string>();
  for (const [word] of sample.matchAll(/(?:[\p{L}\p{M}'’-]|[^\0-\x7f])+/gu)) {
    if (/[^\0-\x7f]/.test(word)) words.add(word.slice(0, LONGEST_WORD));
    if (words.size === MOST_WORDS) break;
  }
  return [...words].map(quote).join(", ");
}

/** @throws Rejection if there is no such encoding, or the file is not in it */
function textNamed(bytes: Uint8Array, encoding: string): FileText {
  const found = foldLetters(encoding) === "utf8" ? { text: decoded(bytes, "utf-8") } : textIn(bytes, encoding);
  if (found === "unknown")
    throw new Rejection(`It is not a workbook, so it has no sheet ${quote(encoding)}, and no encoding has this name`, ENCODING_NAMES.join(", "));
  if (found.text === undefined) throw new Rejection(`It is not in ${encoding}`, "the name of the file alone, or with another encoding");
  return { text: found.text };
}

/**
 * The text of a file: UTF-8; UTF-16, also without a byte order mark; UTF-8 with some lines in Windows-1252; else in an
 * older encoding, which is guessed from its letters. The note says what was assumed.
 *
 * @param encoding the name of the encoding, if the user knows it
 * @throws Rejection if there is no such encoding, or the file is not text
 */
export async function textOfFile(bytes: Uint8Array, encoding?: string): Promise<FileText> {
  if (encoding !== undefined) return textNamed(bytes, encoding);
  const utf16 = utf16Of(bytes);
  const text = decoded(bytes, utf16 ?? "utf-8");
  if (text?.includes("\0") || (utf16 === undefined && bytes.includes(0))) {
    throw new Rejection("It is neither text nor an Excel workbook (.xlsx)", `${FORMATS}; save it again as one of them, in the program that made it`);
  }
  if (text !== undefined) return { text };
  if (utf16 !== undefined) throw new Rejection("Its characters cannot be read", UTF_8);
  const mostlyUtf8 = await repaired(bytes);
  if (mostlyUtf8) return mostlyUtf8;
  const guess = await textInOlderEncoding(bytes);
  const other =
    guess.next === undefined
      ? "save the file as UTF-8"
      : `name another encoding after the file's name, such as "#${guess.next}", or save it as UTF-8`;
  return {
    text: guess.text,
    note: `The file is not in UTF-8 and was read as ${guess.encoding}: ${sampleWords(guess.sample)}. If these words are wrong, ${other}.`,
  };
}
