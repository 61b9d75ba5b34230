import { saysNothing } from "../fields/no-value.ts";
import type { Attribute } from "../schema/contact-schema.ts";

const REPEATS: ReadonlySet<string> = new Set(
  "dto.|dto|ditto|do.|idem|〃|″|''|s.o.|s. o.|siehe oben|wie oben|same as above|see above|idem.".split("|"),
);

/** Whether a cell says that its value is that of the row above. */
export const isRepeat = (cell: unknown): cell is string => typeof cell === "string" && REPEATS.has(cell.trim().toLowerCase());

/** People are called so: Jennifer Null, Nan Goldin, Na Li. */
const NAMES: ReadonlySet<string> = new Set(["Null", "Nan", "Na", "Nil"]);

/**
 * Whether a cell holds a word for "no value", such as "N/A". Not if the word is a value: a name, the code of Namibia,
 * the label of an option.
 *
 * @param attribute undefined for the ID of the contact
 */
export function isPlaceholder(text: string, attribute: Attribute | undefined, part?: string): boolean {
  if (!saysNothing(text)) return false;
  const written = text.trim();
  const folded = written.toLowerCase();
  if (attribute === undefined || attribute.kind === "relationship") return true;
  if (attribute.type.identifies === "name") return !(part !== undefined && NAMES.has(written));
  if (part === "country" && folded === "na") return false;
  const { options = [] } = attribute.definition.config;
  return !options.some(({ label }) => label.trim().toLowerCase() === folded);
}
