import type { Field } from "../../schema/contact-schema.ts";
import { mayHaveWritten, type WriteRecord } from "./write-record.ts";

/** How far, in ms, the time of a write may be from the time that the API noted for it. */
const TIMES_DIFFER_MS = 120_000;

/** A value that a field of a contact got. */
interface NotedValue {
  readonly value: unknown;
  /** In ms; undefined if it is not known. */
  readonly at: number | undefined;
}

/**
 * For each value, the write of this server that set it, if there is one: the one nearest in time that wrote just this
 * value. No write stands for two.
 */
export function writesOfField(
  records: readonly WriteRecord[],
  contact: string,
  field: Field,
  values: readonly NotedValue[],
): (WriteRecord | undefined)[] {
  const left = new Set(records.filter((record) => record.contact === contact && mayHaveWritten(record)));
  return values.map(({ value, at }) => {
    if (at === undefined) return undefined;
    const wrote = ({ change }: WriteRecord) =>
      change.fields.some((one) => one.field.apiKey === field.apiKey && field.type.same(one.after, value, field.definition));
    const distance = (record: WriteRecord) => Math.abs(record.at - at);
    const [nearest] = [...left].filter((record) => wrote(record) && distance(record) <= TIMES_DIFFER_MS).sort((a, b) => distance(a) - distance(b));
    if (nearest) left.delete(nearest);
    return nearest;
  });
}
