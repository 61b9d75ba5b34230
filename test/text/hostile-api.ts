import type { Fetch } from "../builders.ts";

/** What kind of string of an answer is replaced. */
export type Place =
  /** Labels, descriptions, currencies, names, texts, times, the words of errors: what the server shows and does not go by. */
  | "texts"
  /** E-mail addresses, phone numbers, web addresses, profiles and links to the app. */
  | "contacts"
  /** IDs of contacts, accounts and members. */
  | "ids"
  | "optionIds"
  | "valueTypes"
  | "objectTypes"
  /** Keys of fields and relationships, and slugs. */
  | "keys";

const ID = /^(?:con|acc|mem)_/;
const OPTION_ID = /^opt_/;
const REACH = new Set(["EMAIL", "TELEPHONE", "URL", "SOCIAL_HANDLE"]);
const KEYED = new Set(["fieldDefinitions", "relationshipDefinitions", "fields", "relationships"]);
/** What the program goes by, and what nobody is shown. */
const UNTOUCHED = new Set(["object", "scopes", "tokenType", "subjectType", "cardinality"]);

function placeOf(text: string, name: string, valueType: unknown): Place | undefined {
  if (UNTOUCHED.has(name)) return undefined;
  if (ID.test(text)) return "ids";
  if (OPTION_ID.test(text)) return "optionIds";
  if (name === "valueType") return "valueTypes";
  if (name === "objectType") return "objectTypes";
  if (name === "slug" || name === "parentFieldKey") return "keys";
  return name === "httpLink" || REACH.has(String(valueType)) ? "contacts" : "texts";
}

/** An answer of the API with `payload` put to every string of these places, at every depth. IDs and keys get it behind, all else before. */
export function poisoned(json: unknown, places: ReadonlySet<Place>, payload: string, name = "", valueType?: unknown): unknown {
  if (typeof json === "string") {
    const place = placeOf(json, name, valueType);
    if (place === undefined || !places.has(place)) return json;
    return place === "texts" || place === "contacts" ? payload + json : json + payload;
  }
  if (Array.isArray(json)) return json.map((item) => poisoned(item, places, payload, name, valueType));
  if (typeof json !== "object" || json === null) return json;
  const type = Reflect.get(json, "valueType");
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => {
      const isValue = key === "value";
      const shown = places.has("keys") && KEYED.has(name) ? key + payload : key;
      return [shown, poisoned(value, places, payload, isValue ? name : key, isValue ? type : valueType)];
    }),
  );
}

export interface Poison {
  readonly places: ReadonlySet<Place>;
  readonly payload: string;
  /** Refuses the next request of this kind, with an error whose every word is poisoned. */
  refuse?: { readonly method: string; readonly path: RegExp; readonly status: number } | undefined;
}

/** A fetch whose every answer is poisoned. What comes back of it in requests is taken out again, so that the sandbox finds what is asked for. */
export const poisoning =
  (poison: Poison) =>
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    const { places, payload, refuse } = poison;
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (refuse && request.method === refuse.method && refuse.path.test(url.pathname)) {
      const error = { type: payload, message: payload, code: payload, param: payload };
      return new Response(JSON.stringify({ error }), { status: refuse.status, headers: { "content-type": "application/json" } });
    }
    const without = (text: string) => text.replaceAll(payload, "");
    const path = decodeURIComponent(url.pathname);
    const query = [...url.searchParams].map(([key, value]): [string, string] => [without(key), without(value)]);
    const body = request.method === "POST" ? without((await request.text()).replaceAll(JSON.stringify(payload).slice(1, -1), "")) : undefined;
    const clean = new URL(without(path), url.origin);
    clean.search = new URLSearchParams(query).toString();
    const answer = await fetch(clean, { method: request.method, headers: request.headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    return new Response(text === "" ? null : JSON.stringify(poisoned(JSON.parse(text), places, payload)), {
      status: answer.status,
      headers: answer.headers,
    });
  };
