import { nameOfPeriod, UNITS, type Unit } from "../../fields/calendar.ts";
import { Rejection, unlessRejected } from "../../fields/rejection.ts";
import { attributeOrPart } from "../../schema/attribute-part.ts";
import type { Attribute, ContactSchema, Field } from "../../schema/contact-schema.ts";
import { quote } from "../../text/quote.ts";
import { asData } from "../../text/words.ts";
import { DIRECTION, isDescending, withoutDirection } from "./order.ts";

/** What contacts are grouped by, dates by a unit. */
export interface Grouping {
  readonly attribute: Attribute;
  readonly unit?: Unit | undefined;
}

export const MEASURES = ["sum", "average", "median", "min", "max"] as const;

/** A number of each group. */
export interface Measure {
  readonly kind: (typeof MEASURES)[number];
  readonly field: Field;
}

/** The order of groups: by size, by a measure (its number), or by the values of a grouping. */
export interface GroupOrder {
  readonly by: "count" | { readonly measure: number } | { readonly grouping: number };
  readonly descending: boolean;
}

const MEASURE_NAMES: ReadonlyMap<string, Measure["kind"]> = new Map([
  ...["sum", "total"].map((name) => [name, "sum"] as const),
  ...["average", "avg", "mean"].map((name) => [name, "average"] as const),
  ["median", "median"],
  ...["min", "minimum", "lowest", "smallest", "earliest"].map((name) => [name, "min"] as const),
  ...["max", "maximum", "highest", "largest", "latest"].map((name) => [name, "max"] as const),
]);

const USUAL_UNIT: Unit = "month";

const unitNamed = (word = ""): Unit | undefined =>
  UNITS.find((unit) => [unit, `${unit}s`, `${unit}ly`, unit === "day" ? "daily" : unit].includes(word.toLowerCase()));

/** Reads "lifecycle_stage", "created week", "month of created" or "address.country". @throws Rejection */
export function parseGrouping(written: string, schema: ContactSchema): Grouping {
  const whole = unlessRejected(() => attributeOrPart(written, schema));
  if (whole) return grouping(whole, undefined, written);
  const [, attribute = "", after] = /^(.*?\S)(?:\s+by\s+|\s*[\s:])(\S+)$/i.exec(written.trim()) ?? [];
  if (unitNamed(after)) return grouping(attributeOrPart(attribute, schema), unitNamed(after), written);
  const [, before, rest = ""] = /^(\S+?)\s*(?:\s+(?:of\s+)?|\()([^)]+)\)?$/i.exec(written.trim()) ?? [];
  if (unitNamed(before)) return grouping(attributeOrPart(rest, schema), unitNamed(before), written);
  const dated = after === undefined ? undefined : unlessRejected(() => attributeOrPart(attribute, schema));
  if (dated?.kind === "field" && dated.type.isMoment) throw new Rejection(`${quote(after)} is not a unit of time`, UNITS.join(", "));
  return grouping(attributeOrPart(written, schema), undefined, written);
}

function grouping(attribute: Attribute, unit: Unit | undefined, written: string): Grouping {
  const isMoment = attribute.kind === "field" && attribute.type.isMoment;
  if (unit && !isMoment)
    throw new Rejection(`${quote(written)}: ${asData(attribute.definition.label)} is not a date`, `"${attribute.agentKey}" without a unit of time`);
  return { attribute, unit: isMoment ? (unit ?? USUAL_UNIT) : undefined };
}

/** Reads "sum deal_size", "average of deal_size" or "max(deal_size)". @throws Rejection */
export function parseMeasure(written: string, schema: ContactSchema): Measure {
  const accepted = `${MEASURES.slice(0, -1).join(", ")} or ${MEASURES.at(-1)}, and the key of a number, e.g. "sum deal_size"`;
  const [, name = "", rest = ""] = /^([a-z]+)\s*(?:\s+(?:of\s+)?|[:(]\s*)([^)]+)\)?$/i.exec(written.trim()) ?? [];
  const kind = MEASURE_NAMES.get(name.toLowerCase());
  if (!kind) throw new Rejection(`${quote(written)} is not a measure`, accepted);
  const attribute = attributeOrPart(rest, schema);
  const isRange = kind === "min" || kind === "max";
  if (attribute.kind !== "field" || !(attribute.type.order.isNumber || (isRange && attribute.type.isMoment)))
    throw new Rejection(`${quote(written)}: ${asData(attribute.definition.label)} is not a number`, accepted);
  return { kind, field: attribute };
}

/** Reads the order of groups: "count desc", "sum", or the key of a grouping. @throws Rejection */
export function parseGroupOrder(written: string, schema: ContactSchema, groupings: readonly Grouping[], measures: readonly Measure[]): GroupOrder {
  const name = withoutDirection(written);
  const hasDirection = DIRECTION.test(written.trim()) || /^\s*[-+]/.test(written);
  const descending = isDescending(written) || !hasDirection;
  if (/^(?:count|size|number|contacts)$/i.test(name)) return { by: "count", descending };
  const kind = MEASURE_NAMES.get(name.split(/[\s(:]/)[0]?.toLowerCase() ?? "");
  const measure = measures.findIndex((one) => one.kind === kind);
  if (kind && measure !== -1) return { by: { measure }, descending };
  const attribute = unlessRejected(() => attributeOrPart(name, schema));
  const ofField = measures.findIndex(({ field }) => field === attribute);
  if (ofField !== -1) return { by: { measure: ofField }, descending };
  const at = groupings.findIndex((one) => one.attribute === attribute || groupingName(one).toLowerCase() === name.toLowerCase());
  if (at !== -1) return { by: { grouping: at }, descending: isDescending(written) };
  const accepted = [
    "count",
    ...measures.map((one) => `${one.kind} ${one.field.agentKey}`),
    ...groupings.map(({ attribute: { agentKey } }) => agentKey),
  ];
  throw new Rejection(`Groups cannot be sorted by ${quote(written)}`, `${accepted.join(", ")}, each also with asc or desc`);
}

/** "created month", "address.country" */
export const groupingName = ({ attribute, unit }: Grouping): string => (unit ? `${attribute.agentKey} ${unit}` : attribute.agentKey);

export const measureName = ({ kind, field }: Measure): string => `${kind} ${field.agentKey}`;

export const periodLabel = (unit: Unit, start: number): string => nameOfPeriod(unit, start);
