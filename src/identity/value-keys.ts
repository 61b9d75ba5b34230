import { nicknamesOf } from "../text/nicknames.ts";
import type { Identity } from "./identity.ts";
import { mailboxOf } from "./mailbox.ts";
import type { PersonName } from "./person-name.ts";

type Kind = "email" | "phone" | "profile";

/** Whether a key is that of a value which several people may have. */
export const mayBeWide = (key: string): boolean => /^(email|phone|profile) /.test(key);

/** A value as a text by which its holders are found. */
export const valueKey = (kind: Kind, text: string): string => `${kind} ${text}`;

const fieldKeys = (kind: string, fields: Identity["uniques"]): string[] =>
  [...fields].flatMap(([field, { texts }]) => texts.map((text) => `${kind} ${field} ${text}`));

/** The values by which a person is found, apart from the name. */
const valueKeys = ({ emails, phones, profiles, uniques, keys, content }: Identity): string[] => [
  ...fieldKeys("unique", uniques),
  ...fieldKeys("key", keys),
  ...[...emails].map((text) => valueKey("email", text)),
  ...[...phones].map((text) => valueKey("phone", text)),
  ...[...profiles].map((text) => valueKey("profile", text)),
  ...(content === undefined ? [] : [`content ${content}`]),
];

const nameKey = (name: PersonName) => `name ${name.letters}`;

/**
 * Texts of which two creates of the same person share at least one, unless they only have similar names. Equal names
 * in other spellings have one text.
 */
export const identifiers = (identity: Identity): string[] => [...valueKeys(identity), ...identity.names.map(nameKey)];

/** An initial and a word of the last name. */
const abbreviated = (first: readonly string[], { family }: PersonName) => {
  const initials = [...new Set(first.map((word) => word.charAt(0)))];
  return family.flatMap((word) => initials.map((initial) => `${initial}|${word}`));
};

const isWord = ({ given, family }: PersonName) => given.length + family.length === 1;

/** Texts under which a named person is kept, to be found by {@link lookupNames}. */
export const storedNames = ({ names }: Identity): string[] =>
  names.flatMap((name) => [
    name.letters,
    ...(isWord(name) ? [`alone ${name.joined}`] : abbreviated(name.given.slice(0, 1), name)),
    ...[...name.given, ...name.family].map((word) => `word ${word}`),
  ]);

/** Texts under which those of the same or a similar name are found. */
export const lookupNames = ({ names }: Identity): string[] =>
  names.flatMap((name) => {
    const [first = ""] = name.given;
    return [
      name.letters,
      ...(isWord(name) ? [`word ${name.joined}`] : abbreviated([first, ...name.called, ...nicknamesOf(first)], name)),
      ...[...name.given, ...name.called, ...name.family].map((word) => `alone ${word}`),
    ];
  });

const mailboxKeys = ({ emails }: Identity) => [...emails].map((email) => `mailbox ${mailboxOf(email)}`);

/**
 * Texts of which two people share one if they may be the same. At one account there are many others:
 * there they must also share one of {@link lookupNames}.
 */
export const peopleKeys = (identity: Identity): string[] => [
  ...identifiers(identity),
  ...mailboxKeys(identity),
  ...[...identity.accounts].map((account) => `account ${account}`),
];

/** Whether a key is that of an account. */
export const isAccount = (key: string): boolean => key.startsWith("account ");
