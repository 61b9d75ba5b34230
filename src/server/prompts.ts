import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ErrorCode, GetPromptRequestSchema, ListPromptsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { Prompt } from "../prompts/prompt.ts";
import { answerText } from "../text/answer.ts";
import { counted } from "../text/plural.ts";
import { quote, wholeJson } from "../text/quote.ts";
import type { LateSession } from "./late-session.ts";
import { offerList, offerOf } from "./offer.ts";

const listed = ({ name, title, description, argument }: Prompt) => ({
  name,
  title,
  description,
  arguments: [{ name: argument.name, description: argument.description, required: argument.required }],
});

/** @throws McpError if the argument is missing or too long, or if there is another */
function argumentOf({ name, argument }: Prompt, given: Readonly<Record<string, string>>): string | undefined {
  for (const key of Object.keys(given)) checkArgument(`The prompt ${name}`, argument.name, key);
  const value = given[argument.name]?.trim() ?? "";
  if (value.length > argument.maxLength)
    throw new McpError(ErrorCode.InvalidParams, `${argument.name} has ${counted(value.length, "character")}. Accepted: up to ${argument.maxLength}.`);
  if (value !== "") return value;
  if (argument.required) throw new McpError(ErrorCode.InvalidParams, `The prompt ${name} needs ${argument.name}: ${argument.description}.`);
  return undefined;
}

/** @throws McpError if no such prompt is offered */
export function promptIn(offered: readonly Prompt[], name: string): Prompt {
  const prompt = offered.find((one) => one.name === name);
  if (prompt) return prompt;
  const names = offered.map((one) => one.name).join(", ");
  throw new McpError(ErrorCode.InvalidParams, `There is no prompt ${quote(name)}. Prompts: ${names || "none"}.`);
}

/** @throws McpError if the argument is not the one that there is */
export function checkArgument(owner: string, name: string, given: string): void {
  if (given !== name) throw new McpError(ErrorCode.InvalidParams, `${owner} has no argument ${quote(given)}. Its argument is ${name}.`);
}

/** Answers requests for prompts. */
export function servePrompts(server: Server, session: Pick<LateSession, "offeredTools" | "scopesKnown">): void {
  const offered = offerList(
    session,
    ({ prompts }) => prompts,
    () => server.sendPromptListChanged(),
  );

  server.setRequestHandler(ListPromptsRequestSchema, async () => ({ prompts: (await offered()).prompts.map(listed) }));

  server.setRequestHandler(GetPromptRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    const { prompts, has } = offerOf(await session.offeredTools({ waits: true }));
    const prompt = promptIn(prompts, name);
    const value = argumentOf(prompt, given);
    // Each line is made one line, so that no value can add an instruction of its own.
    const text = answerText(prompt.lines(value === undefined ? undefined : wholeJson(value), has));
    return { description: prompt.description, messages: [{ role: "user", content: { type: "text", text } }] };
  });
}
