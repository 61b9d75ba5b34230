import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { type CompleteRequest, CompleteRequestSchema, ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { Completed } from "../completions/completions.ts";
import { NO_COMPLETION } from "../completions/ranking.ts";
import { PROMPTS } from "../prompts/index.ts";
import { quote } from "../text/quote.ts";
import { CONTACT_TEMPLATE } from "./resources.ts";
import type { Session } from "./session.ts";

/** More than anybody types. */
const LONGEST_TYPED = 500;

/**
 * What the argument holds; undefined if it is not known.
 *
 * @throws McpError if there is no such prompt or template
 */
function completedBy({ ref, argument }: CompleteRequest["params"]): Completed | undefined {
  if (ref.type === "ref/resource") {
    if (ref.uri === CONTACT_TEMPLATE.uriTemplate) return argument.name === "id" ? "contact" : undefined;
    throw new McpError(ErrorCode.InvalidParams, `There is no resource template ${quote(ref.uri)}. Templates: ${CONTACT_TEMPLATE.uriTemplate}.`);
  }
  const prompt = PROMPTS.find(({ name }) => name === ref.name);
  if (!prompt)
    throw new McpError(ErrorCode.InvalidParams, `There is no prompt ${quote(ref.name)}. Prompts: ${PROMPTS.map(({ name }) => name).join(", ")}.`);
  return prompt.argument.name === argument.name ? prompt.argument.completed : undefined;
}

/** Answers requests to complete an argument of a prompt or of a resource template. */
export function serveCompletions(server: Server, session: Pick<Session, "complete">): void {
  server.setRequestHandler(CompleteRequestSchema, async ({ params }, { signal }) => {
    const what = completedBy(params);
    const typed = params.argument.value.slice(0, LONGEST_TYPED);
    const { values, ...about } = what === undefined ? NO_COMPLETION : await session.complete(what, typed, signal);
    return { completion: { values: [...values], ...about } };
  });
}
