import type { FieldType } from "../../fields/index.ts";
import { type Attribute, type ContactSchema, type Field, mainField } from "../../schema/contact-schema.ts";
import { foldLetters } from "../../text/fold.ts";
import { oneLine } from "../../text/plain-text.ts";

/** What a column gives: a field or relationship as a whole, or a part of a field's value. */
export interface Target {
  readonly attribute: Attribute;
  /** As the field type calls it (`firstName`). */
  readonly part?: string | undefined;
}

export const isWritable = ({ writable }: Attribute) => writable;

/** The names of an attribute, most certain first. */
export const namesOf = ({ agentKey, apiKey, label, definition }: Attribute): readonly string[] => [
  agentKey,
  apiKey,
  label,
  oneLine(definition.label),
];

export const partsOf = (attribute: Attribute): FieldType["parts"] => (attribute.kind === "field" ? attribute.type.parts : new Map());

type TargetsByName = Map<string, Target[]>;

function add(targets: TargetsByName, name: string, target: Target): void {
  // A name without letters and digits means nothing.
  if (name === "") return;
  const known = targets.get(name) ?? [];
  if (!known.some(({ attribute, part }) => attribute === target.attribute && part === target.part)) targets.set(name, [...known, target]);
}

/** Looks up the names of a workspace's attributes, fast enough for hundreds of columns. */
export class NamedAttributes {
  /** By agent key, by API key and so on. Then the same maps without regard to case, accents, spaces and punctuation. */
  readonly #asWritten: readonly TargetsByName[];
  readonly #folded: readonly TargetsByName[];
  /** By the name of the field and that of its part ("Address city"), folded. */
  readonly #parts: TargetsByName = new Map();
  /** Writable fields by the name of a part alone ("City"), folded. */
  readonly #bareParts: TargetsByName = new Map();

  constructor({ fields, relationships }: ContactSchema) {
    const attributes: readonly Attribute[] = [...fields, ...relationships];
    const kinds = [0, 1, 2, 3];
    this.#asWritten = kinds.map(() => new Map());
    this.#folded = kinds.map(() => new Map());
    for (const attribute of attributes) {
      const parts = [...partsOf(attribute)].map(([name, part]) => [foldLetters(name), part] as const);
      for (const [kind, name] of namesOf(attribute).entries()) {
        const folded = foldLetters(name);
        add(this.#asWritten[kind] ?? new Map(), name, { attribute });
        add(this.#folded[kind] ?? new Map(), folded, { attribute });
        if (folded !== "") for (const [partName, part] of parts) add(this.#parts, folded + partName, { attribute, part });
      }
      if (isWritable(attribute)) for (const [partName, part] of parts) add(this.#bareParts, partName, { attribute, part });
    }
  }

  /** Everything that a name may mean, by the first way of reading it that finds anything. */
  targets(name: string): readonly Target[] {
    const folded = foldLetters(name);
    const found = [this.#wholes(name, folded), this.#parts.get(folded), this.#bare(folded)].find(isFilled) ?? [];
    const writable = found.filter(({ attribute }) => isWritable(attribute));
    // A name means something read-only only if it can mean nothing else.
    return writable.length > 0 ? writable : found;
  }

  /** By the most certain kind of name that matches any. */
  #wholes(name: string, folded: string): readonly Target[] {
    const ways = [...this.#asWritten.map((targets) => targets.get(name)), ...this.#folded.map((targets) => targets.get(folded))];
    return ways.find(isFilled) ?? [];
  }

  /** The part of the only field that has such a part. If several fields of a type have it, the part of the main one. */
  #bare(folded: string): readonly Target[] {
    const found = this.#bareParts.get(folded) ?? [];
    const fields = found.flatMap(({ attribute }): Field[] => (attribute.kind === "field" ? [attribute] : []));
    const types = new Set(fields.map(({ definition }) => definition.valueType));
    const [valueType] = types;
    const main = types.size === 1 && valueType !== undefined ? mainField(fields, valueType) : undefined;
    return main ? found.filter(({ attribute }) => attribute === main) : found;
  }
}

const isFilled = (targets: readonly Target[] | undefined): boolean => targets !== undefined && targets.length > 0;
