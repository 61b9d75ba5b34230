import { shownOptions } from "../fields/options.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { otherSpellings } from "../search/matching/spellings.ts";
import { wordsOf } from "../search/tokens.ts";
import { fold } from "../text/fold.ts";

/** Whether a query has the words of a label, one after the other. The last may be a plural. */
function isIn(query: readonly string[], label: readonly string[]): boolean {
  const isSaid = (said: string | undefined, word: string, isLast: boolean) =>
    said === word || (isLast && said !== undefined && otherSpellings(said).includes(word));
  return label.length > 0 && query.some((_, from) => label.every((word, at) => isSaid(query[from + at], word, at === label.length - 1)));
}

/** Short filters for the options that a query names: "lifecycle_stage Customer" for "customers in Berlin". */
export function optionFilters(query: string, { fields }: ContactSchema): string[] {
  const words = wordsOf(query).map(fold);
  return fields
    .filter(({ type }) => type.search.as === "option")
    .flatMap((field) =>
      shownOptions(field.definition)
        .filter(({ label }) => isIn(words, wordsOf(label).map(fold)))
        .map(({ label }) => `${field.agentKey} ${label}`),
    );
}
