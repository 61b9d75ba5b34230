import { type Api, CallError, type CallOptions, type WireFilter } from "../api/index.ts";
import type { FieldType } from "../fields/index.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";

/** How soon, in ms, the API is asked again for the same query. */
const PAUSE_MS = 60_000;

interface ApiSearchOptions {
  /** What it lists reaches the local copy. */
  readonly api: Pick<Api, "list">;
  /** Clock in ms. */
  readonly now: () => number;
}

/** Finds contacts by the filters of the API: names by their beginning, e-mails and phones by what they contain. */
export class ApiSearch {
  readonly #options: ApiSearchOptions;
  /** When queries were asked for, in ms. */
  readonly #askedAt = new Map<string, number>();

  constructor(options: ApiSearchOptions) {
    this.#options = options;
  }

  /**
   * Lets the API list what its filters find for a query, so that the local copy gets these contacts. At most once a
   * minute for the same query, unless a request failed.
   */
  async ask(query: string, schema: ContactSchema, call: CallOptions): Promise<void> {
    const { api, now } = this.#options;
    const asked = query.trim().toLowerCase();
    const askedAt = now();
    for (const [earlier, at] of this.#askedAt) if (Math.abs(askedAt - at) >= PAUSE_MS) this.#askedAt.delete(earlier);
    if (this.#askedAt.has(asked)) return;
    const answers = await Promise.allSettled(apiFilters(query, schema).map((filter) => api.list({ limit: 25, filters: [filter] }, call)));
    call.signal?.throwIfAborted();
    if (answers.every((answer) => answer.status === "fulfilled" || isFinal(answer.reason))) this.#askedAt.set(asked, askedAt);
  }
}

/** Whether another attempt would be refused again. */
const isFinal = (error: unknown): boolean => error instanceof CallError && !error.retryable;

const MOST_WORDS = 3;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Filters that may find what a query means. It is not known which word is a name, so the first few are all tried. */
function apiFilters(query: string, { fields }: ContactSchema): WireFilter[] {
  const holding = (identifier: FieldType["identifies"]) => fields.find(({ type }) => type.identifies === identifier)?.apiKey;
  const [name, email, phone] = [holding("name"), holding("email"), holding("phone")];
  const words = query.split(/\s+/).filter((word) => word.length > 1);
  const addresses = words.filter((word) => word.includes("@"));
  const digits = query.replace(/\D/g, "");
  const filters: WireFilter[] = [];
  if (name) {
    const starts = new Set([query.trim(), ...words.filter((word) => /^\p{L}/u.test(word) && !word.includes("@")).slice(0, MOST_WORDS)].map(capital));
    for (const value of starts) filters.push({ key: name, operator: "startsWith", value });
  }
  if (email) for (const value of addresses) filters.push({ key: email, operator: "contains", value: value.toLowerCase() });
  if (phone && digits.length >= 4) filters.push({ key: phone, operator: "contains", value: digits });
  return filters;
}
