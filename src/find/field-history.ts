import { type Api, ApiError, type CallOptions, type HistoryEntry, isInvalidRequest, isNotOffered } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Field } from "../schema/contact-schema.ts";

/** The most entries of one request. */
const PAGE = 100;

/** What a field of a contact held. */
type FieldHistory =
  | {
      readonly kind: "known";
      /** Newest first. */
      readonly entries: readonly HistoryEntry[];
      /** Whether there are older ones. */
      readonly hasMore: boolean;
    }
  /** The API keeps no history of the field. */
  | { readonly kind: "none" }
  /** This deployment has no history. `isNew`: that was just found out. */
  | { readonly kind: "lacking"; readonly isNew: boolean };

interface FieldHistoryOptions {
  readonly api: Pick<Api, "fieldHistory" | "retrieve">;
  readonly live: LiveSchema;
}

/** Reads the history of fields, and finds out whether there is one. */
export class FieldHistoryReader {
  readonly #options: FieldHistoryOptions;
  /** Whether this deployment has histories, as far as is known. */
  #isOffered: boolean | undefined;

  constructor(options: FieldHistoryOptions) {
    this.#options = options;
  }

  /** @param most entries @throws the errors of `api/`, also if there is no such contact */
  async read(contact: string, field: Field, most: number, call: CallOptions): Promise<FieldHistory> {
    if (this.#isOffered === false) return { kind: "lacking", isNew: false };
    try {
      const entries: HistoryEntry[] = [];
      let after: string | undefined;
      do {
        const limit = Math.min(PAGE, most - entries.length);
        const page = await this.#options.api.fieldHistory(contact, field.apiKey, { limit, after }, call);
        this.#isOffered = true;
        entries.push(...page.entries);
        after = page.entries.length > 0 ? page.nextCursor : undefined;
      } while (after !== undefined && entries.length < most);
      return { kind: "known", entries, hasMore: after !== undefined };
    } catch (error) {
      if (isInvalidRequest(error)) return { kind: "none" };
      if (!isNotOffered(error)) throw error;
      return this.#missing(contact, field, call);
    }
  }

  /** What is missing: the contact, the history of the field, or all histories. */
  async #missing(contact: string, field: Field, call: CallOptions): Promise<FieldHistory> {
    await this.#options.api.retrieve(contact, call);
    this.#isOffered ??= await this.#hasOther(contact, field, call);
    return this.#isOffered === false ? { kind: "lacking", isNew: true } : { kind: "none" };
  }

  /** Whether a field that should have a history has one. Only system fields may have none. */
  async #hasOther(contact: string, { apiKey }: Field, call: CallOptions): Promise<boolean | undefined> {
    const { api, live } = this.#options;
    const custom = (await live.get(call)).fields.find((one) => one.writable && !one.apiKey.startsWith("$") && one.apiKey !== apiKey);
    if (!apiKey.startsWith("$")) return false;
    if (!custom) return undefined;
    try {
      await api.fieldHistory(contact, custom.apiKey, { limit: 1 }, call);
      return true;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 404 || error.status === 405)) return false;
      throw error;
    }
  }
}
