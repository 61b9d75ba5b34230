/**
 * Characters that one value may have as it is written, by what it is: the one table. Nothing longer is such a value, so it is refused before anything
 * reads it. Text of the API is read whatever its length.
 */
export const LONGEST = {
  /** Also a date, a yes or no. */
  number: 64,
  phone: 64,
  /** A whole name, and each of its parts. */
  name: 200,
  /** Of a record that a link or a filter names. */
  recordName: 300,
  /** An address of at most 254 characters, with a name before it: "Dana Scully <dana@fbi.gov>". */
  email: 500,
  /** The label or the ID of an option. */
  option: 500,
  /** Each part of a postal address. */
  addressPart: 500,
  /** What browsers and servers take at least. */
  url: 2048,
  text: 100_000,
} as const;

/** Values that one field may be given: no list that anybody keeps by hand is longer. */
export const MOST_VALUES = 200;
