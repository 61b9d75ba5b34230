import type { z } from "zod/v3";
import type { FieldDefinition, FilterOperator } from "../api/wire.ts";
import { jsonText, quote } from "../text/quote.ts";
import { compareNumber, compareText, fold, foldedValue } from "./compare.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import { MOST_VALUES } from "./longest.ts";
import { COMPARISONS } from "./operators.ts";
import { Rejection } from "./rejection.ts";

/** Settings that decide how a value is read and shown where the value alone does not say. */
export interface Locale {
  /** IANA zone of dates without offset, in both directions. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2 country of phone numbers without `+`; US where unset. */
  readonly phoneCountry?: string | undefined;
}

/** A value ready for the wire. */
export interface Encoded {
  /** The bare value a create or update takes; `null` clears. */
  readonly value: unknown;
  /** What was assumed on the way, as a sentence for the answer ("Dates without an offset are in Europe/Berlin."). */
  readonly note?: string | undefined;
  /** Parts of the value that the input does not name, for types whose values have parts: an update leaves them as they are stored. */
  readonly missing?: readonly string[] | undefined;
}

/** What a field is to hold, given the raw value that it holds: the bare value that an update takes, `null` to clear. */
export type FieldEdit = (stored: unknown) => unknown;

export interface EncodedEdit {
  readonly edit: FieldEdit;
  /** As in {@link Encoded}. */
  readonly note?: string | undefined;
}

/** One comparison of a list filter in the API's terms. Several of one filter are ANDed. */
export interface FilterTerm {
  readonly operator: FilterOperator;
  readonly value: string;
}

/** What a searched text is: by this, "in Berlin" finds the city before the surname. */
export type SearchKind = "name" | "email" | "phone" | "handle" | "url" | "place" | "option" | "text";

/** What a value tells people apart by: an address, a number or a profile is one person's, a name may be that of several. */
export type Identifier = "email" | "phone" | "profile" | "name";

/** The texts by which people look for a value of type T, and what they take them for. */
export interface Searchable<T> {
  readonly as: SearchKind;
  /** Apart where each may be asked for as a whole (city and street). */
  texts(value: T, field: FieldDefinition): readonly string[];
}

/**
 * Everything the program knows of one value type. `raw` is always a bare value as the API sends or takes it.
 * What cannot be encoded is thrown as a {@link Rejection}.
 */
export interface FieldType {
  /** What `get_contact_definitions` calls the type. */
  readonly name: string;
  /** False where this program cannot write the type whatever the definition says. */
  readonly writable: boolean;
  /** True where values are text of many lines, shown in a block of their own. */
  readonly multiline: boolean;
  /** For types whose values tell people apart. */
  readonly identifies: Identifier | undefined;
  /** The parts of a value by the names under which `encode` takes them: "givenName" is `firstName`. Empty for types whose values have none. */
  readonly parts: ReadonlyMap<string, string>;
  /** Operators that the API has for the type. */
  readonly operators: readonly FilterOperator[];
  /** Whether a value is a moment in time. */
  readonly isMoment: boolean;
  /** Whether filters take a value for text: the API may want it as a whole, or in its case. */
  readonly isText: boolean;
  /** Operators that {@link matches} has for the type: the API's, and where it has few, more. */
  readonly localOperators: readonly FilterOperator[];
  /** The form that tool schemas advertise; `encode` takes more. */
  schema(field: FieldDefinition): z.ZodTypeAny;
  /** What a schema says beside the key, where the key alone does not tell what to write: "USD", "date or date-time". */
  hint(field: FieldDefinition): string | undefined;
  /** Whether the field holds a list. */
  many(field: FieldDefinition): boolean;
  encode(input: unknown, field: FieldDefinition, locale: Locale): Encoded;
  /**
   * As `encode`, for a contact that exists. A value that names some of its parts keeps the others (the API would take them as cleared), and a field of
   * many values takes `{add, remove}` or `{replace}` as well as the whole list.
   */
  encodeEdit(input: unknown, field: FieldDefinition, locale: Locale): EncodedEdit;
  /** The value to write for a field to hold again what it held; whatever the API takes no more (an option that is gone) stays as it was read. */
  restored(raw: unknown, field: FieldDefinition): unknown;
  encodeFilter(value: string, operator: FilterOperator, field: FieldDefinition, locale: Locale): readonly FilterTerm[];
  /** Filters of the API that each may divide all contacts into two parts of which neither is small, at `now` (ms). */
  divisions(field: FieldDefinition, now: number): readonly FilterTerm[];
  isSet(raw: unknown): boolean;
  /** The value for people: one line, unless `multiline`. "" where unset. */
  show(raw: unknown, field: FieldDefinition, locale: Locale): string;
  /** What people take the value for who look for it; absent where nobody does. */
  readonly searchedAs: SearchKind | undefined;
  /** The texts by which they look for it. */
  searchTexts(raw: unknown, field: FieldDefinition): readonly string[];
  /** A text for each value, which is equal for values that mean the same. */
  canonical(raw: unknown, field: FieldDefinition): readonly string[];
  /** The texts that the API may hold for each value instead, the value's own included: for filters, which compare to the letter. */
  spellings(raw: unknown, field: FieldDefinition): readonly string[];
  /** Whether a value answers a term of `encodeFilter`, as this program judges it: without regard to case and accents; of a list, any value. */
  matches(raw: unknown, term: FilterTerm, field: FieldDefinition, locale: Locale): boolean;
  /** Whether what the API stored is what was sent, apart from forms that mean the same. */
  same(sent: unknown, stored: unknown, field: FieldDefinition): boolean;
}

/** What a value type says about one single value; {@link defineFieldType} adds lists, unset values and fallbacks. */
export interface SingleValueType<T> {
  readonly name: string;
  /** Characters that one value, or a part of it, may have as it is written: of the table `LONGEST`. */
  readonly longest: number;
  readonly writable?: boolean;
  readonly multiline?: boolean;
  readonly identifies?: Identifier;
  readonly parts?: ReadonlyMap<string, string>;
  readonly isMoment?: boolean;
  readonly operators: readonly FilterOperator[];
  /** Schema of one value. */
  schema(field: FieldDefinition): z.ZodTypeAny;
  hint?(field: FieldDefinition): string | undefined;
  /** Whether the field holds a list; by default what `multipleValues` says. */
  many?(field: FieldDefinition): boolean;
  /** Whether the wire wants an array; by default where the field holds a list. */
  wireArray?(field: FieldDefinition): boolean;
  /** What tells several values in one string apart, for types whose values cannot hold it. */
  readonly separator?: RegExp;
  encode(input: unknown, field: FieldDefinition, locale: Locale): Encoded;
  /** One bare value of the wire as this type's own form; `undefined` where it is not of the type. */
  decode(raw: unknown, field: FieldDefinition): T | undefined;
  show(value: T, field: FieldDefinition, locale: Locale): string;
  /** By default it is not searched. */
  readonly searchable?: Searchable<T>;
  /** Texts beside the shown and the stored one that a filter may have for the value. */
  filterTexts?(value: T): readonly string[];
  /** Text that is equal for values that mean the same. By default what is shown. */
  canonical?(value: T, field: FieldDefinition): string;
  /** For types of which a value may be stored in several forms. By default its own alone. */
  spellings?(value: T): readonly string[];
  /** For types whose stored value may hold more than was sent. */
  same?(sent: T, stored: T): boolean;
  /** What a cleared field may hold instead of nothing, for types that have such a value. */
  isCleared?(stored: T): boolean;
  encodeFilter?(value: string, operator: FilterOperator, field: FieldDefinition, locale: Locale): readonly FilterTerm[];
  /** By default whether the value is set, where the API can tell. */
  divisions?(field: FieldDefinition, now: number): readonly FilterTerm[];
  /** Where the value stands among others, for types that are compared. */
  order?(value: T): number;
  /** For types whose values are neither compared nor text: whether the value is what a filter names. */
  isNamed?(value: T, wanted: string): boolean;
}

const UTC: Locale = { timeZone: "UTC" };

const NO_PARTS: ReadonlyMap<string, string> = new Map();

const isNothing = (value: unknown) => value === null || value === undefined || value === "";

/** An object of which every part is unset is no value: `{"firstName": null}`. */
const isUnset = (value: unknown) => isNothing(value) || (isRecord(value) && Object.values(value).every(isNothing));

/** Values of a raw field: none, one or many. The API sends single and many alike in some types, so both are read everywhere. */
const values = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : [raw]).filter((value) => !isUnset(value));

/** The value as it was read, in the form in which it is written: where the two are alike, even its blanks are those that were read. */
function asRead(item: unknown, encoded: unknown): unknown {
  if (!isRecord(encoded)) return typeof item === typeof encoded ? item : encoded;
  if (!isRecord(item)) return encoded;
  const parts = Object.entries(encoded).map(([part, value]) => [part, typeof item[part] === typeof value ? item[part] : value]);
  return Object.fromEntries(parts);
}

/** Completes a description of single values to a {@link FieldType}. */
export function defineFieldType<T>(type: SingleValueType<T>): FieldType {
  const many = (field: FieldDefinition) => type.many?.(field) ?? field.config.multipleValues === true;
  const wireArray = (field: FieldDefinition) => type.wireArray?.(field) ?? many(field);
  const canonical = (value: T, field: FieldDefinition) => type.canonical?.(value, field) ?? type.show(value, field, UTC);

  const canonicalRaw = (raw: unknown, field: FieldDefinition) => {
    const value = type.decode(raw, field);
    return value === undefined ? jsonText(raw) : canonical(value, field);
  };

  const checkLength = (text: unknown): void => {
    if (typeof text !== "string" || text.length <= type.longest) return;
    const count = (characters: number) => characters.toLocaleString("en-US");
    throw new Rejection(`${quote(text)} has ${count(text.length)} characters`, `at most ${count(type.longest)} characters`);
  };

  const encodeOne = (item: unknown, field: FieldDefinition, locale: Locale): Encoded => {
    const parts = type.parts ? decodeJsonString(item) : item;
    for (const text of isRecord(parts) ? Object.values(parts) : [parts]) checkLength(text);
    return type.encode(item, field, locale);
  };

  const encodeList = (input: unknown, field: FieldDefinition, locale: Locale): Encoded => {
    const inputs = splitList(input, type.separator, (item) => {
      try {
        encodeOne(item, field, locale);
        return true;
      } catch {
        return false;
      }
    });
    if (inputs.length > 1 && !many(field)) {
      throw new Rejection(`${quote(input)} holds ${inputs.length} values, but the field holds one`, "one value");
    }
    if (inputs.length > MOST_VALUES) throw new Rejection(`${inputs.length.toLocaleString("en-US")} values were given`, `at most ${MOST_VALUES}`);
    const unique = new Map<string, unknown>();
    const notes = new Set<string>();
    let missing: Encoded["missing"];
    for (const item of inputs) {
      const one = encodeOne(item, field, locale);
      const text = one.value === null ? undefined : canonicalRaw(one.value, field);
      if (text !== undefined && !unique.has(text)) unique.set(text, one.value);
      if (one.note !== undefined) notes.add(one.note);
      // Values of a list are replaced, never completed: nothing says which stored one is meant.
      if (!wireArray(field)) missing = one.missing;
    }
    const encoded = [...unique.values()];
    const note = [...notes].join(" ");
    return { value: encoded.length === 0 ? null : wireArray(field) ? encoded : encoded[0], note: note === "" ? undefined : note, missing };
  };

  const encode = (input: unknown, field: FieldDefinition, locale: Locale): Encoded =>
    input === null ? { value: null } : encodeList(input, field, locale);

  /** The API takes a value without its missing parts as one that has none. `null` where no part is left. */
  const completed = ({ value, missing = [] }: Encoded, stored: unknown, field: FieldDefinition): unknown => {
    if (missing.length === 0) return value;
    const old = isUnset(stored) ? undefined : type.decode(stored, field);
    const kept = isRecord(old) ? Object.entries(old).filter(([part, text]) => missing.includes(part) && !isNothing(text)) : [];
    return kept.length === 0 ? value : { ...(isRecord(value) ? value : {}), ...Object.fromEntries(kept) };
  };

  const restored = (raw: unknown, field: FieldDefinition): unknown => {
    const items = values(raw).map((item) => {
      try {
        const { value } = encode(item, field, UTC);
        const [encoded = value] = Array.isArray(value) ? value : [];
        return canonicalRaw(encoded, field) === canonicalRaw(item, field) ? asRead(item, encoded) : item;
      } catch (error) {
        if (error instanceof Rejection) return asRead(item, type.decode(item, field) ?? item);
        throw error;
      }
    });
    return items.length === 0 ? null : wireArray(field) ? items : items[0];
  };

  /** Some clients send an empty list for what a model leaves out. */
  const refuseEmptying = (stored: unknown): void => {
    const lost = values(stored);
    if (lost.length === 0) return;
    throw new Rejection(`An empty list does not say that ${lost.map(quote).join(", ")} should go`, "clear_fields to empty the field");
  };

  /** A lone value for a list may be meant as one more: it does not say that the others are to go. */
  const refuseLoss = (stored: unknown, value: unknown, field: FieldDefinition): void => {
    const kept = new Set(values(value).map((item) => canonicalRaw(item, field)));
    const lost = values(stored).filter((item) => !kept.has(canonicalRaw(item, field)));
    if (lost.length === 0) return;
    const [one] = values(value);
    throw new Rejection(
      `${quote(one)} alone does not say what becomes of ${lost.map(quote).join(", ")}`,
      `{"add": ${quote(one)}} to keep the others, a list to replace them`,
    );
  };

  const refuseBoth = (remove: readonly unknown[], add: readonly unknown[], field: FieldDefinition): void => {
    const removed = new Set(remove.map((item) => canonicalRaw(item, field)));
    const both = add.find((item) => removed.has(canonicalRaw(item, field)));
    if (both !== undefined) throw new Rejection(`${quote(both)} is both added and removed`, "each value in one of the two");
  };

  const changedList = (stored: unknown, remove: readonly unknown[], add: readonly unknown[], field: FieldDefinition): unknown => {
    const removed = new Set(remove.map((item) => canonicalRaw(item, field)));
    const kept = values(restored(stored, field)).filter((item) => !removed.has(canonicalRaw(item, field)));
    const held = new Set(kept.map((item) => canonicalRaw(item, field)));
    const all = [...kept, ...add.filter((item) => !held.has(canonicalRaw(item, field)))];
    return all.length === 0 ? null : all;
  };

  return {
    name: type.name,
    writable: type.writable ?? true,
    multiline: type.multiline ?? false,
    identifies: type.identifies,
    parts: type.parts ?? NO_PARTS,
    operators: type.operators,
    isMoment: type.isMoment ?? false,
    isText: !type.order && !type.isNamed,
    localOperators: type.order ? COMPARISONS : type.isNamed ? ["equal", "contains"] : ["equal", "startsWith", "contains"],
    schema: (field) => (many(field) ? type.schema(field).array() : type.schema(field)),
    hint: (field) => type.hint?.(field),
    many,
    encode,
    encodeEdit: (input, field, locale) => {
      const change = many(field) ? listChange(input) : undefined;
      if (change === undefined) {
        const encoded = encode(input, field, locale);
        const list = decodeJsonString(input);
        const isLone = many(field) && input !== null && !Array.isArray(list);
        const edit = (stored: unknown) => {
          if (encoded.value === null && Array.isArray(list)) refuseEmptying(stored);
          else if (isLone) refuseLoss(stored, encoded.value, field);
          return completed(encoded, stored, field);
        };
        return { edit, note: encoded.note };
      }
      const [replace, add, remove] = [change.replace, change.add, change.remove].map((part) => encode(part ?? null, field, locale));
      const note = [...new Set([replace?.note, add?.note, remove?.note])].filter(Boolean).join(" ") || undefined;
      if (change.replace !== undefined) return { edit: () => replace?.value ?? null, note };
      const [gone, come] = [values(remove?.value), values(add?.value)];
      refuseBoth(gone, come, field);
      return { edit: (stored) => changedList(stored, gone, come, field), note };
    },
    restored,
    encodeFilter: (value, operator, field, locale) => {
      checkLength(value);
      return type.encodeFilter?.(value, operator, field, locale) ?? [{ operator, value: value.trim() }];
    },
    divisions: (field, now) => type.divisions?.(field, now) ?? (type.operators.includes("startsWith") ? [{ operator: "startsWith", value: "" }] : []),
    isSet: (raw) => values(raw).length > 0,
    show: (raw, field, locale) =>
      values(raw)
        .map((item) => {
          const value = type.decode(item, field);
          return value === undefined ? quote(item) : type.show(value, field, locale);
        })
        .filter((text) => text !== "")
        .join(type.multiline ? "\n" : ", "),
    searchedAs: type.searchable?.as,
    searchTexts: (raw, field) =>
      values(raw).flatMap((item) => {
        const value = type.decode(item, field);
        return value === undefined ? [] : (type.searchable?.texts(value, field) ?? []);
      }),
    canonical: (raw, field) => values(raw).map((item) => canonicalRaw(item, field)),
    spellings: (raw, field) =>
      values(raw).flatMap((item) => {
        const value = type.decode(item, field);
        return (value === undefined ? undefined : type.spellings?.(value)) ?? [String(item)];
      }),
    matches: (raw, term, field, locale) =>
      values(raw).some((item) => {
        const { operator, value: wanted } = term;
        const value = type.decode(item, field);
        if (value === undefined) return false;
        if (type.isNamed) return type.isNamed(value, wanted);
        const other = type.decode(wanted, field);
        if (type.order === undefined) {
          if (operator === "equal" && other !== undefined && canonical(value, field) === canonical(other, field)) return true;
          // A profile is shown without the beginning of its URL, which a filter may have.
          const texts = [type.show(value, field, locale), ...(typeof item === "string" ? [item] : []), ...(type.filterTexts?.(value) ?? [])];
          return texts.some((text) => compareText(fold(text), operator, foldedValue(term)));
        }
        return other !== undefined && compareNumber(type.order(value), operator, type.order(other));
      }),
    same: (sent, stored, field) => {
      const [a, b] = [values(sent), values(stored)];
      if (a.length === 0 && type.isCleared) {
        const cleared = type.isCleared;
        return b.every((item) => {
          const value = type.decode(item, field);
          return value !== undefined && cleared(value);
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

/**
 * The single inputs in what an agent gave for a field: a list, one value, or one string that holds several, as JSON or with separators.
 * A string that is a value as it stands is never taken apart.
 */
function splitList(input: unknown, separator: RegExp | undefined, isOne: (item: unknown) => boolean): unknown[] {
  const decoded = typeof input === "string" && !isOne(input) ? decodeJsonString(input) : input;
  if (Array.isArray(decoded)) {
    const given = decoded.filter((item) => !isUnset(item));
    // An empty list clears. A list of nothing but blanks may be a mistake: each is refused like a blank alone.
    return given.length > 0 ? given : decoded;
  }
  if (typeof decoded === "string" && separator?.test(decoded) && !isOne(decoded)) {
    return decoded
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  return [decoded];
}

const LIST_CHANGES = ["add", "remove", "replace"] as const;

type ListChange = { readonly [change in (typeof LIST_CHANGES)[number]]?: unknown };

/** A change of a list, if that is what was given: `{add, remove}` or `{replace}`. */
function listChange(input: unknown): ListChange | undefined {
  const given = decodeJsonString(input);
  if (!isRecord(given)) return undefined;
  const named = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const changes = named.filter(([name]) => LIST_CHANGES.some((change) => change === name));
  if (changes.length === 0) return undefined;
  const isOne = changes.length === named.length && (changes.length === 1 || !changes.some(([name]) => name === "replace"));
  if (!isOne) throw new Rejection(`${quote(input)} is no change of a list`, '{"add": […], "remove": […]} or {"replace": […]}');
  return Object.fromEntries(changes);
}
