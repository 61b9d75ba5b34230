import { setMaxListeners } from "node:events";
import { type Api, CallError, type ContactPage, isInvalidRequest, type RateShare, type WireFilter } from "../../api/index.ts";
import { Listeners } from "../../async/listeners.ts";
import { LoopTurns } from "../../async/loop-turns.ts";
import { TimeSlices } from "../../async/time-slices.ts";
import { sleep } from "../../async/waiting.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** The most that the API lists at once. */
export const PAGE_SIZE = 25;

/** How often a page is asked for, each time with the retries of the API client, before the sync gives up. */
const ROUNDS = 5;
const FIRST_WAIT_MS = 1_000;

/**
 * The longest time, in ms, until a list shows our own write. Until then, the list's answer may be older than the write,
 * although it was requested later. This is an assumption, because the API documents no limit.
 */
export const LIST_LAG_MS = 60_000;

/** A page of a list. Its contacts have been passed on. */
export interface Page {
  readonly offset: number;
  readonly ids: readonly string[];
  /** How many records match in all. */
  readonly total: number | undefined;
  /** How many of the contacts were not known before. */
  readonly newcomers: number;
}

/** The API lists nothing at this offset, although the list continues. */
export class OffsetRefused extends Error {
  override readonly name = "OffsetRefused";

  /** @param page the records that were listed before that offset, if any */
  constructor(
    readonly offset: number,
    readonly page?: Page,
  ) {
    super(`The API lists nothing from offset ${offset} on.`);
  }
}

interface PageReaderOptions {
  readonly api: Pick<Api, "list">;
  readonly share: RateShare;
  /** Gets every contact that is read, with the time (ms) since which our own writes are newer. */
  readonly checkpoint: Pick<Checkpoint, "known" | "put">;
  /** Clock in ms. */
  readonly now: () => number;
  log(line: string): void;
}

/** Reads pages of the list with the patience that a long job needs, and passes their contacts on. */
export class PageReader {
  /** Tells every page after its contacts were passed on. */
  readonly pages = new Listeners<Page & { readonly filters: readonly WireFilter[] }>();
  /** Told why a page could not be read, before the next attempt. */
  readonly troubles = new Listeners<CallError>();
  readonly #options: PageReaderOptions;
  /** Pages that come at the same moment are indexed one after the other. */
  readonly #turns = new LoopTurns();
  #controller = aController();

  constructor(options: PageReaderOptions) {
    this.#options = options;
  }

  /** Aborted by {@link stop}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Call this before pages are read again after {@link stop}. */
  start(): void {
    if (this.signal.aborted) this.#controller = aController();
  }

  /** Cancels all requests. */
  stop(): void {
    this.#controller.abort();
  }

  /** @throws OffsetRefused if the API refuses to list from the offset on; CallError as the API's client does */
  async read(offset: number, filters: readonly WireFilter[] = []): Promise<Page> {
    const page = await this.#readOnce(offset, filters);
    if (!endsEarly(page)) return page;
    // The page and the count may come from different moments.
    const again = await this.#readOnce(offset, filters);
    if (endsEarly(again)) throw new OffsetRefused(offset + again.ids.length, again);
    return again;
  }

  async #readOnce(offset: number, filters: readonly WireFilter[]): Promise<Page> {
    const { checkpoint, now } = this.#options;
    const sentAt = now();
    const { contacts, totalCount } = await this.#patiently(offset, filters, PAGE_SIZE);
    const slices = new TimeSlices({ pause: () => this.#turns.next() });
    await slices.next();
    const newcomers = contacts.filter(({ id }) => !checkpoint.known.has(id)).length;
    for (const contact of contacts) {
      checkpoint.put(contact, sentAt - LIST_LAG_MS);
      if (slices.isOver) await slices.next();
    }
    const page: Page = { offset, ids: contacts.map(({ id }) => id), total: totalCount, newcomers };
    this.pages.tell({ ...page, filters });
    return page;
  }

  /** How many records match the filters, if the API says so. Throws as `read`. */
  async count(filters: readonly WireFilter[]): Promise<number | undefined> {
    return (await this.#patiently(0, filters, 1)).totalCount;
  }

  async #patiently(offset: number, filters: readonly WireFilter[], limit: number): Promise<ContactPage> {
    const { api, share, log } = this.#options;
    const { signal } = this;
    for (let round = 1; ; round++) {
      try {
        return await api.list({ limit, offset, filters }, { share, signal });
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (offset > 0 && isInvalidRequest(error)) throw new OffsetRefused(offset);
        if (!error.retryable || round === ROUNDS || signal.aborted) throw error;
        this.troubles.tell(error);
        const waitMs = FIRST_WAIT_MS * 2 ** (round - 1);
        log(`sync: a page could not be read (${error.name}); the next attempt is in ${waitMs} ms`);
        await sleep(waitMs, signal);
      }
    }
  }
}

/** Whether the page ends before the count is reached. */
const endsEarly = ({ offset, ids, total }: Page) => ids.length < PAGE_SIZE && total !== undefined && offset + ids.length < total;

/** Every page in flight listens to its signal. */
function aController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
