import { z } from "zod/v3";
import { RateShare } from "../api/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import { type JsonSchema, toJsonSchema } from "../schema/json-schema.ts";
import { parseArguments } from "./input/arguments.ts";
import type { Tool, ToolDefinition } from "./tool.ts";

/** Turns a definition into a tool that checks its arguments before the handler sees them. */
export function defineTool<Input extends z.ZodRawShape>({ handler, input, instead, isBatch = false, ...definition }: ToolDefinition<Input>): Tool {
  let own: JsonSchema | undefined;
  return {
    ...definition,
    inputSchema: (values) => {
      // It is the same in every workspace, and a list is tried in several details.
      own ??= toJsonSchema(z.object(input));
      const { properties = {}, required } = own;
      const advertised = Object.entries(properties).map(([name, schema]) => [name, values && name === definition.values ? values(schema) : schema]);
      return { type: "object", properties: Object.fromEntries(advertised), ...(required ? { required } : {}) };
    },
    run: async (rawArguments, context) => {
      try {
        const given = parseArguments(input, rawArguments);
        const share = isBatch ? new RateShare(1) : undefined;
        return await handler(given, { ...context, call: { ...context.call, share } });
      } catch (error) {
        const sentence = error instanceof InvalidInput ? instead?.(rawArguments) : undefined;
        throw error instanceof InvalidInput && sentence !== undefined ? new InvalidInput(error.problems, sentence) : error;
      }
    },
  };
}
