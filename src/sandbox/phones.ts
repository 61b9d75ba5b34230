/** The number as it is stored, or undefined if it is not one. */
export type PhoneParser = (text: string) => string | undefined;

let parser: Promise<PhoneParser> | undefined;

/** Loads the numbering plans for the first write: a program that only reads starts faster without them. */
export function loadPhoneParser(): Promise<PhoneParser> {
  parser ??= phoneParser();
  return parser;
}

async function phoneParser(): Promise<PhoneParser> {
  const { numbersOf, parsePhoneNumberFromString } = await import("./numbering-plans.ts");
  /** Whether a number has the form of all numbers of its country. Its kind, such as mobile, need not be known. */
  const isOfCountry = (e164: string, national: string) => {
    const country = parsePhoneNumberFromString(e164)?.country;
    return country !== undefined && numbersOf(country).test(national);
  };
  return (text) => {
    const international = text.trimStart().startsWith("+");
    const number = parsePhoneNumberFromString(text, international ? { extract: false } : { defaultCountry: "US", extract: false });
    if (number && (number.isValid() || isOfCountry(number.number, number.nationalNumber)))
      return number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`;
    if (international) return undefined;
    const digits = text.replace(/[\s().-]/g, "");
    return /^\d{7,15}$/.test(digits) ? digits : undefined;
  };
}
