import { z } from "zod/v3";
import { isTooDeep } from "../fields/json.ts";
import { quote } from "../text/quote.ts";

/** How much of something is accepted, and what to do with more, as a phrase. */
interface Limit {
  readonly most: number;
  readonly advice?: string | undefined;
}

/** What an argument may hold whose schema states no `max`. */
const USUAL = { characters: 300, items: 500, keys: 500, keyCharacters: 500 } as const;

/** What a value of a field, a cell or a link may hold before it is known what it is. The limits of its type are narrower. */
const IN_VALUE = { characters: 200_000, items: 2000 } as const;

/** Characters of a text that may stand for a list, with commas: more than any list that is accepted. */
export const LONGEST_LIST_TEXT = IN_VALUE.characters;

/** The schema below optional marks and preprocessing. */
export function unwrapped(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodEffects ? unwrapped(schema.innerType()) : schema;
}

/**
 * The first thing in an argument that is larger than its schema allows; `undefined` where nothing is. This comes before all else that reads the
 * argument, so that nothing else has to be quick for any input.
 *
 * @param place what messages call the argument
 */
export function sizeProblem(value: unknown, schema: z.ZodTypeAny, place: string): string | undefined {
  if (isTooDeep(value)) return `${place}: ${quote(value)} is nested too deeply. Accepted: values, and lists and objects of them.`;
  return partProblem(value, schema, place);
}

function partProblem(value: unknown, schema: z.ZodTypeAny, place: string): string | undefined {
  const type = unwrapped(schema);
  if (typeof value === "string") return tooMany(value.length, "characters", textLimit(type), place);
  if (typeof value !== "object" || value === null) return undefined;
  const isList = Array.isArray(value);
  const tooMuch = isList
    ? tooMany(value.length, "items", listLimit(type), place)
    : tooMany(Object.keys(value).length, "keys", { most: USUAL.keys }, place);
  if (tooMuch !== undefined) return tooMuch;
  const parts = Object.entries(value);
  const tooLong = isList
    ? undefined
    : first(parts, ([key]) => tooMany(key.length, "characters", { most: USUAL.keyCharacters }, `${place}, the key ${quote(key)}`));
  return tooLong ?? first(parts, ([name, part]) => partProblem(part, partSchema(type, name), isList ? `${place}[${name}]` : `${place}.${name}`));
}

function textLimit(type: z.ZodTypeAny): Limit {
  if (!(type instanceof z.ZodString)) return { most: IN_VALUE.characters };
  const stated = type._def.checks.find((check) => check.kind === "max");
  return stated ? { most: stated.value, advice: stated.message } : { most: USUAL.characters };
}

function listLimit(type: z.ZodTypeAny): Limit {
  if (!(type instanceof z.ZodArray)) return { most: IN_VALUE.items };
  const stated = type._def.maxLength;
  return stated ? { most: stated.value, advice: stated.message } : { most: USUAL.items };
}

function partSchema(type: z.ZodTypeAny, name: string): z.ZodTypeAny {
  if (type instanceof z.ZodArray) return type.element;
  if (type instanceof z.ZodObject && Object.hasOwn(type.shape, name)) return type.shape[name];
  return type instanceof z.ZodRecord ? type.valueSchema : z.unknown();
}

function tooMany(count: number, unit: string, { most, advice }: Limit, place: string): string | undefined {
  const shown = (number: number) => number.toLocaleString("en-US");
  return count > most ? `${place}: It has ${shown(count)} ${unit}. Accepted: up to ${shown(most)}${advice ? `, ${advice}` : ""}.` : undefined;
}

function first<T>(items: readonly T[], problemOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
