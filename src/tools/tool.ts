import type { z } from "zod/v3";
import type { Api, ContactId } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import type { ContactSearch } from "../find/find-contacts.ts";
import type { ContactLister } from "../find/list-contacts.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { WorkspaceSchemas } from "../schema/input-schema.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import type { Line } from "../text/answer.ts";
import type { WriteCall } from "../writes/consent.ts";
import type { Writes } from "../writes/writes.ts";

/** What a tool needs of the world. */
export interface ToolContext {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveSchema;
  readonly lister: ContactLister;
  readonly writes: Writes;
  readonly names: NameDirectory;
  readonly search: ContactSearch;
  readonly locale: Locale;
  /** The call's cancellation and deadline, and how to ask the user. */
  readonly call: WriteCall;
  /** Tells the client how far a long call has got, where it asked to be told. */
  progress(done: number, total: number | undefined, message: string): void;
}

/** A tool's answer: text alone, since that is what every client gives its model. */
export interface ToolAnswer {
  readonly lines: readonly Line[];
  /** What to call where the lines are too many, as a phrase; absent: the same with less. */
  readonly howToGetRest?: string;
  /** The call did not do what was asked. */
  readonly isError?: boolean;
  /** The contact that was written; "unknown" where it is not known whether one was. */
  readonly wrote?: ContactId | "unknown";
}

/** MCP's hints about a tool, all four of them. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

export interface ToolDefinition<Input extends z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  /** The first sentence says what the tool does and when to take it. */
  readonly description: string;
  readonly annotations: ToolAnnotations;
  /** It never runs without somebody who sees what it is called with, whatever the user has allowed in general. */
  readonly asksEveryTime?: true;
  /** Scopes that a key needs for it. */
  readonly scopes: readonly string[];
  /** Scopes of which it needs one, as it depends on the call which. */
  readonly oneOfScopes?: readonly string[];
  /** Whether it asks much of the API: its requests give way to those of other calls. */
  readonly isBatch?: boolean;
  /** What is checked, and advertised unless `workspaceInput` has something better. */
  readonly input: Input;
  /** Schemas of the arguments that depend on the workspace. */
  workspaceInput?(schemas: WorkspaceSchemas): Readonly<Partial<Record<keyof Input & string, JsonSchema>>>;
  handler(input: z.infer<z.ZodObject<Input>>, context: ToolContext): Promise<ToolAnswer>;
}

/** A tool with the type of its arguments erased. */
export interface Tool
  extends Pick<ToolDefinition<z.ZodRawShape>, "name" | "title" | "description" | "annotations" | "asksEveryTime" | "scopes" | "oneOfScopes"> {
  /** What `tools/list` shows; open where it depends on the workspace and that is not known. */
  inputSchema(schemas: WorkspaceSchemas | undefined): JsonSchema & { readonly type: "object" };
  /** Runs the tool on arguments as a client sent them. */
  run(rawArguments: unknown, context: ToolContext): Promise<ToolAnswer>;
}

export const READS: ToolAnnotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };
