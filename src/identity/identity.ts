import type { WireContact } from "../api/wire.ts";
import type { Change, FieldChange } from "../schema/change.ts";
import type { Attribute, ContactSchema, Field, Relationship } from "../schema/contact-schema.ts";
import type { FieldValue, Links } from "../schema/record.ts";
import { type ComparedField, comparedField, type HeldValues, heldValues } from "./held-values.ts";
import { allValues, IDENTIFYING_KINDS, identifyingKindOf, isNameField } from "./kinds/index.ts";
import { type PersonName, personName } from "./person-name.ts";

/** What distinguishes people, in forms that are equal if the same is meant. */
export interface Identity {
  readonly names: readonly PersonName[];
  /** Each {@link HeldValues.comparedAs} once, in the order of {@link IDENTIFYING_KINDS}. */
  readonly values: readonly HeldValues[];
  /** IDs. */
  readonly accounts: ReadonlySet<string>;
}

/** The attributes that identify people. */
interface Identifying {
  readonly names: readonly Field[];
  readonly values: readonly ComparedField[];
  readonly accounts: readonly Relationship[];
}

/** @param matchKeys fields that the caller has chosen to identify people, besides those of a {@link identifyingKindOf} */
function identifyingAmong(fields: readonly Field[], relationships: readonly Relationship[], matchKeys: readonly Field[]): Identifying {
  const isMatchKey = (field: Field) => matchKeys.some(({ apiKey }) => apiKey === field.apiKey);
  return {
    names: fields.filter(isNameField),
    values: fields
      .filter((field) => !isNameField(field) && (identifyingKindOf(field) !== undefined || isMatchKey(field)))
      .map(comparedField)
      .sort((one, other) => IDENTIFYING_KINDS.indexOf(one.kind) - IDENTIFYING_KINDS.indexOf(other.kind)),
    accounts: relationships.filter(({ definition }) => definition.objectType === "account"),
  };
}

const NO_ACCOUNTS: ReadonlySet<string> = new Set();

function identityIn(
  { names, values, accounts }: Identifying,
  rawOf: (field: Field) => unknown,
  idsOf: (relationship: Relationship) => readonly string[],
  salutationOf: (field: Field) => string | undefined,
): Identity {
  const ids = accounts.length === 1 && accounts[0] ? idsOf(accounts[0]) : accounts.flatMap(idsOf);
  return {
    names: names.flatMap((field) => personName(rawOf(field), salutationOf(field)) ?? []),
    values: heldValues(values, rawOf),
    accounts: ids.length === 0 ? NO_ACCOUNTS : new Set(ids),
  };
}

/** Reads who contacts are, as the API sent them. */
interface IdentityReader {
  /** What it reads of a contact. */
  readonly reads: readonly Attribute[];
  /** @param salutation what stood before its name */
  of(contact: Pick<WireContact, "fields" | "relationships">, salutation?: string): Identity;
}

/** @param matchKeys fields that the caller has chosen to identify people, besides those of a {@link identifyingKindOf} */
export function identityReader({ fields, relationships }: ContactSchema, matchKeys: readonly Field[] = []): IdentityReader {
  const identifying = identifyingAmong(fields, relationships, matchKeys);
  return {
    reads: [...identifying.names, ...identifying.values.map(({ field }) => field), ...identifying.accounts],
    of: (contact, salutation) =>
      identityIn(
        identifying,
        ({ apiKey }) => contact.fields.get(apiKey)?.value ?? null,
        ({ apiKey }) => contact.relationships.get(apiKey)?.ids ?? [],
        () => salutation,
      ),
  };
}

/** A value of a contact, or of a write. */
interface GivenValue extends FieldValue, Pick<FieldChange, "salutation"> {}

/** @param matchKeys as for {@link identityReader} */
export function identityOf(fields: readonly GivenValue[], links: readonly Links[], matchKeys: readonly Field[] = []): Identity {
  const [raws, ids] = [
    new Map(fields.flatMap(({ field, raw }) => (raw === null ? [] : [[field, raw] as const]))),
    new Map(links.map(({ relationship, ids }) => [relationship, ids])),
  ];
  return identityIn(
    identifyingAmong([...raws.keys()], [...ids.keys()], matchKeys),
    (field) => raws.get(field) ?? null,
    (relationship) => ids.get(relationship) ?? [],
    (field) => fields.find((one) => one.field === field)?.salutation,
  );
}

/** The identity of the contact that a change creates. If no value identifies the person, all its values together do. */
export function identityAfter(change: Change, matchKeys: readonly Field[] = []): Identity {
  const identity = identityOf(
    change.fields.map(({ field, after, salutation }) => ({ field, raw: after, salutation })),
    change.links.map(({ relationship, after }) => ({ relationship, ids: after })),
    matchKeys,
  );
  return identity.names.length + identity.values.length > 0 ? identity : { ...identity, values: [allValuesOf(change)] };
}

function allValuesOf({ fields, links }: Change): HeldValues {
  const values = [
    ...fields.map(({ field, after }) => [field.apiKey, ...field.type.canonical(after, field.definition)]),
    ...links.map(({ relationship, after }) => [relationship.apiKey, ...after.toSorted()]),
  ];
  const text = JSON.stringify(values.map((value) => JSON.stringify(value)).toSorted());
  return { kind: allValues, comparedAs: allValues.name, texts: [text] };
}

/** An identity that is at further accounts, by their IDs. */
export const withAccounts = (identity: Identity, ids: readonly string[]): Identity =>
  ids.length === 0 ? identity : { ...identity, accounts: new Set([...identity.accounts, ...ids]) };

/** Whether nothing identifies the person. Only a repeated write has the same values. */
export const isNobody = ({ values }: Identity): boolean => values.some(({ kind }) => kind === allValues);

/** An identity that has all values of one that {@link isNobody} too. */
export const withAllValuesOf = (identity: Identity, { values }: Identity): Identity => ({
  ...identity,
  values: [...identity.values, ...values.filter(({ kind }) => kind === allValues)],
});
