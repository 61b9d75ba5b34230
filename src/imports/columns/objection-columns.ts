import { saidYes } from "../../fields/checkbox.ts";
import type { Locale } from "../../fields/index.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { objectionField, willIn } from "../../schema/objections.ts";
import type { Route } from "./matched-column.ts";
import { isUnavailable } from "./named-columns.ts";
import type { PlacedColumns } from "./placed-columns.ts";
import type { ColumnSamples } from "./samples.ts";
import { fits } from "./values.ts";

interface ObjectionMatching {
  readonly schema: ContactSchema;
  readonly samples: ColumnSamples | undefined;
  readonly locale: Locale | undefined;
}

/** A "no" is not written: it may say less than the field. */
const YES_ONLY: readonly Route[] = [{ takes: (value) => saidYes(value) === false, to: undefined }];

/** Matches columns of objections to contact with the field for them, if all their values are yes or no. */
export function matchObjections(columns: readonly string[], placed: PlacedColumns, { schema, samples, locale }: ObjectionMatching): void {
  for (const column of columns) {
    const name = placed.nameOf(column);
    if (placed.isSettled(column) || isUnavailable(column, schema) || willIn(name) !== "objection" || samples?.withOthers.has(column)) continue;
    const attribute = objectionField(name, schema.fields);
    const before = placed.matched.filter((one) => one.attribute === attribute);
    const isClear = before.every(({ routes }) => routes === YES_ONLY);
    if (attribute && isClear && fits(samples?.values.get(column) ?? [], { attribute }, locale))
      placed.match(column, { attribute }, `called ${name}`, { choice: before.length, routes: YES_ONLY });
  }
}
