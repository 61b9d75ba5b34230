import { future } from "./data/moments.ts";
import { type Fill, phoneOf } from "./data/person.ts";
import { addressOf, homeMail, homePage, profileAt, summaryOf } from "./data/person-texts.ts";
import { REMARKS } from "./data/texts.ts";
import { invalidType } from "./errors.ts";
import { type Comparison, dateFilter, type FilterValue, numberFilter, optionFilter, type Test, textTest, yesOrNoFilter } from "./filter-values.ts";
import * as checks from "./value-checks.ts";
import type { FieldDefinitionJson, TypeConfigurationJson } from "./wire-json.ts";

const COMPARING: readonly Comparison[] = ["equal", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"];
const TEXTUAL: readonly Comparison[] = ["equal", "startsWith"];

/** Everything that the sandbox knows of one value type. */
interface ValueType {
  /** By the contract's table "Writing values". */
  readonly check: checks.Check;
  /** By default, the API cannot filter by the type. */
  readonly operators?: readonly Comparison[];
  /** By default, filters compare text. */
  readonly filter?: FilterValue;
  /** How the built-in workspace fills fields of the type. */
  fill(configuration: TypeConfigurationJson, key: string): Fill;
}

const always =
  (fill: Fill): ValueType["fill"] =>
  () =>
    fill;

const VALUE_TYPES: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ["ADDRESS", { check: checks.address, operators: TEXTUAL, fill: always(addressOf) }],
  ["CHECKBOX", { check: checks.yesOrNo, operators: ["equal"], filter: yesOrNoFilter, fill: always(({ random }) => random.chance(0.5)) }],
  ["CURRENCY", { check: checks.safeNumber, operators: COMPARING, filter: numberFilter, fill: always(({ random }) => (1 + random.int(400)) * 250) }],
  ["DATETIME", { check: checks.dateTime, operators: COMPARING, filter: dateFilter, fill: always(({ random }) => future(random)) }],
  ["EMAIL", { check: checks.email, operators: ["contains"], fill: always(homeMail) }],
  ["FULL_NAME", { check: checks.fullName, operators: TEXTUAL, fill: always(({ firstName, lastName }) => ({ firstName, lastName })) }],
  ["HTML", { check: checks.text, fill: always(({ firstName, company }) => `<p><b>${firstName}</b><br>${company.name}</p>`) }],
  ["MARKDOWN", { check: checks.text, fill: always((person) => summaryOf(person, 1)) }],
  ["MULTI_SELECT", { check: checks.manyOptions, fill: someOptions }],
  ["NUMBER", { check: checks.decimal, operators: COMPARING, filter: numberFilter, fill: always(({ random }) => random.int(10_000) / 100) }],
  ["SINGLE_SELECT", { check: checks.singleOption, operators: ["equal"], filter: optionFilter, fill: oneOption }],
  ["SOCIAL_HANDLE", { check: checks.profile, operators: TEXTUAL, fill: ({ handleService = "" }) => profileAt(handleService) }],
  ["TELEPHONE", { check: checks.telephone, operators: ["contains"], fill: always((person) => [phoneOf(person)]) }],
  ["TEXT", { check: checks.text, operators: TEXTUAL, fill: textFill }],
  ["URL", { check: checks.webAddress, operators: ["contains"], fill: always(homePage) }],
]);

function oneOption({ options = [] }: TypeConfigurationJson): Fill {
  return ({ random }) => (options.length === 0 ? undefined : random.pick(options).id);
}

function someOptions({ options = [] }: TypeConfigurationJson): Fill {
  return ({ random }) => {
    const chosen = options.filter(() => random.chance(0.3));
    return chosen.length === 0 ? undefined : chosen.map(({ id }) => id);
  };
}

function textFill({ unique }: TypeConfigurationJson, key: string): Fill {
  return unique ? ({ index }) => `${key} ${index + 1}` : ({ random }) => random.pick(REMARKS);
}

/** The value of a field as it is stored. Throws 400 `invalid_type`. Types without a row in the table are read-only. */
export function checkValue(valueType: string, value: unknown, param: string, context: checks.CheckContext): unknown {
  const type = VALUE_TYPES.get(valueType);
  if (type === undefined) throw invalidType(param, `Fields of type ${valueType} cannot be written.`);
  try {
    return type.check(value, context);
  } catch (error) {
    if (error instanceof checks.Refusal) throw invalidType(param, `${valueType}: ${error.message}`);
    throw error;
  }
}

export const operatorsOf = (valueType: string): readonly Comparison[] => VALUE_TYPES.get(valueType)?.operators ?? [];

/** The test for a filter's value, or undefined if the value does not fit the field's type. */
export function matcherOf(definition: FieldDefinitionJson, operator: Comparison, value: string, matching: "strict" | "loose"): Test | undefined {
  const filter = VALUE_TYPES.get(definition.valueType)?.filter;
  return filter ? filter(value, operator, definition.typeConfiguration) : textTest(value, operator, matching);
}

/** How to fill a type. An undocumented type gets a number from 1 to 5, like the rating of the built-in definitions. */
export function fillOfType(valueType: string, configuration: TypeConfigurationJson, key: string): Fill {
  return VALUE_TYPES.get(valueType)?.fill(configuration, key) ?? (({ random }) => 1 + random.int(5));
}
