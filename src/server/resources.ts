import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { idOf } from "../completions/named-id.ts";
import { quote } from "../text/quote.ts";
import type { LateSession } from "./late-session.ts";
import { CONTACTS, DEFINITIONS_RESOURCE, MIME_TYPE, offerList, offerOf } from "./offer.ts";

/** The code that the protocol's specification gives. */
const RESOURCE_NOT_FOUND = -32002;

/** The text in the place of the template's ID. */
function placeIn(uri: string): string {
  try {
    return uri.startsWith(CONTACTS) ? decodeURIComponent(uri.slice(CONTACTS.length)) : "";
  } catch {
    return "";
  }
}

/** The tool call whose answer is the resource's text. */
function toolCallFor(uri: string): { tool: string; input: unknown } | undefined {
  if (uri === DEFINITIONS_RESOURCE.uri) return { tool: "get_contact_definitions", input: {} };
  const id = idOf(placeIn(uri));
  return /^[\w-]+$/.test(id) ? { tool: "retrieve_contact", input: { id } } : undefined;
}

/** Answers requests for resources: each is the answer of a tool that reads, and offered if the tool is. */
export function serveResources(server: Server, session: Pick<LateSession, "callTool" | "offeredTools" | "scopesKnown">): void {
  const offered = offerList(
    session,
    ({ resources, templates }) => [...resources, ...templates],
    () => server.sendResourceListChanged(),
  );
  server.setRequestHandler(ListResourcesRequestSchema, async () => ({ resources: [...(await offered()).resources] }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => ({ resourceTemplates: [...(await offered()).templates] }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, { signal }) => {
    const { has, resources, templates } = offerOf(await session.offeredTools({ waits: true }));
    const call = toolCallFor(uri);
    if (!call || !has(call.tool)) {
      const accepted = [...resources.map((one) => one.uri), ...templates.map(({ uriTemplate }) => uriTemplate)];
      throw new McpError(RESOURCE_NOT_FOUND, `There is no resource ${quote(uri)}. Resources: ${accepted.join(", ") || "none"}`);
    }
    const answer = await session.callTool(call.tool, call.input, { signal });
    if (answer.isError) throw new McpError(answer.missing === "contact" ? RESOURCE_NOT_FOUND : ErrorCode.InternalError, answer.text);
    return { contents: [{ uri, mimeType: MIME_TYPE, text: answer.text }] };
  });
}
