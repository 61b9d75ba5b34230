import type { Field } from "../schema/contact-schema.ts";
import { type IdentifyingKind, identifyingKindOf, matchKey } from "./kinds/index.ts";

/** Values of one contact that are compared with those of the same {@link comparedAs} of another one. */
export interface HeldValues {
  readonly kind: IdentifyingKind;
  /** "email" for the addresses of all fields, "unique crm_id" for the values of one field. */
  readonly comparedAs: string;
  /** The label of the field, if its values are compared with those of no other field. */
  readonly label?: string | undefined;
  /** In forms that are equal if the same is meant. */
  readonly texts: readonly string[];
}

/** A field whose values identify people, and how they are compared. */
export interface ComparedField extends Omit<HeldValues, "texts"> {
  readonly field: Field;
}

/** How the values of a field are compared. If they are of no {@link IdentifyingKind}, the caller has chosen them to identify people. */
export function comparedField(field: Field): ComparedField {
  const kind = identifyingKindOf(field) ?? matchKey;
  return kind.isPerField ? { field, kind, comparedAs: `${kind.name} ${field.apiKey}`, label: field.label } : { field, kind, comparedAs: kind.name };
}

/** The texts of a value that identify its holder. */
export const identifyingTexts = ({ field, kind }: Pick<ComparedField, "field" | "kind">, raw: unknown): readonly string[] =>
  kind.texts?.(raw, field) ?? field.type.canonical(raw, field.definition);

/** A value as a text by which its holders are found. */
export const valueKey = (comparedAs: string, text: string): string => `${comparedAs} ${text}`;

/** The values of one contact. Most have few, and very many contacts are read. @param fields one kind beside another */
export function heldValues(fields: readonly ComparedField[], rawOf: (field: Field) => unknown): HeldValues[] {
  const all: HeldValues[] = [];
  for (const compared of fields) {
    const raw = rawOf(compared.field);
    if (raw === null) continue;
    const texts = identifyingTexts(compared, raw);
    if (texts.length === 0) continue;
    const { kind, comparedAs, label } = compared;
    const last = all.at(-1);
    if (last?.comparedAs === comparedAs) all[all.length - 1] = { ...last, texts: distinct([...last.texts, ...texts]) };
    else all.push({ kind, comparedAs, label, texts: distinct(texts) });
  }
  return all;
}

const distinct = (texts: readonly string[]): readonly string[] => (texts.length === 1 ? texts : [...new Set(texts)]);
