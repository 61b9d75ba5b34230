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

/** The place after the text that begins at a place. */
function afterString(bytes: Buffer, from: number): number {
  const shortEnd = Math.min(from + SHORT, bytes.length);
  for (let at = from + 1; at < shortEnd; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at++;
  }
  return afterLongString(bytes, from);
}

/** Longer texts are searched by Node.js, which takes long to begin. */
const SHORT = 48;

function afterLongString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from + 1); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (bytes[at - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
  return bytes.length + 1;
}

/** The place after the JSON value that begins at a place. */
function afterValue(bytes: Buffer, from: number): number {
  if (bytes[from] === QUOTE) return afterString(bytes, from);
  let depth = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = afterString(bytes, at) - 1;
    else if (byte === OPENING_BRACKET || byte === OPENING_BRACE) depth++;
    else if (byte === CLOSING_BRACKET || byte === CLOSING_BRACE) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (byte === COMMA && depth === 0) return at;
  }
  return bytes.length;
}

/** What a row shows without its values. */
export interface Outline {
  readonly createdAt: string;
  readonly updatedAt: string | undefined;
  /** How many fields and relationships are set. */
  readonly size: number;
}

/** The part of a row before its fields. */
interface Head {
  readonly createdAt: string;
  readonly updatedAt: string | undefined;
  /** Where its list of fields begins. */
  readonly end: number;
}

function readHead(row: Buffer): Head {
  const createdEnd = afterValue(row, 1);
  const updatedEnd = afterValue(row, createdEnd + 1);
  const updatedAt: string | null = JSON.parse(row.toString("utf8", createdEnd + 1, updatedEnd));
  const externalEnd = afterValue(row, updatedEnd + 1);
  return { createdAt: JSON.parse(row.toString("utf8", 1, createdEnd)), updatedAt: updatedAt ?? undefined, end: afterValue(row, externalEnd + 1) + 1 };
}

export function outlineOf(row: Buffer): Outline {
  const { createdAt, updatedAt, end } = readHead(row);
  let [size, at] = [0, end];
  // The list of fields, then that of relationships.
  for (let list = 0; list < 2; list++) {
    for (at += 1; row[at] === OPENING_BRACKET; size++) {
      at = afterValue(row, at);
      if (row[at] === COMMA) at += 1;
    }
    at += 2;
  }
  return { createdAt, updatedAt, size };
}

/** Reads the rows of one block. A row has the form that `toRow` gives it. */
export class RowParts {
  readonly projection: Projection;
  readonly #shapes: Shapes;
  /** By the number of a shape, for the shapes that existed at the last use. */
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
    const { createdAt, updatedAt, end } = readHead(row);
    const at = this.#readList(row, end, (shape, value) => {
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
    return { id, createdAt, updatedAt, fields, relationships };
  }

  #wants([key, , objectType]: Shapes["all"][number]): boolean {
    const { fields, relationships } = this.projection;
    return objectType === undefined ? fields.has(key as ApiKey) : relationships.has(key as ApiKey);
  }

  /** Reads `[[shape, value], …]`. @param take takes a wanted value, and says if it was the last @returns the place after */
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
