import { z } from "zod/v3";
import { isRecord, isTooDeep } from "../../fields/json.ts";
import { showNumber } from "../../fields/number.ts";
import { quote } from "../../text/quote.ts";

/** How much is accepted, and what to do with more, as a phrase. */
interface Limit {
  readonly most: number;
  readonly advice?: string | undefined;
}

/** The limits of an argument whose schema states no `max`. */
const USUAL = { characters: 300, items: 500, keys: 500, keyCharacters: 500 } as const;

/** The limits of a field's value, a cell or a link whose type is not known yet. The type's own limits are narrower. */
const IN_VALUE = { characters: 200_000, items: 2000 } as const;

const ANYTHING = z.unknown();

/** The most characters of a text that is read as a list with commas: more than any accepted list has. */
export const LONGEST_LIST_TEXT = IN_VALUE.characters;

/** The schema without optional marks and preprocessing. */
export function unwrapped(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodEffects ? unwrapped(schema.innerType()) : schema;
}

/**
 * Says that a value itself, apart from its parts, is too large; `undefined` if it is not. Nothing else may read the
 * value or its parts before this check, so other code need not be fast for huge input.
 *
 * @param type the value's schema, unwrapped
 * @param place the value's name in messages
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

/** Describes the first part that is too large: the value itself, or a part at any depth; `undefined`: none. */
export function sizeProblemWithin(value: unknown, place: string): string | undefined {
  const own = sizeProblem(value, ANYTHING, place);
  if (own !== undefined) return own;
  if (isTooDeep(value)) return `${place}: ${quote(value)} is nested too deeply. Accepted: values, and lists and objects of values.`;
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
  return count > most
    ? `${place}: It has ${showNumber(count)} ${unit}. Accepted: up to ${showNumber(most)}${advice ? `, ${advice}` : ""}.`
    : undefined;
}
