import type { TypeConfigurationJson } from "../wire-json.ts";
import { future } from "./moments.ts";
import { type Person, phoneOf } from "./person.ts";
import { addressOf, homeMail, homePage, profileAt, summaryOf } from "./person-texts.ts";
import { REMARKS } from "./texts.ts";

/** The value of one field for a person; `undefined` if it is not set. */
export type Fill = (person: Person) => unknown;

type FillMaker = (configuration: TypeConfigurationJson, key: string) => Fill;

const always =
  (fill: Fill): FillMaker =>
  () =>
    fill;

/** How to fill a field of each type, if nothing more is known about it. */
const MAKERS = new Map<string, FillMaker>([
  ["ADDRESS", always(addressOf)],
  ["CHECKBOX", always(({ random }) => random.chance(0.5))],
  ["CURRENCY", always(({ random }) => (1 + random.int(400)) * 250)],
  ["DATETIME", always(({ random }) => future(random))],
  ["EMAIL", always(homeMail)],
  ["FULL_NAME", always(({ firstName, lastName }) => ({ firstName, lastName }))],
  ["HTML", always(({ firstName, company }) => `<p><b>${firstName}</b><br>${company.name}</p>`)],
  ["MARKDOWN", always((person) => summaryOf(person, 1))],
  ["MULTI_SELECT", someOptions],
  ["NUMBER", always(({ random }) => random.int(10_000) / 100)],
  ["SINGLE_SELECT", oneOption],
  ["SOCIAL_HANDLE", ({ handleService = "" }) => profileAt(handleService)],
  ["TELEPHONE", always((person) => [phoneOf(person)])],
  ["TEXT", ({ unique }, key) => (unique ? ({ index }) => `${key} ${index + 1}` : ({ random }) => random.pick(REMARKS))],
  ["URL", always(homePage)],
]);

/** How to fill a type. An undocumented type gets a number from 1 to 5, like the rating of the built-in definitions. */
export function fillOfType(valueType: string, configuration: TypeConfigurationJson, key: string): Fill {
  const make = MAKERS.get(valueType);
  return make === undefined ? ({ random }) => 1 + random.int(5) : make(configuration, key);
}

function oneOption({ options = [] }: TypeConfigurationJson): Fill {
  return ({ random }) => (options.length === 0 ? undefined : random.pick(options).id);
}

function someOptions({ options = [] }: TypeConfigurationJson): Fill {
  return ({ random }) => {
    const chosen = options.filter(() => random.chance(0.3));
    return chosen.length === 0 ? undefined : chosen.map(({ id }) => id);
  };
}
