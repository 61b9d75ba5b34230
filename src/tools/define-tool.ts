import { z } from "zod/v3";
import { RateShare } from "../api/index.ts";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { type JsonSchema, toJsonSchema } from "../schema/json-schema.ts";
import { parseArguments } from "./arguments.ts";
import type { Tool, ToolDefinition } from "./tool.ts";

/** Turns a definition into a tool that checks its arguments before the handler sees them. */
export function defineTool<Input extends z.ZodRawShape>({
  handler,
  input,
  unlisted = [],
  workspaceInput,
  synonyms = {},
  isBatch = false,
  ...definition
}: ToolDefinition<Input>): Tool {
  let own: JsonSchema | undefined;
  return {
    ...definition,
    inputSchema: (schemas) => {
      const listed = Object.entries(input).filter(([name]) => !unlisted.includes(name));
      // It is the same in every workspace, and a list is tried in several details.
      own ??= toJsonSchema(z.object(Object.fromEntries(listed)));
      const { properties = {}, required } = own;
      const ofWorkspace = new Map(Object.entries((schemas && workspaceInput?.(schemas)) ?? {}));
      return {
        type: "object",
        properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, ofWorkspace.get(name) ?? schema])),
        ...(required ? { required } : {}),
      };
    },
    run: async (rawArguments, context) => {
      const given = parseArguments(input, withoutSynonyms(rawArguments, synonyms));
      const share = isBatch ? new RateShare(1) : undefined;
      return handler(given, { ...context, call: { ...context.call, share } });
    },
  };
}

/** Arguments by their advertised names. An argument that is given by both names stays unknown by the other. */
function withoutSynonyms(rawArguments: unknown, synonyms: Readonly<Record<string, string>>): unknown {
  const given = Object.keys(synonyms).length > 0 ? decodeJsonString(rawArguments) : undefined;
  if (!isRecord(given)) return rawArguments;
  const named = (name: string) => {
    const advertised = Object.hasOwn(synonyms, name) ? synonyms[name] : undefined;
    return advertised === undefined || (given[advertised] ?? undefined) !== undefined ? name : advertised;
  };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [named(name), value]));
}
