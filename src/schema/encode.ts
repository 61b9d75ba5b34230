import type { ApiKey, CreateBody, LinkChange, SentIds, UpdateBody } from "../api/wire.ts";
import type { Encoded, Locale } from "../fields/index.ts";
import { decodeJsonString } from "../fields/json.ts";
import { quote } from "../fields/quote.ts";
import { InvalidInput, Problems, Rejection } from "../fields/rejection.ts";
import { idsAlone, type TargetId } from "./link-target.ts";
import { encodeLinkChange, encodeLinks } from "./links.ts";
import { type Attribute, type Field, resolveAttribute, type Workspace } from "./workspace.ts";

/** What an agent gives to create a contact. Keys are agent keys, API keys or labels. */
export interface CreateInput {
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  readonly relationships?: Readonly<Record<string, unknown>> | undefined;
}

/** What an agent gives to update a contact: only what is named changes. */
export interface UpdateInput extends CreateInput {
  readonly clear_fields?: readonly string[] | undefined;
}

export interface EncodedBody<Body> {
  readonly body: Body;
  /** Values of the body that do not name all of their parts. */
  readonly partial: ReadonlyMap<ApiKey, Encoded>;
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
}

const isClear = (value: unknown) => value === null || value === undefined;

/** Collects values by API key and refuses a second value for the same attribute. */
class Collected<V> {
  readonly values = new Map<ApiKey, V>();
  readonly #writtenAs = new Map<ApiKey, string>();

  set({ apiKey, agentKey }: Attribute, writtenAs: string, value: V): void {
    const before = this.#writtenAs.get(apiKey);
    if (before !== undefined) throw new InvalidInput([`${agentKey}: given twice, as ${quote(before)} and as ${quote(writtenAs)}. Give it once.`]);
    this.#writtenAs.set(apiKey, writtenAs);
    this.values.set(apiKey, value);
  }
}

function fieldNamed(written: string, workspace: Workspace): Field {
  try {
    return resolveAttribute(written, workspace.fields, "field", workspace);
  } catch (error) {
    const isRelationship = workspace.relationships.some(({ agentKey, apiKey, label }) =>
      [agentKey, apiKey, label].some((name) => name === written.trim()),
    );
    throw isRelationship ? new Rejection(`${quote(written)} is a relationship and no field`, "it inside relationships") : error;
  }
}

function writableField(written: string, workspace: Workspace): Field {
  const field = fieldNamed(written, workspace);
  const { label, definition, type } = field;
  if (definition.readOnly) throw new Rejection(`${label} is read-only`, "other fields; this one is kept by Lightfield");
  if (!type.writable)
    throw new Rejection(`${label} is of type ${quote(definition.valueType)}, which cannot be written`, "a change in the Lightfield app");
  return field;
}

function encodeFields(input: CreateInput["fields"], workspace: Workspace, locale: Locale, problems: Problems, notes: Set<string>) {
  const collected = new Collected<unknown>();
  const partial = new Map<ApiKey, Encoded>();
  for (const [written, given] of Object.entries(input ?? {})) {
    const field = problems.collect(`fields.${written}`, () => writableField(written, workspace));
    if (!field) continue;
    const encoded = problems.collect(`fields.${written}`, () => field.type.encode(isClear(given) ? null : given, field.definition, locale));
    if (!encoded) continue;
    if (encoded.note) notes.add(encoded.note);
    if (encoded.missing?.length) partial.set(field.apiKey, encoded);
    problems.collect(written, () => collected.set(field, written, encoded.value));
  }
  return { collected, partial };
}

/**
 * The body of a create. Fields given as `null` are left out.
 * @param targetId what the records of links are given by
 * @throws InvalidInput with every problem of the call
 */
export function encodeCreate(input: CreateInput, workspace: Workspace, locale: Locale, targetId: TargetId = idsAlone): EncodedBody<CreateBody> {
  const problems = new Problems();
  const notes = new Set<string>();
  const { collected: fields, partial } = encodeFields(input.fields, workspace, locale, problems, notes);
  const relationships = new Collected<SentIds>();
  for (const [written, given] of Object.entries(input.relationships ?? {})) {
    if (isClear(given)) continue;
    problems.collect(`relationships.${written}`, () => {
      const relationship = resolveAttribute(written, workspace.relationships, "relationship", workspace);
      relationships.set(relationship, written, encodeLinks(decodeJsonString(given), relationship, targetId));
    });
  }
  problems.throwIfAny();
  const set = new Map([...fields.values].filter(([, value]) => value !== null));
  if (set.size === 0)
    throw new InvalidInput(['fields: nothing to create a contact from. Give at least one field, e.g. {"fields": {"name": {"firstName": "Dana"}}}.']);
  return { body: { fields: set, relationships: relationships.values }, partial, notes: [...notes] };
}

/**
 * The body of an update. `null` and `clear_fields` clear.
 * @param targetId what the records of links are given by
 * @throws InvalidInput with every problem of the call
 */
export function encodeUpdate(input: UpdateInput, workspace: Workspace, locale: Locale, targetId: TargetId = idsAlone): EncodedBody<UpdateBody> {
  const problems = new Problems();
  const notes = new Set<string>();
  const { collected: fields, partial } = encodeFields(input.fields, workspace, locale, problems, notes);
  for (const written of input.clear_fields ?? []) {
    problems.collect("clear_fields", () => fields.set(writableField(written, workspace), written, null));
  }
  const relationships = new Collected<LinkChange>();
  for (const [written, given] of Object.entries(input.relationships ?? {})) {
    problems.collect(`relationships.${written}`, () => {
      const relationship = resolveAttribute(written, workspace.relationships, "relationship", workspace);
      const { change, note } = encodeLinkChange(decodeJsonString(given), relationship, targetId);
      if (note) notes.add(note);
      relationships.set(relationship, written, change);
    });
  }
  problems.throwIfAny();
  if (fields.values.size === 0 && relationships.values.size === 0) {
    throw new InvalidInput(["Nothing to change was given. Name it in fields, clear_fields or relationships."]);
  }
  return { body: { fields: fields.values, relationships: relationships.values }, partial, notes: [...notes] };
}
