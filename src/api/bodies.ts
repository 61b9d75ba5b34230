import type { ApiKey, CreateBody, UpdateBody } from "./wire.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** The body of a create: `{fields, relationships?}`. */
export function createPayload({ fields, relationships }: CreateBody): JsonObject {
  return { fields: toObject(fields), ...(relationships.size > 0 ? { relationships: toObject(relationships) } : {}) };
}

/** The body of an update: `{fields?, relationships?}`, only what changes. */
export function updatePayload({ fields, relationships }: UpdateBody): JsonObject {
  return {
    ...(fields.size > 0 ? { fields: toObject(fields) } : {}),
    ...(relationships.size > 0 ? { relationships: toObject(relationships) } : {}),
  };
}

/** `fromEntries` defines properties instead of assigning them, so a field called `__proto__` is sent like any other. */
function toObject(map: ReadonlyMap<ApiKey, unknown>): JsonObject {
  return Object.fromEntries(map);
}
