import { fillOfType } from "../value-types.ts";
import type { FieldDefinitionJson } from "../wire-json.ts";
import { past } from "./moments.ts";
import { NICKNAMES, TITLES } from "./people.ts";
import { type Fill, phoneOf } from "./person.ts";
import { handleOf, homeMail, summaryOf, workMail } from "./person-texts.ts";
import { SHIRT_SIZES } from "./texts.ts";

/** Fields of the built-in definitions whose value follows from the person. */
const BY_KEY = new Map<string, { readonly valueType: string; readonly fill: Fill }>([
  ["$email", { valueType: "EMAIL", fill: (person) => (person.random.chance(0.1) ? [workMail(person), homeMail(person)] : workMail(person)) }],
  ["$title", { valueType: "TEXT", fill: ({ random }) => random.pick(TITLES) }],
  ["$profilePhotoUrl", { valueType: "URL", fill: (person) => `https://photos.lightfield.example/${handleOf(person, "-")}.jpg` }],
  ["$doNotContact", { valueType: "CHECKBOX", fill: ({ random }) => random.chance(0.2) }],
  ["$lastInteractionAt", { valueType: "DATETIME", fill: ({ random }) => past(random) }],
  ["$aiSummary", { valueType: "MARKDOWN", fill: (person) => summaryOf(person, person.random.chance(0.02) ? 40 : 1) }],
  ["$phone", { valueType: "TELEPHONE", fill: (person) => (person.random.chance(0.12) ? [phoneOf(person), phoneOf(person)] : [phoneOf(person)]) }],
  ["name", { valueType: "TEXT", fill: ({ firstName, lastName }) => `${firstName} ${lastName.charAt(0)}.` }],
  ["constructor", { valueType: "TEXT", fill: ({ company }) => `${company.name} building team` }],
  ["icp-score", { valueType: "NUMBER", fill: ({ random }) => (random.chance(0.2) ? random.int(200) / 2 : random.int(101)) }],
  ["spitzname", { valueType: "TEXT", fill: ({ random }) => random.pick(NICKNAMES) }],
  ["t-shirt.größe", { valueType: "TEXT", fill: ({ random }) => random.pick(SHIRT_SIZES) }],
  ["crm_id", { valueType: "TEXT", fill: ({ index }) => `CRM-${100_000 + index}` }],
]);

/** The part of the contacts that have a field set; a quarter if it is not listed. */
const FREQUENCIES = new Map([
  ["$name", 1],
  ["$email", 0.94],
  ["$title", 0.9],
  ["$phone", 0.7],
  ["$linkedIn", 0.75],
  ["$twitter", 0.15],
  ["$address", 0.6],
  ["$profilePhotoUrl", 0.4],
  ["$lastInteractionAt", 0.7],
  ["$aiSummary", 0.35],
  ["email", 0.15],
  ["constructor", 0.05],
  ["icp-score", 0.6],
  ["lifecycle-stage", 0.75],
  ["persona", 0.4],
  ["region", 0.6],
  ["industry", 0.5],
  ["newsletter-opt-in", 0.5],
  ["spitzname", 0.1],
  ["t-shirt.größe", 0.1],
  ["crm_id", 0.5],
]);

/** How to fill a field, decided once, so that a hundred thousand contacts need not look it up. */
export function fillOf(key: string, definition: FieldDefinitionJson): Fill {
  const { valueType, typeConfiguration } = definition;
  const known = BY_KEY.get(key);
  // A test may define another field of this name.
  const fill = known?.valueType === valueType ? known.fill : fillOfType(valueType, typeConfiguration, key);
  const fitted = LISTABLE.has(valueType) ? asOneOrMany(fill, definition) : fill;
  const frequency = FREQUENCIES.get(key) ?? 0.25;
  return (person) => (frequency === 1 || person.random.chance(frequency) ? fitted(person) : undefined);
}

/** Types that hold one value or many, depending on the definition. */
const LISTABLE = new Set(["EMAIL", "TELEPHONE", "URL"]);

function asOneOrMany(fill: Fill, { valueType, typeConfiguration: { multipleValues } }: FieldDefinitionJson): Fill {
  return (person) => {
    const values = [fill(person)].flat();
    if (multipleValues) return values;
    // A single phone number is an array too, as the contract has it for writes.
    return valueType === "TELEPHONE" ? values.slice(0, 1) : values[0];
  };
}
