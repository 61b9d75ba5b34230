/** The API's clock, as the `Date` headers of its answers show it. Its times of creation are told by this clock, not by that of this computer. */
export class ServerClock {
  #last: { readonly date: number; readonly seenAt: number } | undefined;

  observe(headers: Headers): void {
    const date = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(date)) this.#last = { date, seenAt: performance.now() };
  }

  /** In ms since 1970, to the second; undefined before the first answer that has the header. */
  now(): number | undefined {
    return this.#last && this.#last.date + (performance.now() - this.#last.seenAt);
  }
}
