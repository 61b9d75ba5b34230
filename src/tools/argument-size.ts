import { z } from "zod/v3";
import { isRecord, isTooDeep } from "../fields/json.ts";
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

const ANYTHING = z.unknown();

/** Characters of a text that may stand for a list, with commas: more than any list that is accepted. */
export const LONGEST_LIST_TEXT = IN_VALUE.characters;

/** The schema below optional marks and preprocessing. */
export function unwrapped(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodEffects ? unwrapped(schema.innerType()) : schema;
}

/**
 * What is too large about a value itself, apart from its parts; `undefined` where nothing is. Ask this before anything else reads the value or its
 * parts: then nothing else has to be fast for every input.
 *
 * @param type what the value has to be, unwrapped
 * @param place what messages call the value
 */
export function sizeProblem(value: unknown, type: z.ZodTypeAny, place: string): string | undefined {
  if (typeof value === "string") return tooMany(value.length, "characters", textLimit(type), place);
  if (Array.isArray(value)) return tooMany(value.length, "items", listLimit(type), place);
  if (!isRecord(value)) return undefined;
  const keys = Object.keys(value);
  const long = keys.find(({ length }) => length > USUAL.keyCharacters);
  return (
    tooMany(keys.length, "keys", { most: USUAL.keys }, place) ??
    (long === undefined ? undefined : tooMany(long.length, "characters", { most: USUAL.keyCharacters }, `${place}, the key ${quote(long)}`))
  );
}

/** The first thing in a value of any kind that is too large: the value itself, or a part at any depth. */
export function sizeProblemWithin(value: unknown, place: string): string | undefined {
  if (isTooDeep(value)) return `${place}: ${quote(value)} is nested too deeply. Accepted: values, and lists and objects of them.`;
  return firstProblem(value, place);
}

function firstProblem(value: unknown, place: string): string | undefined {
  const own = sizeProblem(value, ANYTHING, place);
  if (own !== undefined || typeof value !== "object" || value === null) return own;
  const isList = Array.isArray(value);
  for (const [name, part] of Object.entries(value)) {
    const problem = firstProblem(part, isList ? `${place}[${name}]` : `${place}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
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

function tooMany(count: number, unit: string, { most, advice }: Limit, place: string): string | undefined {
  const shown = (number: number) => number.toLocaleString("en-US");
  return count > most ? `${place}: It has ${shown(count)} ${unit}. Accepted: up to ${shown(most)}${advice ? `, ${advice}` : ""}.` : undefined;
}
