import { isSuffixBehind } from "../fields/name-suffixes.ts";
import { isNameAtBirth, splitName, startsWithParticle } from "../fields/split-name.ts";
import { withoutLegalForm } from "../names/legal-form.ts";
import { foldLetters } from "../text/fold.ts";
import { areNicknames } from "../text/nicknames.ts";
import { isLeftOut } from "../text/salutations.ts";

/** A cell for a whole name. */
export interface NameCell {
  readonly name: string;
  /** What else it holds: a company, a title, a remark. */
  readonly beside: readonly string[];
  /** What stands behind a comma and is the first name, or no part of the name: "María", "Einkauf". */
  readonly unsure?: string | undefined;
}

/** The name of the column for what stands beside the names of a column. */
export const columnBeside = (column: string, what: "company" | "title"): string => `${column} (${what})`;

/** What helps to read a cell. */
export interface NameColumn {
  /** Whether names of the column have the last name first. */
  readonly isLastFirst: boolean;
  /** Whether a text is certainly no part of this name: it is a company, or another cell of the row has it. */
  isOther(text: string): boolean;
  /** Whether an e-mail address of the row contains the text. */
  isInAddress(text: string): boolean;
}

/** "(she/her)" */
const PRONOUNS = /\s*[([]\p{Ll}+(?:\s?\/\s?\p{Ll}+)+[)\]]/u;
const IN_BRACKETS = /^(.*?\S)\s*[([]([^()[\]]+)[)\]]$/su;
/** "Anna / Ben Schmidt" are two people. */
const BEHIND_MARK = /^(?!\S+ \/ )(.*?\S)(?:\s+[-–—@/•·]\s+|\s*\|\s*|:\s+)(\S.*)$/su;
const BETWEEN = /\s*[,|;]\s*|\s+[-–—@/•·]\s+/u;

const isLegalForm = (text: string) => withoutLegalForm(`A, ${text}`) === "A";

/** The texts between commas and other marks. "Acme, Inc." is one. */
function pieces(text: string): string[] {
  const all: string[] = [];
  for (const piece of text.split(BETWEEN).filter((one) => one !== "")) {
    if (all.length > 0 && isLegalForm(piece)) all.push(`${all.pop()}, ${piece}`);
    else all.push(piece);
  }
  return all;
}

const isSalutation = (text: string) => text.split(" ").every(isLeftOut);

/** The words of a name without salutations. */
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => !isLeftOut(word));

/** Whether a cell has the last name before a comma: "Smith, John". Undefined if it does not show this. */
export function showsLastFirst(text: string): boolean | undefined {
  const [first = "", second, ...others] = pieces(text);
  if (second === undefined || others.length > 0 || isSuffixBehind(first, second) || isSalutation(second)) return undefined;
  return wordsOf(first).length === 1;
}

/** "Robert (Bob) Smith" of "Robert Smith (Bob)". */
function withNickname(name: string, nickname: string): string | undefined {
  const { firstName = "", lastName = "" } = splitName(name).name;
  return areNicknames(foldLetters(firstName), foldLetters(nickname)) ? `${firstName} (${nickname}) ${lastName}`.trim() : undefined;
}

/**
 * Reads a cell that may hold more than a name.
 *
 * @example
 * const column = { isLastFirst: false, isOther: () => false, isInAddress: () => false };
 * nameCell("Dana Scully (FBI)", column); // => { name: "Dana Scully", beside: ["FBI"], unsure: undefined }
 * nameCell("Dana Scully, Special Agent, FBI", column).beside; // => ["Special Agent", "FBI"]
 * nameCell("Scully, Dana", column).name; // => "Scully, Dana"
 */
export function nameCell(text: string, column: NameColumn): NameCell {
  // "Dana Scully <dana@fbi.gov>"
  if (/\S@\S/.test(text)) return { name: text, beside: [] };
  const [, before, content] = IN_BRACKETS.exec(text.replace(PRONOUNS, "")) ?? [];
  if (before !== undefined && content !== undefined) {
    // "Ann Lee, BSc (Hons)"
    const [first = "", ...others] = pieces(before);
    if (isNameAtBirth(content) || isSuffixBehind(first, others.at(-1) ?? "")) return { name: text.replace(PRONOUNS, ""), beside: [] };
    const called = withNickname(before, content);
    if (called !== undefined) return { name: called, beside: [] };
    const inner = nameCell(before, column);
    return { ...inner, beside: [...inner.beside, ...pieces(content)] };
  }
  const plain = text.replace(PRONOUNS, "");
  const [, name = plain, behind] = BEHIND_MARK.exec(plain) ?? atCompany(plain, column) ?? [];
  const inner = behindCommas(name, column);
  return { ...inner, beside: [...inner.beside, ...(behind === undefined ? [] : pieces(behind))] };
}

/** "Dana Scully at FBI": the words before and behind the one in small letters. */
function atCompany(text: string, { isOther }: NameColumn) {
  const words = text.split(" ");
  const at = words.findIndex((word, index) => index > 1 && /^\p{Ll}+$/u.test(word) && !startsWithParticle(word));
  const [name, company] = [words.slice(0, at).join(" "), words.slice(at + 1).join(" ")];
  return at > 0 && isOther(company) ? [text, name, company] : undefined;
}

function behindCommas(text: string, { isLastFirst, isOther, isInAddress }: NameColumn): NameCell {
  const all = pieces(text);
  const [first = "", second, ...others] = all.filter((piece, at) => at === 0 || !(isSuffixBehind(all[0] ?? "", piece) || isSalutation(piece)));
  if (second === undefined) return { name: text, beside: [], unsure: undefined };
  const suffixes = all.filter((piece) => ![first, second, ...others].includes(piece));
  const named = (...parts: readonly string[]) => [...parts, ...suffixes].join(", ");
  const isWhole = wordsOf(first).length > 1 && !startsWithParticle(first);
  // "Ann Lee, CFO"
  const isNoName = isOther(second) || (/^\p{Lu}{2}[^\p{Ll}]*$/u.test(second) && first !== first.toUpperCase());
  if (isWhole && (isNoName || (others.length > 0 && !isLastFirst))) return { name: named(first), beside: [second, ...others] };
  const isSure = !isWhole || isLastFirst || [first, second].every((part) => wordsOf(part).some(isInAddress));
  return { name: others.length > 0 ? named(first, second) : text, beside: others, unsure: isSure ? undefined : second };
}
