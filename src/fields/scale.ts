/** Words for powers of ten beside a number: "12k", "1,5 Mio." */
const POWERS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "k tsd thousand thousands tausend millier milliers mila",
    "mio mln mn million millions millionen millones milioni",
    "bn mrd billions milliarde milliarden",
  ].flatMap((all, at) => all.split(" ").map((word) => [word, 3 * (at + 1)])),
);

/** Beside a currency, these are units too: "T€", "$M". */
const LETTERS: Readonly<Record<string, number>> = { t: 3, "000": 3, "000s": 3, m: 6, mm: 6, b: 9 };

/** A pattern for a word that scales the number before it. */
export const SCALE_WORD = `(?:${Object.keys(POWERS).join("|")})(?!\\p{L})\\.?`;

/** Whether a number is followed by such a word. */
const SCALED = new RegExp(`\\d\\s?${SCALE_WORD}`, "iu");

const CURRENCY = "\\p{L}{0,2}\\p{Sc}|eur|euros?|usd|gbp|chf|sek|nok|dkk|pln|czk|inr|jpy|dollars?";
const words = (all: object) => Object.keys(all).join("|");

/** Not the "K" of "Form 10-K", and not the "t" of "Price per t €". */
const NO_UNIT_AFTER = "(?<![\\p{L}\\d\\p{Sc}/–-]|(?<!\\p{L})(?:per|pro|par|por|je|au)\\s(?:\\d+\\s)?)";
const UNIT = new RegExp(
  `${NO_UNIT_AFTER}(?<before>${CURRENCY})?\\s?['’]?(?<word>${words(POWERS)}|${words(LETTERS)})\\.?(?:\\s?(?<after>${CURRENCY}))?(?![\\p{L}\\d])`,
  "giu",
);

/** What a name says about the unit of its numbers. */
interface Unit {
  readonly written: string;
  readonly power: number;
  /** Whether the text may mean something else: the "m" in "Deal size (m)", or the state in "Revenue MN". */
  readonly isUnsure: boolean;
}

/**
 * The unit in the name of a column or field: "Volumen (T€)", "Revenue in thousands", "Budget $k". A short one is sure in
 * brackets, or if it touches a currency.
 *
 * @example
 * unitIn("Volumen (T€)"); // => { written: "T€", power: 3, isUnsure: false }
 */
export function unitIn(name: string): Unit | undefined {
  const units = [...name.matchAll(UNIT)].flatMap(({ 0: all, index, groups = {} }): Unit[] => {
    const { before, word = "", after } = groups;
    const unit = word.toLowerCase();
    const rest = name.slice(index + all.length);
    const isMoney = before !== undefined || after !== undefined;
    const isBracketed = /[([](?:in\s)?\s*$/.test(name.slice(0, index)) && /^\s*[)\]]/.test(rest);
    const isLong = POWERS[unit] !== undefined && unit.length > 2;
    if (!isLong && !isMoney && !isBracketed && rest !== "" && !/(?:^|\s)in\s*$/.test(name.slice(0, index))) return [];
    const isSure = isLong || (isMoney ? isBracketed || !/\s/.test(all.trim()) : isBracketed && POWERS[word] !== undefined);
    return [{ written: all.trim(), power: POWERS[unit] ?? LETTERS[unit] ?? 0, isUnsure: !isSure }];
  });
  return units.find(({ isUnsure }) => !isUnsure) ?? units[0];
}

/**
 * A name without the unit of its numbers; undefined if it names none.
 *
 * @example
 * withoutUnit("Annual budget (in T€)"); // => "Annual budget"
 */
export function withoutUnit(name: string): string | undefined {
  const unit = unitIn(name);
  const rest = unit && name.replace(unit.written, "").replace(/[([]\s*(?:in\s*)?[)\]]|\sin\s*$/i, "");
  return rest?.trim();
}

/** A number, or a text with one, times a power of ten. A text that has its own word for one stays. */
export function scaledBy(power: number, value: unknown): unknown {
  if (power === 0 || (typeof value === "string" && SCALED.test(value))) return value;
  if (typeof value === "number") return Number(`${value}e${power}`);
  return typeof value === "string" ? value.replace(/\d+(?:\.\d+)?/, (digits) => String(Number(`${digits}e${power}`))) : value;
}

/** The number before a word that scales it, and its power of ten. */
export function unscaled(text: string): { readonly digits: string; readonly power: number } {
  const [, digits = text, word = ""] = WITH_WORD.exec(text) ?? [];
  return { digits, power: POWERS[word.toLowerCase()] ?? 0 };
}

const WITH_WORD = new RegExp(`^(.*\\d)\\s?(${words(POWERS)})\\.?$`, "i");
