/** The characters of Windows-1252 from 0x80 to 0x9f, where Latin-1 has control characters; a blank for none. */
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** The decoder of Node.js 20.18.3 and many later versions returns control characters for this range. */
export function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  return text.replace(/[\x80-\x9f]/g, (control) => {
    const character = WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80);
    return character === " " ? "\uFFFD" : character;
  });
}

/** Encodings that may be guessed, by the names of the library, with their names for `TextDecoder` and for people. */
const GUESSED: Readonly<Record<string, string>> = {
  "ISO-8859-2": "iso-8859-2",
  "ISO-8859-5": "iso-8859-5",
  "ISO-8859-7": "windows-1253",
  "ISO-8859-9": "windows-1254",
  "windows-1250": "windows-1250",
  "windows-1251": "windows-1251",
  "windows-1253": "windows-1253",
  "windows-1254": "windows-1254",
  "windows-1257": "windows-1257",
  "KOI8-R": "koi8-r",
  Shift_JIS: "shift_jis",
  Big5: "big5",
  "EUC-JP": "euc-jp",
  "EUC-KR": "euc-kr",
  GB18030: "gb18030",
};

const WESTERN: ReadonlySet<string> = new Set(["ISO-8859-1", "windows-1252"]);

/** How sure of another encoding the library has to be, and how much surer than of Windows-1252, in percent. */
const SURE = 20;
const SURER = 10;

/** Enough text to tell languages apart. The library reads all that it gets in one go. */
const SAMPLE = 20_000;

/** The words with other than ASCII characters: the rest says nothing of the encoding, and costs time. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  let sample = "";
  for (const [words] of text.matchAll(/[^\r\n\t,;|"]{0,80}[\x80-\xff][^\r\n\t,;|"]{0,80}/g)) {
    sample += `${words}\n`;
    if (sample.length > SAMPLE) break;
  }
  return Buffer.from(sample, "latin1");
}

/**
 * Whether Mac OS Roman is likely: a small letter is followed by what would be a mark or a capital in Windows-1252,
 * more often than by what would be a letter there.
 */
function isMacRoman(sample: Uint8Array): boolean {
  const text = Buffer.from(sample).toString("latin1");
  const odd = text.match(/[a-z][\x80-\x91\x93-\x95\x98\x99\x9d\x9f](?=[a-z])/g)?.length ?? 0;
  const usual = text.match(/[a-z][\xa0-\xff](?=[a-z])/g)?.length ?? 0;
  return odd > usual;
}

/**
 * The text of bytes that are not UTF-8, in the encoding that fits their letters best. Windows-1252, the usual one of
 * Western Europe and America, is taken unless another is clearly likelier.
 */
export async function textInOlderEncoding(bytes: Uint8Array): Promise<{ readonly text: string; readonly encoding: string }> {
  const sample = sampleOf(bytes);
  if (isMacRoman(sample)) return { text: new TextDecoder("macintosh").decode(bytes), encoding: "Mac OS Roman" };
  const { analyse } = await import("./charset-detection.ts");
  const guesses = analyse(sample);
  const western = Math.max(0, ...guesses.filter(({ name }) => WESTERN.has(name)).map(({ confidence }) => confidence));
  for (const { name, confidence } of guesses) {
    const encoding = GUESSED[name];
    if (encoding === undefined || confidence < Math.max(SURE, western + SURER)) continue;
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding: name };
    } catch {
      // It has bytes that this encoding lacks.
    }
  }
  return { text: windows1252(bytes), encoding: "Windows-1252" };
}
