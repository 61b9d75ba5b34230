import { parseDefinitions } from "../../src/api/parse-definitions.ts";
import type { ApiKey, ContactId, WireContact } from "../../src/api/wire.ts";
import { createSandbox, type DefinitionsJson, SANDBOX_API_KEY, type WireContactJson } from "../../src/sandbox/index.ts";
import { buildSchema } from "../../src/schema/contact-schema.ts";
import { decodeContact } from "../../src/schema/record.ts";
import { SearchIndex } from "../../src/search/index.ts";
import { type SearchDocument, type SearchPart, searchDocument } from "../../src/search/search-document.ts";

/** A contact of the sandbox in the words of a question's expectation. */
export interface Person {
  readonly id: string;
  /** "Lena Müller" */
  readonly name: string;
  readonly accounts: readonly string[];
  readonly document: SearchDocument;
}

const headers = { Authorization: `Bearer ${SANDBOX_API_KEY}`, "Lightfield-Version": "2026-03-01" };

interface ListJson {
  readonly data: readonly WireContactJson[];
  readonly totalCount: number;
}

/** Everybody in the sandbox, as the index gets to know them. */
export async function sandboxPeople(contacts = 500): Promise<Person[]> {
  const sandbox = createSandbox({ contacts, rateLimit: Number.POSITIVE_INFINITY, now: () => Date.UTC(2026, 2, 2, 9) });
  const get = async <T>(path: string): Promise<T> => (await sandbox.fetch(`https://api.lightfield.app/v1/${path}`, { headers })).json() as Promise<T>;
  const definitions = parseDefinitions(await get<DefinitionsJson>("contacts/definitions"), () => undefined);
  const schema = buildSchema(definitions);
  const names = new Map<string, string>();
  for (const type of ["accounts", "members"]) {
    for (let offset = 0, total = 1; offset < total; offset += 25) {
      const page = await get<ListJson>(`${type}?limit=25&offset=${offset}`);
      total = page.totalCount;
      for (const { id, fields } of page.data) names.set(id, nameIn(fields.$name?.value));
    }
  }
  return [...sandbox.contacts().values()].map((json) => {
    const record = decodeContact(wireContact(json), schema);
    const document = searchDocument(record, (_type, id) => names.get(id));
    const accounts = (json.relationships.$account?.values ?? []).map((id) => names.get(id) ?? "");
    return { id: json.id, name: nameIn(json.fields.$name?.value), accounts, document };
  });
}

/** The sandbox's JSON as the client reads it, without the client's tolerance: a benchmark reads a hundred thousand. */
function wireContact({ id, createdAt, fields, relationships }: WireContactJson): WireContact {
  return {
    id: id as ContactId,
    createdAt,
    fields: new Map(Object.entries(fields).map(([key, field]) => [key as ApiKey, field])),
    relationships: new Map(
      Object.entries(relationships).map(([key, { objectType, values }]) => [key as ApiKey, { cardinality: "HAS_MANY", objectType, ids: values }]),
    ),
  };
}

function nameIn(value: unknown): string {
  if (typeof value === "string") return value;
  const { firstName = "", lastName = "" } = value as { firstName?: string; lastName?: string };
  return `${firstName} ${lastName}`;
}

/** A document from parts in short: `aDocument("1", { name: "Lena Müller", account: ["Acme"] })`. */
export function aDocument(id: string, parts: Partial<Record<SearchPart["kind"], string | readonly string[]>>): SearchDocument {
  return {
    id,
    parts: Object.entries(parts).flatMap(([kind, texts]) => [texts].flat().map((text) => ({ kind: kind as SearchPart["kind"], key: kind, text }))),
  };
}

/** An index of these contacts. */
export function anIndex(...documents: readonly SearchDocument[]): SearchIndex {
  const index = new SearchIndex();
  for (const document of documents) index.put(document);
  return index;
}
