import type { WireFilter } from "../../api/index.ts";
import type { Chain } from "./chain.ts";
import { PAGE_SIZE, type PageReader } from "./page-reader.ts";

/** Differences that are looked for one by one; where there are more, another sweep is cheaper. */
const MOST_DIFFERENCES = 60;

/**
 * Makes a chain equal to the list as it is now: finds what was created or deleted behind a sweep's back, and later, what has changed since.
 * A chain that is right costs two pages, the first and the last; each difference a dozen, as it is searched by halving: a page that shows what the
 * chain has at its offset means that nothing before it was added or taken away (or both in equal number, which a list in order of creation or of
 * change does not do unseen: what is added stands at one of its ends).
 *
 * @returns whether it got there
 * @throws OffsetRefused, CallError as the reader does
 */
export async function reconcile(chain: Chain, reader: PageReader, filters: readonly WireFilter[] = []): Promise<boolean> {
  for (let differences = 0; differences < MOST_DIFFERENCES; differences++) {
    const probe = async (offset: number) => {
      const { ids } = await reader.read(offset, filters);
      return { offset, ids, place: chain.firstDifference(offset, ids) };
    };
    const [head, tail] = await Promise.all([probe(0), probe(Math.max(0, chain.length - PAGE_SIZE + 1))]);
    if (head.place === undefined && tail.place === undefined) return true;
    let different = head.place === undefined ? tail : head;
    for (let same = 0; different.offset - same >= PAGE_SIZE; ) {
      const middle = await probe(Math.floor((same + different.offset) / 2));
      if (middle.place === undefined) same = middle.offset;
      else different = middle;
    }
    const { offset, ids, place } = different;
    // Found by halving, a difference has what is equal before it on its page. Where it has not, the list has changed meanwhile, and the place is wrong.
    if (place !== undefined && (place > offset || offset === 0)) chain.correct(offset, ids, place);
  }
  return false;
}
