import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { below, cardinalityOf, isObject, objectAt, optionalCount, optionalText, UNKNOWN_VALUE_TYPE } from "./parse-lenient.ts";
import type { ApiKey, ContactId, ContactPage, WireContact, WireField, WireRelationship } from "./wire.ts";

/** Returns the link if it may be shown. */
type LinkOf = (link: string | undefined) => string | undefined;

const asIs: LinkOf = (link) => link;

/** Reads the contact in an answer. @param linkOf decides on its `httpLink` @throws UnexpectedShape if it is not one */
export const parseContact = (json: unknown, linkOf: LinkOf = asIs): WireContact => readContact(json, linkOf, "");

/** Reads a page of a list. One wrong entry fails it: a shorter page looks like the last. @throws UnexpectedShape */
export function parsePage(json: unknown, linkOf: LinkOf = asIs): ContactPage {
  const { data, totalCount } = objectAt(json, "");
  if (!Array.isArray(data)) throw new UnexpectedShape("data", "a list", data);
  return { contacts: data.map((contact, at) => readContact(contact, linkOf, `data.${at}`)), totalCount: optionalCount(totalCount) };
}

/** @param path of the contact in the answer; "" if it is the whole answer */
function readContact(json: unknown, linkOf: LinkOf, path: string): WireContact {
  const { id, createdAt, updatedAt, externalId, httpLink, fields, relationships } = objectAt(json, path);
  if (typeof id !== "string" || id === "") throw new UnexpectedShape(below(path, "id"), "text with at least one character", id);
  return {
    id: id as ContactId,
    createdAt: optionalText(createdAt) ?? "",
    updatedAt: optionalText(updatedAt),
    externalId: optionalText(externalId),
    httpLink: linkOf(optionalText(httpLink)),
    fields: mapOf(fields, readField, path, "fields"),
    relationships: mapOf(relationships, readRelationship, path, "relationships"),
  };
}

/** The entries of an object that can be read, whatever its keys are. Missing or null means empty. */
function mapOf<T>(json: unknown, read: (entry: unknown) => T | undefined, path: string, name: string): Map<ApiKey, T> {
  const map = new Map<ApiKey, T>();
  if (json === undefined || json === null) return map;
  const object = objectAt(json, below(path, name));
  for (const key of Object.keys(object)) {
    const entry = read(object[key]);
    if (entry !== undefined) map.set(key as ApiKey, entry);
  }
  return map;
}

/** Values come wrapped; a bare value is read too. */
function readField(entry: unknown): WireField {
  if (typeof entry !== "object" || entry === null || !("value" in entry || "valueType" in entry)) {
    return { valueType: UNKNOWN_VALUE_TYPE, value: readable(entry) };
  }
  const valueType = "valueType" in entry && typeof entry.valueType === "string" && entry.valueType !== "" ? entry.valueType : UNKNOWN_VALUE_TYPE;
  return { valueType, value: ("value" in entry ? readable(entry.value) : null) ?? null };
}

/** The most levels of lists and objects in a value: far more than any type of the API has. */
const DEEPEST = 16;

/** Drops a value nested so deeply that recursion or JSON would overflow the stack; its place shows there was one. */
const readable = (value: unknown): unknown => (isDeeper(value, DEEPEST) ? "[…]" : value);

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" && value !== null && (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));

/** Undefined if the entry is not a relationship. */
function readRelationship(entry: unknown): WireRelationship | undefined {
  if (!isObject(entry)) return undefined;
  const { cardinality, objectType, values } = entry;
  return {
    cardinality: cardinalityOf(cardinality),
    objectType: typeof objectType === "string" ? objectType : "",
    ids: (Array.isArray(values) ? values : [values]).map(linkedId).filter((id) => id !== undefined),
  };
}

/** An ID, or an object with one. */
const linkedId = (value: unknown): string | undefined => optionalText(isObject(value) ? value.id : value);
