/** What people and programs write where there is no value. In lower case. */
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

/** Longer text says something. */
const LONGEST = 20;

/** Whether a text is a word for "no value", such as "N/A". Some options and accounts are called so. */
export function saysNothing(text: string): boolean {
  const folded = text.length > LONGEST ? "" : text.trim().toLowerCase();
  return PLACEHOLDERS.has(folded) || OF_SEVERAL_WORDS.has(folded);
}
