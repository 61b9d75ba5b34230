import type { ApiKey, ContactId, WireContact, WireRelationship } from "../../api/wire.ts";
import { getOrInsert } from "../../maps.ts";

/** What values of one field, or links of one relationship, have in common. */
export type Shape =
  | readonly [key: string, valueType: string]
  | readonly [key: string, cardinality: WireRelationship["cardinality"], objectType: string];

/** The shapes of many contacts. Each is stored once, and as a number in the rows, which saves a third of their size. */
export class Shapes {
  readonly #all: Shape[];
  /** The numbers of the shapes of a key, usually one. */
  readonly #numbers = new Map<string, number[]>();

  constructor(all: readonly Shape[] = []) {
    this.#all = [...all];
    for (const [number, [key]] of all.entries()) this.#numbersOf(key).push(number);
  }

  /** In the order of their numbers. */
  get all(): readonly Shape[] {
    return this.#all;
  }

  /** The number of a field's shape, which gets one if it has none. */
  ofField(key: string, valueType: string): number {
    return this.#numberOf(key, valueType, undefined) ?? this.#add([key, valueType]);
  }

  /** The same for a relationship. */
  ofRelationship(key: string, cardinality: WireRelationship["cardinality"], objectType: string): number {
    return this.#numberOf(key, cardinality, objectType) ?? this.#add([key, cardinality, objectType]);
  }

  #numberOf(key: string, second: string, third: string | undefined): number | undefined {
    return this.#numbersOf(key).find((number) => {
      const shape = this.#all[number];
      return shape?.[1] === second && shape[2] === third;
    });
  }

  #numbersOf(key: string): number[] {
    return getOrInsert(this.#numbers, key, () => []);
  }

  #add(shape: Shape): number {
    const number = this.#all.push(shape) - 1;
    this.#numbersOf(shape[0]).push(number);
    return number;
  }
}

/** What is set, as JSON. `null`: absent. Fields and relationships are a shape's number and the values or IDs. */
type Row = readonly [
  createdAt: string,
  updatedAt: string | null,
  externalId: string | null,
  httpLink: string | null,
  fields: readonly (readonly [shape: number, value: unknown])[],
  relationships: readonly (readonly [shape: number, ids: readonly string[]])[],
];

const isSet = (value: unknown) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

/** A contact as a row of UTF-8, without its ID and hidden fields. */
export function toRow(contact: WireContact, shapes: Shapes, isHidden: (key: ApiKey) => boolean): Buffer {
  const { createdAt, updatedAt = null, externalId = null, httpLink = null } = contact;
  const fields: Row[4][number][] = [];
  for (const [key, { valueType, value }] of contact.fields) if (isSet(value) && !isHidden(key)) fields.push([shapes.ofField(key, valueType), value]);
  const relationships: Row[5][number][] = [];
  for (const [key, { cardinality, objectType, ids }] of contact.relationships)
    if (ids.length > 0 && !isHidden(key)) relationships.push([shapes.ofRelationship(key, cardinality, objectType), ids]);
  const row: Row = [createdAt, updatedAt, externalId, httpLink, fields, relationships];
  return Buffer.from(JSON.stringify(row));
}

/** The contact of a row. */
export function fromRow(id: ContactId, json: string, { all }: Shapes): WireContact {
  const [createdAt, updatedAt, externalId, httpLink, fields, relationships]: Row = JSON.parse(json);
  return {
    id,
    createdAt,
    updatedAt: updatedAt ?? undefined,
    externalId: externalId ?? undefined,
    httpLink: httpLink ?? undefined,
    fields: new Map(
      fields.map(([shape, value]) => {
        const [key = "", valueType = ""] = all[shape] ?? [];
        return [key as ApiKey, { valueType, value }];
      }),
    ),
    relationships: new Map(
      relationships.map(([shape, ids]) => {
        const [key = "", cardinality, objectType = ""] = all[shape] ?? [];
        return [key as ApiKey, { cardinality: cardinality === "HAS_ONE" ? cardinality : "HAS_MANY", objectType, ids }];
      }),
    ),
  };
}
