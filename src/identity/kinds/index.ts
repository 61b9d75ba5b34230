import { isRecord } from "../../fields/json.ts";
import { rawValues } from "../../fields/raw-values.ts";
import type { Field } from "../../schema/contact-schema.ts";
import { employerDomain, employerName, isRoleMailbox, mailboxOf } from "../mailbox.ts";
import { type IdentifyingKind, WEIGHT } from "./identifying-kind.ts";

/** A value that no two contacts of the workspace may have. */
const unique: IdentifyingKind = {
  name: "unique",
  covers: ({ type, definition }) => type.identifies === undefined && definition.config.unique === true,
  isPerField: true,
  weightOf: () => WEIGHT.personal,
  isExclusive: true,
  difference: { weight: "exclusive" },
  search: {
    operators: ["equal", "contains"],
    storedForms: (raw) => rawValues(raw).flatMap((value) => (isRecord(value) ? [] : [String(value)])),
  },
  words: { withThe: "the unique value", withA: "a unique value", short: "unique value" },
};

/** A value of any other field that the caller has chosen for matching. */
export const matchKey: IdentifyingKind = {
  name: "key",
  isPerField: true,
  texts: (raw, { type, definition }) => type.canonical(raw, definition).map((text) => text.toLowerCase()),
  weightOf: () => WEIGHT.personal,
  // A caller may choose a field that tells nobody apart, such as a date or the job title.
  isShareable: true,
  words: { withThe: "the value", withA: "a value", short: "value" },
};

const email: IdentifyingKind = {
  name: "email",
  covers: ({ type }) => type.identifies === "email",
  weightOf: (text) => (isRoleMailbox(text) ? WEIGHT.common : WEIGHT.personal),
  isShareable: true,
  handleOf: (text) => text.slice(0, text.lastIndexOf("@")).replace(/\+.*$/s, ""),
  otherSpellings: { of: "mailbox", inOtherForm: "under another address", common: mailboxOf },
  difference: { weight: "strong", issuerOf: employerDomain, issuerNameOf: employerName },
  search: {
    operators: ["contains"],
    isInAllFields: true,
    // As given and in lower case, because the API may distinguish them.
    storedForms: (raw, { type, definition }) => [...rawValues(raw).map(String), ...type.canonical(raw, definition)],
  },
  words: {
    withThe: "the e-mail address",
    withA: "an e-mail address",
    short: "e-mail",
    inOtherForm: "with other capitals",
    sameIssuer: "the company in the e-mail address",
    sameHandle: "the part of the e-mail address before the @",
  },
};

const withoutExtension = (number: string) => number.replace(/;.*/, "");

const phone: IdentifyingKind = {
  name: "phone",
  covers: ({ type }) => type.identifies === "phone",
  // A family or an office may share it.
  weightOf: () => WEIGHT.usual,
  isShareable: true,
  search: {
    operators: ["contains"],
    isInAllFields: true,
    storedForms: (raw) => rawValues(raw).flatMap((number) => [String(number), withoutExtension(String(number))]),
  },
  words: { withThe: "the phone number", withA: "a phone number", short: "phone", inOtherForm: "in another form" },
};

/** A page of a company, a school or a group, which several people may give as their own. */
const SHARED_PAGE = /^[^/]+\/(company|school|showcase|groups|pages|events|jobs|feed|posts?)(\/|$)/;

/** A page of a person at a service such as LinkedIn. */
const profile: IdentifyingKind = {
  name: "profile",
  covers: ({ type }) => type.identifies === "profile",
  texts: (raw, { type, definition }) => type.canonical(raw, definition).filter((text) => !SHARED_PAGE.test(text)),
  weightOf: () => WEIGHT.personal,
  isShareable: true,
  handleOf: (text) => text.slice(text.lastIndexOf("/") + 1),
  mayBeOfNamesake: true,
  difference: { weight: "weak", issuerOf: (text) => text.split("/", 1)[0], isWithinIssuer: true },
  search: {
    operators: ["equal"],
    storedForms: (raw, { type, definition }) => type.filter.spellings(raw, definition),
    localTexts: (raw, { type, definition }) => type.search.texts(raw, definition),
  },
  words: { withThe: "the profile", withA: "a profile", short: "profile", namesIssuer: true, inOtherForm: "in another form" },
};

/** All values of a write, if none of them identifies a person: only the same write again has the same. */
export const allValues: IdentifyingKind = {
  name: "content",
  weightOf: () => WEIGHT.personal,
  words: { withThe: "all values", withA: "all values", short: "values, none of which identifies a person" },
};

/** The kinds of values that identify people, besides names and accounts. Kinds that prove most come first. */
export const IDENTIFYING_KINDS: readonly IdentifyingKind[] = [unique, matchKey, email, phone, profile, allValues];

/** The kind of a field's values; undefined if they identify nobody. */
export const identifyingKindOf = (field: Field): IdentifyingKind | undefined => IDENTIFYING_KINDS.find((kind) => kind.covers?.(field));

/** Whether a field holds names, which are compared in a way of their own. */
export const isNameField = ({ type }: Field): boolean => type.identifies === "name";

export type { IdentifyingKind };
