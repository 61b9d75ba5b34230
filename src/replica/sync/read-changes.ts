import type { Field } from "../../schema/contact-schema.ts";
import { isInvalid, OffsetRefused, type PageReader } from "./page-reader.ts";
import { Sweep } from "./sweep.ts";

/** How far before the latest known change to begin, in ms: a list shows changes late, and not in their order. */
const LOOK_BACK_MS = 10 * 60_000;

/**
 * Reads the contacts that were modified since a moment.
 *
 * @param since by the API's clock, in ms
 * @returns whether all could be read; `undefined` if the API refuses the filter
 * @throws CallError as the reader does
 */
export async function readModified(reader: PageReader, field: Field, since: number): Promise<boolean | undefined> {
  const value = new Date(since - LOOK_BACK_MS).toISOString();
  try {
    const { hasGap, refusedAt } = await new Sweep(reader, [{ key: field.apiKey, operator: "greaterThanOrEqual", value }]).run();
    return !hasGap && refusedAt === undefined;
  } catch (error) {
    if (isInvalid(error)) return undefined;
    if (error instanceof OffsetRefused) return false;
    throw error;
  }
}
