import type { ApiKey, ContactId, WireContact, WireField, WireRelationship } from "../../api/wire.ts";
import type { Shapes } from "./row.ts";

/** The attributes that a scan reads: decoding whole rows takes ten times as long. */
export interface Projection {
  readonly fields: ReadonlySet<ApiKey>;
  readonly relationships: ReadonlySet<ApiKey>;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

function afterString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; ; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE || byte === undefined) return at + 1;
  }
}

/** The place after the JSON value that begins at a place. */
function afterValue(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; ) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = afterString(bytes, at);
      if (depth === 0) return at;
      continue;
    }
    if (byte === OPENING_BRACKET || byte === OPENING_BRACE) depth++;
    else if (byte === CLOSING_BRACKET || byte === CLOSING_BRACE) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (byte === COMMA && depth === 0) return at;
    at++;
  }
  return bytes.length;
}

/** Reads the rows of one block. A row has the form that `toRow` gives it. */
export class RowParts {
  readonly projection: Projection;
  readonly #shapes: Shapes;
  /** By the number of a shape, for those that were there when it was last asked for. */
  #isWanted: readonly boolean[] = [];

  constructor(projection: Projection, shapes: Shapes) {
    this.projection = projection;
    this.#shapes = shapes;
  }

  /** The contact of a row, with nothing but the wanted attributes, and when it was created and updated. */
  read(id: ContactId, row: Buffer): WireContact {
    const { all } = this.#shapes;
    if (this.#isWanted.length < all.length) this.#isWanted = all.map((shape) => this.#wants(shape));
    const fields = new Map<ApiKey, WireField>();
    const relationships = new Map<ApiKey, WireRelationship>();
    const createdEnd = afterValue(row, 1);
    const updatedEnd = afterValue(row, createdEnd + 1);
    const createdAt: string = JSON.parse(row.toString("utf8", 1, createdEnd));
    const updatedAt: string | null = JSON.parse(row.toString("utf8", createdEnd + 1, updatedEnd));
    let at = afterValue(row, updatedEnd + 1);
    at = afterValue(row, at + 1) + 1;
    at = this.#readList(row, at, (shape, value) => {
      const [key = "", valueType = ""] = all[shape] ?? [];
      fields.set(key as ApiKey, { valueType, value });
      return fields.size === this.projection.fields.size && this.projection.relationships.size === 0;
    });
    if (this.projection.relationships.size > 0) {
      this.#readList(row, at + 1, (shape, value) => {
        const [key = "", cardinality, objectType = ""] = all[shape] ?? [];
        const ids = Array.isArray(value) ? value : [];
        relationships.set(key as ApiKey, { cardinality: cardinality === "HAS_ONE" ? cardinality : "HAS_MANY", objectType, ids });
        return relationships.size === this.projection.relationships.size;
      });
    }
    return { id, createdAt, updatedAt: updatedAt ?? undefined, fields, relationships };
  }

  #wants([key, , objectType]: Shapes["all"][number]): boolean {
    const { fields, relationships } = this.projection;
    return objectType === undefined ? fields.has(key as ApiKey) : relationships.has(key as ApiKey);
  }

  /**
   * Reads `[[shape, value], …]`.
   *
   * @param take takes a wanted value, and says whether it was the last
   * @returns the place after the list
   */
  #readList(row: Buffer, from: number, take: (shape: number, value: unknown) => boolean): number {
    let at = from + 1;
    while (row[at] === OPENING_BRACKET) {
      let shape = 0;
      for (at += 1; (row[at] ?? 0) >= ZERO && (row[at] ?? 0) <= NINE; at++) shape = shape * 10 + (row[at] ?? 0) - ZERO;
      const end = afterValue(row, at + 1);
      if (this.#isWanted[shape] && take(shape, JSON.parse(row.toString("utf8", at + 1, end)))) return end;
      at = end + 1;
      if (row[at] === COMMA) at += 1;
    }
    return at + 1;
  }
}
