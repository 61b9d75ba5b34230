import type { ApiKey, ContactId, WireContact, WireField, WireRelationship } from "../api/wire.ts";

/** A contact as a row of JSON: a third of the memory of the objects, and what the cache keeps. Only what is set is in it. */
interface Row {
  readonly c: string;
  readonly u?: string | undefined;
  readonly e?: string | undefined;
  readonly l?: string | undefined;
  readonly f: readonly (readonly [string, string, unknown])[];
  readonly r: readonly (readonly [string, WireRelationship["cardinality"], string, readonly string[]])[];
}

const isSet = (value: unknown) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

function toRow(contact: WireContact, isHidden: (key: ApiKey) => boolean): string {
  const row: Row = {
    c: contact.createdAt,
    u: contact.updatedAt,
    e: contact.externalId,
    l: contact.httpLink,
    f: [...contact.fields]
      .filter(([key, { value }]) => isSet(value) && !isHidden(key))
      .map(([key, { valueType, value }]) => [key, valueType, value] as const),
    r: [...contact.relationships]
      .filter(([key, { ids }]) => ids.length > 0 && !isHidden(key))
      .map(([key, { cardinality, objectType, ids }]) => [key, cardinality, objectType, ids] as const),
  };
  return JSON.stringify(row);
}

function fromRow(id: ContactId, json: string): WireContact {
  const row: Row = JSON.parse(json);
  return {
    id,
    createdAt: row.c,
    updatedAt: row.u,
    externalId: row.e,
    httpLink: row.l,
    fields: new Map(row.f.map(([key, valueType, value]) => [key as ApiKey, { valueType, value } satisfies WireField])),
    relationships: new Map(row.r.map(([key, cardinality, objectType, ids]) => [key as ApiKey, { cardinality, objectType, ids }])),
  };
}

/** Every contact that was seen, in the state in which it was last seen. Hidden fields never come in. */
export class ContactStore {
  readonly #rows = new Map<ContactId, string>();
  readonly #isHidden: (key: ApiKey) => boolean;

  constructor(isHidden: (key: ApiKey) => boolean) {
    this.#isHidden = isHidden;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Whether this made a difference. */
  put(contact: WireContact): boolean {
    const row = toRow(contact, this.#isHidden);
    if (this.#rows.get(contact.id) === row) return false;
    this.#rows.set(contact.id, row);
    return true;
  }

  get(id: string): WireContact | undefined {
    const row = this.#rows.get(id as ContactId);
    return row === undefined ? undefined : fromRow(id as ContactId, row);
  }

  remove(id: string): void {
    this.#rows.delete(id as ContactId);
  }

  ids(): IterableIterator<ContactId> {
    return this.#rows.keys();
  }

  /** A contact's row for the cache, as `restore` takes it. */
  row(id: string): string | undefined {
    return this.#rows.get(id as ContactId);
  }

  /** Takes rows of an earlier session, without parsing them. What was seen in this one is newer. */
  restore(rows: Iterable<readonly [string, string]>): void {
    for (const [id, row] of rows) if (!this.#rows.has(id as ContactId)) this.#rows.set(id as ContactId, row);
  }
}
