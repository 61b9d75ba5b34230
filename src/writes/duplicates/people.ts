import { type Api, ApiError, type CallOptions, type WireContact, type WireFilter } from "../../api/index.ts";
import type { LiveWorkspace } from "../../lookup/live-workspace.ts";
import type { Change } from "../../schema/change.ts";
import { type ContactRecord, decodeContact } from "../../schema/record.ts";
import type { Field, Workspace } from "../../schema/workspace.ts";

/** Filters of one search. A contact with more addresses than this is looked for by the first of them. */
const MOST_FILTERS = 8;

/** Contacts that the local index gives for one text. */
const MOST_HITS = 10;

export interface PeopleOptions {
  readonly api: Pick<Api, "list">;
  readonly live: LiveWorkspace;
  /** Every contact that is known here, with what this session wrote in it at once. */
  readonly index: {
    search(query: string, limit: number): { readonly hits: readonly { readonly id: string }[] };
    get(id: string): ContactRecord | undefined;
  };
  /** Resolves once the index finds what the last session knew, or when the call can wait no longer. */
  restored(call: CallOptions): Promise<void>;
}

/** Finds contacts who may be the person that a change describes: by the API's filters, and in the local index, which knows our own writes at once. */
export class People {
  readonly #options: PeopleOptions;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** Everyone who shares an address, a number or a name with the contact that the change would make, and others: it is for the caller to compare. */
  async like(change: Change, call: CallOptions): Promise<ContactRecord[]> {
    const { live, restored } = this.#options;
    const workspace = await live.get(call);
    const [listed] = await Promise.all([this.#ask(filtersFor(change, workspace), call), restored(call)]);
    const all = [...listed.map((contact) => decodeContact(contact, workspace)), ...this.knownLike(change)];
    return [...new Map(all.map((contact) => [contact.id, contact])).values()];
  }

  /** As {@link like}, of those who are known here, without a request. */
  knownLike(change: Change): ContactRecord[] {
    const { index } = this.#options;
    const hits = identifyingTexts(change).flatMap((text) => index.search(text, MOST_HITS).hits);
    return [...new Set(hits.map(({ id }) => id))].flatMap((id) => index.get(id) ?? []);
  }

  /** A deployment without a filter answers 400: then the local index has to do. */
  async #ask(filters: readonly WireFilter[], call: CallOptions): Promise<WireContact[]> {
    const ask = async (filter: WireFilter) => {
      try {
        return (await this.#options.api.list({ limit: 25, filters: [filter] }, call)).contacts;
      } catch (error) {
        if (error instanceof ApiError && (error.status === 400 || error.status === 422)) return [];
        throw error;
      }
    };
    return (await Promise.all(filters.map(ask))).flat();
  }
}

const identifying = ({ fields }: Change) => fields.filter(({ field, after }) => field.type.identifies && after !== null);

function identifyingTexts(change: Change): string[] {
  return identifying(change).flatMap(({ field, after }) => field.type.canonical(after, field.definition));
}

/** Addresses as given and in lower case, since the API may tell them apart; numbers also without an extension. */
function filtersFor(change: Change, { fields }: Workspace): WireFilter[] {
  const filters = identifying(change).flatMap(({ field, after }): WireFilter[] => {
    const { identifies } = field.type;
    if (identifies === "name")
      return field.type.canonical(after, field.definition).map((value) => ({ key: field.apiKey, operator: "startsWith", value }));
    const written = (Array.isArray(after) ? after : [after]).map(String);
    const spellings =
      identifies === "email"
        ? [...new Set([...written, ...field.type.canonical(after, field.definition)])]
        : [...new Set([...written, ...written.map((number) => number.replace(/;.*/, ""))])];
    const alike = fields.filter(({ type }) => type.identifies === identifies && type.operators.includes("contains"));
    const first = (one: Field) => (one.apiKey === field.apiKey ? 0 : 1);
    return alike
      .sort((a, b) => first(a) - first(b))
      .flatMap(({ apiKey }) => spellings.map((value): WireFilter => ({ key: apiKey, operator: "contains", value })));
  });
  return [...new Map(filters.map((filter) => [`${filter.key} ${filter.value}`, filter])).values()].slice(0, MOST_FILTERS);
}
