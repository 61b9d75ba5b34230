import type { WallTime } from "../../../fields/calendar.ts";
import type { ContactSchema } from "../../../schema/contact-schema.ts";
import type { Reader } from "../reader.ts";
import type { ContactWords } from "../words/contact-words.ts";
import type { Vocabulary } from "../words/vocabulary.ts";

export interface UnderstandOptions extends ContactWords {
  readonly schema: ContactSchema;
  /** On a clock where the user is. */
  readonly now: WallTime;
  /** The words of the question that negate something, as they were written. */
  readonly negations: readonly string[];
}

/** Reads one part of a question that begins at a word. Returns where it ends; undefined if there is none. */
export type Rule = (reader: Reader, at: number, context: Context) => number | undefined;

export interface Context extends UnderstandOptions {
  readonly vocabulary: Vocabulary;
}
