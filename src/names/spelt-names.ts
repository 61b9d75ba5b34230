import type { NamedRecord } from "../api/index.ts";
import { type Choice, choices, nearestOf } from "../fields/nearest.ts";
import { getOrInsert } from "../maps.ts";
import { companyKey, withoutLegalForm } from "./legal-form.ts";
import { nameWords } from "./name-key.ts";

const local = (email: string) => email.slice(0, email.lastIndexOf("@"));

const words = new WeakMap<NamedRecord, readonly string[]>();

/** The words of a record's name. They are cached, because splitting a name takes about 10 µs. */
export const wordsOf = (record: NamedRecord): readonly string[] => getOrInsert(words, record, ({ name }) => nameWords(name));

/** Finds records by parts of their names, and by similar names. */
export class SpeltNames {
  readonly #records: readonly NamedRecord[];
  #choices: Record<"names" | "words" | "emails", readonly Choice[]> | undefined;

  constructor(records: readonly NamedRecord[]) {
    this.#records = records;
  }

  get size(): number {
    return this.#records.length;
  }

  /** Records whose names have, for each word of the text, a word that begins with it. */
  withParts(text: string): NamedRecord[] {
    const wanted = nameWords(text);
    if (wanted.length === 0) return [];
    const isPart = (words: readonly string[]) => wanted.every((word) => words.some((own) => own.startsWith(word)));
    return this.#records.filter((record) => isPart(wordsOf(record)));
  }

  /** Records whose names or e-mail addresses are similar to the text, best first. */
  near(text: string): NamedRecord[] {
    this.#choices ??= choicesOf(this.#records);
    const { names, words, emails } = this.#choices;
    const withOne = (key: "name" | "email", texts: readonly string[]) =>
      texts.flatMap((wanted) => this.#records.filter((record) => record[key] === wanted));
    // Colleagues share the domain, so only the part before it is compared.
    if (text.includes("@")) return withOne("email", nearestOf(local(text), emails));
    const bare = withoutLegalForm(text);
    const found = nearestOf(bare, names);
    // People are often called by one of their names.
    return withOne("name", found.length > 0 ? found : nearestOf(bare, words));
  }
}

function choicesOf(records: readonly NamedRecord[]) {
  const byWord = new Map<string, string>();
  for (const record of records) for (const word of nameWords(withoutLegalForm(record.name))) byWord.set(word, record.name);
  const emails = records.flatMap(({ email }) => (email === undefined ? [] : [[local(email), email] as const]));
  return {
    names: records.map((record): Choice => [record.name, companyKey(record.name)]),
    words: Array.from(byWord, ([word, name]): Choice => [name, word]),
    emails: choices(new Map(emails)),
  };
}
