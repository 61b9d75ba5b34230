import type { Links } from "../schema/record.ts";

/** A record that something is linked to. */
export interface RecordReference {
  readonly objectType: string;
  readonly id: string;
}

/** The records that links point to. */
export const linkedRecords = (links: Iterable<Links>): RecordReference[] =>
  [...links].flatMap(({ relationship, ids }) => ids.map((id) => ({ objectType: relationship.definition.objectType, id })));
