import { isRecord } from "./json.ts";

export const isNothing = (value: unknown) => value === null || value === undefined || value === "";

/** An object without any set part is not a value: `{"firstName": null}`. */
export const isUnset = (value: unknown) => isNothing(value) || (isRecord(value) && Object.values(value).every(isNothing));

/**
 * The values of a raw field: none, one or many. For some types the API sends one value and many alike, so every type
 * reads both.
 *
 * @example
 * rawValues("a"); // => ["a"]
 * rawValues(["a", null, ""]); // => ["a"]
 */
export const rawValues = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw.filter((value) => !isUnset(value)) : isUnset(raw) ? [] : [raw]);

/** Whether a raw field holds a value: `rawValues(raw).length > 0`, without a list. */
export const hasValue = (raw: unknown): boolean => (Array.isArray(raw) ? raw.some((value) => !isUnset(value)) : !isUnset(raw));
