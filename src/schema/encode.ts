import { type CallForm, IN_CREATE, IN_UPDATE } from "../fields/call-form.ts";
import { meansNoValue } from "../fields/codec.ts";
import type { Locale } from "../fields/index.ts";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { isNothing } from "../fields/raw-values.ts";
import { InvalidInput, orEmpty, Rejection, unlessRejected } from "../fields/rejection.ts";
import { getOrInsert } from "../maps.ts";
import { quote } from "../text/quote.ts";
import { asData } from "../text/words.ts";
import { partAt, wholeAttribute } from "./attribute-part.ts";
import { CollectedEdits, type Edits, type GivenAs, givenTwice, showNulls } from "./collected-edits.ts";
import { type Attribute, type ContactSchema, type Field, holdsMany } from "./contact-schema.ts";
import { completed } from "./edits-of-values.ts";
import type { TargetId } from "./link-target.ts";
import { encodeLinkChange, encodeLinks } from "./links.ts";
import { resolveAttribute } from "./resolve-attribute.ts";

/** Values by agent key, API key or label. null means "not given". */
type ValuesByKey = Readonly<Record<string, unknown>>;

/** The arguments to create a contact. */
export interface CreateInput {
  /** Fields and relationships. */
  readonly fields?: ValuesByKey | undefined;
  /** Another place for relationships. */
  readonly relationships?: ValuesByKey | undefined;
}

/** The arguments to update a contact. Only what is named changes. */
export interface UpdateInput extends CreateInput {
  /** Further values of a list, further links, or further lines of a text. */
  readonly add?: ValuesByKey | undefined;
  /** Values of a list, links or lines to remove. */
  readonly remove?: ValuesByKey | undefined;
  readonly clear_fields?: readonly string[] | undefined;
}

/** The attribute that a value was given for. @throws Rejection that names the path of a part of a field */
const attributeGiven = (written: string, schema: ContactSchema, where = ""): Attribute =>
  wholeAttribute(written, schema, { instead: ({ field, part }) => `${quote(`${field.agentKey}.${part}`)}${where}` });

/** What a call changes of the parts of one field. */
interface PartsGiven {
  readonly as: GivenAs;
  readonly values: Record<string, unknown>;
  readonly cleared: string[];
}

/**
 * Collects the edits of parts, such as "address.city": the other parts stay. Returns the rest of the input.
 *
 * @param argument of the call that `fields` come from. A blank part of `expect` is empty
 */
function collectParts<T extends UpdateInput>(
  input: T,
  { schema, locale }: Encoding,
  collected: CollectedEdits,
  argument: "fields" | "expect" = "fields",
): T {
  const { problems } = collected;
  const parts = new Map<Field, PartsGiven>();
  const takes = (as: GivenAs, value?: unknown): boolean => {
    const at = value === null ? undefined : partAt(as.written, schema);
    if (!at) return false;
    const { values, cleared } = getOrInsert(parts, at.field, () => ({ as, values: {}, cleared: [] }));
    problems.collect(`${as.argument}.${as.written}`, () => {
      if (at.part in values || cleared.includes(at.part)) throw new Rejection(`${quote(as.written)} is given twice`, "one of them");
      const isBlank = isNothing(value) || meansNoValue(value);
      if (as.argument === "clear_fields" || (as.argument === "expect" && isBlank)) cleared.push(at.part);
      else if (isBlank) throw new Rejection(`${quote(value)} stands for no value`, orEmpty("a value"));
      else values[at.part] = value;
    });
    return true;
  };
  const fields = Object.entries(input.fields ?? {}).filter(([written, value]) => !takes({ argument, written }, value));
  const clear_fields = input.clear_fields?.filter((written) => !takes({ argument: "clear_fields", written }));
  for (const [field, { as, values, cleared }] of parts)
    problems.collect(collected.placeOf(as, field), () => {
      const { type, definition } = field;
      if (argument === "fields") checkWritable(field);
      const set = Object.keys(values).length > 0 ? type.list.encodeEdit(values, definition, locale) : undefined;
      const edit = (stored: unknown) => {
        const after = set ? completed(field, stored, set.edit(stored)) : type.restored(stored, definition);
        const kept = isRecord(after) ? Object.entries(after).filter(([part]) => !cleared.includes(part)) : [];
        return kept.length > 0 ? Object.fromEntries(kept) : null;
      };
      collected.field(field, as, { ...set, edit });
    });
  return { ...input, fields: Object.fromEntries(fields), clear_fields };
}

/** @throws Rejection for an attribute that cannot be written */
export function checkWritable(attribute: Attribute): void {
  if (attribute.writable) return;
  const label = asData(attribute.definition.label);
  if (attribute.kind === "relationship" || attribute.definition.readOnly)
    throw new Rejection(`${label} is read-only, because Lightfield sets it`, "other fields");
  throw new Rejection(`${label} is of type ${quote(attribute.definition.valueType)}, which cannot be written`, "a change in the Lightfield app");
}

/** What the values of a call are encoded for. */
interface Encoding {
  readonly schema: ContactSchema;
  readonly locale: Locale;
  /** Finds the record that a link names. By default, only an ID names one. */
  readonly targetId?: TargetId;
  /** How the call gives values, for messages about them. */
  readonly form?: CallForm;
}

/** Encodes how links are given: those of a new contact, or a change. */
type EncodeLinks = typeof encodeLinks;

function collectValues(
  { fields, relationships }: CreateInput,
  { schema, locale, targetId }: Encoding,
  collected: CollectedEdits,
  encodeLinks: EncodeLinks,
): void {
  const { problems } = collected;
  const collect = (attribute: Attribute, given: unknown, as: GivenAs) => {
    const place = collected.placeOf(as, attribute);
    if (attribute.kind === "relationship") {
      const links = problems.collect(place, () => {
        checkWritable(attribute);
        return encodeLinks(decodeJsonString(given), attribute, targetId);
      });
      if (links) problems.collect(as.written, () => collected.link(attribute, as, links));
      return;
    }
    const encoded = problems.collect(place, () => {
      checkWritable(attribute);
      const { definition, type } = attribute;
      const shifted = collected.form.shifts && type.list.encodeShift(given, definition, locale);
      return shifted ?? type.list.encodeEdit(given, definition, locale, collected.form.clears);
    });
    if (encoded) problems.collect(as.written, () => collected.field(attribute, as, encoded));
  };
  for (const [written, given] of collected.given(fields)) {
    const attribute = problems.collect(`fields.${written}`, () => attributeGiven(written, schema));
    if (attribute) collect(attribute, given, { argument: "fields", written });
  }
  for (const [written, given] of collected.given(relationships)) {
    const attribute = problems.collect(`relationships.${written}`, () => resolveAttribute(written, schema.relationships, "relationship", schema));
    if (attribute) collect(attribute, given, { argument: "relationships", written });
  }
}

/** What `add` or `remove` gives of one attribute. */
interface ListEdit {
  readonly as: GivenAs;
  readonly change: { readonly add?: unknown; readonly remove?: unknown };
}

/** @throws Rejection for an attribute that holds one value */
function checkChangeable(attribute: Attribute, { argument, written }: GivenAs): void {
  checkWritable(attribute);
  if (holdsMany(attribute) || (attribute.kind === "field" && attribute.type.list.hasLines)) return;
  const instead = argument === "add" ? `{"fields": [{"field": "${written}", "value": …}]}` : `{"clear_fields": ["${written}"]}, whatever it holds`;
  throw new Rejection(`${asData(attribute.definition.label)} holds one ${attribute.kind === "field" ? "value" : "record"}`, instead);
}

function collectListEdits({ add, remove }: UpdateInput, { schema, locale, targetId }: Encoding, collected: CollectedEdits): void {
  const { problems } = collected;
  const edits = new Map<Attribute, ListEdit[]>();
  for (const [argument, values] of [["add", add] as const, ["remove", remove] as const]) {
    for (const [written, given] of collected.given(values)) {
      problems.collect(`${argument}.${written}`, () => {
        const attribute = attributeGiven(written, schema, " in fields");
        const as: GivenAs = { argument, written };
        checkChangeable(attribute, as);
        const all = getOrInsert(edits, attribute, () => []);
        const before = all.find((one) => one.as.argument === argument);
        if (before) throw new InvalidInput([`${attribute.agentKey}: ${givenTwice(before.as, as)}. Accepted: one of them.`]);
        all.push({ as, change: { [argument]: decodeJsonString(given) } });
      });
    }
  }
  for (const [attribute, given] of edits) {
    const encoded = ({ as, change }: ListEdit) =>
      problems.collect(collected.placeOf(as, attribute), () => {
        if (attribute.kind === "relationship") {
          const links = encodeLinkChange(change, attribute, targetId);
          return () => collected.link(attribute, as, links);
        }
        const edit = attribute.type.list.encodeEdit(change, attribute.definition, locale);
        return () => collected.field(attribute, as, edit);
      });
    // Each argument alone comes first, so that a problem names the one it is in.
    const collects = given.map(encoded);
    if (!collects.every((one) => one !== undefined)) continue;
    const collect =
      collects.length === 1 ? collects[0] : given[0] && encoded({ ...given[0], change: Object.assign({}, ...given.map(({ change }) => change)) });
    if (collect) problems.among(collect);
  }
}

/** The edits that create a contact. @throws InvalidInput with every problem of the call */
export function encodeCreate(input: CreateInput, encoding: Encoding): Edits {
  const { form = IN_CREATE } = encoding;
  const collected = new CollectedEdits(form);
  collectValues(collectParts(input, encoding, collected), encoding, collected, encodeLinks);
  const edits = collected.edits(".");
  const set = [...edits.fields].filter(([, edit]) => edit(null) !== null);
  if (set.length === 0) {
    const given = edits.links.size > 0 ? "Only links" : "No values";
    const nulls = collected.nulls === 0 ? "" : ` ${showNulls(collected.nulls)} ignored.`;
    throw new InvalidInput([
      form.nothingGiven ?? `fields: ${given} were given.${nulls} Accepted: at least one field, e.g. {"fields": {"name": {"firstName": "Dana"}}}.`,
    ]);
  }
  return { ...edits, fields: new Map(set) };
}

/** The edits of an update. `clear_fields` empties fields and links. @throws InvalidInput with every problem */
export function encodeUpdate(input: UpdateInput, encoding: Encoding): Edits {
  const { schema, form = IN_UPDATE } = encoding;
  const collected = new CollectedEdits(form);
  const { problems } = collected;
  const whole = collectParts(input, encoding, collected);
  collectValues(whole, encoding, collected, encodeLinkChange);
  collectListEdits(whole, encoding, collected);
  for (const written of whole.clear_fields ?? []) {
    problems.collect("clear_fields", () => {
      const attribute = attributeGiven(written, schema);
      checkWritable(attribute);
      if (attribute.kind === "relationship") return collected.link(attribute, { argument: "clear_fields", written }, { edit: () => [] });
      return collected.field(attribute, { argument: "clear_fields", written }, { edit: () => null });
    });
  }
  const edits = collected.edits("; clear_fields empties fields.");
  if (edits.fields.size === 0 && edits.links.size === 0) {
    const { nulls, firstNull } = collected;
    const ignored = nulls === 0 ? "" : ` (${showNulls(nulls)} ignored)`;
    const example = firstNull === undefined ? "" : `, e.g. {"clear_fields": [${quote(firstNull)}]}`;
    throw new InvalidInput([
      form.nothingGiven ?? `No change was given${ignored}. Set values in fields, or use add and remove; clear_fields empties fields${example}.`,
    ]);
  }
  return edits;
}

/** The edits that add again what an update removes. @throws as {@link encodeUpdate} */
export function encodeReturned({ remove }: UpdateInput, encoding: Encoding): Edits {
  const collected = new CollectedEdits();
  collectListEdits({ add: remove }, encoding, collected);
  return collected.edits("");
}

/**
 * What an agent expects of a contact, as edits that must change nothing: `{title: "CFO", owner: "Robin", email: {add:
 * ["a@b.co"]}}`. `""` and `[]` expect an empty value. Fields that cannot be written are allowed.
 *
 * @throws InvalidInput with every problem of the expectation
 */
export function encodeExpected(expected: Readonly<Record<string, unknown>>, encoding: Encoding): Edits {
  const { schema, locale, targetId } = encoding;
  const collected = new CollectedEdits();
  for (const [written, given] of collected.given(collectParts({ fields: expected }, encoding, collected, "expect").fields)) {
    collected.problems.collect(`expect.${written}`, () => {
      const attribute = wholeAttribute(written, schema);
      const isNothing = given === "" || meansNoValue(given) || (Array.isArray(given) && given.length === 0);
      if (attribute.kind === "field") {
        const { type, definition } = attribute;
        const whole = () => type.list.encodeEdit(asWhole(attribute, given), definition, locale);
        // As a text, an address does not say where a part ends, so it is compared with what answers show.
        const isShown = type.parts.size > 0 && typeof decodeJsonString(given) === "string" && unlessRejected(whole) === undefined;
        const asShown = (stored: unknown) => (type.show(stored, definition, locale) === String(given).trim() ? stored : given);
        const edit = isNothing ? { edit: () => null } : isShown ? { edit: asShown } : whole();
        return collected.field(attribute, { argument: "expect", written }, edit);
      }
      const links = isNothing ? [] : decodeJsonString(given);
      const change = Array.isArray(links) || typeof links === "string" ? { replace: links } : links;
      return collected.link(attribute, { argument: "expect", written }, encodeLinkChange(change, attribute, targetId));
    });
  }
  return collected.edits(' in expect, where "" means empty.');
}

/** A single value for a field that holds many means that the field holds only that value. */
function asWhole({ type, definition }: Field, given: unknown): unknown {
  const value = decodeJsonString(given);
  return type.list.isMany(definition) && !isRecord(value) && !Array.isArray(value) ? [value] : given;
}
