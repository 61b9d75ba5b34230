import type { FieldResolution } from "../../api/index.ts";
import { type Change, rawOf } from "../../schema/change.ts";
import { differingFields, isSame, type MergePair } from "../../schema/merge.ts";

/**
 * What a merge tells the API about each field in which the two contacts differ, so that nothing is left to its own
 * rules: whose value stays, or which other value the field gets.
 */
export function resolutionsOf(pair: MergePair, { fields }: Change): ReadonlyMap<string, FieldResolution> {
  const { survivor, duplicate } = pair;
  const changed = new Map(fields.map(({ field, after }) => [field.apiKey, after]));
  const all = new Set([...differingFields(pair), ...fields.map(({ field }) => field)]);
  return new Map(
    [...all].map((field): [string, FieldResolution] => {
      const [own, others] = [rawOf(survivor, field), rawOf(duplicate, field)];
      const after = changed.has(field.apiKey) ? changed.get(field.apiKey) : own;
      if (isSame(field, after, own)) return [field.apiKey, "primary"];
      return [field.apiKey, isSame(field, after, others) ? "duplicate" : { value: after }];
    }),
  );
}
