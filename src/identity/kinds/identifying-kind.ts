import type { FilterOperator } from "../../api/wire.ts";
import type { Field } from "../../schema/contact-schema.ts";

/** How much a shared value says: it belongs to one person, often to one person, or to many. */
export const WEIGHT = { personal: 3, usual: 2, common: 1 } as const;

export type Weight = (typeof WEIGHT)[keyof typeof WEIGHT];

/**
 * A kind of value that tells people apart, with everything about it: which fields have such values, what a shared or a
 * different value means, how contacts with a value are found, and what the kind is called.
 */
export interface IdentifyingKind {
  /** The beginning of the keys of its values. Other releases may read these keys, so it must not change. */
  readonly name: string;
  /** Whether the values of a field are of this kind. Absent if the caller or the write decides it. */
  covers?(field: Field): boolean;
  /** Whether each field's values are a kind of their own, called by its label. By default, those of all fields are compared. */
  readonly isPerField?: boolean;
  /** The texts of a value that identify its holder. They are equal if the same is meant. By default those of its type. */
  texts?(raw: unknown, field: Field): readonly string[];

  /** How much it says if two people share a text. */
  weightOf(text: string): Weight;
  /** Whether several people may hold one value. If many do, it says little. */
  readonly isShareable?: boolean;
  /** Whether the API refuses a second contact with the value, so that holders with other last names are one person. */
  readonly isExclusive?: boolean;
  /** Whether programs look it up by name, so that it may belong to a namesake. */
  readonly mayBeOfNamesake?: boolean;
  /** The part of a text that often holds the name of the person. Absent if none does. */
  handleOf?(text: string): string;
  readonly otherSpellings?: OtherSpellings;
  /** What it says if both have values, and none in common. Absent if one person often has several. */
  readonly difference?: DifferenceOfKind;

  /** How contacts that hold a value are found. Absent if they are not searched for. */
  readonly search?: SearchOfKind;
  readonly words: WordsOfKind;
}

/** Texts that are different, but probably mean the same: two addresses of one mailbox. */
interface OtherSpellings {
  /** A text that is equal for all spellings. */
  common(text: string): string;
  /** What all spellings stand for: "mailbox". */
  readonly of: string;
  /** How two spellings of it differ: "under another address". */
  readonly inOtherForm: string;
}

interface DifferenceOfKind {
  /**
   * - exclusive: two people, by a rule of the workspace
   * - strong: probably two people
   * - weak: two people, if their names prove nothing either
   */
  readonly weight: "exclusive" | "strong" | "weak";
  /** The one who gives out a value, and rarely gives two to one person: an employer, a service. */
  issuerOf?(text: string): string | undefined;
  /** The name of the issuer, with hyphens between its words. That of its successor may have more words: "acme-robotics". */
  issuerNameOf?(text: string): string | undefined;
  /** Whether values of two issuers are no difference: everybody may have a page at each service. */
  readonly isWithinIssuer?: boolean;
}

interface SearchOfKind {
  /** The operators that search the API for a value, the best first. Some types of fields lack some of them. */
  readonly operators: readonly FilterOperator[];
  /** A value in all forms in which the API may store it. The API's filters compare exactly. */
  storedForms(raw: unknown, field: Field): readonly string[];
  /** Whether all fields of the kind are searched. By default only the one that the value is for. */
  readonly isInAllFields?: boolean;
  /** The texts to search the local copy for. By default the identifying texts. */
  localTexts?(raw: unknown, field: Field): readonly string[];
}

/** What a value of the kind is called. If {@link IdentifyingKind.isPerField}, the label of its field stands instead. */
interface WordsOfKind {
  /** After "shares": "the e-mail address". */
  readonly withThe: string;
  /** Before "that several people have": "an e-mail address". */
  readonly withA: string;
  /** After "same", "different" and "no": "e-mail". */
  readonly short: string;
  /** Whether {@link DifferenceOfKind.issuerOf} stands before {@link short}: "linkedin.com profile". */
  readonly namesIssuer?: boolean;
  /** How the same value may be written, after {@link short}: "with other capitals". */
  readonly inOtherForm?: string;
  /** What different values have in common if issuers share a name, or handles are the same. Absent: two people. */
  readonly sameIssuer?: string;
  readonly sameHandle?: string;
}
