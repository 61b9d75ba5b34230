/*
 * How improbable a text is in an encoding: the sum of what its characters cost, roughly the natural logarithm of how
 * rare each is. The encoding in which a text costs least is the likeliest, even for a few words. Letters of a to z cost
 * nothing, because they are the same in every encoding.
 */

/** What a text costs. @param bytes as they are in the file: the ranges of some encodings tell more than the text */
export type Cost = (text: string, bytes: Uint8Array) => number;

/** The letters of languages beyond a to z, the most frequent first. European is a list of people of many countries. */
const LETTERS = {
  european: "éüöáóíäèñçåøãßêàôòúëûõîïâæðùìýþœÿ",
  german: "üöäß",
  french: "éèêçàâîôùëïûœÿæ",
  spanish: "óíáñéúü",
  portuguese: "ãçáéíóêâúõàôü",
  italian: "àèòùéì",
  nordic: "åäöøæé",
  icelandic: "áíðóéöúþýæ",
  czech: "áíéěřšýžčůúňďťóľĺŕäô",
  polish: "łóąężśćńź",
  hungarian: "áéöóőüíúű",
  romanian: "ăîțșâţş",
  croatian: "čšžćđ",
  turkish: "ışüöçğâî",
  lithuanian: "ėšųžįąčūę",
  latvian: "āēīšņūļžķģčŗ",
  estonian: "õäöüšž",
};
type Language = keyof typeof LETTERS;

/** The letters of other scripts, the most frequent first. */
const SCRIPTS = {
  cyrillic: "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў",
  greek: "αοιτεσνηυρπκμλςωγδάίόέήύώχθφβξζψϊϋΐΰ",
  hebrew: "יוהלאתרמבנשםעדחקפגטכסזןצךףץ",
  arabic: "اليمنورتبةعدسفهقكحجشصطخأغىءذثضظزإآؤئپچگ",
  thai: "าน่รกอเ้งยมัลวีิตสดท์ปะคุแบพหู็ชจขโืใไผถำซธณศษภญฟฐฉฏฎฑฆฒฬฮฌฝึ",
};

/** One of a to z is this much likelier than another letter of a Latin text. */
const BEYOND = Math.log(10);
/** Two letters beyond a to z in a row, another script within a word, and capitals where none belong. */
const [NEIGHBOURS, SWITCH, CASE] = [2, 5, 4];
/** A letter of another language, one more language, a usual sign, another sign, and a character that no text has. */
const [FOREIGN, LANGUAGE, USUAL_SIGN, SIGN, NO_TEXT] = [9, 6, 3, 12, 24];

/** Marks that may stand within a word or only beside it, and signs behind a word or number or only away from words. */
const [WITHIN, BESIDE, BEHIND, APART] = [/[’´–—\u00A0]/, /[‘“”„‚…«»¿¡]/, /[°ºª®™©²³€£]/, /[§¹¼½¾±×·¥¢]/];

const isAscii = (character: string) => character < "\x80";

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);

/** What each letter costs, if the first ones of the list are the most frequent. */
function costsOf(letters: string): ReadonlyMap<string, number> {
  const all = [...letters];
  const whole = sum(all.map((_, at) => 1 / (at + 2)));
  return new Map(all.map((letter, at) => [letter, Math.log((at + 2) * whole)]));
}

/** A letter, or a mark on one. The ordinal indicators are letters for Unicode, but stand as signs behind a number. */
const LETTER = "(?:(?![ºª])[\\p{L}\\p{M}])";
const WORDS = new RegExp(`${LETTER}+`, "gu");
const OTHER_SIGNS = new RegExp(`(?<=(.?))(?!${LETTER})[^\\0-\\x7f](?=(.?))`, "gsu");
const isLetter = (character: string) => character.search(WORDS) === 0;

/** The words of a text that hold another letter than a to z, each once: a repeated word tells nothing new. */
const wordsOf = (text: string) => [...new Set(text.match(WORDS))].filter((word) => /[^\0-\x7f]/.test(word));

/** Capitals after small letters, and small letters after several capitals. */
const caseCost = (word: string) => CASE * (count(word, /\p{Ll}(?=\p{Lu})/gu) + count(word, /(?<=\p{Lu}\p{Lu})\p{Ll}/gu));

/** Whether a sign stands where it usually does, such as in "3º B", "Acme®", "20°C" and "°C". */
function isUsual(sign: string, before: string, after: string): boolean {
  const isWithin = isLetter(before) && isLetter(after);
  if (BEHIND.test(sign)) return !isLetter(after) || /\d/.test(before) || (sign === "°" && !isWithin);
  if (APART.test(sign)) return !isLetter(before) && !isLetter(after);
  return WITHIN.test(sign) || (BESIDE.test(sign) && !isWithin);
}

/** What the signs cost. A usual sign costs once, however often the text has it. */
function signCost(text: string): number {
  const usual = new Set<string>();
  let cost = 0;
  for (const [sign, before = "", after = ""] of text.matchAll(OTHER_SIGNS)) {
    if (/[\p{Cc}\p{Co}\p{Cn}\uFFFD]/u.test(sign)) cost += NO_TEXT;
    else if (isUsual(sign, before, after)) usual.add(sign);
    else cost += SIGN;
  }
  return cost + USUAL_SIGN * usual.size;
}

/** What words cost in the fewest languages that explain them. @param costs of each word, in each language */
function languagesCost(costs: readonly (readonly number[])[], words: number): number {
  let best = Array.from({ length: words }, () => Number.POSITIVE_INFINITY);
  for (let languages = 0; ; languages += 1) {
    const joined = costs.map((inLanguage) => best.map((cost, at) => Math.min(cost, inLanguage[at] ?? 0)));
    const [next = best] = joined.sort((one, other) => sum(one) - sum(other));
    if (languages > 0 && sum(best) - sum(next) <= LANGUAGE) return sum(best) + LANGUAGE * (languages - 1);
    best = next;
  }
}

/** Latin text: it is in few of the languages. */
export function latin(...languages: readonly Language[]): Cost {
  const alphabets = languages.map((language) => costsOf(LETTERS[language]));
  // The small letter of İ is two characters.
  const small = (letter: string) => (letter === "İ" ? "ı" : letter.toLowerCase());
  const formCost = (word: string) => caseCost(word) + NEIGHBOURS * count(word, /[^\0-\x7f](?=[^\0-\x7f])/g);
  return (text) => {
    const words = wordsOf(text);
    const letters = words.map((word) => [...word].filter((letter) => !isAscii(letter)).map(small));
    const costs = alphabets.map((alphabet) => letters.map((all) => sum(all.map((letter) => BEYOND + (alphabet.get(letter) ?? FOREIGN)))));
    return languagesCost(costs, words.length) + sum(words.map(formCost)) + signCost(text);
  };
}

/** Text of another script, whose words hold no Latin letters. @param costOf what a letter costs; undefined if it is foreign */
function script(costOf: (letter: string) => number | undefined): Cost {
  const wordCost = (word: string) => {
    const letters = [...word.toLowerCase()].filter((letter) => !isAscii(letter));
    const switches = count(word, /[\0-\x7f](?=[^\0-\x7f])|[^\0-\x7f](?=[\0-\x7f])/g);
    return sum(letters.map((letter) => costOf(letter) ?? FOREIGN)) + caseCost(word) + SWITCH * switches;
  };
  return (text) => sum(wordsOf(text).map(wordCost)) + signCost(text);
}

/** Text of a script with an alphabet. */
export function alphabetic(name: keyof typeof SCRIPTS): Cost {
  const costs = costsOf(SCRIPTS[name]);
  return script((letter) => costs.get(letter));
}

/** A vowel or tone that stands above, below or before no consonant. */
const LOST_MARK = /(?<![\u0E01-\u0E2E\u0E31\u0E34-\u0E3A\u0E47-\u0E4D])[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]|[เแโใไ](?![\u0E01-\u0E2E])/g;

const inThai = alphabetic("thai");
export const thai: Cost = (text, bytes) => inThai(text, bytes) + SWITCH * count(text, LOST_MARK);

/** Of the syllables of Korean, those with a doubled consonant, with some vowels or with most final consonants are rare. */
const RARE_INITIALS = new Set([1, 4, 8, 10, 13]);
const RARE_VOWELS = new Set([3, 7, 10, 11, 14, 15, 16]);
const USUAL_FINALS = new Set([0, 1, 4, 8, 16, 17, 19, 21]);

const [FIRST_SYLLABLE, SYLLABLES] = [0xac00, 11_172];

export const korean: Cost = script((letter) => {
  const syllable = (letter.codePointAt(0) ?? 0) - FIRST_SYLLABLE;
  if (syllable < 0 || syllable >= SYLLABLES) return /\p{Script=Han}/u.test(letter) ? 12.5 : undefined;
  const [initial, vowel, final] = [Math.floor(syllable / 588), Math.floor(syllable / 28) % 21, syllable % 28];
  return 6.3 + (RARE_INITIALS.has(initial) ? 2.5 : 0) + (RARE_VOWELS.has(vowel) ? 1.5 : 0) + (USUAL_FINALS.has(final) ? 0 : 3);
});

/** What a character of two bytes costs, if its first byte, and its second one, are in a range. The first range counts. */
type Ranges = readonly {
  readonly cost: number;
  readonly first: readonly [from: number, to: number];
  readonly second?: readonly [from: number, to: number];
}[];

/** Chinese and Japanese characters: usual ones, rare ones, signs, syllables of Japanese, and what almost no text has. */
export const IDEOGRAPH = { usual: 7.6, rare: 11.5, sign: 6.5, kana: 4.5, exotic: 14 } as const;

/** A byte of ASCII in a character of two: other encodings have a letter there, which costs them nothing. */
const ASCII_BYTE = 3;

const isIn = (byte: number, [from, to]: readonly [number, number] = [0x40, 0xff]) => byte >= from && byte <= to;

/** Text in which a byte from 0x80 begins a pair. @param single the bytes from 0x80 that are a character alone */
export function pairs(ranges: Ranges, single?: { readonly cost: number; readonly first: readonly [from: number, to: number] }): Cost {
  const isWord = (byte = 0) => byte < 0x80 && /[a-z]/i.test(String.fromCharCode(byte));
  return (_, bytes) => {
    let cost = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const first = bytes[at] ?? 0;
      if (first < 0x80) continue;
      if (isWord(bytes[at - 1])) cost += SWITCH;
      if (single && isIn(first, single.first)) cost += single.cost;
      else {
        at += 1;
        const second = bytes[at] ?? 0;
        const range = ranges.find((one) => isIn(first, one.first) && isIn(second, one.second));
        cost += (range?.cost ?? NO_TEXT) - (second < 0x80 ? ASCII_BYTE : 0);
      }
      if (isWord(bytes[at + 1])) cost += SWITCH;
    }
    return cost;
  };
}
