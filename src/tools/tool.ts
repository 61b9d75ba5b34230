import { z } from "zod/v3";
import { type Api, type ContactId, RateShare } from "../api/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import type { Importer } from "../imports/importer.ts";
import { type JsonSchema, toJsonSchema } from "../schema/json-schema.ts";
import type { Line } from "../text/answer.ts";
import type { Workspace } from "../workspace.ts";
import type { WriteCall } from "../writes/consent.ts";
import type { SessionWrites } from "../writes/session-writes.ts";
import { parseArguments } from "./input/arguments.ts";
import type { Operations } from "./operations.ts";

/** Everything that a handler may use: the workspace, which it only reads, and what belongs to the session or to the call. */
export interface ToolContext extends Omit<Workspace, "api" | "writesOf" | "save"> {
  readonly api: Pick<Api, "retrieve">;
  readonly writes: SessionWrites;
  readonly importer: Importer;
  readonly operations: Operations;
  /** Absolute path of the only folder that files are written to; undefined: none. */
  readonly exportDirectory: string | undefined;
  /** The call's cancellation and deadline, and the way to ask the user. */
  readonly call: WriteCall;
  /** Why a tool is not offered, as a sentence; undefined if it is. */
  notOffered(tool: string): string | undefined;
  /** Whether the key is known to lack a scope. */
  lacks(scope: string): boolean;
  /** Reports progress, if the client asked for it. */
  progress(done: number, total: number | undefined, message: string): void;
}

/** A tool's answer. It is text only, because every client gives its model that. */
export interface ToolAnswer {
  readonly lines: readonly Line[];
  /** What to call if the answer is cut, as a phrase. Default: a call that asks for less. */
  readonly howToGetRest?: string;
  /** Whether the call did not do what was asked. */
  readonly isError?: boolean;
  /** The contact that was written; "unknown" if the outcome is unknown. */
  readonly wrote?: ContactId | "unknown" | undefined;
}

/** MCP's four hints about a tool. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

interface ToolDefinition<Input extends z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  /** The first sentence says what the tool does and when to use it. */
  readonly description: string;
  readonly annotations: ToolAnnotations;
  /** The user must see every call, even if they let other tools run unseen. */
  readonly asksEveryTime?: true;
  /** Scopes that the key needs. */
  readonly scopes: readonly string[];
  /** The key needs one of these scopes. Which one depends on the call. */
  readonly oneOfScopes?: readonly string[];
  /** Whether it makes many requests: they give way to those of other calls. */
  readonly isBatch?: boolean;
  /** The schema that is checked, and advertised apart from its `unlisted` parts. */
  readonly input: Input;
  /** The argument that takes values of the workspace's attributes. A tool list describes these once. */
  readonly values?: keyof Input & string;
  /** If refused arguments show that something else is meant: the call for it, a sentence. @param given as sent */
  instead?(given: unknown): string | undefined;
  handler(input: z.infer<z.ZodObject<Input>>, context: ToolContext): Promise<ToolAnswer>;
}

/** A tool without the type of its arguments. */
export interface Tool
  extends Pick<
    ToolDefinition<z.ZodRawShape>,
    "name" | "title" | "description" | "annotations" | "asksEveryTime" | "scopes" | "oneOfScopes" | "values"
  > {
  /** The schema in `tools/list`. @param values makes the schema of the argument `values` out of its own one */
  inputSchema(values?: (own: JsonSchema) => JsonSchema): JsonSchema & { readonly type: "object" };
  /** Runs the tool with arguments as the client sent them. */
  run(rawArguments: unknown, context: ToolContext): Promise<ToolAnswer>;
}

export const READS: ToolAnnotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };

/** Turns a definition into a tool that checks its arguments before the handler sees them. */
export function defineTool<Input extends z.ZodRawShape>({ handler, input, instead, isBatch = false, ...definition }: ToolDefinition<Input>): Tool {
  let own: JsonSchema | undefined;
  return {
    ...definition,
    inputSchema: (values) => {
      // It is the same in every workspace. The list of tools is made several times, in different detail.
      own ??= toJsonSchema(z.object(input));
      const { properties = {}, required } = own;
      const advertised = Object.entries(properties).map(([name, schema]) => [name, values && name === definition.values ? values(schema) : schema]);
      return { type: "object", properties: Object.fromEntries(advertised), ...(required ? { required } : {}) };
    },
    run: async (rawArguments, context) => {
      try {
        const given = parseArguments(input, rawArguments);
        const share = isBatch ? new RateShare(1) : undefined;
        const call = { ...context.call, share };
        const answer = () => handler(given, { ...context, call });
        const { live } = context;
        const before = live.current;
        return await answer().catch(async (error: unknown) => {
          const mayBeStale = error instanceof InvalidInput && before !== undefined;
          if (!mayBeStale || (await live.recent(call)) === before) throw error;
          return answer();
        });
      } catch (error) {
        const sentence = error instanceof InvalidInput ? instead?.(rawArguments) : undefined;
        throw error instanceof InvalidInput && sentence !== undefined ? new InvalidInput(error.problems, sentence) : error;
      }
    },
  };
}
