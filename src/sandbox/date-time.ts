const ISO_WITH_OFFSET = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const WHOLE_IN_UTC = /T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

/**
 * The moment as the API stores it, in UTC: as it was sent if that is UTC with seconds, any other with milliseconds.
 * Undefined if the text is not an ISO 8601 date and time with an offset.
 */
export function parseDateTime(text: string): string | undefined {
  const match = ISO_WITH_OFFSET.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match;
  // `Date` turns 30 February into March instead of refusing it.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return undefined;
  return WHOLE_IN_UTC.test(text) ? text : moment.toISOString();
}
