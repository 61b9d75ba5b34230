import { foldLetters } from "../text/fold.ts";
import { withSign } from "./name-key.ts";

const FORMS =
  "ab|ag|aps|as|asa|bv|co|company|corp|corporation|doo|gbr|ggmbh|gmbh|inc|incorporated|kft|kg|kgaa|kk|limited|llc|llp|lp|ltd|ltda|nv|ohg|oy|oyj|plc|pte|pty|pvt|sa|sarl|sas|se|sl|slu|spa|srl|sro|ug|zrt";

/** ", Inc.", " GmbH & Co. KG", " S.A." at the end of a name. */
const LEGAL_FORM = new RegExp(
  `[\\s,]+(?:(?:&|and|und|et)\\s+)?(?:\\(haftungsbeschränkt\\)|(?:${FORMS.replace(/[a-z]+/g, (form) => [...form].join("\\.?\\s?"))})\\.?)$`,
  "iu",
);

/**
 * The name of a company without its legal form, which says nothing about who it is. A name that is nothing else stays.
 *
 * @example
 * ["Initech, Inc.", "Lenz GmbH & Co. KG", "Stark S. A."].map(withoutLegalForm); // => ["Initech", "Lenz", "Stark"]
 */
export function withoutLegalForm(name: string): string {
  const trimmed = name.trim();
  const shorter = trimmed.replace(LEGAL_FORM, "");
  return shorter === trimmed || shorter === "" ? trimmed : withoutLegalForm(shorter);
}

/** The same for all spellings of a company's name, with any legal form. */
export const companyKey = (name: string): string => foldLetters(withSign(withoutLegalForm(name)));

/** Legal forms that are last names too, unless they are written as "AG" or "S.A.": Maria Sa, Eric Co, Tae Se. */
const LAST_NAME_TOO = /^[\s,]+(?:ab|ag|as|asa|co|kg|oy|sa|sas|se|sl|spa|ug)$/i;

/**
 * Whether only a company can have this name, because it ends with a legal form.
 *
 * @example
 * ["Lenz AG", "Acme Corp.", "Maria Sa", "GmbH"].map(isCompanyName); // => [true, true, false, false]
 */
export function isCompanyName(name: string): boolean {
  const [form] = LEGAL_FORM.exec(name.trim()) ?? [];
  const isShouted = name === name.toUpperCase();
  return form !== undefined && (isShouted || form !== form.toUpperCase() ? !LAST_NAME_TOO.test(form) : true);
}
