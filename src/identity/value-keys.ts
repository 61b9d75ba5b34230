import type { Identity } from "./identity.ts";
import { mailboxOf } from "./mailbox.ts";

type Kind = "email" | "phone" | "profile";

/** Whether a key is that of a value which several people may have. */
export const mayBeWide = (key: string): boolean => /^(email|phone|profile) /.test(key);

/** A value as a text by which its holders are found. */
export const valueKey = (kind: Kind, text: string): string => `${kind} ${text}`;

const fieldKeys = (kind: string, fields: Identity["uniques"]): string[] =>
  [...fields].flatMap(([field, { texts }]) => texts.map((text) => `${kind} ${field} ${text}`));

/** The values by which a person is found, apart from the name. */
const exactKeys = ({ emails, phones, profiles, uniques, keys, content }: Identity): string[] => [
  ...fieldKeys("unique", uniques),
  ...fieldKeys("key", keys),
  ...[...emails].map((text) => valueKey("email", text)),
  ...[...phones].map((text) => valueKey("phone", text)),
  ...[...profiles].map((text) => valueKey("profile", text)),
  ...(content === undefined ? [] : [`content ${content}`]),
];

/** Texts of which two people of the same name share one, in whatever spelling. */
export const nameKeys = ({ names }: Identity): string[] => names.map(({ letters }) => `name ${letters}`);

/**
 * Texts of which two creates of the same person share at least one, unless they only have similar names. Equal names
 * in other spellings have one text.
 */
export const identifiers = (identity: Identity): string[] => [...exactKeys(identity), ...nameKeys(identity)];

/** Texts of which two people share one if they share a value, or a mailbox in another spelling. */
export const valueKeys = (identity: Identity): string[] => [
  ...exactKeys(identity),
  ...[...identity.emails].map((email) => `mailbox ${mailboxOf(email)}`),
];
