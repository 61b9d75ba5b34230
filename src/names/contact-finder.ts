import { type Api, type CallOptions, isInvalidRequest, type WireContact, type WireFilter } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { FieldType, Locale } from "../fields/index.ts";
import { nearest } from "../fields/nearest.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { type ContactRecord, decodeContact, type FieldValue } from "../schema/record.ts";
import type { Candidate } from "./candidate.ts";
import type { NameDirectory } from "./name-directory.ts";
import { capitalised, emailKey, nameKey } from "./name-key.ts";
import { namedContact, PAGE } from "./name-source.ts";
import { type FoundNames, noneNear } from "./record-names.ts";

/** Finds the contacts that a name or an e-mail address may stand for. */
export interface ContactFinder {
  find(text: string, call: CallOptions): Promise<FoundNames>;
}

const MOST_EMAIL_FIELDS = 3;

const SEARCHED_ONLY = "the API finds only the beginning of a name or a whole e-mail address, and case may matter";

interface ApiContactFinderOptions {
  readonly api: Pick<Api, "list">;
  readonly live: LiveSchema;
  readonly locale: Locale;
}

/** Finds contacts by the filters of the list endpoint, in the workspace's fields for names and e-mail addresses. */
export function apiContactFinder({ api, live, locale }: ApiContactFinderOptions): ContactFinder {
  /** The contacts that pass one of the filters. None if the deployment has no filters. */
  const listed = async (filters: readonly WireFilter[], schema: ContactSchema, call: CallOptions): Promise<ContactRecord[]> => {
    const pages = await Promise.all(
      filters.map(async (filter): Promise<readonly WireContact[]> => {
        try {
          return (await api.list({ limit: PAGE, filters: [filter] }, call)).contacts;
        } catch (error) {
          if (isInvalidRequest(error)) return [];
          throw error;
        }
      }),
    );
    const byId = new Map(pages.flat().map((contact) => [contact.id, contact]));
    return [...byId.values()].map((contact) => decodeContact(contact, schema));
  };

  return {
    async find(text, call) {
      const schema = await live.get(call);
      const written = text.trim();
      const isEmail = written.includes("@");
      const contacts = await listed(isEmail ? emailFilters(written, schema) : nameFilters(written, schema), schema, call);
      const matches = contacts.filter((contact) => isCalled(contact, written, locale));
      if (matches.length > 0) return { matches: matches.map((contact) => namedWithEmail(contact, locale)), partial: [], near: noneNear };
      const [first = ""] = written.split(/\s+/);
      const others = isEmail ? contacts : [...contacts, ...(await listed(nameFilters(first, schema), schema, call))];
      const near = () => {
        const named = others.map((contact) => namedWithEmail(contact, locale));
        const names = nearest(
          written,
          named.flatMap(({ name }) => name || []),
        );
        return names.flatMap((name) => named.filter((record) => record.name === name));
      };
      return { matches: [], partial: [], near, searchedOnly: SEARCHED_ONLY };
    },
  };
}

type Identifier = FieldType["identifies"];

const keysOf = ({ fields }: ContactSchema, identifier: Identifier) =>
  fields.filter(({ type }) => type.identifies === identifier).map(({ apiKey }) => String(apiKey));

function nameFilters(name: string, schema: ContactSchema): WireFilter[] {
  const spellings = new Set([name, capitalised(name)]);
  return keysOf(schema, "name").flatMap((key) => [...spellings].map((value): WireFilter => ({ key, operator: "startsWith", value })));
}

function emailFilters(email: string, schema: ContactSchema): WireFilter[] {
  const spellings = new Set([email, email.toLowerCase()]);
  const keys = keysOf(schema, "email").slice(0, MOST_EMAIL_FIELDS);
  return keys.flatMap((key) => [...spellings].map((value): WireFilter => ({ key, operator: "contains", value })));
}

const valuesOf = ({ fields }: ContactRecord, identifier: Identifier): FieldValue[] =>
  fields.filter(({ field }) => field.type.identifies === identifier);

const emailsOf = (contact: ContactRecord): string[] =>
  valuesOf(contact, "email")
    .flatMap(({ raw }) => [raw].flat())
    .filter((email) => typeof email === "string");

/** Whether the contact has that name or e-mail address. */
export function isCalled(contact: ContactRecord, text: string, locale: Locale): boolean {
  if (text.includes("@")) return emailsOf(contact).some((own) => emailKey(own) === emailKey(text));
  return valuesOf(contact, "name").some(({ field, raw }) => nameKey(field.type.show(raw, field.definition, locale)) === nameKey(text));
}

/** The name of a contact, with the account and the address that distinguish it. @param nameOf an account, if known */
export function namedWithEmail(contact: ContactRecord, locale: Locale, nameOf?: NameDirectory["nameOf"]): Candidate {
  const named = namedContact(contact, locale);
  const [email] = emailsOf(contact);
  const accounts = contact.relationships.flatMap(({ relationship: { definition }, ids }) =>
    definition.objectType === "account" ? ids.flatMap((id) => nameOf?.(definition.objectType, id) ?? []) : [],
  );
  return {
    ...named,
    ...(email === undefined || email === named.name ? {} : { email }),
    ...(accounts[0] === undefined ? {} : { account: accounts[0] }),
  };
}
