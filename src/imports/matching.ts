import type { WireContact } from "../api/index.ts";
import { compare, isLikely, isNamesake, type Verdict } from "../identity/compare.ts";
import type { SharedValue } from "../identity/evidence.ts";
import { comparedField, identifyingTexts } from "../identity/held-values.ts";
import { type Identity, identityAfter, identityReader, withAccounts } from "../identity/identity.ts";
import { WEIGHT } from "../identity/kinds/identifying-kind.ts";
import { identifyingKindOf, isNameField } from "../identity/kinds/index.ts";
import { People } from "../identity/people.ts";
import { sameText } from "../identity/words.ts";
import { difference, rawOf } from "../schema/change.ts";
import type { Edits } from "../schema/collected-edits.ts";
import type { Attribute, ContactSchema, Field } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { MatchOn } from "./match-on.ts";

/** A contact, or by its number another row, that a row may mean. */
export interface Match<Id = string> {
  readonly id: Id;
  readonly verdict: Verdict;
}

/** Which contact a row means. */
export type Meant =
  /** `by`: what the two share: "Email", "name and account". `verdict` is absent if the row has the contact's ID. */
  | { readonly kind: "contact"; readonly id: string; readonly by: string; readonly verdict?: Verdict }
  /** One of these, or none. `isPassedOver`: the values that the caller chose do not match. */
  | { readonly kind: "unsure"; readonly matches: readonly Match[]; readonly isPassedOver: boolean }
  | { readonly kind: "nobody" };

/** A value of a row that identifies people, but cannot be read. */
export interface LostValue {
  readonly field: Field;
  readonly text: string;
  /** Why, as a sentence. */
  readonly problem: string;
}

/** The contacts that a row may mean, and similar ones. */
export interface Found {
  readonly meant: Meant;
  /** Earlier rows that are probably the same person. */
  readonly samePeople: readonly Match<number>[];
  /** All contacts with the same name. */
  readonly sameNames: readonly string[];
  /** Contacts and rows with the same name that are other people. */
  readonly namesakes: readonly (string | number)[];
  /** Contacts, and an earlier row, that share a value and are other people by their names. */
  readonly sharers: readonly Match<string | number>[];
}

/** What a row would create, and who that is. */
interface Row {
  readonly create: Edits;
  /** By what it links. */
  readonly linked: Identity;
  /** The same, at each account that the row may mean. */
  readonly identity: Identity;
}

/** How many similar contacts and rows are kept for each row, for the notes of the plan. */
const MOST_NOTED = 10;

const NOT_FOUND: Found = { meant: { kind: "nobody" }, samePeople: [], sameNames: [], namesakes: [], sharers: [] };

/** Finds the contacts that the rows of an import may mean, and the rows that mean the same person. */
export class Matching {
  readonly #schema: ContactSchema;
  readonly #on: MatchOn;
  readonly #matchKeys: readonly Field[];
  readonly #identityOf: (contact: WireContact) => Identity;
  /** What it reads of a contact. */
  readonly reads: readonly Attribute[];
  readonly #people = new People<string | number>();
  readonly #rows = new Map<number, Row>();

  /** @param salutations those before the names of contacts that the session wrote, by the contacts' IDs */
  constructor(schema: ContactSchema, on: MatchOn, salutations: ReadonlyMap<string, string> = new Map()) {
    this.#schema = schema;
    this.#on = on;
    this.#matchKeys = on.fields.filter((field) => identifyingKindOf(field) === undefined);
    const reader = identityReader(schema, this.#matchKeys);
    this.reads = reader.reads;
    this.#identityOf = (contact) => reader.of(contact, salutations.get(contact.id));
  }

  /** Whether the values of a field, and not of names, identify people, by what they are or by choice of the caller. */
  identifies(field: Field): boolean {
    return this.isChosenKey(field) || identifyingKindOf(field) !== undefined;
  }

  /** Whether a row certainly means a contact, even if its values that cannot be read are those of another person. */
  isSure(verdict: Verdict | undefined, lost: readonly LostValue[]): boolean {
    if (verdict === undefined) return true;
    const { weight, evidence } = verdict;
    // A name and nothing else, or a phone number of somebody whose name is not the same.
    const isWeak = weight < WEIGHT.personal && (weight === 0 || evidence.name.grade !== "same");
    return lost.every(({ field, text }) => {
      const kind = identifyingKindOf(field);
      if (this.isChosenKey(field) || kind?.isExclusive) return evidence.values.some((value) => isIn(field, value));
      return !isWeak || (kind !== undefined && kind.weightOf(text) < WEIGHT.personal);
    });
  }

  /** Whether the caller has chosen the attribute as one that identifies people. */
  isChosenKey(attribute: Attribute): boolean {
    return !this.#on.isUsual && this.#on.fields.some((field) => field === attribute);
  }

  /** What says that a row means a contact. If it changes before the row is written, the contact may be another person. */
  proof({ evidence: { values } }: Verdict, contact: ContactRecord): Attribute[] {
    const { fields, relationships } = this.#schema;
    const isShared = (field: Field) =>
      values.some((value) => isIn(field, value) && identifyingTexts(comparedField(field), rawOf(contact, field)).includes(value.text));
    return [
      ...fields.filter((field) => isNameField(field) || isShared(field)),
      ...relationships.filter(({ definition }) => values.length === 0 && definition.objectType === "account"),
    ];
  }

  addContact(contact: WireContact): void {
    this.#people.add(contact.id, this.#identityOf(contact));
  }

  /**
   * Adds a row, by its number, as the contact that it would create. Rows count as people who have a value.
   *
   * @param accounts the IDs of those that the row may mean, if several have the name that it gives
   */
  addRow(number: number, create: Edits, accounts: readonly string[]): void {
    const linked = identityAfter(difference(create, undefined).change, this.#matchKeys);
    const identity = withAccounts(linked, accounts);
    this.#rows.set(number, { create, linked, identity });
    this.#people.add(number, identity);
  }

  /** Whether a row, by its number, means this contact, as it is now. */
  means(number: number, contact: WireContact): boolean {
    const row = this.#rows.get(number);
    const verdict = row && this.#compare(row, this.#identityOf(contact));
    return verdict?.kind === "same" && this.#isChosen(verdict);
  }

  /** Call this once all contacts and rows are added. Works in small steps. */
  prepare(): Generator<void, void> {
    return this.#people.prepare();
  }

  /** Who a row may mean, by its number. */
  find(number: number): Found {
    const row = this.#rows.get(number);
    if (!row) return NOT_FOUND;
    const compared = [...this.#people.alike(row.identity)].flatMap(([id, other]) =>
      id === number ? [] : [{ id, verdict: this.#compare(row, other) }],
    );
    const contacts = compared.filter((match): match is Match => typeof match.id === "string");
    const rows = compared.filter((match): match is Match<number> => typeof match.id === "number");
    return {
      meant: this.#meant(contacts, row.create),
      samePeople: rows
        .filter(({ id, verdict }) => id < number && isLikely(verdict))
        .sort((one, other) => one.id - other.id)
        .slice(0, MOST_NOTED),
      sameNames: contacts.filter(({ verdict }) => verdict.evidence.name.grade === "same").map(({ id }) => id),
      namesakes: compared.filter(({ verdict }) => isNamesake(verdict)).map(({ id }) => id),
      sharers: [
        ...contacts.filter(({ verdict }) => verdict.kind === "other" && verdict.evidence.values.length > 0).slice(0, MOST_NOTED),
        ...rows.filter(({ id, verdict }) => id < number && !isLikely(verdict) && verdict.evidence.values.length > 0).slice(0, 1),
      ],
    };
  }

  #meant(contacts: readonly Match[], create: Edits): Meant {
    const same = contacts.filter(({ verdict }) => verdict.kind === "same");
    const chosen = same.filter(({ verdict }) => this.#isChosen(verdict));
    const unsure = contacts.filter(({ verdict }) => verdict.kind === "ambiguous");
    if (chosen.length === 0) {
      const matches = [...same, ...unsure].sort(byWeight);
      return matches.length === 0 ? { kind: "nobody" } : { kind: "unsure", matches, isPassedOver: same.length > 0 };
    }
    const most = Math.max(...chosen.map(({ verdict }) => verdict.weight));
    // Values prove more than a name and an account, and a personal value proves more than a name.
    const [match, ...others] = chosen.filter(({ verdict }) => verdict.weight >= Math.min(most, WEIGHT.usual));
    const rivals = unsure.filter(({ verdict }) => verdict.weight > most && verdict.weight > WEIGHT.usual);
    if (!match || others.length + rivals.length > 0) return { kind: "unsure", matches: [...chosen, ...rivals].sort(byWeight), isPassedOver: false };
    return { kind: "contact", id: match.id, by: byText(match.verdict, create), verdict: match.verdict };
  }

  #compare({ identity, linked }: Row, other: Identity): Verdict {
    const likely = compare(identity, other, this.#people.isHeldByMany);
    // Of several accounts that a row may mean, one that fits is evidence, but another one is not evidence against it.
    const verdict = likely.kind === "other" && linked !== identity ? compare(linked, other, this.#people.isHeldByMany) : likely;
    const { name, isExcluded } = verdict.evidence;
    const { byName } = this.#on;
    const isNamed = byName !== undefined && name.grade === "same" && !name.isOpposed && !isExcluded && verdict.kind !== "same";
    return isNamed ? { ...verdict, kind: byName } : verdict;
  }

  /** Whether two contacts are one person by the values that the caller chose. */
  #isChosen({ evidence: { values, name, hasSameAccount } }: Verdict): boolean {
    const { isUsual, byName, byNameAndAccount, fields } = this.#on;
    const isAlike = name.grade === "same" || name.grade === "alike";
    if (isUsual || (byName === "same" && name.grade === "same") || (byNameAndAccount && hasSameAccount && isAlike)) return true;
    return values.some((value) => fields.some((field) => isIn(field, value)));
  }
}

const byWeight = (one: Match, other: Match) => other.verdict.weight - one.verdict.weight;

/** Whether the values of a field are compared as a shared value is. */
const isIn = (field: Field, { comparedAs }: SharedValue): boolean => comparedField(field).comparedAs === comparedAs;

/** What a row shares with the contact that it means: the label of a field, or "name and account". */
function byText(verdict: Verdict, { fields }: Edits): string {
  const [first] = verdict.evidence.values;
  const field = first && [...fields.keys()].find((one) => isIn(one, first));
  return field ? field.label : sameText(verdict);
}
