/** The kinds of text that are searched. Their order is part of the stored index. */
export const PART_KINDS = ["name", "email", "phone", "title", "account", "owner", "place", "handle", "url", "option", "text"] as const;

export type PartKind = (typeof PART_KINDS)[number];

/** The kinds in the index. The domain of an e-mail address says more about the company than about the person. */
export const INDEX_KINDS = [...PART_KINDS, "domain"] as const;

export type IndexKind = (typeof INDEX_KINDS)[number];

/** The number of a kind in the index: its place in {@link INDEX_KINDS}. */
export const kindNumber = (kind: IndexKind): number => INDEX_KINDS.indexOf(kind);

/** Kinds as bits of one number. */
export const kindBits = (kinds: readonly IndexKind[]): number => kinds.reduce((bits, kind) => bits | (1 << kindNumber(kind)), 0);

/** The kind of a number, as answers name it. */
export const partKindOf = (number: number): PartKind => {
  const kind = INDEX_KINDS[number];
  return kind === undefined || kind === "domain" ? "email" : kind;
};

/** How much a match in a kind of text counts. People ask by name first, then by the other things on a business card. */
const WEIGHTS: Readonly<Record<IndexKind, number>> = {
  name: 1,
  phone: 1,
  account: 0.9,
  title: 0.85,
  email: 0.75,
  place: 0.75,
  option: 0.7,
  domain: 0.65,
  handle: 0.6,
  text: 0.5,
  url: 0.45,
  owner: 0.4,
};

/** The weight of each kind, by number. `factors` change it by the words around: "at X" asks for an account. */
export function kindWeights(factors: Partial<Record<IndexKind, number>> = {}, others = 1): Float64Array {
  return Float64Array.from(INDEX_KINDS, (kind) => WEIGHTS[kind] * (factors[kind] ?? others));
}
