import { appLink } from "./app-link.ts";
import { type ApiConfig, type CallOptions, Client, type WriteOptions } from "./client.ts";
import { type FieldHistory, fieldHistoryOf } from "./field-history.ts";
import { type Merges, mergesOf } from "./merges.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import { CREATE, DEFINITIONS, DELETE, LIST, type Operation, RETRIEVE, UPDATE, VALIDATE_KEY } from "./operations.ts";
import { parseContact, parsePage } from "./parse-contact.ts";
import { parseDefinitions } from "./parse-definitions.ts";
import { parseKeyInfo } from "./parse-key-info.ts";
import { checkedId, type ListQuery, listQuery } from "./paths.ts";
import { ofRecord } from "./same-record.ts";
import type { ContactPage, CreateBody, Definitions, KeyInfo, UpdateBody, WireContact } from "./wire.ts";

/** Lightfield's contacts, and the records that they are linked to. Methods throw only the `CallError`s of `errors/`. */
export interface Api extends Neighbours, Merges, FieldHistory {
  /** What the key may do. */
  validateKey(options?: CallOptions): Promise<KeyInfo>;
  /** Fields and relationships that contacts have in this workspace. */
  definitions(options?: CallOptions): Promise<Definitions>;
  /** The contact as it is now. Throws `InvalidIdError` for a text that cannot be an ID. */
  retrieve(id: string, options?: CallOptions): Promise<WireContact>;
  /** A page of contacts, from an index that lags behind writes. `limit` is 1 to 25. */
  list(query: ListQuery, options?: CallOptions): Promise<ContactPage>;
  /** Creates a contact and resolves to it. After a failure, `writeOutcome` says whether it may exist. */
  create(body: CreateBody, options?: WriteOptions): Promise<WireContact>;
  /** Changes what `body` names; returns the whole contact. After a failure, `writeOutcome` says if it may have changed. */
  update(id: string, body: UpdateBody, options?: WriteOptions): Promise<WireContact>;
  /** Moves the contact to the app's trash, and resolves to it. A deployment without this answers 404 or 405. */
  delete(id: string, options?: CallOptions): Promise<WireContact>;
  /** The API's clock, in ms since 1970; undefined until one of its answers has told it. */
  serverNow(): number | undefined;
  /** Writes that have begun and not ended. */
  readonly writesUnderWay: number;
}

/**
 * Connects to Lightfield's API. Nothing is sent before the first call.
 *
 * @example
 * import { createSandbox, SANDBOX_API_KEY } from "../sandbox/index.ts";
 * const { fetch } = createSandbox({ contacts: 50 });
 * const baseUrl = new URL("https://api.lightfield.app");
 * const api = createApi({ baseUrl, apiKey: SANDBOX_API_KEY, timeoutMs: 45_000, userAgent: "example/1.0", fetch });
 * (await api.list({ limit: 25 })).contacts.length; // => 25
 */
export function createApi(config: ApiConfig): Api {
  const client = new Client(config);
  const contacts = ["v1", "contacts"];
  const linkOf = appLink(config.baseUrl);
  const readContact = (json: unknown): WireContact => parseContact(json, linkOf);
  const readPage = (json: unknown): ContactPage => parsePage(json, linkOf);
  const one = (operation: Operation, id: string) => ({
    operation,
    path: [...contacts, checkedId(id, "contact", operation)],
    parse: ofRecord(id, readContact),
  });

  return {
    ...neighboursOf(client),
    ...mergesOf(client, readContact),
    ...fieldHistoryOf(client),

    validateKey: (options = {}) => client.get({ operation: VALIDATE_KEY, path: ["v1", "auth", "validate"], parse: parseKeyInfo }, options),

    definitions: (options = {}) => {
      const parse = (json: unknown): Definitions =>
        parseDefinitions(json, (count) =>
          client.log(`${DEFINITIONS.name}: the answer has entries that could not be read and were left out: ${count}`),
        );
      return client.get({ operation: DEFINITIONS, path: [...contacts, "definitions"], parse }, options);
    },

    retrieve: async (id, options = {}) => client.get(one(RETRIEVE, id), options),

    list: (query, options = {}) => client.get({ operation: LIST, path: contacts, query: listQuery(query), parse: readPage }, options),

    create: (body, options = {}) =>
      client.write({ operation: CREATE, method: "POST", path: contacts, body: { fields: {}, ...payload(body) }, parse: readContact }, options),

    update: async (id, body, options = {}) => client.write({ ...one(UPDATE, id), method: "POST", body: payload(body) }, options),

    delete: async (id, options = {}) => client.write({ ...one(DELETE, id), method: "DELETE" }, options),

    serverNow: () => client.clock.now(),

    get writesUnderWay() {
      return client.writesUnderWay;
    },
  };
}

/** What the body sets, as JSON. `fromEntries` defines properties, so that `__proto__` is sent like any other field. */
const payload = (body: CreateBody | UpdateBody): object =>
  Object.fromEntries(Object.entries(body).flatMap(([part, values]) => (values.size > 0 ? [[part, Object.fromEntries(values)]] : [])));
