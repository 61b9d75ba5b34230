import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ErrorCode, GetPromptRequestSchema, ListPromptsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import { PROMPTS } from "../prompts/index.ts";
import type { Prompt } from "../prompts/prompt.ts";
import { answerText } from "../text/answer.ts";
import { counted } from "../text/plural.ts";
import { quote, wholeJson } from "../text/quote.ts";
import type { LateSession } from "./late-session.ts";

const listed = ({ name, title, description, argument }: Prompt) => ({
  name,
  title,
  description,
  arguments: [{ name: argument.name, description: argument.description, required: argument.required }],
});

/** @throws McpError if the argument is missing or too long */
function argumentOf({ name, argument }: Prompt, given: Readonly<Record<string, string>>): string | undefined {
  const value = given[argument.name]?.trim() ?? "";
  if (value.length > argument.maxLength)
    throw new McpError(ErrorCode.InvalidParams, `${argument.name} has ${counted(value.length, "character")}. Accepted: up to ${argument.maxLength}.`);
  if (value !== "") return value;
  if (argument.required) throw new McpError(ErrorCode.InvalidParams, `The prompt ${name} needs ${argument.name}: ${argument.description}.`);
  return undefined;
}

/** The prompts whose tools are all offered. */
const offeredWith = (tools: ReadonlySet<string>) => PROMPTS.filter((prompt) => prompt.tools.every((tool) => tools.has(tool)));

const namesOf = (prompts: readonly Prompt[]) => prompts.map(({ name }) => name).join(", ");

/** Answers requests for prompts. A prompt is offered if all tools that it needs are. */
export function servePrompts(server: Server, session: Pick<LateSession, "offeredTools" | "scopesKnown">): void {
  let shown: string | undefined;

  server.setRequestHandler(ListPromptsRequestSchema, async () => {
    const offered = offeredWith(await session.offeredTools());
    shown = namesOf(offered);
    return { prompts: offered.map(listed) };
  });

  server.setRequestHandler(GetPromptRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    const tools = await session.offeredTools();
    const offered = offeredWith(tools);
    const prompt = offered.find((one) => one.name === name);
    if (!prompt) throw new McpError(ErrorCode.InvalidParams, `There is no prompt ${quote(name)}. Prompts: ${namesOf(offered) || "none"}.`);
    const value = argumentOf(prompt, given);
    // Each line is made one line, so that no value can add an instruction of its own.
    const text = answerText(prompt.lines(value === undefined ? undefined : wholeJson(value), (tool) => tools.has(tool)));
    return { description: prompt.description, messages: [{ role: "user", content: { type: "text", text } }] };
  });

  const reportChange = async () => {
    if (shown === undefined || shown === namesOf(offeredWith(await session.offeredTools()))) return;
    await server.sendPromptListChanged();
  };
  // The client may be gone by then.
  session.scopesKnown.add(() => void reportChange().catch(() => undefined));
}
