// Checks the bundle for Claude Desktop with its official tools, which npm installs into the cache folder of
// node_modules at the first run.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { installed } from "./from-npm.mjs";
import { packMcpb } from "./mcpb.mjs";

export const MCPB = { name: "@anthropic-ai/mcpb", version: "2.1.2" };

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/**
 * The official CLI unpacks the bundle and accepts its manifest, the unpacked program is that of dist/, which the
 * end-to-end tests start, and it starts as the official code says that clients start it.
 *
 * @param {string} folder for what is made
 * @returns {Promise<string | undefined>} what went wrong
 */
export async function bundleProblem(folder) {
  const modules = await installed(MCPB.name, MCPB.version);
  const cli = join(modules, MCPB.name, "dist/cli/cli.js");
  const [bundle, extension] = [join(folder, "it.mcpb"), join(folder, "extension")];
  await packMcpb(bundle);
  try {
    await run(process.execPath, [cli, "unpack", bundle, extension]);
    const { stdout } = await run(process.execPath, [cli, "validate", extension]);
    if (!stdout.includes("schema validation passes")) return stdout;
    expectTheProgram(extension);
    await startAsClientsDo(createRequire(join(modules, "here.cjs"))(MCPB.name), extension);
    return undefined;
  } catch (error) {
    const { message, stdout = "", stderr = "" } = /** @type {Error & {stdout?: string, stderr?: string}} */ (error);
    return `${message}\n${stdout}${stderr}`;
  }
}

/** @param {string} extension folder of the unpacked bundle */
function expectTheProgram(extension) {
  const [unpacked, built] = [filesOf(join(extension, "server")), filesOf(join(root, "dist"))];
  const names = new Set([...unpacked.keys(), ...built.keys()]);
  const others = [...names].filter((name) => unpacked.get(name) !== built.get(name));
  if (others.length > 0) throw new Error(`the program of the bundle is not that of dist/: ${others.join(", ")}`);
}

/** Bytes of files by name, without the compiled code that a start leaves beside them. @param {string} folder */
const filesOf = (folder) =>
  new Map(
    readdirSync(folder)
      .filter((name) => !name.includes(".cache"))
      .map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );

/**
 * @param {{getMcpConfigForManifest: (options: object) => Promise<{args: string[], env: Record<string, string>}>}} official
 * @param {string} extension folder of the unpacked bundle
 */
async function startAsClientsDo({ getMcpConfigForManifest }, extension) {
  const manifest = JSON.parse(readFileSync(join(extension, "manifest.json"), "utf8"));
  const options = { manifest, extensionPath: extension, systemDirs: {}, pathSeparator: sep };
  const { args, env } = await getMcpConfigForManifest({ ...options, userConfig: { sandbox: true } });
  const client = new Client({ name: "check", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }));
  try {
    const { tools } = await client.listTools();
    const { isError } = await client.callTool({ name: "list_contacts", arguments: { limit: 1 } });
    if (isError || tools.length !== manifest.tools.length) throw new Error("the started program does not answer as it should");
  } finally {
    await client.close();
  }
}
