import { isInvalidRequest } from "../../api/index.ts";
import type { Field } from "../../schema/contact-schema.ts";
import { OffsetRefused, PAGE_SIZE, type PageReader } from "./page-reader.ts";
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
    if (isInvalidRequest(error)) return undefined;
    if (error instanceof OffsetRefused) return false;
    throw error;
  }
}

/** The most pages that are read from one end. If all of them have unknown contacts, a sweep is better. */
const MOST_PAGES = 40;

/**
 * Reads the list from both its ends until a page has no new contact: the API adds new contacts at one of them.
 *
 * @returns how many contacts there are, by the API's count
 * @throws OffsetRefused, CallError as the reader does
 */
export async function readNewcomers(reader: PageReader): Promise<number | undefined> {
  let total: number | undefined;
  const holdsNewcomers = async (offset: number) => {
    const page = await reader.read(offset);
    total = page.total;
    return page.newcomers > 0;
  };
  for (let pages = 0; pages < MOST_PAGES && (await holdsNewcomers(pages * PAGE_SIZE)); pages++);
  for (let pages = 1; pages <= MOST_PAGES && total !== undefined && total > PAGE_SIZE; pages++) {
    const offset = Math.max(0, total - pages * PAGE_SIZE);
    if (!(await holdsNewcomers(offset)) || offset === 0) break;
  }
  return total;
}
