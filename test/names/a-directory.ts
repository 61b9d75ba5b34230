import { ApiError, type CallOptions, Deadline, type NamedRecord } from "../../src/api/index.ts";
import { LiveSchema } from "../../src/definitions/live-schema.ts";
import { LinkTargets } from "../../src/names/link-targets.ts";
import { NameDirectory } from "../../src/names/name-directory.ts";
import type { Relationship } from "../../src/schema/contact-schema.ts";
import { aRelationship, aSchema, attributeOf, BERLIN, rejectionOf, someDefinitions } from "../builders.ts";

const PAGE = 25;

export const refs = (...indexes: number[]) => indexes.map((index) => ({ objectType: "account", id: `acc_${index}` }));

export const ACCOUNT = attributeOf(
  aSchema({ relationships: [aRelationship({ key: "$account", objectType: "account" })] }),
  "$account",
) as Relationship;

interface Options {
  readonly accounts: readonly NamedRecord[];
  readonly now?: () => number;
  /** Thrown by every request to accounts, as long as it returns something. */
  readonly failing?: () => Error | undefined;
  /** What a list leaves out although it can be retrieved. */
  readonly unlisted?: (id: string) => boolean;
}

/** A directory over accounts that are made up here, and the requests that it makes. */
export function aDirectory({ accounts, now = () => 0, failing = () => undefined, unlisted = () => false }: Options) {
  const requests: string[] = [];
  const request = (text: string) => {
    requests.push(text);
    const error = failing();
    if (error) throw error;
  };
  const none = async () => ({ records: [], totalCount: 0 });
  const nobody = async () => {
    throw refusal(404);
  };
  const api = {
    listAccounts: async ({ offset = 0, filters = [] }: { offset?: number; filters?: readonly { operator: string; value: string }[] }) => {
      const [filter] = filters;
      request(filter ? `${filter.operator} ${filter.value}` : `page ${offset / PAGE}`);
      const passes = ({ name }: NamedRecord) => !filter || (filter.operator === "equal" ? name === filter.value : name.startsWith(filter.value));
      const listed = accounts.filter((one) => passes(one) && !unlisted(one.id));
      return { records: listed.slice(offset, offset + PAGE), totalCount: listed.length };
    },
    retrieveAccount: async (id: string) => {
      request(id);
      const found = accounts.find((one) => one.id === id);
      if (!found) throw refusal(404);
      return found;
    },
    listMembers: none,
    retrieveMember: nobody,
    list: async () => ({ contacts: [] }),
    retrieve: nobody,
  };
  const live = new LiveSchema({ api: { definitions: async () => someDefinitions() }, hidden: [] });
  const directory = new NameDirectory({ api, live, locale: BERLIN, contacts: new Map(), now });
  const contacts = { find: async () => ({ matches: [], partial: [], near: () => [] }), withPart: async () => ({ records: [] }) };
  const targets = new LinkTargets({ names: directory, contacts, linksOf: async () => [], me: undefined });
  const call: CallOptions = { deadline: Deadline.after(45_000) };
  return {
    directory,
    targets,
    /** The requests made since it was last asked. */
    requests: () => requests.splice(0),
    ensure: (...indexes: number[]) => directory.ensure(refs(...indexes), call),
    nameOf: (index: number) => directory.nameOf("account", `acc_${index}`),
    resolve: async (text: string) => (await targets.resolve(text, ACCOUNT, call)).id,
    refusal: async (text: string) => {
      const error = await targets.resolve(text, ACCOUNT, call).catch((thrown: unknown) => thrown);
      return rejectionOf(() => {
        throw error;
      });
    },
  };
}

export const refusal = (status: number) =>
  new ApiError(
    { operation: { name: "listAccounts", label: "Listing accounts", bucket: "Search" }, attempts: 1, writeOutcome: undefined },
    { status, type: "error", message: "no" },
    false,
  );
