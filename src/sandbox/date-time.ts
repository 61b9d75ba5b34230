const ISO_WITH_OFFSET = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const WHOLE_IN_UTC = /T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

/** The moment as stored, in UTC: as sent if it has seconds and Z, else with milliseconds. Undefined: not ISO 8601. */
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
