/** The API's clock, from the `Date` headers of its answers. Times of creation come from it, not from this computer. */
export class ServerClock {
  #last: { readonly date: number; readonly seenAt: number } | undefined;

  observe(headers: Headers): void {
    const date = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(date)) this.#last = { date, seenAt: performance.now() };
  }

  /** In ms since 1970, to the second; undefined before the first answer with the header. */
  now(): number | undefined {
    return this.#last && this.#last.date + (performance.now() - this.#last.seenAt);
  }
}
