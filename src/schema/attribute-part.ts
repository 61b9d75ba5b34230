import { partCalled } from "../fields/part-names.ts";
import { type Accepted, type Problems, Rejection, unlessRejected } from "../fields/rejection.ts";
import { getOrInsert } from "../maps.ts";
import { quote } from "../text/quote.ts";
import type { Attribute, ContactSchema, Field } from "./contact-schema.ts";
import type { AgentKey } from "./key-map.ts";
import { resolveAttribute } from "./resolve-attribute.ts";
import { attributeNamed, timestampNamed, withoutId } from "./timestamps.ts";

const known = new WeakMap<Field, Map<string, Field | undefined>>();

/** A part of a field as a field of its own, by which contacts can be filtered, sorted and grouped: "address.country". */
export const partOf = (field: Field, part: string): Field | undefined =>
  getOrInsert(
    getOrInsert(known, field, () => new Map()),
    part,
    () => fieldOfPart(field, part),
  );

function fieldOfPart(field: Field, part: string): Field | undefined {
  const type = [...field.type.parts.values()].includes(part) ? field.type.ofPart(part) : undefined;
  const definition = { ...field.definition, label: `${field.definition.label} ${part}` };
  return type && { ...field, agentKey: `${field.agentKey}.${part}` as AgentKey, label: `${field.label} ${part}`, definition, type, writable: false };
}

/**
 * The attribute that an agent named, or a part of one: "address.country", "address country", "country of address".
 *
 * @throws Rejection as {@link attributeNamed}
 */
export function attributeOrPart(written: string, schema: ContactSchema): Attribute {
  try {
    return attributeNamed(written, schema);
  } catch (error) {
    const part = error instanceof Rejection ? partNamed(written, schema) : undefined;
    if (part) return part;
    refuseUnknownPart(written, schema);
    const whole = error instanceof Rejection ? partsCalled(written, schema).flatMap(({ field, part: own }) => partOf(field, own) ?? []) : [];
    if (!(error instanceof Rejection) || whole.length === 0) throw error;
    throw new Rejection(error.problem, error.accepted, [...whole.map(({ agentKey }) => agentKey), ...error.nearest]);
  }
}

/** The columns that an agent named under `fields`. Names that mean nothing become problems. */
export const columnsNamed = (names: readonly string[], schema: ContactSchema, problems: Problems): Attribute[] =>
  withoutId(names, schema).flatMap((name) => problems.collect("fields", () => attributeOrPart(name, schema)) ?? []);

/**
 * The attribute that an agent named, where a part of a field cannot be meant.
 *
 * @param find finds the attribute if it is not a part
 * @param instead what is accepted instead of a part; by default its field
 * @throws Rejection as {@link resolveAttribute}
 */
export function wholeAttribute(
  written: string,
  schema: ContactSchema,
  {
    find = () => resolveAttribute<Attribute>(written, [...schema.fields, ...schema.relationships], "field or relationship", schema),
    instead = ({ field }: FieldPart): Accepted => quote(field.agentKey),
  } = {},
): Attribute {
  try {
    return find();
  } catch (error) {
    const [called] = error instanceof Rejection ? partsCalled(written, schema) : [];
    if (!called) refuseTimestamp(written, schema);
    if (!called) refuseUnknownPart(written, schema);
    if (called) throw new Rejection(`${quote(written)} is a part of ${quote(called.field.agentKey)}`, instead(called));
    throw error;
  }
}

/** @throws Rejection if a text names a timestamp: only Lightfield sets it, and the definitions do not have it */
function refuseTimestamp(written: string, schema: ContactSchema): void {
  const stamp = timestampNamed(written, schema);
  if (stamp) throw new Rejection(`${stamp.label} is set by Lightfield alone`, "other fields");
}

/** @throws Rejection if a path continues behind a field with parts, such as "address.zip" */
function refuseUnknownPart(written: string, { fields }: ContactSchema): void {
  const [, whole, part = ""] = /^(.+)\.([^.]+)$/.exec(written.trim()) ?? [];
  const field = fields.find(({ agentKey, apiKey, label }) => [agentKey, apiKey, label].includes(whole as AgentKey));
  const parts = [...new Set(field?.type.parts.values())].map((one) => quote(`${field?.agentKey}.${one}`));
  if (field && parts.length > 0) throw new Rejection(`${quote(field.label)} has no part ${quote(part)}`, parts.join(" | "));
}

interface FieldPart {
  readonly field: Field;
  readonly part: string;
}

/** The parts of fields that a text names, with or without their field: "city", "address.city", "name.lastName". */
function partsCalled(written: string, { fields }: Pick<ContactSchema, "fields">): FieldPart[] {
  const [, whole, name = ""] = /^(?:(.+)\.)?([^.]+)$/.exec(written.trim()) ?? [];
  return fields.flatMap((field) => {
    if (whole !== undefined && ![field.agentKey, field.apiKey, field.label].includes(whole)) return [];
    const part = partCalled(name, field.type.parts);
    return part === undefined ? [] : [{ field, part }];
  });
}

/** The part of a field with one value that a path names, such as "address.city"; undefined for any other text. */
export function partAt(written: string, schema: ContactSchema): FieldPart | undefined {
  const isAttribute = () =>
    unlessRejected(() => resolveAttribute(written, [...schema.fields, ...schema.relationships], "field", schema)) !== undefined;
  const [called, ...others] = written.includes(".") && !isAttribute() ? partsCalled(written, schema) : [];
  return called && others.length === 0 && !called.field.type.list.isMany(called.field.definition) ? called : undefined;
}

function partNamed(written: string, schema: ContactSchema): Field | undefined {
  const [, first = "", second = ""] = /^(\S+?)(?:\.|\s+(?:of\s+)?)(\S+)$/.exec(written.trim()) ?? [];
  const isOf = /\sof\s/.test(written);
  const attribute = unlessRejected(() => attributeNamed(isOf ? second : first, schema));
  if (attribute?.kind !== "field") return undefined;
  const part = partCalled(isOf ? first : second, attribute.type.parts);
  return part === undefined ? undefined : partOf(attribute, part);
}
