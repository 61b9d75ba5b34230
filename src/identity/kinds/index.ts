import type { Field } from "../../schema/contact-schema.ts";
import { allValues } from "./all-values.ts";
import { email } from "./email.ts";
import type { IdentifyingKind } from "./identifying-kind.ts";
import { matchKey } from "./match-key.ts";
import { phone } from "./phone.ts";
import { profile } from "./profile.ts";
import { unique } from "./unique.ts";

/** The kinds of values that identify people, besides names and accounts. Kinds that prove most come first. */
export const IDENTIFYING_KINDS: readonly IdentifyingKind[] = [unique, matchKey, email, phone, profile, allValues];

/** The kind of a field's values; undefined if they identify nobody. */
export const identifyingKindOf = (field: Field): IdentifyingKind | undefined => IDENTIFYING_KINDS.find((kind) => kind.covers?.(field));

/** Whether a field holds names, which are compared in a way of their own. */
export const isNameField = ({ type }: Field): boolean => type.identifies === "name";

export type { IdentifyingKind };
export { allValues, matchKey };
