/**
 * A contact's ID with its name before it, so that people can choose it from a list.
 *
 * @example
 * namedId("Zoë O'Hara", "con_1"); // => "Zoë-O-Hara-con_1"
 * idOf("Zoë-O-Hara-con_1"); // => "con_1"
 */
export const namedId = (name: string, id: string): string => [...name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== ""), id].join("-");

/** The ID in a {@link namedId}. Any other text counts as an ID. */
export const idOf = (text: string): string => /-(con_[\w-]+)$/.exec(text)?.[1] ?? text;
