import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { type CompleteRequest, CompleteRequestSchema, ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { Completed } from "../completions/completions.ts";
import { quote } from "../text/quote.ts";
import type { LateSession } from "./late-session.ts";
import { type Offer, offerOf } from "./offer.ts";
import { checkArgument, promptIn } from "./prompts.ts";

/** More than anybody types. */
const LONGEST_TYPED = 500;

/** What the argument holds. @throws McpError if no such prompt, template or argument is offered */
function completedBy({ ref, argument }: CompleteRequest["params"], { prompts, templates }: Offer): Completed {
  if (ref.type === "ref/prompt") {
    const prompt = promptIn(prompts, ref.name);
    checkArgument(`The prompt ${prompt.name}`, prompt.argument.name, argument.name);
    return prompt.argument.completed;
  }
  const accepted = templates.map(({ uriTemplate }) => uriTemplate);
  if (!accepted.includes(ref.uri))
    throw new McpError(ErrorCode.InvalidParams, `There is no resource template ${quote(ref.uri)}. Templates: ${accepted.join(", ") || "none"}.`);
  checkArgument("The resource template", "id", argument.name);
  return "contact";
}

/** Answers requests to complete an argument of a prompt or of a resource template. */
export function serveCompletions(server: Server, session: Pick<LateSession, "complete" | "offeredTools">): void {
  server.setRequestHandler(CompleteRequestSchema, async ({ params }, { signal }) => {
    // Somebody who types does not wait for the key's scopes.
    const what = completedBy(params, offerOf(await session.offeredTools()));
    const { values, ...about } = await session.complete(what, params.argument.value.slice(0, LONGEST_TYPED), signal);
    return { completion: { values: [...values], ...about } };
  });
}
