import { targetForm } from "../schema/link-target.ts";
import { foldCase } from "../text/fold.ts";
import { quote } from "../text/quote.ts";
import { type Candidate, candidates, NoSuchRecord, SeveralRecords } from "./candidate.ts";
import { withoutLegalForm } from "./legal-form.ts";
import { nameKey, nameWords } from "./name-key.ts";
import type { FoundNames } from "./record-names.ts";

/** How many records are suggested if only similar names are known. */
const MOST_SUGGESTED = 4;

/** How a name stands for a record: as its name or address, or as a part of the name that no other record has. */
export interface Chosen {
  readonly record: Candidate;
  readonly isByPart: boolean;
}

interface ChoiceTerms {
  /** Whether words that only one name has may stand for it: colleagues are called by their first names. */
  readonly byPart: boolean;
  /** Where else to look if no record is like it, as a clause. */
  readonly elsewhere: string;
  /** Whether to search for similar names if there is no such record. */
  mayHint(): boolean;
}

/** `The names of 7 accounts begin with "Globex"`, `"Alex" may mean any of 2 members` */
function severalText(text: string, objectType: string, records: readonly Candidate[]): string {
  const beginning = foldCase(text).trim();
  return records.every(({ name }) => foldCase(name).startsWith(beginning))
    ? `The names of ${records.length} ${objectType}s begin with ${quote(text)}`
    : `${quote(text)} may mean any of ${records.length} ${objectType}s`;
}

/** The one record that a name stands for. @throws Rejection with the candidates, or with the nearest names */
export function theOne(text: string, objectType: string, found: FoundNames, { byPart, elsewhere, mayHint }: ChoiceTerms): Chosen {
  const { matches, partial, searchedOnly } = found;
  if (matches.length === 1 && matches[0]) return { record: matches[0], isByPart: false };
  if (matches.length > 1)
    throw new SeveralRecords(
      `${quote(text)} is the name of ${matches.length} ${objectType}s`,
      `the ID of one of them: ${candidates(matches)}`,
      matches,
    );
  const isSeveral = partial.length > 1;
  if (byPart && searchedOnly === undefined && partial.length > 0) {
    const [only] = partial;
    const isWhole = (name: string) =>
      nameKey(name) === nameKey(withoutLegalForm(text)) || nameWords(text).every((word) => nameWords(name).includes(word));
    if (!isSeveral && only && isWhole(only.name)) return { record: only, isByPart: true };
    if (isSeveral) throw new SeveralRecords(severalText(text, objectType, partial), `the ID of one of them: ${candidates(partial)}`, partial);
  }
  if (isSeveral) {
    const limits = searchedOnly === undefined ? "" : ` (there may be more: ${searchedOnly})`;
    throw new NoSuchRecord(`${severalText(text, objectType, partial)}${limits}`, `the ID of one of them: ${candidates(partial)}`, []);
  }
  const unfound = searchedOnly === undefined ? undefined : `No ${objectType} ${quote(text)} was found (${searchedOnly})`;
  const near = mayHint() ? found.near() : [];
  const nearest = [...new Map([...partial, ...near].map((record) => [record.id, record])).values()].slice(0, MOST_SUGGESTED);
  const spelling = searchedOnly === undefined ? "" : "; spell it as Lightfield shows it";
  const madeInApp = unfound === undefined && objectType === "account" ? ". New accounts are made in the Lightfield app" : "";
  throw new NoSuchRecord(
    unfound ?? `There is no ${objectType} ${quote(text)}`,
    `${targetForm(objectType)}${spelling}${nearest.length === 0 ? `; ${elsewhere}${madeInApp}` : ""}`,
    nearest,
  );
}
