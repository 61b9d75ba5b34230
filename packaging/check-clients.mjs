// `npm run check:clients`: lists the tools of the built program through the MCP adapters of agent libraries, converts
// their schemas as these do for a model, and calls the tools, also with every optional property sent as null. npm
// installs the libraries into the cache folder of node_modules at the first run: they take some 400 MB.
import "./ensure-build.mjs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import colors from "picocolors";
import { zodToJsonSchema } from "zod-to-json-schema";
import { callProblems } from "./client-calls.mjs";
import { installed } from "./from-npm.mjs";
import { schemaProblems } from "./model-schemas.mjs";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

const PROGRAM = {
  command: process.execPath,
  args: [cli, "--sandbox"],
  env: { PATH: process.env.PATH ?? "", LIGHTFIELD_CACHE: "off" },
};

/**
 * A tool as a library gives it to an agent.
 *
 * @typedef {object} AgentTool
 * @property {string} name
 * @property {unknown} schema what the model gets
 * @property {(args: Record<string, unknown>) => Promise<unknown>} call
 */

/**
 * @typedef {object} Session
 * @property {readonly AgentTool[]} tools
 * @property {() => Promise<unknown>} close
 */

/**
 * @typedef {object} Library
 * @property {string} name
 * @property {string} version one that runs under the oldest Node.js that the program supports
 * @property {string} [how] which of its ways
 * @property {boolean} [refusesNull] whether the library itself refuses null where the schema has no null
 * @property {(load: (specifier: string) => Promise<any>) => Promise<Session>} connect
 */

/** @type {readonly Library[]} */
const LIBRARIES = [
  {
    name: "@ai-sdk/mcp",
    version: "1.0.102",
    async connect(load) {
      const { createMCPClient } = await load("@ai-sdk/mcp");
      const { Experimental_StdioMCPTransport: Transport } = await load("@ai-sdk/mcp/mcp-stdio");
      const client = await createMCPClient({ transport: new Transport(PROGRAM) });
      const tools = Object.entries(await client.tools()).map(([name, tool]) => ({
        name,
        schema: tool.inputSchema.jsonSchema,
        call: (/** @type {object} */ args) => tool.execute(args, { toolCallId: "1", messages: [] }),
      }));
      return { tools, close: () => client.close() };
    },
  },
  {
    name: "@ai-sdk/google",
    version: "2.0.108",
    how: "Gemini's form of a schema",
    async connect(load) {
      const { createGoogleGenerativeAI } = await load("@ai-sdk/google");
      return withMcpClient(async ({ tools }, call) => {
        let sent = "{}";
        const model = createGoogleGenerativeAI({
          apiKey: "none",
          fetch: async (/** @type {unknown} */ _, /** @type {RequestInit} */ { body }) => {
            sent = String(body);
            throw new Error("Nothing is sent");
          },
        })("gemini-2.5-flash");
        const given = tools.map(({ name, description, inputSchema }) => ({ type: "function", name, description, inputSchema }));
        const prompt = [{ role: "user", content: [{ type: "text", text: "Hello" }] }];
        await model.doGenerate({ prompt, tools: given }).catch(() => undefined);
        const [{ functionDeclarations = [] } = {}] = JSON.parse(sent).tools ?? [];
        return functionDeclarations.map((/** @type {{ name: string, parameters: unknown }} */ { name, parameters }) => ({
          name,
          schema: parameters,
          call: (/** @type {Record<string, unknown>} */ args) => call(name, args),
        }));
      });
    },
  },
  ...[true, false].map((isStrict) => ({
    name: "@openai/agents-core",
    version: "0.20.0",
    how: isStrict ? "strict" : "not strict",
    async connect(/** @type {(specifier: string) => Promise<any>} */ load) {
      const { MCPServerStdio, mcpToFunctionTool, RunContext } = await load("@openai/agents-core");
      const server = new MCPServerStdio(PROGRAM);
      await server.connect();
      const tools = (await server.listTools()).map((/** @type {{ name: string }} */ mcpTool) => {
        const tool = mcpToFunctionTool(mcpTool, server, isStrict);
        return {
          name: tool.name,
          // The library sends a schema that it cannot close as it is.
          schema: isStrict && !tool.strict ? undefined : tool.parameters,
          call: (/** @type {object} */ args) => tool.invoke(new RunContext({}), JSON.stringify(args)),
        };
      });
      return { tools, close: () => server.close() };
    },
  })),
  {
    name: "@langchain/mcp-adapters",
    version: "1.1.4",
    refusesNull: true,
    async connect(load) {
      const { MultiServerMCPClient } = await load("@langchain/mcp-adapters");
      const { convertToOpenAITool } = await load("@langchain/core/utils/function_calling");
      const client = new MultiServerMCPClient({ mcpServers: { crm: { transport: "stdio", ...PROGRAM } }, throwOnLoadError: true });
      const tools = (await client.getTools()).map((/** @type {any} */ tool) => ({
        name: tool.name,
        schema: convertToOpenAITool(tool).function.parameters,
        call: (/** @type {object} */ args) => tool.invoke(args),
      }));
      return { tools, close: () => client.close() };
    },
  },
  {
    name: "@google/genai",
    version: "2.32.0",
    async connect(load) {
      const { mcpToTool } = await load("@google/genai");
      return withMcpClient(async (_, __, client) => {
        const callable = mcpToTool(client);
        const { functionDeclarations } = await callable.tool();
        return functionDeclarations.map((/** @type {{ name: string, parametersJsonSchema: unknown }} */ { name, parametersJsonSchema }) => ({
          name,
          schema: parametersJsonSchema,
          call: (/** @type {object} */ args) => callable.callTool([{ name, args }]),
        }));
      });
    },
  },
  {
    name: "@mastra/mcp",
    version: "0.14.5",
    refusesNull: true,
    async connect(load) {
      const { MCPClient } = await load("@mastra/mcp");
      const client = new MCPClient({ id: "check", servers: { crm: PROGRAM } });
      const tools = Object.entries(await client.getTools()).map(([name, tool]) => ({
        name: name.replace(/^crm_/, ""),
        schema: zodToJsonSchema(tool.inputSchema),
        call: (/** @type {object} */ args) => tool.execute({ context: args }),
      }));
      return { tools, close: () => client.disconnect() };
    },
  },
];

/**
 * For a library that only converts, or that needs the SDK's client.
 *
 * @param {(list: { tools: readonly any[] }, call: (name: string, args: Record<string, unknown>) => Promise<unknown>, client: Client) => Promise<readonly AgentTool[]>} toolsOf
 * @returns {Promise<Session>}
 */
async function withMcpClient(toolsOf) {
  const client = new Client({ name: "check", version: "1" });
  await client.connect(new StdioClientTransport(PROGRAM));
  const tools = await toolsOf(await client.listTools(), (name, args) => client.callTool({ name, arguments: args }), client);
  return { tools, close: () => client.close() };
}

/**
 * @param {Library} library
 * @param {readonly string[]} names of all tools
 * @returns {Promise<string[]>} what went wrong
 */
async function problemsOf({ name, version, refusesNull = false, connect }, names) {
  const { resolve } = createRequire(join(await installed(name, version), "_"));
  const load = (/** @type {string} */ specifier) => import(pathToFileURL(resolve(specifier)).href);
  const problems = new Set();
  // Each time with a new sandbox.
  for (const sendsNulls of refusesNull ? [false] : [false, true]) {
    const { tools, close } = await connect(load);
    const listed = tools.map((tool) => tool.name);
    for (const one of names) if (!listed.includes(one)) problems.add(`${one} is missing`);
    for (const tool of tools) for (const problem of schemaProblems(tool.schema, tool.name)) problems.add(problem);
    for (const problem of await callProblems(tools, { sendsNulls }).finally(close)) problems.add(problem);
  }
  return [...problems];
}

const { tools: everyTool, close } = await withMcpClient(async ({ tools }) => tools);
await close();
for (const library of LIBRARIES) {
  const what = `${library.name} ${library.version}${library.how ? `, ${library.how}` : ""}`;
  const problems = await problemsOf(
    library,
    everyTool.map(({ name }) => name),
  ).catch((error) => [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  console.log(`${problems.length === 0 ? colors.green("✓") : colors.red("✗")} ${what}${problems.map((problem) => `\n  ${problem}`).join("")}`);
  if (problems.length > 0) process.exitCode = 1;
}
// Some libraries leave timers behind.
process.exit();
