// Makes the bundle for Claude Desktop (.mcpb): a ZIP archive of the built program and a manifest.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { zipSync } from "fflate";
import manifest from "./manifest.json" with { type: "json" };

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

/** The same for every file, so that the same program always makes the same bundle. */
const FILE_OPTIONS = /** @type {const} */ ({ level: 9, mtime: "2026-01-01T00:00:00", os: 3, attrs: (0o644 << 16) >>> 0 });

/** What the built program offers: names with the first sentence about each, and whether there are prompts. */
async function offered() {
  const client = new Client({ name: "mcpb", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [join(dist, "cli.js"), "--sandbox"] }));
  try {
    const { tools } = await client.listTools();
    return {
      tools: tools.map(({ name, description = "" }) => ({ name, description: /^.*?[.](?=\s|$)/s.exec(description)?.[0] ?? description })),
      ...(client.getServerCapabilities()?.prompts && { prompts_generated: true }),
    };
  } finally {
    await client.close();
  }
}

/** The manifest: what stands in `manifest.json`, what the package says, and what the program offers. */
async function wholeManifest() {
  const { version, description, license, keywords, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const compatibility = { ...manifest.compatibility, runtimes: engines };
  const { manifest_version, name, display_name, ...rest } = manifest;
  return { manifest_version, name, display_name, version, description, ...rest, ...(await offered()), license, keywords, compatibility };
}

/**
 * Writes the bundle of the program in dist/.
 *
 * @param {string} path of the file; its folder is made if it is missing
 */
export async function packMcpb(path) {
  const program = readdirSync(dist).filter((name) => !name.includes(".cache"));
  const files = Object.fromEntries([
    ["manifest.json", Buffer.from(`${JSON.stringify(await wholeManifest(), null, 2)}\n`)],
    ["icon.png", readFileSync(join(root, "packaging/icon.png"))],
    ["LICENSE", readFileSync(join(root, "LICENSE"))],
    ...program.map((name) => [`server/${name}`, readFileSync(join(dist, name))]),
  ]);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, zipSync(files, FILE_OPTIONS));
}
