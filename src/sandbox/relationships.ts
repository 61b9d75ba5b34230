import { ApiError, invalidType } from "./errors.ts";
import type { RelationshipDefinitionJson } from "./wire-json.ts";
import type { Workspace } from "./workspace.ts";

/** The most IDs that one request may reference, and the most links that it may change. */
const MAX_LINKS = 25;

/** ID prefixes by the object type of a relationship. */
export const ID_PREFIXES: ReadonlyMap<string, string> = new Map([
  ["account", "acc_"],
  ["contact", "con_"],
  ["member", "mem_"],
  ["opportunity", "opp_"],
]);

/** Relationships that refuse writes although no definition says so. According to the contract, the refusal counts. */
const MANAGED = new Set(["$createdBy"]);

const OPERATIONS = ["add", "remove", "replace"] as const;
type Operation = (typeof OPERATIONS)[number];

/** What writes of relationships need to know about the workspace. */
type LinkContext = Pick<Workspace, "definitions" | "linkState">;

type Links = ReadonlyMap<string, readonly string[]>;

/** One relationship of a request body, parsed but not yet applied. */
interface Change {
  readonly key: string;
  readonly param: string;
  readonly definition: RelationshipDefinitionJson;
  readonly operation: Operation;
  readonly ids: readonly string[];
}

/** The links of a new contact. Throws for anything that the contract refuses. */
export function createLinks(body: object, context: LinkContext): Links {
  const changes = Object.entries(body).map(([key, value]) => ({
    ...known(key, context),
    operation: "add" as const,
    ids: idsOf(value, `relationships.${key}`),
  }));
  return applied(new Map(), changes, context);
}

/** The links of a contact after an update. Throws for anything that the contract refuses. */
export function updateLinks(current: Links, body: object, context: LinkContext): Links {
  const changes = Object.entries(body).map(([key, value]) => ({ ...known(key, context), ...operationOf(value, `relationships.${key}`) }));
  return applied(current, changes, context);
}

function known(key: string, { definitions }: LinkContext) {
  const param = `relationships.${key}`;
  const definition = Object.hasOwn(definitions.relationshipDefinitions, key) ? definitions.relationshipDefinitions[key] : undefined;
  if (definition === undefined) throw new ApiError(400, `Unknown relationship '${key}'.`, { code: "unknown_relationship", param });
  if (MANAGED.has(key)) throw new ApiError(422, `Relationship '${key}' is set by Lightfield and cannot be changed.`, { param });
  return { key, param, definition };
}

function operationOf(value: unknown, param: string): { operation: Operation; ids: string[] } {
  const wanted = "expected exactly one of add, remove and replace.";
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidType(param, wanted);
  const entries = Object.entries(value);
  const operation = OPERATIONS.find((name) => name === entries[0]?.[0]);
  if (entries.length !== 1 || operation === undefined) throw invalidType(param, wanted);
  const ids: unknown = entries[0]?.[1];
  return { operation, ids: ids === null && operation === "replace" ? [] : idsOf(ids, param) };
}

function idsOf(value: unknown, param: string): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value) && value.every((id) => typeof id === "string")) return [...new Set(value)];
  throw invalidType(param, "expected an ID or an array of IDs.");
}

function applied(current: Links, changes: readonly Change[], context: LinkContext): Links {
  const links = new Map(current);
  let referenced = 0;
  let changed = 0;
  for (const change of changes) {
    const before = current.get(change.key) ?? [];
    const after = linksAfter(before, change);
    referenced += change.ids.length;
    changed += after.filter((id) => !before.includes(id)).length + before.filter((id) => !after.includes(id)).length;
    if (referenced > MAX_LINKS || changed > MAX_LINKS) {
      const message = `A request may reference and change at most ${MAX_LINKS} links.`;
      throw new ApiError(422, message, { code: "relationship_write_limit_exceeded", param: change.param });
    }
    for (const id of change.ids) checkTarget(id, change, context);
    if (change.definition.cardinality === "HAS_ONE" && after.length > 1) {
      throw invalidType(change.param, "the relationship holds one record; use replace to change it.");
    }
    if (after.length === 0) links.delete(change.key);
    else links.set(change.key, after);
  }
  return links;
}

function linksAfter(before: readonly string[], { operation, ids }: Change): readonly string[] {
  if (operation === "replace") return ids;
  if (operation === "add") return [...new Set([...before, ...ids])];
  return before.filter((id) => !ids.includes(id));
}

function checkTarget(id: string, { definition: { objectType }, operation, param }: Change, context: LinkContext): void {
  const prefix = ID_PREFIXES.get(objectType);
  if (prefix !== undefined && !id.startsWith(prefix)) {
    throw new ApiError(400, `'${id}' is not the ID of a record of type ${objectType}.`, { code: "referenced_resource_missing", param });
  }
  const state = context.linkState(objectType, id);
  if (state === "missing") throw new ApiError(422, `There is no ${objectType} '${id}'.`, { code: "relationship_entity_missing", param });
  // A link to a deleted record can be removed, but not added.
  if (state === "inactive" && operation !== "remove") {
    throw new ApiError(422, `The ${objectType} '${id}' is not active.`, { code: "relationship_entity_inactive", param });
  }
}
