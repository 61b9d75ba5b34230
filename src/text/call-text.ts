import { wholeJson } from "./quote.ts";

/**
 * A call that an answer offers, to be copied as it is. Arguments that are undefined are left out.
 *
 * @example
 * callText("undo_write", { write_id: "w7k2m9c" }); // => 'undo_write {"write_id":"w7k2m9c"}'
 */
export const callText = (tool: string, args: Readonly<Record<string, unknown>>): string => `${tool} ${wholeJson(args)}`;
