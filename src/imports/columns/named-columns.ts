import { choices, nearestOf } from "../../fields/nearest.ts";
import { Rejection } from "../../fields/rejection.ts";
import { withoutUnit } from "../../fields/scale.ts";
import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import { foldLetters } from "../../text/fold.ts";
import { quote } from "../../text/quote.ts";
import { asData } from "../../text/words.ts";
import { idColumnNames, isIdColumn } from "./foreign-ids.ts";
import { nameOf } from "./matched-column.ts";
import type { Meanings } from "./meanings.ts";
import { isWritable, type NamedAttributes, namesOf, partsOf, type Target } from "./named-attributes.ts";
import { usualMeaning } from "./usual-names.ts";

const AS_NAMED = " (as the column's name, or with the columns argument)";

/**
 * Whether a column has the name of an attribute that is deleted or hidden. Such a column never means another attribute.
 */
export const isUnavailable = (column: string, schema: ContactSchema): boolean => schema.unavailable.has(column) || isHiddenName(column, schema);

/** Whether it is the key or the label of something hidden. A label may also be that of an attribute that is not hidden. */
export function isHiddenName(column: string, { unavailable, fields, relationships }: ContactSchema): boolean {
  const name = foldLetters(column);
  const isIt = (other: string | undefined) => other !== undefined && name !== "" && foldLetters(other) === name;
  const isFree = () => ![...fields, ...relationships].some((attribute) => namesOf(attribute).some(isIt));
  return [...unavailable].some(([key, { why, label }]) => why === "hidden" && (isIt(key) || (isIt(label) && isFree())));
}

/** "Annual budget (T€)" is the field "Annual budget". */
function targetsOf(column: string, named: NamedAttributes): readonly Target[] {
  const targets = named.targets(column);
  const name = targets.length > 0 ? undefined : withoutUnit(column);
  return name === undefined ? targets : named.targets(name).filter(({ attribute }) => attribute.kind === "field" && attribute.type.order.isNumber);
}

/** The attribute or part that a column's name means in the workspace. @throws Rejection if it may mean several */
export function namedMeaning(column: string, named: NamedAttributes, schema: ContactSchema): Target | "id" | undefined {
  const targets = isUnavailable(column, schema) ? [] : targetsOf(column, named);
  const [target] = targets;
  if (isIdColumn(column)) {
    if (!target) return "id";
    const free = idColumnNames((name) => named.targets(name).length > 0);
    const others = targets.flatMap(({ attribute }) =>
      namesOf(attribute)
        .filter((name) => !isIdColumn(name))
        .slice(0, 1),
    );
    throw new Rejection(
      `It may mean the ID of the contact or the field ${asData(target.attribute.definition.label)}`,
      free.length + others.length > 0 ? [...free, ...others].join(" | ") + AS_NAMED : "another name for the column",
    );
  }
  if (targets.length > 1) throw new Rejection("It may mean several fields or relationships", targets.map(nameOf).join(" | ") + AS_NAMED);
  return target;
}

export function reasonNotWritable(attribute: Attribute): string | undefined {
  if (isWritable(attribute)) return undefined;
  const { definition } = attribute;
  const label = asData(definition.label);
  return attribute.kind === "relationship" || attribute.definition.readOnly
    ? `${label} is read-only`
    : `${label} is of a type that cannot be written`;
}

/** The meaning that the call gives to a column. @throws Rejection if it cannot be written */
export function givenMeaning(key: string, named: NamedAttributes, schema: ContactSchema, meanings: Meanings): Target | "id" {
  const usual = isUnavailable(key, schema) ? undefined : usualMeaning(key);
  const meaning = namedMeaning(key, named, schema) ?? (usual && meanings.target(usual.meaning));
  const accepted = 'keys such as email, parts such as address.city, or "" to leave the column out';
  if (meaning === undefined) {
    const names = new Map(writableNames(schema).map(([name, target]) => [name, nameOf(target)]));
    throw new Rejection(`There is no field or relationship ${quote(key)}`, accepted, nearestOf(key, choices(names)));
  }
  const reason = meaning === "id" ? undefined : reasonNotWritable(meaning.attribute);
  if (reason !== undefined) throw new Rejection(reason, accepted);
  return meaning;
}

/** Every name of a writable attribute or of a part, and what it means. If a part has the name of a whole, the whole comes last. */
export function writableNames({ fields, relationships }: ContactSchema): readonly (readonly [name: string, target: Target])[] {
  const writable = [...fields, ...relationships].filter(isWritable);
  return [
    ...writable.flatMap((attribute) => [...partsOf(attribute)].map(([name, part]) => [name, { attribute, part }] as const)),
    ...writable.flatMap((attribute) => [attribute.agentKey, attribute.label].map((name) => [name, { attribute }] as const)),
  ];
}
