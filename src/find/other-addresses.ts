import { type Attribute, type ContactSchema, mainField } from "../schema/contact-schema.ts";
import { type ContactPredicate, everyOf, type FilterInput } from "../schema/filters.ts";
import { isAddress } from "./questions/words/attribute-kinds.ts";

/** Another field for what a question asks for: who has no phone may have a mobile. */
export interface OtherAddress {
  /** Whether a contact has a value in this field alone. */
  readonly passes: ContactPredicate;
  readonly reads: readonly Attribute[];
  /** Says how many of the contacts do. */
  said(count: number): string;
}

/** The fields that a question with "no phone" or "with an e-mail" may also be about. The filters must be valid. */
export function otherAddresses(
  filters: readonly FilterInput[],
  { fields }: ContactSchema,
  encode: (filters: readonly FilterInput[]) => ContactPredicate[],
): OtherAddress[] {
  return filters.flatMap((filter) => {
    const asked = fields.find((field) => field.agentKey === filter.field && isAddress(field));
    const isSet = filter.operator === "isSet";
    if (!asked || !(isSet || filter.operator === "not_isSet") || mainField(fields, asked.definition.valueType) !== asked) return [];
    const isOther = (field: Attribute) => field !== asked && !filters.some((one) => one.field === field.agentKey);
    return fields
      .filter((field) => field.definition.valueType === asked.definition.valueType && isOther(field))
      .map((other) => ({
        passes: everyOf(
          encode([
            ...filters.filter((one) => one !== filter),
            { field: asked.agentKey, operator: "not_isSet" },
            { field: other.agentKey, operator: "isSet" },
          ]),
        ),
        reads: [asked, other],
        said: (count) => {
          const [who, only] = isSet ? ["more", " only"] : ["of these", ""];
          return `Only ${asked.label} was looked at: ${count} ${who} ${count === 1 ? "has" : "have"}${only} ${other.label}.`;
        },
      }));
  });
}
