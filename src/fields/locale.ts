/** How to read and show a value when the value alone does not say. */
export interface Locale {
  /** The IANA time zone of dates without an offset, for reading and showing. */
  readonly timeZone: string;
  /** The ISO 3166-1 alpha-2 country of phone numbers without `+`; US if unset. */
  readonly phoneCountry?: string | undefined;
  /** The clock that dates such as "today" are relative to: ms since 1970. */
  readonly now: () => number;
}
