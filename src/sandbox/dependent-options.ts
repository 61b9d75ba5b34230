import { ApiError } from "./errors.ts";
import type { DefinitionsJson } from "./wire-json.ts";

/**
 * Checks the dependent selects that a write changes, or whose parent it changes. Throws 422 if an option's parent is
 * not chosen.
 *
 * @param values of the contact as it would be stored
 * @param changed keys of the fields that become different
 */
export function checkParents(values: ReadonlyMap<string, unknown>, changed: ReadonlySet<string>, { fieldDefinitions }: DefinitionsJson): void {
  const chosen = (key: string) => [values.get(key) ?? []].flat();
  for (const [key, { typeConfiguration }] of Object.entries(fieldDefinitions)) {
    const { parentFieldKey = "", options = [] } = typeConfiguration;
    const parent = Object.hasOwn(fieldDefinitions, parentFieldKey) ? fieldDefinitions[parentFieldKey] : undefined;
    if (parent === undefined || !(changed.has(key) || changed.has(parentFieldKey))) continue;
    const known = new Set(parent.typeConfiguration.options?.map(({ id }) => id));
    const orphan = options.find(
      ({ id, parentId }) => parentId !== undefined && known.has(parentId) && chosen(key).includes(id) && !chosen(parentFieldKey).includes(parentId),
    );
    if (orphan === undefined) continue;
    const param = `fields.${changed.has(key) ? key : parentFieldKey}`;
    throw new ApiError(422, `The option '${orphan.id}' of '${key}' does not belong to the value of '${parentFieldKey}'.`, { param });
  }
}
