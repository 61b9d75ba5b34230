import { z } from "zod/v3";
import { decodeJsonString, isRecord } from "../../fields/json.ts";
import { InvalidInput } from "../../fields/rejection.ts";
import { getOrInsert } from "../../maps.ts";
import { listedNames } from "../../schema/json-schema.ts";
import { counted } from "../../text/plural.ts";
import { quote } from "../../text/quote.ts";
import { visibleText } from "../../text/visible.ts";
import { issueTexts, unknownArgument } from "./argument-problem.ts";
import { LONGEST_LIST_TEXT, sizeProblem, sizeProblemWithin, unwrapped } from "./argument-size.ts";

/** The most unknown arguments that are named one by one. */
const MOST_UNKNOWN = 30;

/**
 * Checks a tool's arguments, sizes first. It accepts other forms with the same meaning: JSON text for an object or
 * list, a single value for a list of one and the reverse, an object by key for a list of entries, digits for a number
 * and the reverse, a choice in capitals, `null` or blank text for "not given".
 *
 * @throws InvalidInput with every problem, unknown arguments included
 */
export function parseArguments<Input extends z.ZodRawShape>(input: Input, raw: unknown): z.infer<z.ZodObject<Input>> {
  const given = decodeJsonString(raw ?? {});
  if (!isRecord(given)) throw new InvalidInput([`The arguments ${quote(raw)} are not an object.`]);
  const names = listedNames(input);
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(input, name) && given[name] !== null);
  if (unknown.length > MOST_UNKNOWN)
    throw new InvalidInput([`${counted(unknown.length, "argument")} are unknown. Accepted: ${names.join(", ") || "none"}.`]);
  const tooLarge: string[] = [];
  const normal = Object.fromEntries(Object.entries(input).map(([name, schema]) => [name, read(given[name], schema, name, tooLarge)]));
  if (tooLarge.length > 0) throw new InvalidInput(tooLarge);
  const otherwise = "fields" in input && !takesNames(input.fields) ? " Fields of a contact go inside fields." : "";
  const problems = unknown.map((name) => unknownArgument(name, names, { otherwise }));
  const parsed = wholeOf(input).safeParse(normal);
  if (!parsed.success) problems.push(...new Set(parsed.error.issues.flatMap((issue) => issueTexts(issue, normal, input))));
  if (problems.length > 0 || !parsed.success) throw new InvalidInput(problems);
  // zod drops a key called __proto__ from a record, but a field of the workspace may have that key.
  const records = Object.keys(parsed.data).filter((name) => unwrapped(input[name] ?? z.never()) instanceof z.ZodRecord);
  return { ...parsed.data, ...Object.fromEntries(records.map((name) => [name, normal[name]])) };
}

const wholes = new WeakMap<z.ZodRawShape, z.AnyZodObject>();

/** The schema of all arguments of a tool. It is made with the first call, not with every one. */
const wholeOf = <Input extends z.ZodRawShape>(input: Input): z.ZodObject<Input> =>
  getOrInsert(wholes, input, () => z.object(input)) as z.ZodObject<Input>;

/** Whether an argument is a list of texts, such as columns. */
function takesNames(schema: z.ZodTypeAny = z.never()): boolean {
  const type = unwrapped(schema);
  return type instanceof z.ZodArray && unwrapped(type.element) instanceof z.ZodString;
}

/** An argument in its normal form. If it is too large, adds the problem to `tooLarge` and returns undefined. */
function read(value: unknown, schema: z.ZodTypeAny, place: string, tooLarge: string[]): unknown {
  try {
    return normalForm(value, schema, place);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    tooLarge.push(error.message);
    return undefined;
  }
}

class TooLarge extends Error {}

function limit(problem: string | undefined): void {
  if (problem !== undefined) throw new TooLarge(problem);
}

/**
 * Converts a value to the form that the schema checks, at every depth. A value that cannot be converted stays unchanged,
 * and the schema refuses it. Null means "not given", except in values that the schema does not describe: the code that
 * reads those reports how many were null. A blank text for an optional argument means the same.
 *
 * @throws TooLarge before any part of a value that is too large is read
 */
function normalForm(value: unknown, schema: z.ZodTypeAny, place: string): unknown {
  const type = unwrapped(schema);
  if (value === undefined || value === null) return type instanceof z.ZodUnknown ? value : undefined;
  const isBlank = typeof value === "string" && value.trim() === "";
  if (schema instanceof z.ZodOptional && isBlank && !(type instanceof z.ZodArray)) return undefined;
  const isComposite = type instanceof z.ZodArray || type instanceof z.ZodObject || type instanceof z.ZodRecord;
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  if (!isComposite && !(type instanceof z.ZodUnknown) && only !== undefined && typeof only !== "object") return normalForm(only, schema, place);
  const decoded = isComposite ? decodeJsonString(value) : value;
  const list = type instanceof z.ZodArray ? listed(decoded, unwrapped(type.element)) : undefined;
  if (list !== undefined && type instanceof z.ZodArray) {
    limit(sizeProblem(list, type, place));
    const { element } = type;
    const items = list.map((item, at) => normalForm(item ?? blankOf(element), element, `${place}[${at}]`));
    return items.filter((item) => item !== undefined);
  }
  const isDescribed = type instanceof z.ZodObject || (type instanceof z.ZodRecord && !(type.valueSchema instanceof z.ZodUnknown));
  if (isRecord(decoded) && isDescribed) {
    limit(sizeProblem(decoded, type, place));
    const parts = Object.entries(decoded).map(([name, part]) => [name, normalForm(part, partSchema(type, name), `${place}.${name}`)] as const);
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  }
  limit(type instanceof z.ZodString && typeof value === "string" ? sizeProblem(value, type, place) : sizeProblemWithin(decoded, place));
  if (type instanceof z.ZodString && typeof value === "string" && value.length <= LONGEST_LIST_TEXT) return visibleText(value);
  if (type instanceof z.ZodString && typeof value === "number") return String(value);
  if (type instanceof z.ZodNumber) return typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
  const word = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (type instanceof z.ZodBoolean) return word === "true" ? true : word === "false" ? false : value;
  if (type instanceof z.ZodEnum) return type.options.find((option: string) => option === word) ?? value;
  return decoded;
}

/** The schema of a part. For an unknown part, a schema that refuses everything. */
function partSchema(type: z.ZodObject<z.ZodRawShape> | z.ZodRecord, name: string): z.ZodTypeAny {
  if (type instanceof z.ZodRecord) return type.valueSchema;
  return (Object.hasOwn(type.shape, name) && type.shape[name]) || z.never();
}

/** Replaces a null entry of a list: a row becomes empty, so that numbers stay; other entries are dropped. */
const blankOf = (element: z.ZodTypeAny) => (unwrapped(element) instanceof z.ZodRecord ? {} : undefined);

/** Reads, where wanted: a value as a list of one, blank as none, commas as a list, objects by key as entries. */
function listed(value: unknown, element: z.ZodTypeAny): unknown[] {
  if (typeof value === "string" && value.trim() === "") return [];
  if (typeof value === "string" && element instanceof z.ZodString && value.length <= LONGEST_LIST_TEXT)
    return value.split(",").map((item) => item.trim());
  const items: unknown[] = Array.isArray(value) ? value : [value];
  const form = entryForm(element);
  if (!form) return items;
  // A lone object by key may have the key of an entry too, as the key of an attribute. In a list, such an object is a
  // wrong entry: {"name": "title", "value": "CFO"} is not about a name.
  const isEntry = (item: object) => (Array.isArray(value) ? form.key in item || form.content in item : isWhole(item, form));
  return items.flatMap((item) => (isRecord(item) && !isEntry(item) ? entriesOf(item, form) : [item]));
}

/** What the entries of a list hold: a key and its content. */
interface EntryForm {
  readonly key: string;
  readonly content: string;
  /** Whether null says something as content. */
  readonly takesNull: boolean;
}

/** Undefined if the elements of a list are not entries. */
function entryForm(element: z.ZodTypeAny): EntryForm | undefined {
  const [key, content, ...more] = element instanceof z.ZodObject ? Object.entries<z.ZodTypeAny>(element.shape) : [];
  if (!key || !content || more.length > 0 || content[1].isOptional()) return undefined;
  return { key: key[0], content: content[0], takesNull: unwrapped(content[1]) instanceof z.ZodUnknown };
}

const isWhole = (item: object, { key, content }: EntryForm) => key in item && content in item && Object.keys(item).length === 2;

const entriesOf = (object: Readonly<Record<string, unknown>>, { key, content, takesNull }: EntryForm): object[] =>
  Object.entries(object).flatMap(([name, part]) => (part === null && !takesNull ? [] : [{ [key]: name, [content]: part }]));
