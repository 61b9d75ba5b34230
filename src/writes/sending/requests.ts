import type { ApiKey, CreateBody, FieldResolution, LinkChange, UpdateBody } from "../../api/index.ts";
import { added, type Change, isSame, type LinksChange, rawOf, removed } from "../../schema/change.ts";
import { differingFields, type MergePair } from "../../schema/merge.ts";

/** The API refuses a request with more IDs or more changed links. */
export const MOST_LINKS = 25;

interface LinkStep {
  readonly key: ApiKey;
  readonly change: LinkChange;
  /** The number of links that it changes, which is never less than the number of its IDs. */
  readonly weight: number;
}

function inParts(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / MOST_LINKS) }, (_, part) => ids.slice(part * MOST_LINKS, (part + 1) * MOST_LINKS));
}

/** Adds and removes, so that links of a colleague stay. Clearing removes too: not all deployments take `null`. */
function linkSteps(change: LinksChange): LinkStep[] {
  const { apiKey: key, definition } = change.relationship;
  const [gone, come] = [removed(change), added(change)];
  if (definition.cardinality === "HAS_ONE") {
    const [first] = come;
    if (first !== undefined) return [{ key, change: { replace: first }, weight: come.length + gone.length }];
    return gone[0] === undefined ? [] : [{ key, change: { remove: gone[0] }, weight: 1 }];
  }
  // Only an ID to add can be wrong. It goes first, so that its refusal leaves the other links in place.
  return [
    ...inParts(come).map((ids) => ({ key, change: { add: ids }, weight: ids.length })),
    ...inParts(gone).map((ids) => ({ key, change: { remove: ids }, weight: ids.length })),
  ];
}

/** Packs steps into requests: one step of each relationship, in order, and no more links than fit into one. */
function packed(steps: readonly LinkStep[]): Map<ApiKey, LinkChange>[] {
  const requests: { readonly links: Map<ApiKey, LinkChange>; weight: number }[] = [];
  const lastOf = new Map<ApiKey, number>();
  for (const { key, change, weight } of steps) {
    const from = (lastOf.get(key) ?? -1) + 1;
    let at = requests.findIndex((request, index) => index >= from && request.weight + weight <= MOST_LINKS);
    if (at === -1) at = requests.push({ links: new Map(), weight: 0 }) - 1;
    const request = requests[at];
    request?.links.set(key, change);
    if (request) request.weight += weight;
    lastOf.set(key, at);
  }
  return requests.map(({ links }) => links);
}

const fieldsOf = ({ fields }: Change) => new Map(fields.map(({ field, after }) => [field.apiKey, after] as const));

/** The requests of an update: one, unless it has more links than fit, or both adds and removes some. */
export function updateRequests(change: Change): UpdateBody[] {
  const [first = new Map<ApiKey, LinkChange>(), ...more] = packed(change.links.flatMap(linkSteps));
  return [{ fields: fieldsOf(change), relationships: first }, ...more.map((relationships) => ({ fields: new Map(), relationships }))];
}

/** The request of a create, and updates with the links that do not fit into it. */
export function createRequests(change: Change): { readonly create: CreateBody; readonly updates: readonly UpdateBody[] } {
  let room = MOST_LINKS;
  const now = new Map<ApiKey, readonly string[] | string>();
  const rest: LinksChange[] = [];
  for (const { relationship, after } of change.links) {
    const ids = after.slice(0, room);
    room -= ids.length;
    const [one] = ids;
    if (one !== undefined) now.set(relationship.apiKey, relationship.definition.cardinality === "HAS_ONE" ? one : ids);
    if (ids.length < after.length) rest.push({ relationship, before: ids, after });
  }
  const later = rest.length > 0 ? updateRequests({ fields: [], links: rest }) : [];
  return { create: { fields: fieldsOf(change), relationships: now }, updates: later };
}

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
