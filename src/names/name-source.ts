import type { Api, CallOptions, NamedPage, NamedRecord } from "../api/index.ts";
import type { ApiKey, FilterOperator } from "../api/wire.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { type ContactRecord, contactName, decodeContact } from "../schema/record.ts";

/** The most records on a page of a list. */
export const PAGE = 25;

/** The source of the names of one type of record. */
export interface NameSource {
  readonly objectType: string;
  /** The scope that a key needs to read them. */
  readonly scope: string;
  /** The most pages for which all records are listed. */
  readonly mostPages: number;
  /** Whether there are usually few records, so that all are listed for the first question. */
  readonly few: boolean;
  page(offset: number, call: CallOptions): Promise<NamedPage>;
  record(id: string, call: CallOptions): Promise<NamedRecord>;
  /** The first page of the records that pass a filter on the name; absent if the API has no such filter. */
  withName?(operator: FilterOperator, name: string, call: CallOptions): Promise<NamedPage>;
}

const NAME = "$name" as ApiKey;

export const accountNames = (api: Pick<Api, "listAccounts" | "retrieveAccount">): NameSource => ({
  objectType: "account",
  scope: "accounts:read",
  mostPages: 20,
  few: false,
  page: (offset, call) => api.listAccounts({ limit: PAGE, offset }, call),
  record: (id, call) => api.retrieveAccount(id, call),
  withName: (operator, value, call) => api.listAccounts({ limit: PAGE, filters: [{ key: NAME, operator, value }] }, call),
});

export const memberNames = (api: Pick<Api, "listMembers" | "retrieveMember">): NameSource => ({
  objectType: "member",
  scope: "members:read",
  mostPages: 40,
  few: true,
  page: (offset, call) => api.listMembers({ limit: PAGE, offset }, call),
  record: (id, call) => api.retrieveMember(id, call),
});

/** A contact by its name. */
export function namedContact(contact: ContactRecord, locale: Locale): NamedRecord {
  const name = contactName(contact, locale);
  return { id: contact.id, name: name === contact.id ? "" : name };
}

/** The names of contacts that other contacts are linked to. A hidden name is not read. */
export function contactNames(api: Pick<Api, "list" | "retrieve">, live: LiveSchema, locale: Locale): NameSource {
  return {
    objectType: "contact",
    scope: "contacts:read",
    mostPages: 20,
    few: false,
    page: async (offset, call) => {
      const schema = await live.get(call);
      const { contacts, totalCount } = await api.list({ limit: PAGE, offset }, call);
      return { records: contacts.map((contact) => namedContact(decodeContact(contact, schema), locale)), totalCount };
    },
    record: async (id, call) => {
      const schema = await live.get(call);
      return namedContact(decodeContact(await api.retrieve(id, call), schema), locale);
    },
  };
}
