import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  ElicitResultSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { ApiError } from "../api/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import type { SafeText } from "../text/answer.ts";
import { quote } from "../text/quote.ts";
import { TOOLS } from "../tools/index.ts";
import { withoutCode } from "./error-text.ts";
import type { Session } from "./session.ts";

export interface McpServerOptions {
  readonly session: Session;
  readonly version: string;
  readonly instructions: string;
}

/**
 * The SDK would use a validator for answers to elicitation that carry data. This server asks for none, and the SDK's
 * default takes milliseconds to start.
 */
const NO_VALIDATOR = {
  getValidator: () => {
    throw new Error("No JSON Schema validator is built in");
  },
};

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

const CONTACT_TEMPLATE = {
  uriTemplate: `${CONTACTS}{id}`,
  name: "contact",
  title: "Contact",
  description: "Everything about one contact, as it is now",
  mimeType: MIME_TYPE,
};

/** Why the user could not be asked, as a phrase. */
const notAsked = ({ code, message }: McpError, withinMs: number): string =>
  code === ErrorCode.RequestTimeout ? `no answer came within ${Math.round(withinMs / 1000)} s` : `it answered: ${withoutCode(code, message)}`;

/** The tool call whose answer is the resource's text. */
function toolCallFor(uri: string): { tool: string; input: unknown } | undefined {
  if (uri === DEFINITIONS_RESOURCE.uri) return { tool: "get_contact_definitions", input: {} };
  const id = uri.startsWith(CONTACTS) ? uri.slice(CONTACTS.length) : "";
  return /^[\w-]+$/.test(id) ? { tool: "retrieve_contact", input: { id } } : undefined;
}

/** Whether a resource could not be read because there is no such contact. */
const namesNobody = (failure: unknown): boolean =>
  failure instanceof InvalidInput || (failure instanceof ApiError && failure.status === 404 && failure.operation === "retrieve");

/** Wraps a session as an MCP server. The caller connects it to a transport. */
export function createMcpServer({ session, version, instructions }: McpServerOptions): Server {
  const server = new Server(
    { name: "lightfield-contacts-mcp", title: "Lightfield contacts", version },
    { capabilities: { tools: { listChanged: true }, resources: {} }, instructions, jsonSchemaValidator: NO_VALIDATOR },
  );

  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: await session.listTools() }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification, sendRequest }) => {
    const progressToken = params._meta?.progressToken;
    let told = Number.NEGATIVE_INFINITY;
    let sending: Promise<unknown> = Promise.resolve();
    const progress = (done: number, total: number | undefined, message: string) => {
      // The protocol requires progress to grow, even if a call counts several things one after the other.
      if (progressToken === undefined || done <= told) return;
      told = done;
      const notification = {
        method: "notifications/progress",
        params: { progressToken, progress: done, ...(total === undefined ? {} : { total }), message },
      } as const;
      sending = sendNotification(notification).catch(() => undefined);
    };
    const ask = async (message: SafeText, withinMs: number) => {
      const question = { method: "elicitation/create", params: { message, requestedSchema: { type: "object", properties: {} } } } as const;
      try {
        const { action } = await sendRequest(question, ElicitResultSchema, { signal, timeout: withinMs });
        return action === "accept";
      } catch (error) {
        throw error instanceof McpError ? new Error(notAsked(error, withinMs)) : error;
      }
    };
    const { elicitation } = server.getClientCapabilities() ?? {};
    // A client that names no mode asks by a form.
    const canAsk = elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
    const answer = await session.callTool(params.name, params.arguments, { signal, progress, ...(canAsk ? { ask } : {}) });
    // The client ignores progress that comes after the answer.
    await sending;
    if (!answer)
      throw new McpError(ErrorCode.InvalidParams, `There is no tool ${quote(params.name)}. Tools: ${TOOLS.map(({ name }) => name).join(", ")}`);
    return { content: [{ type: "text", text: answer.text }], ...(answer.isError ? { isError: true } : {}) };
  });

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
    if (answer.isError) throw new McpError(namesNobody(answer.failure) ? RESOURCE_NOT_FOUND : ErrorCode.InternalError, answer.text);
    return { contents: [{ uri, mimeType: MIME_TYPE, text: answer.text }] };
  });

  session.listChanged.add(() => {
    // The client may be gone by now.
    void server.sendToolListChanged().catch(() => undefined);
  });
  return server;
}
