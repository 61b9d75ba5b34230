import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { packMcpb } from "../../packaging/mcpb.mjs";
import { aFolderForAll } from "../temporary-folders.ts";
import { ROOT, test } from "./program.ts";

interface Manifest {
  readonly version: string;
  readonly server: { readonly entry_point: string; readonly mcp_config: McpConfig };
  readonly user_config: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly tools: readonly { readonly name: string; readonly description: string }[];
}

interface McpConfig {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const folder = aFolderForAll("lightfield test ");
const extension = join(folder, "Claude Extensions");
let manifest: Manifest;
let files: string[];

beforeAll(async () => {
  await packMcpb(join(folder, "it.mcpb"));
  const unzipped = unzipSync(readFileSync(join(folder, "it.mcpb")));
  files = Object.keys(unzipped);
  for (const [name, bytes] of Object.entries(unzipped)) {
    mkdirSync(dirname(join(extension, name)), { recursive: true });
    writeFileSync(join(extension, name), bytes);
  }
  manifest = JSON.parse(readFileSync(join(extension, "manifest.json"), "utf8"));
});

/** How a client starts the extension: with what the user has entered, else the default, else the placeholder itself. */
function started(entered: Readonly<Record<string, string | boolean>>) {
  const entryOf = (name: string) => entered[name] ?? manifest.user_config[name]?.default;
  const replaced = (text: string) =>
    text
      .replaceAll("${" + "__dirname}", () => extension)
      .replace(/\$\{user_config\.(\w+)\}/g, (placeholder, name) => String(entryOf(name) ?? placeholder));
  const { command, args, env } = manifest.server.mcp_config;
  expect(command).toBe("node");
  return {
    command: [process.execPath, ...args.map(replaced)],
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, replaced(value)])),
  };
}

describe("the bundle for Claude Desktop", () => {
  test("holds the program and what the manifest names, and no compiled code", () => {
    const built = readdirSync(join(ROOT, "dist")).filter((name) => !name.includes(".cache"));
    expect(files.sort()).toEqual(["LICENSE", "icon.png", "manifest.json", ...built.map((name) => `server/${name}`)].sort());
    expect(manifest.version).toBe(packageJson.version);
    expect(files).toContain(manifest.server.entry_point);
  });

  test("answers from the sandbox if its switch is on, with the tools that the manifest lists", async ({ start }) => {
    const program = start.program(started({ sandbox: true }));
    expect((await program.initialize()).result).toMatchObject({ serverInfo: { version: packageJson.version } });
    const { tools } = (await program.request("tools/list")).result as { tools: { name: string }[] };
    expect(manifest.tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(manifest.tools.filter(({ description }) => description === "" || description.length > 200)).toEqual([]);
    expect((await program.call("find_contacts", { query: "majja jensn at brightloom" })).text).toMatch(/^Found: con_/);
    expect(await program.end()).toEqual({ code: 0, signal: null });
  });

  test("offers no tool that writes if it is read only", async ({ start }) => {
    const program = start.program(started({ sandbox: true, read_only: true }));
    await program.initialize();
    const { tools } = (await program.request("tools/list")).result as { tools: { annotations: { readOnlyHint: boolean } }[] };
    expect(tools.every(({ annotations }) => annotations.readOnlyHint)).toBe(true);
  });

  test("sends the key that the user has entered", async ({ start }) => {
    const keys = new Set<string | null>();
    const api = await start.api((request) => {
      keys.add(request.headers.get("authorization"));
      return Response.json({}, { status: 401 });
    });
    const { command, env } = started({ api_key: "sk_lf_entered" });
    const program = start.program({ command, env: { ...env, LIGHTFIELD_BASE_URL: api.url } });
    await program.initialize();
    await program.call("list_contacts");
    expect(keys).toEqual(new Set(["Bearer sk_lf_entered"]));
  });

  test("says where to enter a key if every field is blank", async ({ start }) => {
    const program = start.program(started({}));
    await program.initialize();
    expect(await program.call("list_contacts")).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^No API key is configured\. .* In Claude Desktop, open Settings > Extensions, and enter it/),
    });
  });
});
