import type { WireFilter } from "../../api/index.ts";
import type { ListOrder } from "./list-order.ts";
import { PAGE_SIZE, type PageReader } from "./page-reader.ts";

/** The most differences that are found one by one. For more, another sweep is cheaper. */
const MOST_DIFFERENCES = 60;

/**
 * Corrects a known order by the list as it is now: finds what was created or deleted while a sweep ran, or later. A
 * correct order costs two pages, the first and the last. Each difference costs a dozen, as it is found by bisection: if
 * a page shows what the order has at its offset, nothing before it was added or deleted. (Or as many were added as
 * deleted; but in a list in order of creation or of change, what is added stands at one of its ends and is noticed
 * there.)
 *
 * @returns whether the order is now correct
 * @throws OffsetRefused, CallError as the reader does
 */
export async function reconcile(order: ListOrder, reader: PageReader, filters: readonly WireFilter[] = []): Promise<boolean> {
  for (let differences = 0; differences < MOST_DIFFERENCES; differences++) {
    const probe = async (offset: number) => {
      const { ids } = await reader.read(offset, filters);
      return { offset, ids, place: order.firstDifference(offset, ids) };
    };
    const [head, tail] = await Promise.all([probe(0), probe(Math.max(0, order.length - PAGE_SIZE + 1))]);
    if (head.place === undefined && tail.place === undefined) return true;
    let different = head.place === undefined ? tail : head;
    for (let same = 0; different.offset - same >= PAGE_SIZE; ) {
      const middle = await probe(Math.floor((same + different.offset) / 2));
      if (middle.place === undefined) same = middle.offset;
      else different = middle;
    }
    const { offset, ids, place } = different;
    // On the page of a bisected difference, equal records come first. Otherwise the list has changed meanwhile.
    if (place !== undefined && (place > offset || offset === 0)) order.correct(offset, ids, place);
  }
  return false;
}
