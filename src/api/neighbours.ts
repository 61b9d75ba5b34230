import type { CallOptions, Client } from "./client.ts";
import { LIST_ACCOUNTS, LIST_MEMBERS, type Operation, RETRIEVE_ACCOUNT, RETRIEVE_MEMBER } from "./operations.ts";
import { parseMember, parseNamed, parseNamedPage } from "./parse-named.ts";
import { checkedId, type ListQuery, listQuery } from "./paths.ts";
import { ofRecord } from "./same-record.ts";
import type { NamedPage, NamedRecord } from "./wire.ts";

/** The names of the records that contacts are linked to. Needs the scopes accounts:read and members:read. */
export interface Neighbours {
  /** A page of accounts. They can be filtered by `$name` (equal, startsWith), not by ID. */
  listAccounts(query: ListQuery, options?: CallOptions): Promise<NamedPage>;
  retrieveAccount(id: string, options?: CallOptions): Promise<NamedRecord>;
  /** A page of members, which have no filters. */
  listMembers(query: Pick<ListQuery, "limit" | "offset">, options?: CallOptions): Promise<NamedPage>;
  retrieveMember(id: string, options?: CallOptions): Promise<NamedRecord>;
}

export function neighboursOf(client: Client): Neighbours {
  const list =
    (operation: Operation, path: string, read = parseNamed) =>
    (query: ListQuery, options: CallOptions = {}) =>
      client.get({ operation, path: ["v1", path], query: listQuery(query), parse: (json) => parseNamedPage(json, read) }, options);
  const retrieve =
    (operation: Operation, path: string, objectType: string, read = parseNamed) =>
    async (id: string, options: CallOptions = {}) => {
      const parse = ofRecord(id, (json) => read(json));
      return client.get({ operation, path: ["v1", path, checkedId(id, objectType, operation)], parse }, options);
    };

  return {
    listAccounts: list(LIST_ACCOUNTS, "accounts"),
    retrieveAccount: retrieve(RETRIEVE_ACCOUNT, "accounts", "account"),
    listMembers: list(LIST_MEMBERS, "members", parseMember),
    retrieveMember: retrieve(RETRIEVE_MEMBER, "members", "member", parseMember),
  };
}
