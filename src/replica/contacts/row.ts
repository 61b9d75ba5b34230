import type { ApiKey, ContactId, WireContact, WireRelationship } from "../../api/wire.ts";

/** What values of one field, or links of one relationship, have in common. */
export type Shape =
  | readonly [key: string, valueType: string]
  | readonly [key: string, cardinality: WireRelationship["cardinality"], objectType: string];

/** The shapes of many contacts. Each is stored once, and as a number in the rows, which saves a third of their size. */
export class Shapes {
  readonly #all: Shape[];
  readonly #numbers: Map<string, number>;

  constructor(all: readonly Shape[] = []) {
    this.#all = [...all];
    this.#numbers = new Map(all.map((shape, at) => [shape.join("\n"), at]));
  }

  /** In the order of their numbers. */
  get all(): readonly Shape[] {
    return this.#all;
  }

  /** The number of the shape, which gets one if it has none. */
  numberOf(shape: Shape): number {
    const name = shape.join("\n");
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#all.length);
    return this.#all.push(shape) - 1;
  }
}

/**
 * What is set, as JSON. `null` stands for what is absent. Fields and relationships are a shape's number and the
 * contact's values or IDs.
 */
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
  const row: Row = [
    createdAt,
    updatedAt,
    externalId,
    httpLink,
    [...contact.fields]
      .filter(([key, { value }]) => isSet(value) && !isHidden(key))
      .map(([key, { valueType, value }]) => [shapes.numberOf([key, valueType]), value]),
    [...contact.relationships]
      .filter(([key, { ids }]) => ids.length > 0 && !isHidden(key))
      .map(([key, { cardinality, objectType, ids }]) => [shapes.numberOf([key, cardinality, objectType]), ids]),
  ];
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
