import { ApiError, asObject } from "./errors.ts";
import { loadPhoneParser } from "./phones.ts";
import type { StoredRecord } from "./record.ts";
import { createLinks, updateLinks } from "./relationships.ts";
import { checkValue } from "./value-types.ts";
import type { DefinitionsJson } from "./wire-json.ts";
import type { Workspace } from "./workspace.ts";

/** Creates a contact from the body of `POST /v1/contacts`. Nothing is stored unless everything is valid. */
export async function createContact(body: object, workspace: Workspace): Promise<StoredRecord> {
  const { fields, relationships } = partsOf(body);
  if (fields === undefined) throw new ApiError(400, "'fields' is missing.", { code: "parameter_missing", param: "fields" });
  const values = await writtenValues(fields, workspace);
  const links = createLinks(relationships ?? {}, workspace);
  return store({ ...workspace.blankContact(), links }, values, workspace);
}

/** Changes a contact by the body of `POST /v1/contacts/{id}`; what it does not name stays. 404 if it is unknown. */
export async function updateContact(id: string, body: object, workspace: Workspace): Promise<StoredRecord> {
  workspace.contact(id);
  const { fields, relationships } = partsOf(body);
  const values = await writtenValues(fields ?? {}, workspace);
  // Read only now, without a wait before the contact is stored: the second of two updates must build on the first.
  const current = workspace.contact(id);
  const links = updateLinks(current.links, relationships ?? {}, workspace);
  return store({ ...current, links, updatedAt: workspace.now() }, values, workspace);
}

function store(record: StoredRecord, written: ReadonlyMap<string, unknown>, workspace: Workspace): StoredRecord {
  checkUnique(record.id, written, workspace);
  const values = new Map(record.values);
  for (const [key, value] of written) {
    if (value === null) values.delete(key);
    else values.set(key, value);
  }
  const differs = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(record.values.get(key) ?? null);
  checkParents(values, new Set([...written].filter(differs).map(([key]) => key)), workspace.definitions);
  const stored = { ...record, values };
  workspace.save(stored, new Set(written.keys()));
  return stored;
}

function partsOf(body: object): { fields: object | undefined; relationships: object | undefined } {
  const parts = new Map<string, unknown>(Object.entries(body));
  const stranger = [...parts.keys()].find((part) => part !== "fields" && part !== "relationships");
  if (stranger !== undefined) throw new ApiError(400, `Unknown parameter '${stranger}'.`, { param: stranger });
  const partAt = (name: string) => (parts.get(name) === undefined ? undefined : asObject(parts.get(name), name));
  return { fields: partAt("fields"), relationships: partAt("relationships") };
}

async function writtenValues(fields: object, { definitions }: Workspace): Promise<Map<string, unknown>> {
  const written = Object.entries(fields).map(([key, value]): [string, unknown] => [key, value]);
  for (const [key] of written) writableField(key, definitions);
  const parsePhone = await loadPhoneParser();
  return new Map(
    written.map(([key, value]) => {
      const { valueType, typeConfiguration } = writableField(key, definitions);
      return [key, value === null ? null : checkValue(valueType, value, `fields.${key}`, { configuration: typeConfiguration, parsePhone })];
    }),
  );
}

function writableField(key: string, { fieldDefinitions }: DefinitionsJson) {
  const param = `fields.${key}`;
  const definition = Object.hasOwn(fieldDefinitions, key) ? fieldDefinitions[key] : undefined;
  if (definition === undefined) throw new ApiError(400, `Unknown field '${key}'.`, { code: "unknown_field", param });
  if (definition.readOnly) throw new ApiError(400, `Field '${key}' is read-only.`, { param });
  return definition;
}

function checkUnique(id: string, written: ReadonlyMap<string, unknown>, workspace: Workspace): void {
  for (const [key, value] of written) {
    if (value === null || !workspace.definitions.fieldDefinitions[key]?.typeConfiguration.unique) continue;
    const text = JSON.stringify(value);
    for (const other of workspace.contacts().values()) {
      if (other.id === id || JSON.stringify(other.values.get(key)) !== text) continue;
      throw new ApiError(409, `Another contact already has this value of '${key}'.`, { param: `fields.${key}` });
    }
  }
}

/**
 * Checks the dependent selects that a write changes, or whose parent it changes. Throws 422 if an option's parent is
 * not chosen.
 *
 * @param values of the contact as it would be stored
 * @param changed keys of the fields that become different
 */
function checkParents(values: ReadonlyMap<string, unknown>, changed: ReadonlySet<string>, { fieldDefinitions }: DefinitionsJson): void {
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
