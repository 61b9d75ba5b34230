import { z } from "zod/v3";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { nearest } from "../fields/nearest.ts";
import { InvalidInput } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { LONGEST_LIST_TEXT, sizeProblem, unwrapped } from "./argument-size.ts";

/** Unknown arguments that are named one by one. */
const MOST_UNKNOWN = 30;

/**
 * A tool's arguments, checked, their sizes first. Forms that mean the same are taken: an object or list as its JSON text, a lone value for a list of
 * one, digits for a number, `null` for what is left out.
 *
 * @throws InvalidInput with every problem; an unknown argument is one
 */
export function parseArguments<Input extends z.ZodRawShape>(input: Input, raw: unknown): z.infer<z.ZodObject<Input>> {
  const given = decodeJsonString(raw ?? {});
  if (!isRecord(given)) throw new InvalidInput([`The arguments ${quote(raw)} are not an object.`]);
  const names = Object.keys(input);
  const unknown = Object.keys(given).filter((name) => !names.includes(name) && given[name] !== null);
  if (unknown.length > MOST_UNKNOWN) throw new InvalidInput([`${unknown.length} arguments are unknown. Accepted: ${names.join(", ") || "none"}.`]);
  const normal = Object.fromEntries(Object.entries(input).map(([name, schema]) => [name, normalForm(given[name], schema)]));
  const tooLarge = Object.entries(input).flatMap(([name, schema]) => sizeProblem(normal[name], schema, name) ?? []);
  if (tooLarge.length > 0) throw new InvalidInput(tooLarge);
  const problems = unknown.map((name) => unknownArgument(name, names));
  const parsed = z.object(input).safeParse(normal);
  if (!parsed.success) problems.push(...parsed.error.issues.flatMap((issue) => issueTexts(issue, normal, input)));
  if (problems.length > 0 || !parsed.success) throw new InvalidInput(problems);
  // zod leaves a key called __proto__ out of a record, which may be a field of the workspace.
  const records = Object.keys(parsed.data).filter((name) => unwrapped(input[name] ?? z.never()) instanceof z.ZodRecord);
  return { ...parsed.data, ...Object.fromEntries(records.map((name) => [name, normal[name]])) };
}

function unknownArgument(name: string, names: readonly string[], place = ""): string {
  const [near] = nearest(name, names);
  const misplaced = !near && names.includes("fields") && names.includes("relationships");
  const hint = near ? ` Did you mean ${near}?` : misplaced ? " Fields of a contact go inside fields." : "";
  return `${place}Unknown argument ${quote(name)}.${hint} Accepted: ${names.join(", ") || "none"}.`;
}

/**
 * The value in the form that the schema checks, at every depth. What it cannot be brought to stays as it is, for the schema to refuse. Null is what is left
 * out, but for values that the schema does not know: whoever reads them says how many of them were null.
 */
function normalForm(value: unknown, schema: z.ZodTypeAny): unknown {
  const type = unwrapped(schema);
  if (type instanceof z.ZodUnknown) return value;
  if (value === undefined || value === null) return undefined;
  if (type instanceof z.ZodString) return value;
  if (type instanceof z.ZodNumber) return typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
  if (type instanceof z.ZodBoolean) return value === "true" ? true : value === "false" ? false : value;
  const decoded = decodeJsonString(value);
  if (type instanceof z.ZodArray) {
    const items = listed(decoded, type.element).map((item) => normalForm(item ?? blankOf(type.element), type.element));
    return items.filter((item) => item !== undefined);
  }
  if (!isRecord(decoded) || !(type instanceof z.ZodObject || type instanceof z.ZodRecord)) return decoded;
  const shape: z.ZodRawShape = type instanceof z.ZodObject ? type.shape : {};
  const others: z.ZodTypeAny = type instanceof z.ZodRecord ? type.valueSchema : z.never();
  const parts = Object.entries(decoded).map(
    ([name, part]) => [name, normalForm(part, (Object.hasOwn(shape, name) && shape[name]) || others)] as const,
  );
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/** What stands for an entry of a list that is null: rows are counted by their places, other entries are left out. */
const blankOf = (element: z.ZodTypeAny) => (unwrapped(element) instanceof z.ZodRecord ? {} : undefined);

/** A lone value is a list of one, and text with commas a list of texts. */
function listed(value: unknown, element: z.ZodTypeAny): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string" && element instanceof z.ZodString && value.length <= LONGEST_LIST_TEXT
    ? value.split(",").map((item) => item.trim())
    : [value];
}

type Path = readonly (string | number)[];

const textOf = (path: Path) => path.map((step, index) => (typeof step === "number" ? `[${step}]` : index > 0 ? `.${step}` : step)).join("");

/** The keys of the object schema at a path. */
function keysAt(path: Path, input: z.ZodRawShape): string[] {
  let schema: z.ZodTypeAny = z.object(input);
  for (const step of path) {
    const type = unwrapped(schema);
    schema = type instanceof z.ZodArray ? type.element : type instanceof z.ZodObject ? type.shape[step] : type;
  }
  const type = unwrapped(schema);
  return type instanceof z.ZodObject ? Object.keys(type.shape) : [];
}

function issueTexts(issue: z.ZodIssue, given: unknown, input: z.ZodRawShape): string[] {
  const { path, message } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => unknownArgument(name, keysAt(path, input), `${textOf(path)}: `));
  }
  const value = path.reduce<unknown>((at, step) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, step) : undefined), given);
  return [value === undefined ? `${textOf(path)}: ${message}.` : `${textOf(path)}: ${message}, but ${quote(value)} was given.`];
}
