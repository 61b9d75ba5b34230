/**
 * The most characters that an agent may write for one value, by what it is. Longer text is refused before anything
 * reads it. Text from the API is read whatever its length.
 */
export const MAX_LENGTH = {
  /** Dates and yes/no too. */
  number: 64,
  phone: 64,
  /** A whole name, or one of its parts. */
  name: 200,
  /** The name of a record in a link or a filter. */
  recordName: 300,
  /** An address of at most 254 characters, with a name before it: "Dana Scully <dana@fbi.gov>". */
  email: 500,
  /** The label or the ID of an option. */
  option: 500,
  /** Each part of a postal address. */
  addressPart: 500,
  /** The least that browsers and servers support. */
  url: 2048,
  text: 100_000,
} as const;

/** The most values for one field: longer than any list that people keep by hand. */
export const MAX_VALUES = 200;
