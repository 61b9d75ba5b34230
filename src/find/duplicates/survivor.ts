import type { Outline } from "../../replica/contacts/row-part.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** The facts that decide which of several contacts should stay. */
interface Standing {
  /** How many fields and relationships are set. */
  readonly values: number;
  /** In ms. */
  readonly created: number;
  /** When it was last changed, in ms; if never, when it was created. */
  readonly touched: number;
}

export function standingOf({ createdAt, updatedAt, size }: Outline): Standing {
  const created = Date.parse(createdAt);
  return { values: size, created, touched: updatedAt ? Date.parse(updatedAt) : created };
}

export const standingOfRecord = ({ fields, relationships, createdAt, updatedAt }: ContactRecord): Standing =>
  standingOf({
    createdAt,
    updatedAt,
    size: fields.filter(({ field, raw }) => field.type.isSet(raw)).length + relationships.filter(({ ids }) => ids.length > 0).length,
  });

/** The most complete first, of equally complete ones the one that was touched last, then the oldest. */
export function ranked<Member>(members: readonly Member[], of: (member: Member) => Standing | undefined): Member[] {
  const standings = members.map((member) => ({ member, standing: of(member) }));
  standings.sort(({ standing: a }, { standing: b }) => (a && b ? b.values - a.values || b.touched - a.touched || a.created - b.created : 0));
  return standings.map(({ member }) => member);
}

/** Why the first should stay: the points in which it is ahead of all others. */
export function strengths(all: readonly Standing[]): string[] {
  const [first, ...others] = all;
  if (!first) return [];
  return [
    ...(others.every(({ values }) => values < first.values) ? ["most complete"] : []),
    ...(others.every(({ created }) => created > first.created) ? ["oldest"] : []),
    ...(others.every(({ touched }) => touched < first.touched) ? ["last changed"] : []),
  ];
}
