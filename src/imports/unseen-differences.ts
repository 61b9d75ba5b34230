import { visibleInput } from "../fields/visible-input.ts";
import type { Edits } from "../schema/collected-edits.ts";
import { jsonText } from "../text/quote.ts";

const seen = (value: unknown) => jsonText(visibleInput(value)).replaceAll(/\s+/g, " ");

/** The value to store, so that only visible characters change. */
function withoutUnseen(next: unknown, stored: unknown): unknown {
  if (Array.isArray(next) && Array.isArray(stored)) {
    const [exact, visible] = [new Set(stored.map(jsonText)), new Set(stored.map(seen))];
    return next.filter((item) => exact.has(jsonText(item)) || !visible.has(seen(item)));
  }
  return stored !== null && stored !== undefined && seen(next) === seen(stored) ? stored : next;
}

/**
 * A file cannot hold all stored characters, so an import does not change a value only because of invisible characters.
 */
export const keepUnseen = (edits: Edits): Edits => ({
  ...edits,
  fields: new Map([...edits.fields].map(([field, edit]) => [field, (stored: unknown) => withoutUnseen(edit(stored), stored)] as const)),
});
