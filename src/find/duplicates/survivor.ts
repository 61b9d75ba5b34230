import type { WireContact } from "../../api/index.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** What says which of several contacts should stay. */
export interface Standing {
  /** How many fields and relationships are set. */
  readonly values: number;
  /** In ms. */
  readonly created: number;
  /** When it was last changed, in ms; at the latest when it was created. */
  readonly touched: number;
}

export function standingOf({
  fields,
  relationships,
  createdAt,
  updatedAt,
}: Pick<WireContact, "fields" | "relationships" | "createdAt" | "updatedAt">): Standing {
  const links = [...relationships.values()].filter(({ ids }) => ids.length > 0);
  const created = Date.parse(createdAt);
  const isSet = ({ value }: { readonly value: unknown }) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  return { values: [...fields.values()].filter(isSet).length + links.length, created, touched: updatedAt ? Date.parse(updatedAt) : created };
}

export const standingOfRecord = ({ fields, relationships, createdAt, updatedAt }: ContactRecord): Standing => ({
  values: fields.filter(({ field, raw }) => field.type.isSet(raw)).length + relationships.filter(({ ids }) => ids.length > 0).length,
  created: Date.parse(createdAt),
  touched: Date.parse(updatedAt ?? createdAt),
});

/** The most complete first, of equally complete ones the one that was touched last, then the oldest. */
export function ranked<Member>(members: readonly Member[], of: (member: Member) => Standing | undefined): Member[] {
  return members.toSorted((one, other) => {
    const [a, b] = [of(one), of(other)];
    return a && b ? b.values - a.values || b.touched - a.touched || a.created - b.created : 0;
  });
}

/** Why the first should stay: what it is more than all others. */
export function strengths(all: readonly Standing[]): string[] {
  const [first, ...others] = all;
  if (!first) return [];
  return [
    ...(others.every(({ values }) => values < first.values) ? ["most complete"] : []),
    ...(others.every(({ created }) => created > first.created) ? ["oldest"] : []),
    ...(others.every(({ touched }) => touched < first.touched) ? ["last changed"] : []),
  ];
}
