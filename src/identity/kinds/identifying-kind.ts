import type { FilterOperator } from "../../api/wire.ts";
import type { Field } from "../../schema/contact-schema.ts";

/** How much a shared value says: it belongs to one person, often to one person, or to many. */
export const WEIGHT = { personal: 3, usual: 2, common: 1 } as const;

export type Weight = (typeof WEIGHT)[keyof typeof WEIGHT];

/**
 * A kind of value by which people are told apart. A kind's file says everything about it: which fields have it, what a
 * shared value and a differing one say, how its holders are found, and what it is called.
 */
export interface IdentifyingKind {
  /** Begins the keys of its values. Processes of other releases may read them, so it must not change. */
  readonly name: string;
  /** Whether the values of a field are of this kind. Absent if the caller or the write decides it. */
  covers?(field: Field): boolean;
  /**
   * Whether the values of each field are a kind of their own, called by the field's label. By default, the values of
   * all fields that it covers are compared with each other.
   */
  readonly isPerField?: boolean;
  /** The texts of a value that identify its holder. They are equal if the same is meant. By default those of its type. */
  texts?(raw: unknown, field: Field): readonly string[];

  /** How much it says if two people share a text. */
  weightOf(text: string): Weight;
  /** Whether several people may hold one value. If many do, it says little. */
  readonly isShareable?: boolean;
  /** Whether the workspace or the caller calls it an ID: holders with other last names are one person. */
  readonly isId?: boolean;
  /** Whether the API refuses a second contact with the value. */
  readonly isExclusive?: boolean;
  /** Whether programs look it up by the name, and may have taken a namesake's. */
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
export interface OtherSpellings {
  /** A text that is equal for all spellings. */
  common(text: string): string;
  /** What all spellings stand for: "mailbox". */
  readonly of: string;
}

export interface DifferenceOfKind {
  /**
   * - exclusive: two people, says the workspace
   * - strong: probably two people
   * - weak: two people, if their names do not say who they are either
   */
  readonly weight: "exclusive" | "strong" | "weak";
  /** Who gives out a value, and rarely gives one person two: an employer, a service. */
  issuerOf?(text: string): string | undefined;
  /** Whether values of two issuers are no difference: everybody may have a page at each service. */
  readonly isWithinIssuer?: boolean;
}

export interface SearchOfKind {
  /** How the API is asked for a value, the best operator first. Types of fields may lack some. */
  readonly operators: readonly FilterOperator[];
  /** A value in all forms in which the API may hold it. Its filters compare to the letter. */
  storedForms(raw: unknown, field: Field): readonly string[];
  /** Whether all fields of the kind are searched. By default only the one that the value is for. */
  readonly isInAllFields?: boolean;
  /** What the local copy is searched for. By default the texts that identify. */
  localTexts?(raw: unknown, field: Field): readonly string[];
}

/** What a value of the kind is called. If {@link IdentifyingKind.isPerField}, the label of its field stands instead. */
export interface WordsOfKind {
  /** After "shares": "the e-mail address". */
  readonly withThe: string;
  /** Before "that several people have": "an e-mail address". */
  readonly withA: string;
  /** After "same", "different" and "no": "e-mail". */
  readonly short: string;
  /** How the same value may be written, after {@link short}: "with other capitals". */
  readonly inOtherForm?: string;
}
