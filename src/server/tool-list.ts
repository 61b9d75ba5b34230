import type { KeyInfo } from "../api/index.ts";
import type { Config } from "../config.ts";
import { getOrInsert } from "../maps.ts";
import { fitDetail } from "../schema/budget.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { type Detail, type ValuesSchemaOptions, valuesSchema } from "../schema/input-schema.ts";
import { described, type JsonSchema } from "../schema/json-schema.ts";
import type { Tool, ToolAnnotations } from "../tools/tool.ts";

/** A tool as `tools/list` shows it. */
export interface ListedTool {
  readonly [key: string]: unknown;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema & { readonly type: "object" };
  readonly annotations: ToolAnnotations;
  readonly _meta?: Readonly<Record<string, unknown>>;
}

/** Makes Claude's clients show every call to the user. Other clients decide by the annotations. */
const ASKS_EVERY_TIME = { "anthropic/requiresUserInteraction": true };

/** What a client shows its model of a tool. */
export const asModelSees = ({ name, description, inputSchema }: ListedTool): object => ({ name, description, inputSchema });

const listedTool = (tool: Tool, values?: (own: JsonSchema) => JsonSchema): ListedTool => {
  const { name, title, description, annotations } = tool;
  return { name, title, description, inputSchema: tool.inputSchema(values), annotations };
};

type ListOptions = Omit<ValuesSchemaOptions, "detail">;

/**
 * The tools with the schemas of the workspace, in as much detail as the budget allows. The first tool that takes
 * values describes the workspace's attributes, and the others refer to it. If the workspace is not known yet, all take
 * a list of values by key.
 */
export function toolList(tools: readonly Tool[], schema: ContactSchema | undefined, options: ListOptions = {}): ListedTool[] {
  const asking = new Set(tools.filter(({ asksEveryTime }) => asksEveryTime).map(({ name }) => name));
  return forModel(tools, schema, options).map((listed) => (asking.has(listed.name) ? { ...listed, _meta: ASKS_EVERY_TIME } : listed));
}

function forModel(tools: readonly Tool[], schema: ContactSchema | undefined, options: ListOptions): ListedTool[] {
  if (!schema) return tools.map((tool) => listedTool(tool));
  const { inDetail, detail } = fitted(tools, schema, options);
  return inDetail(detail);
}

/** How much of the definitions the tool list shows. */
export const listDetail = (tools: readonly Tool[], schema: ContactSchema): Detail => fitted(tools, schema, {}).detail;

function fitted(tools: readonly Tool[], schema: ContactSchema, options: ListOptions) {
  const describing = tools.find(({ values }) => values !== undefined);
  const asThere = (own: JsonSchema) => described(own, `as in ${describing?.name}`);
  const others = new Map(tools.filter((tool) => tool !== describing).map((tool) => [tool, listedTool(tool, asThere)]));
  const made = new Map<Detail, ListedTool[]>();
  const make = (detail: Detail): ListedTool[] => {
    const all = valuesSchema(schema, { detail, ...options });
    return tools.map(
      (tool) => others.get(tool) ?? listedTool(tool, (own) => (Object.keys(all.properties ?? {}).length > 0 ? all : described(own, all.description))),
    );
  };
  const inDetail = (detail: Detail) => getOrInsert(made, detail, make);
  return { inDetail, detail: fitDetail((detail) => inDetail(detail).map(asModelSees), schema.fields.length) };
}

/** Why a tool is not offered, and where the user can change that. It continues "because"; undefined if it is offered. */
export function whyNotOffered(
  tool: Tool,
  { readOnly, tools: only, settingName }: Pick<Config, "readOnly" | "tools" | "settingName">,
  key: KeyInfo | undefined,
): string | undefined {
  if (readOnly && !tool.annotations.readOnlyHint)
    return `this server is read-only (${settingName("LIGHTFIELD_READ_ONLY")} in the client's MCP settings)`;
  if (only && !only.includes(tool.name)) return `${settingName("LIGHTFIELD_TOOLS")} in the client's MCP settings names only ${only.join(", ")}`;
  if (!key || key.scopes.length === 0) return undefined;
  const { scopes, oneOfScopes = [] } = tool;
  const has = (scope: string) => key.scopes.includes(scope);
  const oneOf = oneOfScopes.length > 0 ? [oneOfScopes.join(" or ")] : [];
  const lacking = [...scopes.filter((scope) => !has(scope)), ...(oneOfScopes.some(has) ? [] : oneOf)];
  if (lacking.length === 0) return undefined;
  return `the API key lacks the ${lacking.length > 1 ? "scopes" : "scope"} ${lacking.join(" and ")} (in Lightfield: Settings > API keys)`;
}
