import { visibleInput } from "../fields/visible-input.ts";
import type { Edits } from "../schema/collected-edits.ts";
import { jsonText } from "../text/quote.ts";

const seen = (value: unknown) => jsonText(visibleInput(value)).replaceAll(/\s+/g, " ");

/** What to store so that nothing changes but what a reader sees. */
function withoutUnseen(next: unknown, stored: unknown): unknown {
  if (Array.isArray(next) && Array.isArray(stored)) {
    const [exact, visible] = [new Set(stored.map(jsonText)), new Set(stored.map(seen))];
    return next.filter((item) => exact.has(jsonText(item)) || !visible.has(seen(item)));
  }
  return stored !== null && stored !== undefined && seen(next) === seen(stored) ? stored : next;
}

/** A file cannot hold all characters that are stored, so an import changes no value for those that nobody sees. */
export const keepUnseen = (edits: Edits): Edits => ({
  ...edits,
  fields: new Map([...edits.fields].map(([field, edit]) => [field, (stored: unknown) => withoutUnseen(edit(stored), stored)] as const)),
});
