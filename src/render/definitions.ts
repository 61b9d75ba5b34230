import { shownOptions, showOption } from "../fields/options.ts";
import { getOrInsert } from "../maps.ts";
import { type Attribute, type ContactSchema, type Field, type Relationship, sameLabel } from "../schema/contact-schema.ts";
import { isDependent, parentOption } from "../schema/dependent-selects.ts";
import { operatorsOf } from "../schema/filters.ts";
import { timestampsOf } from "../schema/timestamps.ts";
import { type Line, lengthOf, MOST_CHARACTERS } from "../text/answer.ts";
import { counted } from "../text/plural.ts";
import { asChoice, asWord } from "../text/words.ts";

/** Short signs for the operators. They cost a token or two per line. */
const LEGEND =
  'Operators of list_contacts: = equal; ^ startsWith, isSet; ~ contains; < greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual. not_ before one negates it. find_contacts also takes contains and startsWith for all texts and links, hasWords (whole words), hasAtLeast (so many values) and of (account of "Maja": who shares her account).';

const SIGNS = new Map([
  ["equal", "="],
  ["startsWith", "^"],
  ["contains", "~"],
  ["lessThan", "<"],
]);

/** A label that could be mistaken for something else is quoted already. */
const inQuotes = (label: string) => (label.startsWith('"') ? label : `"${label}"`);

const signs = (attribute: Attribute) =>
  operatorsOf(attribute)
    .map((operator) => SIGNS.get(operator) ?? "")
    .join("");

/** Up to `most` options of a select, as an agent copies them, grouped by the parent's option that they need. */
function options(field: Field, most: number): string {
  const shown = shownOptions(field.definition);
  if (shown.length === 0) return "";
  const listed = shown.slice(0, most);
  const rest = shown.length - listed.length;
  const more = rest > 0 ? [`… (${rest} more; "keys": ["${field.agentKey}"] shows them)`] : [];
  if (!isDependent(field)) return `: ${[...listed.map(({ label }) => asChoice(label)), ...more].join(" | ")}`;
  const groups = new Map<string, string[]>();
  for (const { id, label } of listed) {
    const needed = parentOption(field, id);
    const group = needed === undefined ? "any" : asChoice(showOption(needed, field.parent.definition));
    getOrInsert(groups, group, () => []).push(asChoice(label));
  }
  return ` (by ${field.parent.agentKey}): ${[...[...groups].map(([group, labels]) => `${group}: ${labels.join(" | ")}`), ...more].join("; ")}`;
}

/** Names the other attributes of the same label, which people may mean. A label with the key in it says so itself. */
function sameLabelNote(attribute: Attribute, { fields, relationships }: ContactSchema): string {
  const others = sameLabel(attribute, [...fields, ...relationships]);
  if (others.length === 0 || attribute.label.includes(`(${attribute.agentKey})`)) return "";
  return ` (${others.map(({ agentKey }) => agentKey).join(", ")} ${others.length === 1 ? "has" : "have"} the same label)`;
}

/** The API's own key, if it differs from the agent key. */
const apiKeyNote = ({ agentKey, apiKey }: Attribute) => (String(apiKey) === agentKey ? "" : ` (${asWord(apiKey)})`);

function fieldLine(field: Field, schema: ContactSchema, mostOptions: number, whole: boolean): string {
  const { definition, type, agentKey, label } = field;
  const { currency, handleService } = definition.config;
  const kind = [
    [currency ? asWord(currency) : type.name, ...(handleService ? [asWord(handleService.toLowerCase())] : [])].join(" "),
    type.list.isMany(definition) && type.name !== "multi-select" ? "many" : "",
    definition.config.unique ? "unique" : "",
    field.writable ? "" : "read-only",
    signs(field),
  ];
  return `${agentKey}${apiKeyNote(field)} ${inQuotes(label)}${sameLabelNote(field, schema)} ${kind.filter(Boolean).join(" ")}${options(field, mostOptions)}${whole ? about(field) : ""}`;
}

function relationshipLine(relationship: Relationship, schema: ContactSchema, whole: boolean): string {
  const { agentKey, label, definition } = relationship;
  const kind = [
    asWord(definition.objectType),
    definition.cardinality === "HAS_MANY" ? "many" : "one",
    ...(relationship.writable ? [] : ["read-only"]),
    signs(relationship),
  ];
  return `${agentKey}${apiKeyNote(relationship)} ${inQuotes(label)}${sameLabelNote(relationship, schema)} ${kind.join(" ")}${whole ? about(relationship) : ""}`;
}

const about = ({ definition }: Attribute) => (definition.description ? ` — ${definition.description}` : "");

const OPTION_LIMITS = [30, 10, 3, 0];

/**
 * Fields and relationships, one per line.
 *
 * @param only the attributes to show with all options and descriptions; undefined: all attributes, with as many options
 *   as there is room for
 * @param notes sentences for the end
 */
export function definitionLines(schema: ContactSchema, only: readonly Attribute[] | undefined, notes: readonly string[] = []): Line[] {
  const whole = only !== undefined;
  const fields = only?.filter((one) => one.kind === "field") ?? schema.fields;
  const relationships = only?.filter((one) => one.kind === "relationship") ?? schema.relationships;
  const stamps = timestampsOf(schema)
    .filter((stamp) => only?.includes(stamp) ?? true)
    .map(({ agentKey }) => agentKey)
    .join(" and ");
  const render = (mostOptions: number) => [
    `${counted(fields.length, "field")}, ${counted(relationships.length, "relationship")}. key (API name) "label" type operators: options`,
    ...fields.map((field) => fieldLine(field, schema, mostOptions, whole)),
    ...(relationships.length > 0
      ? [
          "Relationships, by name (members also by e-mail) or ID:",
          ...relationships.map((relationship) => relationshipLine(relationship, schema, whole)),
        ]
      : []),
    ...(stamps === "" ? [] : [`${whole ? "" : "Further keys: "}${stamps} (in find_contacts: columns, filters, sort and groups).`]),
    LEGEND,
    ...notes,
  ];
  if (whole) return render(Number.POSITIVE_INFINITY);
  const texts = OPTION_LIMITS.map((limit) => render(limit));
  return texts.find((lines) => lengthOf(lines) <= MOST_CHARACTERS) ?? texts.at(-1) ?? [];
}
