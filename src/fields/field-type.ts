import type { z } from "zod/v3";
import type { FieldDefinition, FilterOperator } from "../api/wire.ts";
import type { Column, ColumnReading } from "./column-reading.ts";
import type { Locale } from "./locale.ts";
import type { LocalOperator } from "./operators.ts";

/** A value ready for the wire. */
export interface Encoded {
  /** The bare value that a create or update takes; `null` clears. */
  readonly value: unknown;
  /** What was assumed, as a sentence for the answer ("Dates without an offset were read in Europe/Berlin."). */
  readonly note?: string | undefined;
  /** For values with parts: the parts that the input does not name. An update keeps them as they are stored. */
  readonly missing?: readonly string[] | undefined;
  /** What stands before a name in the input and is not part of the value: "Frau". It still tells people apart. */
  readonly salutation?: string | undefined;
}

/** Returns the bare value that an update takes, `null` to clear, given the raw value that the field holds. */
export type FieldEdit = (stored: unknown) => unknown;

export interface EncodedEdit {
  readonly edit: FieldEdit;
  /** As in {@link Encoded}. */
  readonly note?: string | undefined;
  readonly salutation?: string | undefined;
  /** Whether it was given as an addition, so that all that is stored stays. */
  readonly isAddition?: boolean;
  /** Whether the new value counts from the stored one, so that the same edit again changes it again. */
  readonly isShift?: boolean;
}

/** A value that counts from the stored one: "+2 weeks". */
export interface Shift<T> {
  /** The bare value. @throws Rejection if there is no such value */
  of(stored: T): unknown;
  /** How it was read, as a sentence for the answer. */
  readonly note: string;
  /** What to write instead if no value is stored. */
  readonly otherwise: string;
}

/** One comparison of a list filter in the API's terms. All terms of one filter must match. */
export interface FilterTerm<O extends LocalOperator = LocalOperator> {
  readonly operator: O;
  readonly value: string;
}

/** The kind of a searched text. It decides how a match counts: "in Berlin" finds the city before the last name. */
type SearchKind = "name" | "email" | "phone" | "handle" | "url" | "place" | "option" | "text";

/** How a value tells people apart. An address, number or profile belongs to one person; several may share a name. */
export type Identifier = "email" | "phone" | "profile" | "name";

/** Reads, writes, shows and compares the values of a field: none, one, or a list. `raw` is bare, as the API has it. */
export interface FieldCodec {
  /** The form that tool schemas advertise; `encode` takes more. */
  schema(field: FieldDefinition): z.ZodTypeAny;
  /** What a schema says if the key does not show what to write: "USD", "date or date-time". */
  hint(field: FieldDefinition, reading: Pick<Locale, "phoneCountry">): string | undefined;
  /** @throws Rejection when the input cannot be encoded */
  encode(input: unknown, field: FieldDefinition, locale: Locale): Encoded;
  /** What to write so that a field holds `raw` again. What the API no longer takes stays as it was read. */
  restored(raw: unknown, field: FieldDefinition): unknown;
  isSet(raw: unknown): boolean;
  /** The value for people: one line, unless the type is `multiline`. "" when unset. */
  show(raw: unknown, field: FieldDefinition, locale: Locale): string;
  /** A text for each value. It is equal for values that mean the same. */
  canonical(raw: unknown, field: FieldDefinition): readonly string[];
  /** Whether the API stored what was sent, apart from forms that mean the same. */
  same(sent: unknown, stored: unknown, field: FieldDefinition): boolean;
}

/** Fields that hold lists, and edits of a contact that exists. */
export interface FieldLists {
  isMany(field: FieldDefinition): boolean;
  /** Whether values are text, to which lines can be added. */
  readonly hasLines: boolean;
  /** The single values in what was given: a list, or one text with separators. */
  split(input: unknown, field: FieldDefinition, locale: Locale): readonly unknown[];
  /**
   * Like `encode`, for a contact that exists. Parts of a value that the input does not name are kept (the API would
   * clear them). A field of many values takes `{add, remove}` or `{replace}` as well as the whole list; a text with
   * lines takes `{add, remove}` of lines.
   *
   * @throws Rejection when the input cannot be encoded; so does the edit, when it would lose values that the input
   *   does not mention
   * @param isUpdate whether somebody changes this one value, and a text may be meant as a part of it
   */
  encodeEdit(input: unknown, field: FieldDefinition, locale: Locale, isUpdate?: boolean): EncodedEdit;
  /** The edit by a value that counts from the stored one; undefined if the input is not such a value. */
  encodeShift(input: unknown, field: FieldDefinition, locale: Locale): EncodedEdit | undefined;
}

/** Filters by a value: the API's, and ours over the local copy. */
export interface FieldFilter {
  /** Operators that the API has for the type. */
  readonly operators: readonly FilterOperator[];
  /** Operators that {@link FieldFilter.matches} has for the type: the API's, and more if it has few. */
  readonly localOperators: readonly LocalOperator[];
  /** Whether a value is an ID, so that a contact that matches a term holds the term's value as it is. */
  readonly isId: boolean;
  /** Whether a filter's value is text. The API may want the whole text, or match its case. */
  readonly isText: boolean;
  /** @throws Rejection when the value cannot be encoded */
  encode(value: string, operator: LocalOperator, field: FieldDefinition, locale: Locale): readonly FilterTerm[];
  /** Whether a value matches a term of `encode`. Ignores case and accents; of a list, any value may match. */
  matches(raw: unknown, term: FilterTerm, field: FieldDefinition, locale: Locale): boolean;
  /** For each value, all texts that the API may store for it. The API's filters compare exactly. */
  spellings(raw: unknown, field: FieldDefinition): readonly string[];
  /** Filters that may each divide all contacts in two parts, neither of them small. @param now ms since 1970 */
  divisions(field: FieldDefinition, now: number): readonly FilterTerm<FilterOperator>[];
}

/** A value with its place in the order of its type. */
interface OrderedValue {
  readonly order: number | string;
  /** The same for values that mean the same. As texts, "7" and "007" have one place and are two values. */
  readonly key: number | string;
  /** The bare value. */
  readonly item: unknown;
}

/** The order of values, by which contacts are sorted and grouped. */
export interface FieldOrder {
  /** Whether values can be added up. */
  readonly isNumber: boolean;
  /** Whether values are few and have an order that the definition states, as options have. */
  readonly isListed: boolean;
  /** The values of a field, none if it is unset. */
  ordered(raw: unknown, field: FieldDefinition, locale: Locale): readonly OrderedValue[];
}

/** The texts by which people look for a value. */
export interface FieldSearch {
  /** What people see in the value; undefined if nobody looks for such values. */
  readonly as: SearchKind | undefined;
  texts(raw: unknown, field: FieldDefinition): readonly string[];
}

/** Everything the program knows of one value type. */
export interface FieldType extends FieldCodec {
  /** What `get_contact_definitions` calls the type. */
  readonly name: string;
  /** False if this program never writes the type, whatever the definition says. */
  readonly writable: boolean;
  /** True if values are text of many lines, shown in a block of their own. */
  readonly multiline: boolean;
  /** For types whose values tell people apart. */
  readonly identifies: Identifier | undefined;
  /** The parts of a value, by the names that `encode` takes: "givenName" is `firstName`. Empty: no parts. */
  readonly parts: ReadonlyMap<string, string>;
  /**
   * The parts that a change has kept although they may not belong to the new value, as the street of an address in
   * another city. None for types without such parts.
   */
  doubtfulParts(before: unknown, after: unknown, field: FieldDefinition): readonly string[];
  /** The parts of a stored value that are wrong beside the parts that are given, as coordinates are in another street. */
  outdatedParts(stored: unknown, given: unknown, field: FieldDefinition): readonly string[];
  /** One of the {@link parts} as a type of text, such as the country of an address; undefined if nobody asks for it alone. */
  ofPart(part: string): FieldType | undefined;
  /** Whether a value is a moment in time. */
  readonly isMoment: boolean;
  readonly list: FieldLists;
  /** How the cells of a column of a table are read. */
  column(column: Column): ColumnReading;
  readonly filter: FieldFilter;
  readonly order: FieldOrder;
  readonly search: FieldSearch;
}

/** What a type says about one single value. `defineFieldType` adds lists, unset values and defaults. */
export interface SingleValueType<T> {
  readonly name: string;
  /** The most characters that an agent may write for one value, or for one part of it: from `MAX_LENGTH`. */
  readonly maxLength: number;
  readonly writable?: boolean;
  readonly multiline?: boolean;
  /** Whether values are text to which lines can be added. */
  readonly hasLines?: boolean;
  readonly identifies?: Identifier;
  readonly parts?: ReadonlyMap<string, string>;
  /** As {@link FieldType.doubtfulParts}. */
  doubtfulParts?(before: T, after: T): readonly string[];
  /** As {@link FieldType.outdatedParts}. */
  outdatedParts?(stored: T, given: T): readonly string[];
  readonly isMoment?: boolean;
  readonly isNumber?: boolean;
  /** A value's place in the order that the definition states. By default, numbers and moments have theirs, others as texts. */
  rank?(value: T, field: FieldDefinition): number | string;
  schema(field: FieldDefinition): z.ZodTypeAny;
  hint?(field: FieldDefinition, reading: Pick<Locale, "phoneCountry">): string | undefined;
  encode(input: unknown, field: FieldDefinition, locale: Locale): Encoded;
  /** For types whose values can be given relative to the stored one; undefined if the input is not such a value. */
  shift?(input: unknown, locale: Locale): Shift<T> | undefined;
  /** One bare value of the wire in this type's own form; `undefined` if it is not of the type. */
  decode(raw: unknown, field: FieldDefinition): T | undefined;
  show(value: T, field: FieldDefinition, locale: Locale): string;
  /**
   * For types whose text does not always say where a part ends: a value that was given as this text, with the parts of
   * the stored value as far as the text has them.
   */
  splitAs?(text: string, given: T, stored: T): T;
  /** For types by whose {@link parts} contacts can be filtered, sorted and grouped. */
  readonly inParts?: TextsOfParts;
  /** A text that is equal for values that mean the same. By default what is shown. */
  canonical?(value: T, field: FieldDefinition): string;
  /** For types whose stored value may hold more than was sent. */
  same?(sent: T, stored: T): boolean;
  /** For types that have a value that a cleared field may hold instead of nothing. */
  isCleared?(stored: T): boolean;
  /** For types in which the values of a column show how to read each other. By default each is read alone. */
  column?(column: Column): ColumnReading;
  readonly list?: SingleValueList;
  readonly filter: SingleValueFilter<T>;
  /** By default values are not searched. */
  readonly search?: SingleValueSearch<T>;
}

/** The parts of values as texts. */
export interface TextsOfParts {
  /** All texts for a part of a bare value of the wire, the one to show first. None if it is not set. */
  texts(raw: unknown, part: string): readonly string[];
  /** What a filter asks for, as {@link TextsOfParts.texts} have it. @throws Rejection for a text that is no such part */
  read(text: string, part: string): string;
}

/** Marks between several values in one string. The first that leaves only values separates them. */
export interface Separators {
  /** Marks that no value holds. They separate even if the parts are not valid values. */
  readonly sure: readonly RegExp[];
  /** Marks that a value may hold too. They separate only values. */
  readonly possible?: readonly RegExp[];
}

interface SingleValueList {
  /** Whether the field holds a list; by default what `multipleValues` says. */
  isMany?(field: FieldDefinition): boolean;
  /** Whether the wire wants an array; by default if the field holds a list. */
  isArray?(field: FieldDefinition): boolean;
  /** The marks between several values in one string. A string that is already one value is never split. */
  readonly separators?: Separators;
}

export interface SingleValueFilter<T> {
  readonly operators: readonly FilterOperator[];
  encode?(value: string, operator: LocalOperator, field: FieldDefinition, locale: Locale): readonly FilterTerm[];
  /** By default, whether the value is set, if the API can tell. */
  divisions?(field: FieldDefinition, now: number): readonly FilterTerm<FilterOperator>[];
  /** Texts that a filter may have for the value, besides the shown and the stored one. */
  texts?(value: T): readonly string[];
  /** For types whose values may be stored in several forms. By default the stored text alone. */
  spellings?(value: T): readonly string[];
  /** For types that are compared: a number by which values are ordered. */
  order?(value: T, locale: Locale): number;
  /** For types whose values may be numbers: the number, by which they are compared and ordered beside being texts. */
  number?(value: T): number | undefined;
  /** For types that are neither compared nor text: whether the value is the one that a filter names. */
  isNamed?(value: T, wanted: string): boolean;
  /** Whether values are IDs; by default they are not. */
  readonly isId?: boolean;
}

interface SingleValueSearch<T> {
  readonly as: SearchKind;
  /** Several texts if people may ask for each of them as a whole (city and street). */
  texts(value: T, field: FieldDefinition): readonly string[];
}
