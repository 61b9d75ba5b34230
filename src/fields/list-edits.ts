import type { FieldDefinition } from "../api/wire.ts";
import { foldCase } from "../text/fold.ts";
import { quote } from "../text/quote.ts";
import { IN_UPDATE } from "./call-form.ts";
import { type Codec, checkLength } from "./codec.ts";
import type { Encoded, EncodedEdit, FieldLists, SingleValueType } from "./field-type.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import type { Locale } from "./locale.ts";
import { isNothing, isUnset, rawValues } from "./raw-values.ts";
import { inBoth, orChange, Rejection, unclearLoss } from "./rejection.ts";

/** Edits of a stored value, which may have parts, and of a stored list. */
export function listEditsOf<T>(type: SingleValueType<T>, codec: Codec<T>): FieldLists {
  const { canonicalRaw, isMany } = codec;
  const textsOf = (items: readonly unknown[], field: FieldDefinition) => new Set(items.map((item) => canonicalRaw(item, field)));
  const without = (items: readonly unknown[], others: ReadonlySet<string>, field: FieldDefinition) =>
    items.filter((item) => !others.has(canonicalRaw(item, field)));

  /** The value with the stored parts that it does not name; the API would clear them. `null` if no part is left. */
  const completed = ({ value, missing = [] }: Encoded, stored: unknown, field: FieldDefinition, input: unknown): unknown => {
    const old = isUnset(stored) ? undefined : type.decode(stored, field);
    const given = typeof input === "string" && type.splitAs ? type.decode(value, field) : undefined;
    if (typeof input === "string" && old !== undefined && given !== undefined) return type.splitAs?.(input, given, old);
    if (missing.length === 0) return value;
    const kept = isRecord(old) ? Object.entries(old).filter(([part, text]) => missing.includes(part) && !isNothing(text)) : [];
    return kept.length === 0 ? value : { ...(isRecord(value) ? value : {}), ...Object.fromEntries(kept) };
  };

  const shownIn = (field: FieldDefinition, locale: Locale) => (raw: unknown) => quote(codec.show(raw, field, locale));

  /** A single value for a list may be meant as an addition. It does not say that the others should be removed. */
  const refuseLoss = (stored: unknown, value: unknown, field: FieldDefinition, locale: Locale): void => {
    const lost = without(rawValues(stored), textsOf(rawValues(value), field), field);
    if (lost.length === 0) return;
    throw unclearLoss(codec.show(value, field, locale), lost.map(shownIn(field, locale)));
  };

  /** A text may be meant as a part of the stored value: a first name. */
  const refusePartLoss = (stored: unknown, value: unknown, field: FieldDefinition, locale: Locale): void => {
    const [old, read] = [stored, value].map((raw) => (isUnset(raw) ? undefined : type.decode(raw, field)));
    const shown = codec.show(value, field, locale);
    if (!isRecord(old) || !isRecord(read) || codec.show(stored, field, locale) === shown) return;
    // It may also be a part that stays: a last name.
    const own = Object.entries(old).filter(([, text]) => typeof text === "string" && foldCase(text) === foldCase(shown));
    const given = own.length > 0 ? Object.fromEntries(own) : read;
    const lost = Object.entries(old).filter(([part, text]) => !isNothing(text) && isNothing(given[part]));
    if (lost.length === 0) return;
    const without = { ...given, ...Object.fromEntries(lost.map(([part]) => [part, ""])) };
    throw new Rejection(
      `${quote(shown)} alone does not say whether to keep ${lost.map(([, text]) => quote(text)).join(", ")}`,
      `${IN_UPDATE.written(given)} to keep it; or ${IN_UPDATE.written(without)} to remove it`,
    );
  };

  const wholeValue = (input: unknown, field: FieldDefinition, locale: Locale, isUpdate?: boolean): EncodedEdit => {
    const encoded = codec.encode(input, field, locale);
    const list = decodeJsonString(input);
    const isLone = isMany(field) && rawValues(encoded.value).length === 1 && !Array.isArray(list);
    const isEmptyList = encoded.value === null && input !== null && (isMany(field) || Array.isArray(list));
    const edit = (stored: unknown) => {
      if (isEmptyList) refuseEmptying(rawValues(stored).map(shownIn(field, locale)));
      else if (isLone) refuseLoss(stored, encoded.value, field, locale);
      else if (isUpdate && typeof list === "string") refusePartLoss(stored, encoded.value, field, locale);
      return completed(encoded, stored, field, list);
    };
    return { edit, note: encoded.note, salutation: encoded.salutation };
  };

  const changedList = (stored: unknown, remove: readonly unknown[], add: readonly unknown[], field: FieldDefinition): unknown => {
    const kept = without(rawValues(codec.restored(stored, field)), textsOf(remove, field), field);
    const all = [...kept, ...without(add, textsOf(kept, field), field)];
    return all.length === 0 ? null : all;
  };

  const listEdit = (change: ListChange, field: FieldDefinition, locale: Locale): EncodedEdit => {
    const [replace, add, remove] = [change.replace, change.add, change.remove].map((part) => codec.encode(part ?? null, field, locale));
    const note = [...new Set([replace?.note, add?.note, remove?.note])].filter(Boolean).join(" ") || undefined;
    if (change.replace !== undefined) return { edit: () => replace?.value ?? null, note };
    const [gone, come] = [rawValues(remove?.value), rawValues(add?.value)];
    const [both] = come.filter((item) => textsOf(gone, field).has(canonicalRaw(item, field)));
    if (both !== undefined) throw inBoth(codec.show(both, field, locale));
    return { edit: (stored) => changedList(stored, gone, come, field), note, isAddition: gone.length === 0 };
  };

  /** Added lines come last. A line that the text holds already is not added again, so a repeated call changes nothing. */
  const linesEdit = (change: ListChange, field: FieldDefinition, locale: Locale): EncodedEdit => {
    if (change.replace !== undefined) return wholeValue(change.replace, field, locale);
    const linesOf = (given: unknown) => [given ?? []].flat().flatMap((text) => String(codec.encode(text, field, locale).value).split("\n"));
    const [come, gone] = [linesOf(change.add), new Set(linesOf(change.remove).map((line) => line.trim()))];
    const both = come.find((line) => line.trim() !== "" && gone.has(line.trim()));
    if (both !== undefined) throw inBoth(both);
    const edit = (stored: unknown) => {
      const lines = isUnset(stored) ? [] : String(stored).split("\n");
      const kept = lines.filter((line) => !gone.has(line.trim()));
      const present = new Set(kept.map((line) => line.trim()));
      const text = [...kept, ...come.filter((line) => !present.has(line.trim()))].join("\n");
      checkLength(text, type.maxLength);
      return text.trim() || null;
    };
    return { edit, isAddition: gone.size === 0 };
  };

  const hasLines = type.hasLines ?? false;
  return {
    isMany,
    hasLines,
    split: codec.split,
    encodeShift: (input, field, locale) => {
      const shift = isMany(field) ? undefined : type.shift?.(input, locale);
      if (!shift) return undefined;
      const edit = (raw: unknown) => {
        const stored = isUnset(raw) ? undefined : type.decode(raw, field);
        if (stored === undefined) throw new Rejection(`${quote(input)} counts from the stored value, and there is none`, shift.otherwise);
        return shift.of(stored);
      };
      return { edit, note: shift.note, isShift: true };
    },
    encodeEdit: (input, field, locale, isUpdate) => {
      const change = isMany(field) || hasLines ? listChange(input) : undefined;
      if (!change) return wholeValue(input, field, locale, isUpdate);
      return isMany(field) ? listEdit(change, field, locale) : linesEdit(change, field, locale);
    },
  };
}

/** Some clients send an empty list for what a model leaves out. */
function refuseEmptying(lost: readonly string[]): void {
  if (lost.length === 0) return;
  throw new Rejection(`An empty list does not remove ${lost.join(", ")}`, "clear_fields to empty the field");
}

const LIST_CHANGES = ["add", "remove", "replace"] as const;

type ListChange = { readonly [change in (typeof LIST_CHANGES)[number]]?: unknown };

/** A change of a list, `{add, remove}` or `{replace}`, if that is what was given. */
function listChange(input: unknown): ListChange | undefined {
  const given = decodeJsonString(input);
  if (!isRecord(given)) return undefined;
  const named = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const changes = named.filter(([name]) => LIST_CHANGES.some((change) => change === name));
  if (changes.length === 0) return undefined;
  const isOne = changes.length === named.length && (changes.length === 1 || !changes.some(([name]) => name === "replace"));
  if (!isOne) throw new Rejection(`${quote(input)} is not a change of a list`, orChange("the whole value"));
  return Object.fromEntries(changes);
}
