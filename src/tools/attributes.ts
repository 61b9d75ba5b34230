import type { Problems } from "../fields/rejection.ts";
import { type Attribute, mainField, resolveAttribute, type Workspace } from "../schema/workspace.ts";

/**
 * The fields and relationships that an argument names, each once.
 * @throws InvalidInput naming all that do not exist
 */
export function attributesNamed(names: readonly string[], workspace: Workspace, argument: string, problems: Problems): Attribute[] {
  const all: Attribute[] = [...workspace.fields, ...workspace.relationships];
  const found = names.flatMap((name) => problems.collect(argument, () => resolveAttribute(name, all, "field or relationship", workspace)) ?? []);
  problems.throwIfAny();
  return [...new Set(found)];
}

/** The columns of a list where none are asked for: what tells people apart, as far as the workspace has it. */
export function defaultColumns(workspace: Workspace): Attribute[] {
  const main = (["FULL_NAME", "EMAIL", "TELEPHONE"] as const).map((valueType) => mainField(workspace.fields, valueType));
  const title = workspace.fields.find(({ agentKey }) => agentKey === "title");
  const account = workspace.relationships.find(({ definition }) => definition.objectType === "account");
  return [...main, title, account].filter((column) => column !== undefined);
}
