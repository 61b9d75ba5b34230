import { PAGE_SIZE, type PageReader } from "./page-reader.ts";

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
