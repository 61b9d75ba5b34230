import { wholeJson } from "../text/quote.ts";

/** How a call gives values, so that a message shows only what that call accepts. */
export interface CallForm {
  /** Where a value is given: `fields.email`, `"Email"`. */
  place(argument: string, key: string, label: string): string;
  /** A list or an object as the call takes it, with its key if one is given. */
  written(value: unknown, key?: string): string;
  /** What to do instead of giving an empty value, after what is accepted. */
  readonly toLeaveEmpty: string;
  /** Where another value of the same contact is given: "in the same call". */
  readonly together: string;
  /** Whether the call can empty fields. */
  readonly clears?: true;
  /** Whether a value may count from the stored one, as "+2 weeks" does. */
  readonly shifts?: true;
  /** What is wrong if no value is given; the default names `fields`. */
  readonly nothingGiven?: string;
}

const inArgument = (argument: string, key: string) => `${argument}.${key}`;

const asJson = (value: unknown, key?: string) => wholeJson(key === undefined ? value : { [key]: value });

/** Where the schema advertises entries, their value is a text. */
function asEntry(value: unknown, key?: string): string {
  const text = `"value": ${wholeJson(wholeJson(value))}`;
  return key === undefined ? text : `{"field": ${wholeJson(key)}, ${text}}`;
}

export const IN_CREATE: CallForm = {
  place: inArgument,
  written: asJson,
  toLeaveEmpty: "; to leave the field empty, omit it",
  together: "in the same call",
};

export const IN_UPDATE: CallForm = {
  place: inArgument,
  written: asEntry,
  toLeaveEmpty: "; clear_fields empties the field",
  together: "in the same call",
  clears: true,
  shifts: true,
};

export const IN_MERGE: CallForm = {
  ...IN_CREATE,
  written: asEntry,
  toLeaveEmpty: '; or whose value to take: "keep", or the ID of another contact of the group',
};

/** A row of a table. Its columns have names of their own. */
export const IN_ROW: CallForm = {
  place: (_, _key, label) => label,
  written: asJson,
  toLeaveEmpty: "",
  together: "in the same row",
  nothingGiven: "the row has no values to write",
};
