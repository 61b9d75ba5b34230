import type { FieldDefinition } from "../api/wire.ts";
import { counted } from "../text/plural.ts";
import { jsonText, quote } from "../text/quote.ts";
import type { Encoded, FieldCodec, SingleValueType } from "./field-type.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import type { Locale } from "./locale.ts";
import { MAX_VALUES } from "./max-length.ts";
import { hasValue, rawValues } from "./raw-values.ts";
import { eachOf, Rejection, unlessNothing } from "./rejection.ts";
import { splitList } from "./split-list.ts";
import { visibleInput } from "./visible-input.ts";

const WHOLE = 'the whole value, which retrieve_contact shows with "fields"';

/** Canonical texts and stored changes do not depend on where the user is. */
const UTC: Locale = { timeZone: "UTC", now: Date.now };

/** What the parts of a field type share: the codec of one value, extended to unset values and lists. */
export interface Codec<T> extends FieldCodec {
  isMany(field: FieldDefinition): boolean;
  split(input: unknown, field: FieldDefinition, locale: Locale): readonly unknown[];
  canonicalValue(value: T, field: FieldDefinition): string;
  /** Canonical text of one raw value, of whatever type. */
  canonicalRaw(raw: unknown, field: FieldDefinition): string;
}

/** Completes the codec of single values to one of fields, which may hold none, one or many. */
export function codecOf<T>(type: SingleValueType<T>): Codec<T> {
  const isMany = (field: FieldDefinition) => type.list?.isMany?.(field) ?? field.config.multipleValues === true;
  const isArray = (field: FieldDefinition) => type.list?.isArray?.(field) ?? isMany(field);
  const canonicalValue = (value: T, field: FieldDefinition) => type.canonical?.(value, field) ?? type.show(value, field, UTC);
  const canonicalRaw = (raw: unknown, field: FieldDefinition) => {
    const value = type.decode(raw, field);
    return value === undefined ? jsonText(raw) : canonicalValue(value, field);
  };

  const encodeOne = (item: unknown, field: FieldDefinition, locale: Locale): Encoded => {
    const parts = type.parts ? decodeJsonString(item) : item;
    if (isRecord(parts))
      for (const [part, text] of Object.entries(parts)) checkText(text, type.maxLength, field, `a value for ${quote(part)}, or ""`);
    else checkText(parts, type.maxLength, field);
    return type.encode(item, field, locale);
  };

  const isOne = (item: unknown, field: FieldDefinition, locale: Locale) => {
    try {
      encodeOne(item, field, locale);
      return true;
    } catch {
      return false;
    }
  };

  const split = (input: unknown, field: FieldDefinition, locale: Locale) =>
    splitList(visibleInput(input), type.list?.separators, (item) => isOne(item, field, locale));

  const encodeAll = (input: unknown, field: FieldDefinition, locale: Locale): Encoded => {
    const inputs = split(input, field, locale);
    if (inputs.length > 1 && !isMany(field)) {
      // A text with a part that is no value is not a list, but one wrong value.
      if (typeof input === "string" && !inputs.every((item) => isOne(item, field, locale))) encodeOne(input, field, locale);
      throw new Rejection(`${quote(input)} holds ${counted(inputs.length, "value")}, but the field holds one`, "one value");
    }
    if (inputs.length > MAX_VALUES) throw new Rejection(`More than ${MAX_VALUES} values were given`, `at most ${MAX_VALUES}`);
    const unique = new Map<string, unknown>();
    const notes = new Set<string>();
    let missing: Encoded["missing"];
    let salutation: Encoded["salutation"];
    for (const one of unlessNothing(inputs, () => eachOf(inputs, (item) => encodeOne(item, field, locale)))) {
      const text = one.value === null ? undefined : canonicalRaw(one.value, field);
      if (text !== undefined && !unique.has(text)) unique.set(text, one.value);
      if (one.note !== undefined) notes.add(one.note);
      salutation ??= one.salutation;
      // A value in a list replaces a stored one, and never completes one: it is not known which is meant.
      if (!isArray(field)) missing = one.missing;
    }
    const encoded = [...unique.values()];
    const note = [...notes].join(" ");
    return { value: encoded.length === 0 ? null : isArray(field) ? encoded : encoded[0], note: note === "" ? undefined : note, missing, salutation };
  };

  const encode = (input: unknown, field: FieldDefinition, locale: Locale): Encoded =>
    input === null ? { value: null } : encodeAll(input, field, locale);

  return {
    isMany,
    split,
    canonicalValue,
    canonicalRaw,
    schema: (field) => (isMany(field) ? type.schema(field).array() : type.schema(field)),
    hint: (field, reading) => type.hint?.(field, reading),
    encode,
    restored: (raw, field) => {
      const items = rawValues(raw).map((item) => {
        try {
          const { value } = encode(item, field, UTC);
          const [encoded = value] = Array.isArray(value) ? value : [];
          return canonicalRaw(encoded, field) === canonicalRaw(item, field) ? asRead(item, encoded) : item;
        } catch (error) {
          if (error instanceof Rejection) return asRead(item, type.decode(item, field) ?? item);
          throw error;
        }
      });
      return items.length === 0 ? null : isArray(field) ? items : items[0];
    },
    isSet: hasValue,
    show: (raw, field, locale) =>
      rawValues(raw)
        .map((item) => {
          const value = type.decode(item, field);
          return value === undefined ? quote(item) : type.show(value, field, locale);
        })
        .filter((text) => text !== "")
        .join(type.multiline ? "\n" : ", "),
    canonical: (raw, field) => rawValues(raw).map((item) => canonicalRaw(item, field)),
    same: (sent, stored, field) => {
      const [a, b] = [rawValues(sent), rawValues(stored)];
      if (a.length === 0 && type.isCleared) {
        const isCleared = type.isCleared;
        return b.every((item) => {
          const value = type.decode(item, field);
          return value !== undefined && isCleared(value);
        });
      }
      if (type.same && a.length === 1 && b.length === 1) {
        const [x, y] = [type.decode(a[0], field), type.decode(b[0], field)];
        return x !== undefined && y !== undefined && type.same(x, y);
      }
      const texts = (list: unknown[]) => list.map((item) => canonicalRaw(item, field)).sort();
      return JSON.stringify(texts(a)) === JSON.stringify(texts(b));
    },
  };
}

/** How answers end a long value. */
const CUT = /.{0,20}… \(\+[\d,]+ characters?\)$/;

const NO_VALUE = new Set<unknown>(["-", "(empty)", "(none)", "null", "undefined"]);

/** Whether this is how answers show that there is no value, or how programs write it. */
export const meansNoValue = (text: unknown): boolean => NO_VALUE.has(text);

/** @throws Rejection for a text that is longer than any value of the type, or that only an answer shows for a value */
function checkText(text: unknown, maxLength: number, { config }: FieldDefinition, accepted = "a value"): void {
  checkLength(text, maxLength);
  // An option may be called so.
  if (meansNoValue(text) && !config.options) throw new Rejection(`${quote(text)} stands for no value`, accepted);
  const [end] = typeof text === "string" ? (CUT.exec(text) ?? []) : [];
  if (end !== undefined) throw new Rejection(`${quote(end)} is the end of a value that an answer has cut`, WHOLE);
}

/** @throws Rejection for a text that is longer than any value of the type */
export function checkLength(text: unknown, maxLength: number): void {
  if (typeof text !== "string" || text.length <= maxLength) return;
  throw new Rejection(`${quote(text)} has ${counted(text.length, "character")}`, `at most ${counted(maxLength, "character")}`);
}

/** A value that was read, as it is written. If both have the same type, it stays as it was read, even its blanks. */
function asRead(item: unknown, encoded: unknown): unknown {
  if (!isRecord(encoded)) return typeof item === typeof encoded ? item : encoded;
  if (!isRecord(item)) return encoded;
  const parts = Object.entries(encoded).map(([part, value]) => [part, typeof item[part] === typeof value ? item[part] : value]);
  return Object.fromEntries(parts);
}
