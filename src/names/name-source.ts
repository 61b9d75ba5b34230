import type { Api, CallOptions, NamedPage, NamedRecord } from "../api/index.ts";
import type { ApiKey, FilterOperator } from "../api/wire.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { type ContactRecord, contactName, decodeContact } from "../schema/record.ts";

/** Records on a page of a list, at most. */
export const PAGE = 25;

/** Where the names of one type of record come from. */
export interface NameSource {
  readonly objectType: string;
  /** What a key needs to read them. */
  readonly scope: string;
  /** Pages that are few enough to list a workspace's records as a whole. */
  readonly mostPages: number;
  /** Whether there are few records by nature, so that the first question is worth the whole list. */
  readonly few: boolean;
  page(offset: number, call: CallOptions): Promise<NamedPage>;
  record(id: string, call: CallOptions): Promise<NamedRecord>;
  /** The first page of the records with such a name, as the API compares it; absent where it has no such filter. */
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

/** A contact by what people call it. */
export function namedContact(contact: ContactRecord, locale: Locale): NamedRecord {
  const name = contactName(contact, locale);
  return { id: contact.id, name: name === contact.id ? "" : name };
}

/** Contacts that other contacts are linked to, read as the workspace defines them, without what is hidden. */
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
