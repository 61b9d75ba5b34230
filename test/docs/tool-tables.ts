import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import type { JsonSchema } from "../../src/schema/json-schema.ts";
import { asModelSees, type ListedTool } from "../../src/server/tool-list.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { table } from "./generated.ts";
import { CALL } from "./transcripts.ts";

/** Longer lists of keys and choices are cut. */
const MOST_NAMED = 8;

const code = (name: string) => `\`${name}\``;

function named(names: readonly string[], of: string): string {
  const shown = names.slice(0, MOST_NAMED).map(code).join(", ");
  return names.length > MOST_NAMED ? `${shown} … (${names.length} ${of})` : shown;
}

const PLURALS: Readonly<Record<string, string>> = { text: "texts", "whole number": "whole numbers", number: "numbers" };

const CONTACTS = "list of IDs of contacts";
const ROWS = "list of row numbers";
const KEYS = "list of keys of fields";

/** What an argument takes, if its name and type do not say it. */
const TAKES: Readonly<Record<string, string>> = {
  "id: text": "the ID of a contact",
  "ids: list of texts": CONTACTS,
  "keep: text": "the ID of a contact",
  "merge: list of texts": CONTACTS,
  "groups: list of list of texts": "list of lists of IDs of contacts",
  "plan_id: text": "the ID of a plan",
  "write_id: text": "the ID of a write",
  "only: list of whole numbers": ROWS,
  "except: list of whole numbers": ROWS,
  "as_new: list of whole numbers": ROWS,
  "as: list of { `row`, `contact` }": "list of { `row`: a row number, `contact`: the ID of a contact }",
  "keys: list of texts": KEYS,
  "fields: list of texts": KEYS,
  "clear_fields: list of texts": KEYS,
  "match_on: list of texts": KEYS,
  "group_by: list of texts": KEYS,
  "field: text": "the key of a field",
  "since: text": "a date",
  "phone_country: text": "a country",
};

/** What an argument takes, in words. */
function typeOf(schema: JsonSchema): string {
  if (schema.enum) return named(schema.enum, "options");
  if (schema.type === "array") {
    const item = typeOf(schema.items ?? {});
    return `list of ${PLURALS[item] ?? item}`;
  }
  if (schema.type === "object") return `{ ${named(Object.keys(schema.properties ?? {}), "keys")} }`;
  if (schema.type === "boolean") return "`true` or `false`";
  if (schema.type !== "integer" && schema.type !== "number") return "text";
  const kind = schema.type === "integer" ? "whole number" : "number";
  return schema.maximum === undefined ? kind : `${kind} up to ${schema.maximum}`;
}

/** The arguments of a tool as `tools/list` of the sandbox shows them. */
function argumentTable({ inputSchema }: ListedTool): string {
  const { properties = {}, required = [] } = inputSchema;
  const rows = Object.entries(properties).map(([name, schema]) => {
    const takes = TAKES[`${name}: ${typeOf(schema)}`] ?? typeOf(schema);
    return [`${code(name)}${required.includes(name) ? " (required)" : ""}`, schema.description ? `${takes} (${schema.description})` : takes];
  });
  return table(["argument", "takes (and what the model is told)"], rows);
}

/** The tokens of the first example of each tool: its call and its answer. */
function exampleTokens(document: string): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>();
  for (const [, block = ""] of document.matchAll(/```text\n([\s\S]*?)\n```/g)) {
    for (const [, name = "", args = "", answer = ""] of block.matchAll(new RegExp(`${CALL.source}\\n((?:(?!^> )[\\s\\S])*)`, "gm")))
      if (!tokens.has(name)) tokens.set(name, countTokens(args) + countTokens(answer));
  }
  return tokens;
}

function overview(tools: readonly ListedTool[], document: string): string {
  const examples = exampleTokens(document);
  const rows = tools.map((tool) => {
    const { name, title } = tool;
    const { scopes = [], oneOfScopes = [], annotations } = TOOLS.find((one) => one.name === name) ?? {};
    const needs = [scopes.map(code).join(", "), ...(oneOfScopes.length > 0 ? [oneOfScopes.map(code).join(" or ")] : [])].join(", and ");
    return [
      code(name),
      title,
      annotations?.readOnlyHint ? "yes" : "no",
      needs,
      String(countTokens(JSON.stringify(asModelSees(tool)))),
      String(examples.get(name) ?? ""),
    ];
  });
  return `${table(["tool", "title", "only reads", "scopes", "tokens for the model", "tokens of its first call and answer below"], rows)}

A model sees the name, description and schema of each tool: ${countTokens(JSON.stringify(tools.map(asModelSees))).toLocaleString("en-US")} tokens for all ${tools.length} tools, with the sandbox's 39 fields. They are counted with the tokenizer o200k_base.`;
}

/**
 * The document with a place for the arguments of each tool: a new tool has one at the end of its section.
 *
 * @throws Error if a tool has no section
 */
export function withPlaces(document: string, tools: readonly ListedTool[]): string {
  return tools.reduce((text, { name }) => {
    if (text.includes(`<!-- begin arguments of ${name} -->`)) return text;
    const heading = new RegExp(`^## .*\\b${name}\\b.*$`, "m").exec(text);
    if (!heading) throw new Error(`docs/tools.md has no section on ${name}. Add "## ${name}" with a call: > ${name} {…}`);
    const next = text.indexOf("\n## ", heading.index + 1);
    const end = next < 0 ? text.length : next;
    return `${text.slice(0, end).trimEnd()}\n\n<!-- begin arguments of ${name} -->\n\n<!-- end arguments of ${name} -->\n${text.slice(end)}`;
  }, document);
}

/** The generated parts of docs/tools.md, by name. */
export const toolParts = (tools: readonly ListedTool[], document: string): Record<string, string> => ({
  overview: overview(tools, document),
  ...Object.fromEntries(tools.map((tool) => [`arguments of ${tool.name}`, argumentTable(tool)])),
});
