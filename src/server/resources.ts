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
import type { Session } from "./session.ts";

/** The code that the protocol's specification gives. */
const RESOURCE_NOT_FOUND = -32002;

const MIME_TYPE = "text/plain";
const CONTACTS = "lightfield://contacts/";

const DEFINITIONS_RESOURCE = {
  uri: `${CONTACTS}definitions`,
  name: "contact-definitions",
  title: "Contact definitions",
  description: "Fields and relationships of contacts in this workspace",
  mimeType: MIME_TYPE,
};

export const CONTACT_TEMPLATE = {
  uriTemplate: `${CONTACTS}{id}`,
  name: "contact",
  title: "Contact",
  description: "Everything about one contact, as it is now",
  mimeType: MIME_TYPE,
};

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

/** Answers requests for resources: each is the answer of a tool that reads. */
export function serveResources(server: Server, session: Pick<Session, "callTool">): void {
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [DEFINITIONS_RESOURCE] }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [CONTACT_TEMPLATE] }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, { signal }) => {
    const call = toolCallFor(uri);
    const answer = call && (await session.callTool(call.tool, call.input, { signal }));
    if (!answer)
      throw new McpError(
        RESOURCE_NOT_FOUND,
        `There is no resource ${quote(uri)}. Resources: ${DEFINITIONS_RESOURCE.uri}, ${CONTACT_TEMPLATE.uriTemplate}`,
      );
    if (answer.isError) throw new McpError(answer.missing === "contact" ? RESOURCE_NOT_FOUND : ErrorCode.InternalError, answer.text);
    return { contents: [{ uri, mimeType: MIME_TYPE, text: answer.text }] };
  });
}
