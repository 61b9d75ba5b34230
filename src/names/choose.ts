import type { NamedRecord } from "../api/index.ts";
import { targetForm } from "../schema/link-target.ts";
import { oneLine } from "../text/plain-text.ts";
import { quote } from "../text/quote.ts";
import { nameWords } from "./name-key.ts";
import { NoSuchRecord } from "./no-such-record.ts";
import type { FoundNames } from "./record-names.ts";
import { SeveralRecords } from "./several-records.ts";

const MOST_CANDIDATES = 10;

/** "Meridian Health, meridian.example (acc_…)": a record with what distinguishes it from others of its name. */
function candidate({ id, name, email, website, inactive }: NamedRecord): string {
  const texts = [name, email ?? website?.replace(/^https?:\/\/(www\.)?/i, "")].map((text) => oneLine(text ?? "")).filter((text) => text !== "");
  const about = [oneLine(id), ...(inactive ? ["inactive"] : [])].join(", ");
  return texts.length > 0 ? `${texts.join(", ")} (${about})` : about;
}

/** At most ten records to choose from, with what distinguishes them. */
export function candidates(records: readonly NamedRecord[]): string {
  const rest = records.length - MOST_CANDIDATES;
  return [...records.slice(0, MOST_CANDIDATES).map(candidate), ...(rest > 0 ? [`… (${rest} more)`] : [])].join(" | ");
}

export interface Chosen {
  readonly record: NamedRecord;
  /** Whether the name is only a part of the record's name, which no other record has. */
  readonly isByPart: boolean;
}

interface ChoiceTerms {
  /** Whether words that only one name has may stand for it: colleagues are called by their first names. */
  readonly byPart: boolean;
  /** Whether to search for similar names if there is no such record. */
  mayHint(): boolean;
}

/**
 * The one record that a name stands for.
 *
 * @throws Rejection with the candidates if there are several, with the nearest names if there is none
 */
export function theOne(text: string, objectType: string, found: FoundNames, { byPart, mayHint }: ChoiceTerms): Chosen {
  const { matches, partial, searchedOnly } = found;
  if (matches.length === 1 && matches[0]) return { record: matches[0], isByPart: false };
  if (matches.length > 1)
    throw new SeveralRecords(`${quote(text)} is the name of ${matches.length} ${objectType}s`, `the ID of one: ${candidates(matches)}`, matches);
  if (byPart && searchedOnly === undefined && partial.length > 0) {
    const [only] = partial;
    const isWhole = (name: string) => nameWords(text).every((word) => nameWords(name).includes(word));
    if (partial.length === 1 && only && isWhole(only.name)) return { record: only, isByPart: true };
    if (partial.length > 1)
      throw new SeveralRecords(`${quote(text)} may mean any of ${partial.length} ${objectType}s`, `the ID of one: ${candidates(partial)}`, partial);
  }
  const near = mayHint() ? found.near() : [];
  const [first, ...others] = [...new Set([...near, ...partial.slice(0, 3).map(({ name }) => name)])];
  const nearest = first === undefined ? [] : [first, ...others].slice(0, 4);
  if (searchedOnly === undefined) throw new NoSuchRecord(`There is no ${objectType} ${quote(text)}`, targetForm(objectType), nearest);
  const problem = `No ${objectType} ${quote(text)} was found (${searchedOnly})`;
  throw new NoSuchRecord(problem, `${targetForm(objectType)}; spell it as Lightfield shows it`, nearest);
}
