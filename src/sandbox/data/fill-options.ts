import type { TypeConfigurationJson } from "../wire-json.ts";
import type { Person } from "./person.ts";

/** The value of one field for a person; `undefined` if it is not set. */
export type Fill = (person: Person) => unknown;

export function oneOption({ options = [] }: TypeConfigurationJson): Fill {
  return ({ random }) => (options.length === 0 ? undefined : random.pick(options).id);
}

export function someOptions({ options = [] }: TypeConfigurationJson): Fill {
  return ({ random }) => {
    const chosen = options.filter(() => random.chance(0.3));
    return chosen.length === 0 ? undefined : chosen.map(({ id }) => id);
  };
}
