import type { ApiKey, CreateBody, UpdateBody } from "./wire.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What a create sends: `{fields, relationships?}`. */
export function createPayload({ fields, relationships }: CreateBody): JsonObject {
  return { fields: toObject(fields), ...(relationships.size > 0 ? { relationships: toObject(relationships) } : {}) };
}

/** What an update sends: `{fields?, relationships?}`, only what is to change. */
export function updatePayload({ fields, relationships }: UpdateBody): JsonObject {
  return {
    ...(fields.size > 0 ? { fields: toObject(fields) } : {}),
    ...(relationships.size > 0 ? { relationships: toObject(relationships) } : {}),
  };
}

/** `fromEntries` defines properties instead of assigning them: a field called `__proto__` is sent like any other. */
function toObject(map: ReadonlyMap<ApiKey, unknown>): JsonObject {
  return Object.fromEntries(map);
}
