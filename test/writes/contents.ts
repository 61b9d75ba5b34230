import type { WireContactJson } from "../../src/sandbox/index.ts";

/** By the API keys of fields and relationships; what is unset is absent. */
export interface Contents {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, readonly string[]>>;
}

/** Every value and link that is set, in a form in which what means the same is equal. */
export function contentsOf({ fields, relationships }: WireContactJson): Contents {
  const isSet = (value: unknown) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  const values = Object.entries(fields).filter(([, { value }]) => isSet(value));
  const links = Object.entries(relationships).filter(([, { values }]) => values.length > 0);
  return {
    fields: Object.fromEntries(values.map(([key, { value }]) => [key, Array.isArray(value) ? value.toSorted() : value])),
    links: Object.fromEntries(links.map(([key, { values }]) => [key, values.toSorted()])),
  };
}
