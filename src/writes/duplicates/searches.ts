import type { WireFilter } from "../../api/index.ts";
import { identifyingTexts } from "../../identity/held-values.ts";
import { IDENTIFYING_KINDS, type IdentifyingKind, identifyingKindOf, isNameField } from "../../identity/kinds/index.ts";
import { nameSpellings } from "../../identity/person-name.ts";
import type { Change, FieldChange } from "../../schema/change.ts";
import type { ContactSchema, Field } from "../../schema/contact-schema.ts";
import { relationshipFilterKey } from "../../schema/filters.ts";

/** Filters of the API, all of which must pass. Relationships are named by key or by slug. */
export type ApiSearch = (byKey: boolean) => readonly WireFilter[];

/** A search of the local copy. */
interface LocalSearch {
  readonly text: string;
  readonly isName: boolean;
}

/** A value of a change that identifies a person. */
interface IdentifyingValue extends FieldChange {
  readonly kind: IdentifyingKind;
}

/** The identifying values of a change. Those that prove most come first. */
function identifyingValues({ fields }: Change): IdentifyingValue[] {
  const set = fields.filter(({ after }) => after !== null);
  return IDENTIFYING_KINDS.flatMap((kind) => set.filter(({ field }) => identifyingKindOf(field) === kind).map((one) => ({ ...one, kind }))).filter(
    (value) => identifyingTexts(value, value.after).length > 0,
  );
}

const namesIn = ({ fields }: Change): FieldChange[] => fields.filter(({ field, after }) => isNameField(field) && after !== null);

/** What the local copy is searched for to find those who hold a value. */
export const searchedTexts = (kind: IdentifyingKind, field: Field, raw: unknown): readonly string[] =>
  kind.search?.localTexts?.(raw, field) ?? identifyingTexts({ field, kind }, raw);

/**
 * The searches of the local copy: values in all their spellings, and names.
 *
 * @param withSimilar whether nicknames and initials are searched for too
 */
export function localSearches(change: Change, withSimilar: boolean): LocalSearch[] {
  return [
    ...identifyingValues(change)
      .flatMap(({ kind, field, after }) => searchedTexts(kind, field, after))
      .map((text) => ({ text, isName: false })),
    ...namesIn(change)
      .flatMap(({ after }) => nameSpellings(after, withSimilar))
      .map((text) => ({ text, isName: true })),
  ];
}

/** The searches of the API. Those that prove most come first. */
export function apiSearches(change: Change, { fields }: ContactSchema): ApiSearch[] {
  const names = namesIn(change).flatMap(({ field, after }) =>
    field.type.canonical(after, field.definition).map((value): WireFilter => ({ key: field.apiKey, operator: "startsWith", value })),
  );
  const accounts = change.links.filter(({ relationship }) => relationship.definition.objectType === "account");
  const searches: ApiSearch[] = [
    ...identifyingValues(change)
      .flatMap((value) => filtersFor(value, fields))
      .map((filter) => () => [filter]),
    // If many contacts have the name, the one at the account may be on a late page.
    ...names.flatMap((name) =>
      accounts.flatMap(({ relationship, after }) =>
        after.map((id) => (byKey: boolean): WireFilter[] => [
          name,
          { key: relationshipFilterKey(relationship, byKey), operator: "contains", value: id },
        ]),
      ),
    ),
    ...names.map((filter) => () => [filter]),
  ];
  return [...new Map(searches.map((search) => [JSON.stringify(search(true)), search])).values()];
}

function filtersFor({ field, after, kind }: IdentifyingValue, fields: readonly Field[]): WireFilter[] {
  if (!kind.search) return [];
  const { operators, storedForms, isInAllFields } = kind.search;
  const texts = [...new Set(storedForms(after, field))];
  const searched = isInAllFields ? fields.filter((one) => kind.covers?.(one)) : [field];
  return searched.flatMap(({ apiKey, type }) => {
    const operator = operators.find((one) => type.filter.operators.includes(one));
    return operator ? texts.map((value): WireFilter => ({ key: apiKey, operator, value })) : [];
  });
}
