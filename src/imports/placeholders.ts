import type { Attribute } from "../schema/contact-schema.ts";

/** What people and programs write into a cell that has no value. In lower case. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  (
    "- -- --- – — _ . ? ?? ??? * n/a n.a. n.a n/a. na #n/a #na #nv #ref! #value! #name? #div/0! #null! #num! #bezug! #wert! null (null) [null] <null> \\n nil " +
    "none (none) [none] <none> nan undefined unknown (unknown) [unknown] unbekannt inconnu desconocido sconosciuto desconhecido onbekend k.a. n.v.t. " +
    "0/0/00 0.0.00 00/00/0000 00.00.0000 0000-00-00 keine aucun ninguno nessuno nenhum geen (blank) (empty) [empty] (leer) tbd tbc tba tbd. t.b.d."
  ).split(" "),
);

const OF_SEVERAL_WORDS: ReadonlySet<string> = new Set(
  "(no value)|[not provided]|[no value]|to be defined|to be determined|to be confirmed|not available|not applicable|not specified|not provided|not set|no value|no data|no email|no phone|k. a.|keine angabe|nicht bekannt|non renseigné|sin datos|n / a|n. a.".split(
    "|",
  ),
);

const REPEATS: ReadonlySet<string> = new Set(
  "dto.|dto|ditto|do.|idem|〃|″|''|s.o.|s. o.|siehe oben|wie oben|same as above|see above|idem.".split("|"),
);

/** Whether a cell says that its value is that of the row above. */
export const isRepeat = (cell: unknown): cell is string => typeof cell === "string" && REPEATS.has(cell.trim().toLowerCase());

/** Longer text says something. */
const LONGEST = 20;

/** People are called so: Jennifer Null, Nan Goldin, Na Li. */
const NAMES: ReadonlySet<string> = new Set(["Null", "Nan", "Na", "Nil"]);

/**
 * Whether a cell holds a word for "no value", such as "N/A". Not if the word is a value: a name, the code of Namibia,
 * the label of an option.
 *
 * @param attribute undefined for the ID of the contact
 */
export function isPlaceholder(text: string, attribute: Attribute | undefined, part?: string): boolean {
  if (text.length > LONGEST) return false;
  const written = text.trim();
  const folded = written.toLowerCase();
  if (!PLACEHOLDERS.has(folded) && !OF_SEVERAL_WORDS.has(folded)) return false;
  if (attribute === undefined || attribute.kind === "relationship") return true;
  if (attribute.type.identifies === "name") return !(part !== undefined && NAMES.has(written));
  if (part === "country" && folded === "na") return false;
  const { options = [] } = attribute.definition.config;
  return !options.some(({ label }) => label.trim().toLowerCase() === folded);
}
