import { foldLetters } from "../../text/fold.ts";
import type { Route } from "./matched-column.ts";
import type { Target } from "./named-attributes.ts";
import type { ColumnSamples } from "./samples.ts";
import { type Meaning, usualMeaning } from "./usual-names.ts";

/** Meanings whose values may have a label in a column such as "Phone type". */
const LABELLED: ReadonlySet<Meaning> = new Set(["email", "phone", "mobile", "address", "link"]);

const LABEL = /^(.+?)[\s:._-]+(?:label|type)$/i;
const VALUE = /^(.+?)[\s:._-]+value$/i;

/** Numbers that nobody answers. */
export const FAX = /fax|faks|ＦＡＸ|t[eé]l[eé]copie|pager|telex|传真|傳真|ファックス/i;
/** Labels for somebody else. An "Owner" may be what the person of the row is. */
export const OF_OTHER = /ass?[iy]st|se[ck]ret|manager|vorgesetzt|ayudante|アシスタント|秘書|助理/i;
const MOBILE = /mobi|cell|handy|iphone|portable|m[oó]vil|celular|telem[oó]vel|gsm|komórk|携帯|手机|手機|行動/i;

/**
 * The columns that give the kind of the values of another column: "E-mail 1 - Label" beside "E-mail 1 - Value". By
 * the column of the values; a label of other columns ("Address 1 - Label") stands under its own name.
 */
export function labelColumns(columns: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map([
    ...columns.flatMap((column) => (LABELLED.has(usualMeaning(column)?.meaning ?? "") ? [[foldLetters(column), column] as const] : [])),
    ...columns.flatMap((column) => stem(column, VALUE).map((name) => [name, column] as const)),
  ]);
  const pairs = columns.flatMap((label) =>
    stem(label, LABEL).flatMap((name) => {
      const value = values.get(name);
      if (value !== undefined) return [[value, label] as const];
      const isLabel = columns.some((other) => other !== label && /\d$/.test(name) && foldLetters(other).startsWith(name));
      return isLabel ? [[label, label] as const] : [];
    }),
  );
  return new Map(pairs);
}

const stem = (column: string, pattern: RegExp): string[] => [pattern.exec(column)?.[1] ?? []].flat().map(foldLetters);

/** The one label that all values of a column have: "Custom Field 1" is then the field that is called so. */
export function onlyLabel(labels: string | undefined, samples: ColumnSamples | undefined): string | undefined {
  const texts = new Set(
    (labels === undefined ? undefined : samples?.values.get(labels))?.map((label) =>
      String(label)
        .replace(/^\*\s*/, "")
        .trim(),
    ),
  );
  const [only] = texts;
  return texts.size === 1 ? only : undefined;
}

/** Numbers of a fax and values of other people are left out, and mobile numbers go to their own field, by their labels. */
export const labelRoutes = (mobile: Target | undefined): readonly Route[] => [
  { takes: (_, label) => FAX.test(label) || OF_OTHER.test(label), to: undefined },
  ...(mobile === undefined ? [] : [{ takes: (_: unknown, label: string) => MOBILE.test(label), to: mobile }]),
];
