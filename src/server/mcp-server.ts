import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ElicitResultSchema, ErrorCode, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { SafeText } from "../text/answer.ts";
import { serveCompletions } from "./completions.ts";
import { withoutCode } from "./error-text.ts";
import { growingProgress } from "./growing-progress.ts";
import { instructions } from "./instructions.ts";
import type { LateSession } from "./late-session.ts";
import { servePrompts } from "./prompts.ts";
import { serveResources } from "./resources.ts";

/** What the protocol needs of a session. */
type ServedSession = Pick<LateSession, "listTools" | "callTool" | "offeredTools" | "complete" | "listChanged" | "scopesKnown">;

interface McpServerOptions {
  readonly session: ServedSession;
  readonly version: string;
  /** Whether the embedded sandbox answers. */
  readonly sandbox: boolean;
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

/** Why the user could not be asked, as a phrase. */
const notAsked = (error: unknown): string =>
  error instanceof McpError
    ? `the client answered: ${withoutCode(error.code, error.message)}`
    : "the client's answer was not accept, decline or cancel";

/** Wraps a session as an MCP server. The caller connects it to a transport. */
export async function createMcpServer({ session, version, sandbox }: McpServerOptions): Promise<Server> {
  const offered = await session.offeredTools();
  const server = new Server(
    { name: "lightfield-contacts-mcp", title: "Lightfield contacts", version },
    {
      capabilities: { tools: { listChanged: true }, resources: { listChanged: true }, prompts: { listChanged: true }, completions: {} },
      instructions: instructions({ sandbox, has: (tool) => offered.has(tool) }),
      jsonSchemaValidator: NO_VALIDATOR,
    },
  );

  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: await session.listTools() }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification, sendRequest }) => {
    const progressToken = params._meta?.progressToken;
    let sending: Promise<unknown> = Promise.resolve();
    const { report, end } = growingProgress((grown) => {
      if (progressToken === undefined) return;
      sending = sendNotification({ method: "notifications/progress", params: { progressToken, ...grown } }).catch(() => undefined);
    });
    const ask = async (message: SafeText, withinMs: number) => {
      const question = { method: "elicitation/create", params: { message, requestedSchema: { type: "object", properties: {} } } } as const;
      try {
        const { action } = await sendRequest(question, ElicitResultSchema, { signal, timeout: withinMs });
        return action === "cancel" ? undefined : action === "accept";
      } catch (error) {
        if (error instanceof McpError && error.code === ErrorCode.RequestTimeout) return undefined;
        throw new Error(notAsked(error));
      }
    };
    const { elicitation } = server.getClientCapabilities() ?? {};
    // A client that names no mode asks by a form.
    const canAsk = elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
    const answer = await session.callTool(params.name, params.arguments, { signal, progress: report, ...(canAsk ? { ask } : {}) });
    // The client ignores progress that comes after the answer.
    end();
    await sending;
    if (answer.missing === "tool") throw new McpError(ErrorCode.InvalidParams, answer.text);
    return { content: [{ type: "text", text: answer.text }], ...(answer.isError ? { isError: true } : {}) };
  });

  serveResources(server, session);
  servePrompts(server, session);
  serveCompletions(server, session);

  session.listChanged.add(() => {
    // The client may be gone by now.
    void server.sendToolListChanged().catch(() => undefined);
  });
  return server;
}
