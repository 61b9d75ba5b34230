import { z } from "zod/v3";
import { isRecord } from "../../fields/json.ts";
import { nearest } from "../../fields/nearest.ts";
import { Rejection } from "../../fields/rejection.ts";
import { listedNames } from "../../schema/json-schema.ts";
import { foldLetters } from "../../text/fold.ts";
import { quote } from "../../text/quote.ts";
import { unwrapped } from "./argument-size.ts";

/** What other programs call an argument. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  id: ["contact", "contact_id", "record_id", "ids"],
  ids: ["contacts", "contact_ids", "contact_id", "id"],
  query: ["q", "search", "search_query"],
  filters: ["filter", "where"],
  fields: ["columns", "select", "values", "properties"],
  sort: ["order", "order_by", "sort_by"],
  limit: ["page_size", "per_page", "size", "count", "top", "max_results"],
  offset: ["skip", "start", "page", "cursor"],
  allow_duplicate: ["force"],
  clear_fields: ["clear", "unset"],
  dry_run: ["preview"],
};

/**
 * @param place where the argument is, unless it is an argument of the call itself: "filters[0]: "
 * @param otherwise a hint if the name is no argument of any tool, and no misspelling of one
 */
export function unknownArgument(name: string, names: readonly string[], { place = "", otherwise = "" } = {}): string {
  const same = (other: string) => foldLetters(other) === foldLetters(name);
  const meant = Object.entries(OTHER_NAMES).flatMap(([meaning, others]) => ([meaning, ...others].some(same) ? [meaning] : []));
  // "address" contains "add", but nobody writes it for "add".
  const misspelt = meant.length > 0 ? [] : nearest(name, names).filter((near) => name.length <= 2 * near.length);
  const near = names.find(same) ?? names.find((known) => meant.includes(known)) ?? misspelt[0];
  const hint = near ? ` Did you mean ${quote(near)}?` : meant.length > 0 ? "" : otherwise;
  return `${place}Unknown argument ${quote(name)}.${hint} Accepted: ${names.join(", ") || "none"}.`;
}

type Path = readonly (string | number)[];

const textOf = (path: Path) => path.map((step, index) => (typeof step === "number" ? `[${step}]` : index > 0 ? `.${step}` : step)).join("");

/** The schema at a path, unwrapped. */
function schemaAt(path: Path, input: z.ZodRawShape): z.ZodTypeAny {
  let type: z.ZodTypeAny = z.object(input);
  for (const step of path) type = unwrapped(partOf(type, step));
  return type;
}

function partOf(type: z.ZodTypeAny, step: string | number): z.ZodTypeAny {
  if (type instanceof z.ZodArray) return type.element;
  if (type instanceof z.ZodObject) return type.shape[step];
  return type instanceof z.ZodRecord ? type.valueSchema : type;
}

/** What a schema accepts, as a phrase: "text", "a whole number from 1 to 25", `"upsert" | "create"`. */
function accepted(type: z.ZodTypeAny): string {
  if (type instanceof z.ZodEnum) return type.options.map(quote).join(" | ");
  if (type instanceof z.ZodString) return "text";
  if (type instanceof z.ZodBoolean) return "true or false";
  if (type instanceof z.ZodArray) return "a list";
  if (!(type instanceof z.ZodNumber)) return "an object";
  const { minValue, maxValue } = type;
  const range = maxValue === null ? (minValue === null ? "" : ` from ${minValue}`) : ` from ${minValue ?? 0} to ${maxValue}`;
  return `${type.isInt ? "a whole number" : "a number"}${range}`;
}

/** What is wrong with an argument, a text for each problem. @param given all arguments */
export function issueTexts(issue: z.ZodIssue, given: unknown, input: z.ZodRawShape): string[] {
  const { path } = issue;
  const type = schemaAt(path, input);
  const place = textOf(path);
  if (issue.code === "unrecognized_keys") {
    const names = type instanceof z.ZodObject ? listedNames(type.shape) : [];
    return issue.keys.map((name) => unknownArgument(name, names, { place: `${place}: ` }));
  }
  const value = path.reduce<unknown>((at, step) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, step) : undefined), given);
  return [`${place}: ${problemText(value, type, statedBy(issue, value))}`];
}

/** A message that a schema states itself is a phrase: what is accepted. Undefined if it states none. */
const statedBy = (issue: z.ZodIssue, value: unknown): string | undefined =>
  issue.message === z.defaultErrorMap(issue, { data: value, defaultError: "" }).message ? undefined : issue.message;

/** Whether a number is one of the schema's kind, so that only its size is wrong. */
const isOfType = (value: unknown, type: z.ZodTypeAny): boolean =>
  type instanceof z.ZodNumber && (type.isInt ? Number.isSafeInteger(value) : typeof value === "number");

function problemText(value: unknown, type: z.ZodTypeAny, stated: string | undefined): string {
  const phrase = stated ?? accepted(type);
  if (value === undefined) return new Rejection("Missing", phrase).message;
  if (type instanceof z.ZodEnum)
    return new Rejection(`${quote(value)} is not one of the choices`, phrase, nearest(String(value), type.options)).message;
  if (isOfType(value, type)) return new Rejection(`${quote(value)} is out of range`, phrase).message;
  return stated ? new Rejection(`${quote(value)} is not ${accepted(type)}`, stated).message : `${quote(value)} is not ${phrase}.`;
}
