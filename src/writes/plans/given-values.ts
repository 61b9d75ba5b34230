import type { Locale } from "../../fields/index.ts";
import { compare } from "../../identity/compare.ts";
import type { Identity } from "../../identity/identity.ts";
import { valueKeys } from "../../identity/value-keys.ts";
import { sameText } from "../../identity/words.ts";
import { getOrInsert } from "../../maps.ts";
import { firstOf } from "../../text/first-of.ts";
import { oneLine } from "../../text/plain-text.ts";
import { nameAndId } from "../../text/words.ts";
import { addedValues, isOfOnePerson } from "../duplicates/added-values.ts";
import { knownSharers } from "../duplicates/duplicates.ts";
import { subject } from "../refusal-text.ts";
import { rowText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import type { Candidate, DraftRow, PresentChange } from "./draft.ts";

/** How many rows are kept for each value, and how many contacts a reason names. */
const MOST_KEPT = 4;
const MOST_NAMED = 3;

interface Gift {
  readonly row: DraftRow;
  readonly identity: Identity;
}

/** Why a contact should not get a value. */
export interface Doubt {
  readonly reason: string;
  /** The contacts that hold it or get it too, and what they share. */
  readonly others: readonly Pick<Candidate, "id" | "shares">[];
}

/** The values that the rows of one plan give to contacts. It finds rows that would give away a value of another person. */
export class GivenValues {
  readonly #writes: SessionWrites;
  readonly #locale: Locale;
  readonly #gifts = new Map<string, Gift[]>();

  constructor(writes: SessionWrites, locale: Locale) {
    this.#writes = writes;
    this.#locale = locale;
  }

  /** Adds a row, with which others are compared. An ambiguous row may still give its values to somebody. */
  note(row: DraftRow): void {
    const change = row.kind === "ambiguous" ? row.create : "change" in row ? row.change : undefined;
    const added = change && addedValues(change, row.kind === "update" ? row.contact : undefined);
    if (!added) return;
    const gift: Gift = { row, identity: added.identity };
    for (const key of valueKeys(added.identity)) {
      const gifts = getOrInsert(this.#gifts, key, () => []);
      if (gifts.length < MOST_KEPT) gifts.push(gift);
    }
  }

  /** Undefined if no other contact holds or gets what the change adds to this one. */
  doubt({ contact, change }: PresentChange): Doubt | undefined {
    const added = addedValues(change, contact);
    if (!added) return undefined;
    const held = knownSharers(added, contact, this.#writes).filter(({ verdict }) => isOfOnePerson(verdict));
    const gifts = new Set(valueKeys(added.identity).flatMap((key) => this.#gifts.get(key) ?? []));
    const given = [...gifts].flatMap(({ row, identity }) => {
      const verdict = compare(added.identity, identity);
      return mayMean(row, contact.id) || !isOfOnePerson(verdict) ? [] : [{ row, by: sameText(verdict) }];
    });
    if (held.length + given.length === 0) return undefined;
    const reasons = [
      ...held.map((one) => rowText.isHeld(subject(one.contact, this.#locale), sameText(one.verdict))),
      ...(given.length > 1 && given.every(({ row }) => row.number === undefined)
        ? new Set(given.map(({ by }) => `others get the same ${by} in this plan`))
        : given.map(({ row, by }) => rowText.isGiven(nameAndId(oneLine(row.name), idIn(row)), by, row.number))),
    ];
    return {
      reason: firstOf(reasons, MOST_NAMED, "; ", "; "),
      others: [
        ...held.map((one) => ({ id: one.contact.id, shares: rowText.hasSame(sameText(one.verdict)) })),
        ...given.flatMap(({ row, by }) => (row.kind === "update" ? [{ id: row.contact.id, shares: rowText.getsSame(by) }] : [])),
      ],
    };
  }
}

const idIn = (row: DraftRow): string | undefined => (row.kind === "update" ? row.contact.id : undefined);

const mayMean = (row: DraftRow, id: string): boolean => (row.kind === "ambiguous" ? row.candidates.some((one) => one.id === id) : idIn(row) === id);
