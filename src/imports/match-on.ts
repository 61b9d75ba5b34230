import { InvalidInput, Problems, Rejection } from "../fields/rejection.ts";
import { identifyingKindOf, isNameField } from "../identity/kinds/index.ts";
import type { Attribute, ContactSchema, Field } from "../schema/contact-schema.ts";
import { resolveAttribute } from "../schema/resolve-attribute.ts";
import { quote } from "../text/quote.ts";
import type { Columns } from "./columns/column-matcher.ts";

/** How rows identify contacts, besides by ID. */
export interface MatchOn {
  /** The caller has chosen nothing. */
  readonly isUsual: boolean;
  /** One shared value of one of these fields is enough, unless the names contradict each other. */
  readonly fields: readonly Field[];
  /** What a shared name proves at least. If the caller has chosen other fields too, it is not enough. */
  readonly byName: "same" | "ambiguous" | undefined;
  /** A shared name together with a shared account is enough. */
  readonly byNameAndAccount: boolean;
}

/** The default: everything that identifies people. */
export const usualMatchOn = ({ fields }: ContactSchema): MatchOn => ({
  isUsual: true,
  fields: fields.filter((field) => identifyingKindOf(field) !== undefined),
  byName: undefined,
  byNameAndAccount: true,
});

const ID = "id";

/**
 * Reads `match_on`.
 *
 * @throws InvalidInput for a name that does not exist or that no column gives: a row without its identifying value
 * would count as a new person
 */
export function parseMatchOn(names: readonly string[], schema: ContactSchema, columns: Columns): MatchOn {
  const problems = new Problems();
  const all: Attribute[] = [...schema.fields, ...schema.relationships];
  const others = names.filter((name) => name.trim() !== ID);
  const found = others.flatMap((name) => problems.collect("match_on", () => resolveAttribute(name, all, "field or relationship", schema)) ?? []);
  const fields = found.filter((one) => one.kind === "field");
  const relationships = found.filter((one) => one.kind === "relationship");
  const isNamed = fields.some(isNameField);
  for (const { agentKey, definition } of relationships)
    problems.collect("match_on", () => {
      if (definition.objectType !== "account" || !isNamed)
        throw new Rejection(`${agentKey} alone does not identify a person`, 'keys of fields, e.g. ["email"]; or ["name", "account"] together');
    });
  problems.throwIfAny();
  const missing = [
    ...found.filter((attribute) => !columns.matched.some((column) => column.attribute === attribute)).map(({ agentKey }) => agentKey),
    ...(others.length < names.length && columns.id === undefined ? [ID] : []),
  ];
  if (missing.length > 0) {
    const given = [...(columns.id === undefined ? [] : [ID]), ...columns.matched.map(({ attribute }) => attribute.agentKey)];
    throw new InvalidInput([
      `match_on: No column is mapped to ${missing.map(quote).join(" or ")}. Accepted: keys that have a column (${[...new Set(given)].join(", ")}).`,
    ]);
  }
  const byNameAndAccount = relationships.length > 0;
  const values = fields.filter((field) => !isNameField(field));
  const byName = !isNamed || byNameAndAccount ? undefined : values.length === 0 ? "same" : "ambiguous";
  return { isUsual: false, fields: values, byName, byNameAndAccount };
}
