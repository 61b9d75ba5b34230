import { mapInSlices, runInSlices } from "../async/time-slices.ts";
import { foldLetters } from "../text/fold.ts";
import { alphabetic, type Cost, IDEOGRAPH, korean, latin, pairs, thai } from "./text-cost.ts";

/** The characters of Windows-1252 from 0x80 to 0x9f, where Latin-1 has control characters; a blank for none. */
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** The characters of IBM850 from 0x80, in which Excel writes "CSV (MS-DOS)". No decoder of Node.js has it. */
const IBM_850 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0";

/** The decoder of Node.js 20.18.3 and many later versions returns control characters for this range. */
export function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  return text.replace(/[\x80-\x9f]/g, (control) => {
    const character = WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80);
    return character === " " ? "\uFFFD" : character;
  });
}

const ibm850 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\x80-\xff]/g, (byte) => IBM_850.charAt(byte.charCodeAt(0) - 0x80));

interface Encoding {
  /** As people and files call it. */
  readonly name: string;
  /** What its texts cost, and how rare the encoding itself is. Windows-1252 is usual, so others have to fit better. */
  readonly cost: Cost;
  readonly rarity: number;
  /** The text; undefined if the bytes are not in this encoding. Their last character may lack a byte if `isPart`. */
  decode(bytes: Uint8Array, isPart?: boolean): string | undefined;
}

function byDecoder(label: string): Encoding["decode"] {
  return (bytes, isPart = false) => {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: isPart });
    } catch {
      return undefined;
    }
  };
}

const whole = (decode: (bytes: Uint8Array) => string) => (bytes: Uint8Array) => {
  const text = decode(bytes);
  return text.includes("\uFFFD") ? undefined : text;
};

const encoding = (name: string, rarity: number, cost: Cost, decode = byDecoder(name)): Encoding => ({ name, rarity, cost, decode });

const western = latin("european", "german", "french", "spanish", "portuguese", "italian", "nordic", "icelandic");
const central = latin("czech", "polish", "hungarian", "romanian", "croatian", "german");
const cyrillic = alphabetic("cyrillic");
const { usual, rare, sign, kana, exotic } = IDEOGRAPH;

const ENCODINGS: readonly Encoding[] = [
  encoding("Windows-1252", 0, western, whole(windows1252)),
  encoding("Windows-1250", 2.5, central),
  encoding("Windows-1251", 2.5, cyrillic),
  encoding("Windows-1253", 3, alphabetic("greek")),
  encoding("Windows-1254", 3, latin("turkish")),
  encoding("Windows-1255", 3, alphabetic("hebrew")),
  encoding("Windows-1256", 3, alphabetic("arabic")),
  encoding("Windows-1257", 6, latin("lithuanian", "latvian", "estonian")),
  encoding("Windows-874", 3, thai),
  encoding("ISO-8859-2", 5, central),
  encoding("Mac OS Roman", 3, western, byDecoder("macintosh")),
  encoding("IBM850", 3, western, whole(ibm850)),
  encoding("KOI8-R", 5, cyrillic),
  encoding("IBM866", 5, cyrillic),
  encoding("ISO-8859-5", 6, cyrillic),
  encoding(
    "Shift_JIS",
    2.5,
    pairs(
      [
        { cost: kana, first: [0x82, 0x82], second: [0x9f, 0xf1] },
        { cost: kana, first: [0x83, 0x83], second: [0x40, 0x96] },
        { cost: kana, first: [0x81, 0x81], second: [0x5b, 0x5b] },
        { cost: sign, first: [0x81, 0x83] },
        { cost: usual, first: [0x88, 0x97] },
        { cost: rare, first: [0x98, 0x9f] },
        { cost: rare, first: [0xe0, 0xea] },
        { cost: exotic, first: [0x80, 0xef] },
        { cost: exotic, first: [0xfa, 0xfc] },
      ],
      { cost: kana, first: [0xa1, 0xdf] },
    ),
  ),
  encoding(
    "EUC-JP",
    5,
    pairs([
      { cost: kana, first: [0xa4, 0xa5] },
      { cost: sign, first: [0xa1, 0xa3] },
      { cost: usual, first: [0xb0, 0xcf] },
      { cost: rare, first: [0xd0, 0xf4] },
      { cost: exotic, first: [0x8e, 0xff] },
    ]),
  ),
  encoding(
    "GB18030",
    2.5,
    pairs([
      { cost: usual, first: [0xb0, 0xd7], second: [0xa1, 0xff] },
      { cost: rare, first: [0xd8, 0xf7], second: [0xa1, 0xff] },
      { cost: sign, first: [0xa1, 0xa3], second: [0xa1, 0xff] },
      { cost: exotic, first: [0x81, 0xfe] },
    ]),
  ),
  encoding(
    "Big5",
    2.5,
    pairs([
      { cost: usual, first: [0xa4, 0xc6] },
      { cost: rare, first: [0xc9, 0xf9] },
      { cost: sign, first: [0xa1, 0xa3] },
      { cost: exotic, first: [0x81, 0xfe] },
    ]),
  ),
  encoding("EUC-KR", 2.5, korean),
];

/** The names of the encodings that are known. */
export const ENCODING_NAMES: readonly string[] = ENCODINGS.map(({ name }) => name);

/** Other usual names. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["latin1", "windows1252"],
  ["iso88591", "windows1252"],
  ["iso885915", "windows1252"],
  ["sjis", "shiftjis"],
  ["cp932", "shiftjis"],
  ["gbk", "gb18030"],
  ["gb2312", "gb18030"],
  ["cp949", "euckr"],
  ["macroman", "macosroman"],
  ["macintosh", "macosroman"],
]);

/** The text of bytes in the encoding of this name. Unknown names and bytes not in the encoding differ in the result. */
export function textIn(bytes: Uint8Array, name: string): { readonly text: string | undefined } | "unknown" {
  const folded = foldLetters(name)
    .replace(/^cp(?=125\d$|874$)/, "windows")
    .replace(/^cp(?=8\d\d$)/, "ibm");
  const wanted = ALIASES.get(folded) ?? folded;
  const found = ENCODINGS.find((one) => foldLetters(one.name) === wanted);
  return found ? { text: found.decode(bytes) } : "unknown";
}

/** Enough text, in bytes, to tell encodings apart. */
const SAMPLE = 3000;
/** How many bytes of a long word are kept before its first byte beyond ASCII. */
const BEFORE = 40;

/** Whether no encoding has this byte within a character. GB18030 has digits in some. */
const isBreak = (byte: number) => byte < 0x30 || (byte > 0x39 && byte < 0x40);

/** The words and numbers with bytes beyond ASCII. */
function* wordsOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  let beyond = -1;
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 && beyond < 0) beyond = at;
    if (!isBreak(byte)) continue;
    if (beyond >= 0) yield bytes.subarray(Math.max(start, beyond - BEFORE), at);
    start = at + 1;
    beyond = -1;
  }
}

/** The words with bytes beyond ASCII, each once: repeated words show nothing new. */
function* sampleOf(bytes: Uint8Array): Generator<void, Uint8Array> {
  const words = new Map<string, string>();
  let length = 0;
  for (const part of wordsOf(bytes)) {
    const word = Buffer.from(part.subarray(0, SAMPLE)).toString("latin1");
    const key = word.replace(/\d+/g, "0");
    if (!words.has(key)) {
      words.set(key, word);
      length += word.length + 1;
    }
    if (length > SAMPLE) break;
    yield;
  }
  return Buffer.from([...words.values()].join("\n").slice(0, SAMPLE), "latin1");
}

interface OlderText {
  readonly text: string;
  readonly encoding: string;
  /** Some of its words with other than ASCII characters. */
  readonly sample: string;
  /** The encoding that fits next best and gives another text. */
  readonly next: string | undefined;
}

/** The text of bytes that are not UTF-8, in the encoding that fits their letters best. */
export async function textInOlderEncoding(bytes: Uint8Array): Promise<OlderText> {
  const sample = await runInSlices(sampleOf(bytes));
  const guesses = await mapInSlices(ENCODINGS, (one) => {
    const part = one.decode(sample, true);
    return part === undefined ? [] : [{ one, part, cost: one.rarity + one.cost(part, sample) }];
  });
  const likeliest = guesses.flat().sort((a, b) => a.cost - b.cost);
  for (const { one, part } of likeliest) {
    const text = one.decode(bytes);
    if (text === undefined) continue;
    const next = likeliest.find((other) => other.one !== one && other.part !== part);
    return { text, encoding: one.name, sample: part, next: next?.one.name };
  }
  // It has a character for every byte.
  return { text: ibm850(bytes), encoding: "IBM850", sample: ibm850(sample), next: undefined };
}
