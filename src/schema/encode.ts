import type { FieldEdit, Locale } from "../fields/index.ts";
import { decodeJsonString, isRecord, withoutNulls } from "../fields/json.ts";
import { InvalidInput, Problems, Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { type Attribute, type ContactSchema, type Field, type Relationship, resolveAttribute } from "./contact-schema.ts";
import { idsAlone, type TargetId } from "./link-target.ts";
import { encodeLinkChange, encodeLinks, type LinksEdit } from "./links.ts";

/** The arguments to create a contact. Keys are agent keys, API keys or labels; null means "not given". */
export interface CreateInput {
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  readonly relationships?: Readonly<Record<string, unknown>> | undefined;
}

/** The arguments to update a contact. Only what is named changes. */
export interface UpdateInput extends CreateInput {
  readonly clear_fields?: readonly string[] | undefined;
}

/** Edits that apply to any contact, whatever it holds now. */
export interface Edits {
  readonly fields: ReadonlyMap<Field, FieldEdit>;
  readonly links: ReadonlyMap<Relationship, LinksEdit>;
  /** Assumptions that were made, a sentence each. */
  readonly notes: readonly string[];
}

/** The argument that gives an attribute, and the key as the agent wrote it. */
interface GivenAs {
  readonly argument: "fields" | "relationships" | "clear_fields" | "expect";
  readonly written: string;
}

/** Collects the edits of one call. It refuses a second edit of the same attribute. */
class Collected {
  readonly fields = new Map<Field, FieldEdit>();
  readonly links = new Map<Relationship, LinksEdit>();
  readonly problems = new Problems();
  readonly #notes = new Set<string>();
  readonly #givenAs = new Map<Attribute, GivenAs>();
  /** The number of null values, or null parts of values. */
  nulls = 0;
  /** The key of the first null. */
  firstNull: string | undefined;

  /** The given attributes by the agent's names for them, without nulls. */
  given(attributes: Readonly<Record<string, unknown>> = {}): [written: string, given: unknown][] {
    return Object.entries(attributes).flatMap(([written, value]) => {
      const given = withoutNulls(value, () => {
        this.nulls += 1;
        this.firstNull ??= written;
      });
      return given === undefined ? [] : [[written, given] as [string, unknown]];
    });
  }

  field(field: Field, given: GivenAs, { edit, note }: { readonly edit: FieldEdit; readonly note?: string | undefined }): void {
    this.#once(field, given);
    this.fields.set(field, edit);
    if (note) this.#notes.add(note);
  }

  link(relationship: Relationship, given: GivenAs, { edit, note }: { readonly edit: LinksEdit; readonly note?: string | undefined }): void {
    this.#once(relationship, given);
    this.links.set(relationship, edit);
    if (note) this.#notes.add(note);
  }

  /**
   * @param aboutNulls what to say about nulls
   * @throws InvalidInput with every problem of the call
   */
  edits(aboutNulls: string): Edits {
    this.problems.throwIfAny();
    const ignored = this.nulls === 0 ? [] : [`${showNulls(this.nulls)} ignored${aboutNulls}`];
    return { fields: this.fields, links: this.links, notes: [...this.#notes, ...ignored] };
  }

  #once(attribute: Attribute, given: GivenAs): void {
    const before = this.#givenAs.get(attribute);
    if (before !== undefined) throw new InvalidInput([`${attribute.agentKey}: ${givenTwice(before, given)}. Give it once.`]);
    this.#givenAs.set(attribute, given);
  }
}

function givenTwice(one: GivenAs, other: GivenAs): string {
  if (one.argument !== other.argument) return `is in both ${one.argument} and ${other.argument}`;
  return one.written === other.written ? `is in ${one.argument} twice` : `given twice, as ${quote(one.written)} and as ${quote(other.written)}`;
}

const showNulls = (count: number) => (count === 1 ? "1 null" : `${count} nulls`);

function fieldNamed(written: string, schema: ContactSchema): Field {
  try {
    return resolveAttribute(written, schema.fields, "field", schema);
  } catch (error) {
    const relationship = schema.relationships.find(({ agentKey, apiKey, label }) => [agentKey, apiKey, label].includes(written.trim()));
    if (relationship)
      throw new Rejection(`${quote(written)} is a relationship and not a field`, `{"relationships": {"${relationship.agentKey}": …}}`);
    const whole = schema.fields.find(({ type }) => type.parts.has(written.trim()));
    if (whole)
      throw new Rejection(
        `${quote(written)} is a part of the field ${whole.agentKey}`,
        `{"${whole.agentKey}": {"${whole.type.parts.get(written.trim())}": …}}`,
      );
    throw error;
  }
}

function checkWritable({ label, definition, type }: Field): void {
  if (definition.readOnly) throw new Rejection(`${label} is read-only`, "other fields; Lightfield maintains this one");
  if (!type.writable)
    throw new Rejection(`${label} is of type ${quote(definition.valueType)}, which cannot be written`, "a change in the Lightfield app");
}

function collectFields(input: CreateInput["fields"], schema: ContactSchema, locale: Locale, collected: Collected): void {
  for (const [written, given] of collected.given(input)) {
    const encoded = collected.problems.collect(`fields.${written}`, () => {
      const field = fieldNamed(written, schema);
      checkWritable(field);
      return { field, ...field.type.list.encodeEdit(given, field.definition, locale) };
    });
    if (encoded) collected.problems.collect(written, () => collected.field(encoded.field, { argument: "fields", written }, encoded));
  }
}

/**
 * The edits that create a contact.
 * @param targetId finds the record that a link names
 * @throws InvalidInput with every problem of the call
 */
export function encodeCreate(input: CreateInput, schema: ContactSchema, locale: Locale, targetId: TargetId = idsAlone): Edits {
  const collected = new Collected();
  collectFields(input.fields, schema, locale, collected);
  for (const [written, given] of collected.given(input.relationships)) {
    collected.problems.collect(`relationships.${written}`, () => {
      const relationship = resolveAttribute(written, schema.relationships, "relationship", schema);
      collected.link(relationship, { argument: "relationships", written }, encodeLinks(decodeJsonString(given), relationship, targetId));
    });
  }
  const { fields, links, notes } = collected.edits(".");
  const set = [...fields].filter(([, edit]) => edit(null) !== null);
  if (set.length === 0) {
    const nulls = collected.nulls === 0 ? "" : ` (${showNulls(collected.nulls)} ignored: only clear_fields of update_contact empties)`;
    throw new InvalidInput([
      `fields: nothing to create a contact from${nulls}. Give at least one field, e.g. {"fields": {"name": {"firstName": "Dana"}}}.`,
    ]);
  }
  return { fields: new Map(set), links, notes };
}

/**
 * The edits of an update. `clear_fields` empties fields and relationships.
 * @param targetId finds the record that a link names
 * @throws InvalidInput with every problem of the call
 */
export function encodeUpdate(input: UpdateInput, schema: ContactSchema, locale: Locale, targetId: TargetId = idsAlone): Edits {
  const collected = new Collected();
  const { problems } = collected;
  const all: Attribute[] = [...schema.fields, ...schema.relationships];
  collectFields(input.fields, schema, locale, collected);
  for (const written of input.clear_fields ?? []) {
    problems.collect("clear_fields", () => {
      const attribute = resolveAttribute(written, all, "field or relationship", schema);
      if (attribute.kind === "relationship") return collected.link(attribute, { argument: "clear_fields", written }, { edit: () => [] });
      checkWritable(attribute);
      return collected.field(attribute, { argument: "clear_fields", written }, { edit: () => null });
    });
  }
  for (const [written, given] of collected.given(input.relationships)) {
    problems.collect(`relationships.${written}`, () => {
      const relationship = resolveAttribute(written, schema.relationships, "relationship", schema);
      collected.link(relationship, { argument: "relationships", written }, encodeLinkChange(decodeJsonString(given), relationship, targetId));
    });
  }
  const edits = collected.edits("; clear_fields empties a field.");
  if (edits.fields.size === 0 && edits.links.size === 0) {
    const { nulls, firstNull } = collected;
    const ignored = nulls === 0 ? "" : ` (${showNulls(nulls)} ignored)`;
    const example = firstNull === undefined ? "" : `, e.g. {"clear_fields": [${quote(firstNull)}]}`;
    throw new InvalidInput([`No change was given${ignored}. Set values in fields or relationships; clear_fields empties them${example}.`]);
  }
  return edits;
}

/**
 * What an agent expects of a contact, as edits that must change nothing: `{title: "CFO", owner: "Robin", email: {add:
 * ["a@b.co"]}}`. `""` and `[]` expect an empty value. Fields that cannot be written are allowed.
 *
 * @throws InvalidInput with every problem of the expectation
 */
export function encodeExpected(
  expected: Readonly<Record<string, unknown>>,
  schema: ContactSchema,
  locale: Locale,
  targetId: TargetId = idsAlone,
): Edits {
  const collected = new Collected();
  const all: Attribute[] = [...schema.fields, ...schema.relationships];
  for (const [written, given] of collected.given(expected)) {
    collected.problems.collect(`expect.${written}`, () => {
      const attribute = resolveAttribute(written, all, "field or relationship", schema);
      const isNothing = given === "" || (Array.isArray(given) && given.length === 0);
      if (attribute.kind === "field") {
        const { type, definition } = attribute;
        const edit = isNothing ? { edit: () => null } : type.list.encodeEdit(asWhole(attribute, given), definition, locale);
        return collected.field(attribute, { argument: "expect", written }, edit);
      }
      const links = isNothing ? [] : decodeJsonString(given);
      const change = Array.isArray(links) || typeof links === "string" ? { replace: links } : links;
      return collected.link(attribute, { argument: "expect", written }, encodeLinkChange(change, attribute, targetId));
    });
  }
  return collected.edits(' in expect; "" there means empty.');
}

/** A single value for a field that holds many means that the field holds only that value. */
function asWhole({ type, definition }: Field, given: unknown): unknown {
  const value = decodeJsonString(given);
  return type.list.isMany(definition) && !isRecord(value) && !Array.isArray(value) ? [value] : given;
}
