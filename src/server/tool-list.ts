import type { KeyInfo } from "../api/index.ts";
import { fitDetail } from "../schema/budget.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { type Detail, type WorkspaceSchemas, workspaceSchemas } from "../schema/input-schema.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
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

/**
 * Makes Claude's clients show every call to the user, even if the user lets tools run unseen. Other clients decide by
 * the annotations.
 */
const ASKS_EVERY_TIME = { "anthropic/requiresUserInteraction": true };

const listedTool = (tool: Tool, schemas: WorkspaceSchemas | undefined): ListedTool => {
  const { name, title, description, annotations } = tool;
  return { name, title, description, inputSchema: tool.inputSchema(schemas), annotations };
};

/**
 * The tools with the schemas of the workspace, in as much detail as the budget allows. If the workspace is not known
 * yet, `fields` and `relationships` are open objects.
 */
export function toolList(tools: readonly Tool[], schema: ContactSchema | undefined, timesSet: ReadonlyMap<string, number>): ListedTool[] {
  const asking = new Set(tools.filter(({ asksEveryTime }) => asksEveryTime).map(({ name }) => name));
  // The model does not see _meta, so it does not count towards the budget.
  return forModel(tools, schema, timesSet).map((listed) => (asking.has(listed.name) ? { ...listed, _meta: ASKS_EVERY_TIME } : listed));
}

function forModel(tools: readonly Tool[], schema: ContactSchema | undefined, timesSet: ReadonlyMap<string, number>): ListedTool[] {
  if (!schema) return tools.map((tool) => listedTool(tool, undefined));
  const hasCreate = tools.some(({ name }) => name === "create_contact");
  const made = new Map<Detail, ListedTool[]>();
  const inDetail = (detail: Detail): ListedTool[] => {
    const before = made.get(detail);
    if (before) return before;
    const schemas = workspaceSchemas(schema, { detail, hasCreate, timesSet });
    const list = tools.map((tool) => listedTool(tool, schemas));
    made.set(detail, list);
    return list;
  };
  return inDetail(fitDetail(inDetail, schema.fields.length));
}

export interface ToolFilter {
  readonly readOnly: boolean;
  /** Names of the tools to offer; undefined: all. */
  readonly only: readonly string[] | undefined;
}

/** Why a tool is not offered, as a sentence; undefined if it is offered. */
export function whyNotOffered(tool: Tool, { readOnly, only }: ToolFilter, key: KeyInfo | undefined): string | undefined {
  if (readOnly && !tool.annotations.readOnlyHint) return `${tool.name} writes, and this server is read-only (LIGHTFIELD_READ_ONLY).`;
  if (only && !only.includes(tool.name)) return `${tool.name} is switched off: LIGHTFIELD_TOOLS names ${only.join(", ")}.`;
  if (!key || key.scopes.length === 0) return undefined;
  const { scopes, oneOfScopes = [] } = tool;
  const has = (scope: string) => key.scopes.includes(scope);
  const oneOf = oneOfScopes.length > 0 ? [oneOfScopes.join(" or ")] : [];
  const lacking = [...scopes.filter((scope) => !has(scope)), ...(oneOfScopes.some(has) ? [] : oneOf)];
  if (lacking.length === 0) return undefined;
  return `${tool.name} needs a key with ${[...scopes, ...oneOf].join(" and ")}; this key lacks ${lacking.join(" and ")}. Set scopes in Lightfield under Settings > API keys.`;
}
