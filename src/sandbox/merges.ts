import { ApiError, asObject, invalidType, notFound } from "./errors.ts";
import type { Settings } from "./options.ts";
import { loadPhoneParser } from "./phones.ts";
import type { StoredRecord } from "./record.ts";
import { checkValue } from "./value-types.ts";
import type { DefinitionsJson } from "./wire-json.ts";
import type { Workspace } from "./workspace.ts";

type MergeSettings = Pick<Settings, "mergeCleanupMs" | "mergesFail" | "mergeResolutions">;

interface StoredMerge {
  readonly id: string;
  readonly primaryId: string;
  readonly duplicateId: string;
  /** In ms. */
  readonly createdAt: number;
}

type Resolution = "primary" | "duplicate" | { readonly value: unknown };

/** A checked body of `POST /v1/contacts/merge`. */
interface MergeRequest {
  readonly primaryId: string;
  readonly duplicateId: string;
  /** By the field's API key. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
  readonly unitesSelects: boolean;
}

/** Merges contacts and remembers how far each merge has got. */
export class Merges {
  readonly #settings: MergeSettings;
  readonly #all = new Map<string, StoredMerge>();

  constructor(settings: MergeSettings) {
    this.#settings = settings;
  }

  /** Merges two contacts. Nothing is changed unless everything is valid. Throws 404 for an unknown contact. */
  async merge(body: object, workspace: Workspace) {
    const { primaryId, duplicateId, resolutions, unitesSelects } = await this.#request(body, workspace);
    const [primary, duplicate] = [workspace.contact(primaryId), workspace.contact(duplicateId)];
    const merge: StoredMerge = { id: `mrg_${this.#all.size + 1}`, primaryId, duplicateId, createdAt: workspace.now() };
    this.#all.set(merge.id, merge);
    const status = this.#statusOf(merge, workspace.now());
    if (status === "failed") return { merge: { id: merge.id, status }, primary };
    const values = mergedValues(primary, duplicate, { resolutions, unitesSelects, definitions: workspace.definitions });
    const links = mergedLinks(primary, duplicate, workspace.definitions);
    workspace.remove(duplicateId);
    const merged = { ...primary, values, links, updatedAt: workspace.now() };
    workspace.save(merged, new Set(values.keys()));
    repoint(duplicateId, primaryId, workspace);
    return { merge: { id: merge.id, status }, primary: workspace.contact(primaryId) };
  }

  /** The answer of `GET /v1/merges/{id}`. */
  statusJson(id: string, now: number) {
    const merge = this.#all.get(id);
    if (merge === undefined) throw notFound(`Merge '${id}'`);
    const createdAt = new Date(merge.createdAt).toISOString();
    const { primaryId, duplicateId } = merge;
    return {
      id,
      entityType: "contact",
      primaryId,
      duplicateId,
      status: this.#statusOf(merge, now),
      createdAt,
      updatedAt: new Date(now).toISOString(),
    };
  }

  #statusOf({ createdAt }: StoredMerge, now: number): "cleanup_pending" | "done" | "failed" {
    const { mergeCleanupMs, mergesFail } = this.#settings;
    if (now < createdAt + mergeCleanupMs) return "cleanup_pending";
    return mergesFail ? "failed" : "done";
  }

  async #request(body: object, { definitions }: Workspace): Promise<MergeRequest> {
    const { primaryId, duplicateId, fieldResolutions = {}, options = {} } = { ...body } as Record<string, unknown>;
    if (typeof primaryId !== "string") throw new ApiError(400, "'primaryId' is missing.", { code: "parameter_missing", param: "primaryId" });
    if (typeof duplicateId !== "string") throw new ApiError(400, "'duplicateId' is missing.", { code: "parameter_missing", param: "duplicateId" });
    if (primaryId === duplicateId) throw new ApiError(422, "A contact cannot be merged with itself.", { param: "duplicateId" });
    const resolutions = await this.#resolutions(asObject(fieldResolutions, "fieldResolutions"), definitions);
    const { multiSelectUnion = false } = { ...asObject(options, "options") } as Record<string, unknown>;
    return { primaryId, duplicateId, resolutions, unitesSelects: multiSelectUnion === true };
  }

  async #resolutions(given: object, definitions: DefinitionsJson): Promise<Map<string, Resolution>> {
    const parsePhone = await loadPhoneParser();
    const names = new Map(Object.keys(definitions.fieldDefinitions).map((key) => [this.#nameOf(key), key]));
    return new Map(
      Object.entries(given).map(([name, resolution]): [string, Resolution] => {
        const param = `fieldResolutions.${name}`;
        const key = names.get(name);
        const definition = key === undefined ? undefined : definitions.fieldDefinitions[key];
        if (key === undefined || definition === undefined) throw new ApiError(400, `Unknown field '${name}'.`, { code: "unknown_field", param });
        if (resolution === "primary" || resolution === "duplicate") return [key, resolution];
        if (typeof resolution !== "object" || resolution === null || !("value" in resolution))
          throw invalidType(param, `'${name}' must be 'primary', 'duplicate' or {value}.`);
        const { value } = resolution;
        const configuration = definition.typeConfiguration;
        return [key, { value: value === null ? null : checkValue(definition.valueType, value, param, { configuration, parsePhone }) }];
      }),
    );
  }

  #nameOf(key: string): string {
    return this.#settings.mergeResolutions === "slug" ? key.replace(/^\$/, "") : key;
  }
}

/** The primary's values; where it has none, or a resolution says so, the duplicate's. */
function mergedValues(
  primary: StoredRecord,
  duplicate: StoredRecord,
  { resolutions, unitesSelects, definitions }: Pick<MergeRequest, "resolutions" | "unitesSelects"> & { readonly definitions: DefinitionsJson },
): Map<string, unknown> {
  const merged = new Map<string, unknown>();
  for (const [key, { valueType }] of Object.entries(definitions.fieldDefinitions)) {
    const [one, other] = [primary.values.get(key), duplicate.values.get(key)];
    const united = () =>
      unitesSelects && valueType === "MULTI_SELECT" && Array.isArray(one) && Array.isArray(other) ? [...new Set([...one, ...other])] : undefined;
    const resolution = resolutions.get(key);
    const usual = united() ?? one ?? other;
    const value =
      resolution === undefined ? usual : resolution === "primary" ? one : resolution === "duplicate" ? other : (resolution.value ?? undefined);
    if (value !== undefined) merged.set(key, value);
  }
  return merged;
}

/** The links of both; of a relationship to one record, the primary's. The one who made a contact stays. */
function mergedLinks(primary: StoredRecord, duplicate: StoredRecord, { relationshipDefinitions }: DefinitionsJson): Map<string, readonly string[]> {
  const merged = new Map<string, readonly string[]>();
  for (const [key, { cardinality }] of Object.entries(relationshipDefinitions)) {
    const [one, other] = [primary.links.get(key) ?? [], duplicate.links.get(key) ?? []];
    const all = key === "$createdBy" || (cardinality === "HAS_ONE" && one.length > 0) ? one : [...new Set([...one, ...other])];
    const ids = all.filter((id) => id !== primary.id && id !== duplicate.id);
    if (ids.length > 0) merged.set(key, ids);
  }
  return merged;
}

/** Lets contacts that are linked to the duplicate be linked to the primary instead. */
function repoint(from: string, to: string, workspace: Workspace): void {
  const linked = [...workspace.contacts().values()].filter(({ links }) => [...links.values()].some((ids) => ids.includes(from)));
  for (const record of linked) {
    const links = [...record.links].map(([key, ids]): [string, readonly string[]] => [
      key,
      [...new Set(ids.map((id) => (id === from ? to : id)))].filter((id) => id !== record.id),
    ]);
    workspace.save({ ...record, links: new Map(links.filter(([, ids]) => ids.length > 0)) });
  }
}
