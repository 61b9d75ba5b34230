import { copyFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { CLIENTS, locate } from "../../src/clients/index.ts";
import { flagsOf, ownServers } from "../../src/clients/own-servers.ts";
import { aComputer, aFolder } from "./temporary-home.ts";

const SYSTEMS = ["linux", "darwin", "win32"] as const;

const clientOf = (id: string) => {
  const client = CLIENTS.find((one) => one.id === id);
  if (!client) throw new Error(`No client ${id}`);
  return client;
};

describe("where clients keep their servers", () => {
  it("is known for each system", async () => {
    const places = await Promise.all(
      CLIENTS.map(async (client) => {
        const files = await Promise.all(
          SYSTEMS.map(async (platform) => {
            const computer = aComputer(platform);
            const [{ file, installed }] = await locate(client, computer);
            expect(installed).toBe(false);
            return relative(computer.home, file).replaceAll("\\", "/");
          }),
        );
        return [client.id, ...new Set(files)];
      }),
    );
    expect(places).toMatchInlineSnapshot(`
      [
        [
          "claude-desktop",
          ".config/Claude/claude_desktop_config.json",
          "Library/Application Support/Claude/claude_desktop_config.json",
          "AppData/Roaming/Claude/claude_desktop_config.json",
        ],
        [
          "claude-code",
          ".claude.json",
        ],
        [
          "cursor",
          ".cursor/mcp.json",
        ],
        [
          "vscode",
          ".config/Code/User/mcp.json",
          "Library/Application Support/Code/User/mcp.json",
          "AppData/Roaming/Code/User/mcp.json",
        ],
        [
          "windsurf",
          ".codeium/windsurf/mcp_config.json",
        ],
        [
          "zed",
          ".config/zed/settings.json",
          "AppData/Roaming/Zed/settings.json",
        ],
        [
          "codex",
          ".codex/config.toml",
        ],
        [
          "gemini-cli",
          ".gemini/settings.json",
        ],
      ]
    `);
  });

  it("follows the variables that move it", async () => {
    const moved = async (id: string, platform: NodeJS.Platform, name: string) => {
      const elsewhere = aFolder(aComputer(), "elsewhere");
      const [{ file, installed }] = await locate(clientOf(id), aComputer(platform, { [name]: elsewhere }));
      return { file: relative(elsewhere, file).replaceAll("\\", "/"), installed };
    };
    expect(await moved("claude-desktop", "linux", "XDG_CONFIG_HOME")).toMatchObject({ file: "Claude/claude_desktop_config.json" });
    expect(await moved("vscode", "win32", "APPDATA")).toMatchObject({ file: "Code/User/mcp.json" });
    expect(await moved("zed", "linux", "FLATPAK_XDG_CONFIG_HOME")).toMatchObject({ file: "zed/settings.json" });
    expect(await moved("claude-code", "linux", "CLAUDE_CONFIG_DIR")).toEqual({ file: ".claude.json", installed: true });
    expect(await moved("codex", "darwin", "CODEX_HOME")).toEqual({ file: "config.toml", installed: true });
    const relativeFolder = aComputer("linux", { XDG_CONFIG_HOME: "not/absolute" });
    expect((await locate(clientOf("claude-desktop"), relativeFolder))[0].file).toBe(
      join(relativeFolder.home, ".config/Claude/claude_desktop_config.json"),
    );
  });

  it("is the folder of the Windows Store's app before the usual one, if both are there", async () => {
    const computer = aComputer("win32");
    const usual = aFolder(computer, "AppData", "Roaming", "Claude");
    const store = aFolder(computer, "AppData", "Local", "Packages", "Claude_pzs8sxrjxfjjc", "LocalCache", "Roaming", "Claude");
    aFolder(computer, "AppData", "Local", "Packages", "Other_x");
    expect((await locate(clientOf("claude-desktop"), computer)).map(({ file }) => file)).toEqual(
      [store, usual].map((folder) => join(folder, "claude_desktop_config.json")),
    );
  });

  it("shows that a client is installed, by its folder or its file", async () => {
    const computer = aComputer();
    aFolder(computer, ".cursor");
    writeFileSync(join(computer.home, ".claude.json"), "{}");
    const found = await Promise.all(CLIENTS.map((client) => locate(client, computer)));
    expect(found.flatMap(([{ client, installed }]) => (installed ? [client.id] : []))).toEqual(["claude-code", "cursor"]);
  });
});

describe("the servers of a client's file", () => {
  it("that start this program are known by what they start, in each form of entry", () => {
    const servers = {
      mine: { command: "npx", args: ["-y", "lightfield-contacts-mcp@0.1.0"] },
      "lightfield-contacts": { command: "/usr/bin/env", args: ["node", "/opt/lightfield-contacts-mcp/dist/cli.js"], env: { A: 1 } },
      built: { command: "C:\\node.exe", args: ["C:\\src\\lightfield-contacts-mcp\\dist\\cli.js"] },
      older: { command: { path: "lightfield-contacts-mcp", args: ["--sandbox"], env: {} } },
      other: { command: "npx", args: ["-y", "lightfield-accounts"] },
      "lightfield-contacts-hosted": { url: "https://mcp.lightfield.example" },
      broken: "lightfield-contacts-mcp",
    };
    const own = ownServers(clientOf("zed"), { context_servers: servers });
    expect(own.map(({ name }) => name)).toEqual(["mine", "lightfield-contacts", "built", "older"]);
    expect(own[1]).toMatchObject({ env: { A: "1" } });
    expect(own[3]).toMatchObject({ command: "lightfield-contacts-mcp", args: ["--sandbox"] });
    expect(ownServers(clientOf("zed"), { context_servers: [] })).toEqual([]);
  });

  const starts = (command: string, ...args: string[]) => ownServers(clientOf("cursor"), { mcpServers: { "lightfield-contacts": { command, args } } });

  it.each([
    ["npx", "--yes", "lightfield-contacts-mcp@^1.0.0", "--me", "a@b.c"],
    ["npx.cmd", "-p", "lightfield-contacts-mcp@latest", "lightfield-contacts-mcp", "--me", "a@b.c"],
    ["cmd", "/d", "/c", "npx", "-y", "lightfield-contacts-mcp", "--me", "a@b.c"],
    ["npm", "exec", "--package=lightfield-contacts-mcp", "--", "lightfield-contacts-mcp", "--me", "a@b.c"],
    ["/usr/bin/node", "/usr/lib/node_modules/npm/bin/npx-cli.js", "-y", "lightfield-contacts-mcp@1.2.3", "--me", "a@b.c"],
    ["node", "--import", "x.mjs", "--use-system-ca", "/no/lightfield-contacts-mcp/dist/cli.js", "--me", "a@b.c"],
    ["C:\\Program Files\\nodejs\\node.exe", "C:\\src\\lightfield-contacts-mcp\\dist\\cli.js", "--me", "a@b.c"],
    ["/usr/local/bin/lightfield-contacts-mcp", "--me", "a@b.c"],
    ["node", "/usr/local/bin/lightfield-contacts-mcp", "--me", "a@b.c"],
    ["env", "A=1", "bunx", "lightfield-contacts-mcp", "--me", "a@b.c"],
  ])("are this one's if they start %s %s %s", (command, ...args) => {
    expect(starts(command, ...args).map(flagsOf)).toEqual([new Map([["me", "a@b.c"]])]);
  });

  it.each([
    ["npx", "-y", "@modelcontextprotocol/server-filesystem", "/home/x/lightfield-contacts-mcp"],
    ["npx", "-y", "@somebody/hubspot-mcp", "lightfield-contacts-mcp"],
    ["npx", "-y", "@somebody/lightfield-contacts-mcp"],
    ["npx", "-y", "lightfield-contacts-mcp@npm:other@1"],
    ["npx", "-y", "lightfield-contacts-mcp-notes"],
    ["npx", "-p", "@somebody/hubspot-mcp", "lightfield-contacts-mcp"],
    ["npx", "-p", "lightfield-contacts-mcp", "-c", "other"],
    ["npm", "install", "lightfield-contacts-mcp"],
    ["cmd", "npx", "lightfield-contacts-mcp"],
    ["cmd", "/c", "type", "lightfield-contacts-mcp"],
    ["uvx", "lightfield-contacts-mcp"],
    ["node", "-e", "require('lightfield-contacts-mcp')", "lightfield-contacts-mcp"],
    ["node", "server.js", "/opt/lightfield-contacts-mcp/dist/cli.js"],
    ["node", "/opt/my-lightfield-contacts-mcp/dist/cli.js"],
    ["node", "/opt/node_modules/@somebody/lightfield-contacts-mcp/dist/cli.js"],
    ["node", "/opt/lightfield-contacts-mcp/other/dist/cli.js"],
    ["/home/x/lightfield-contacts-mcp/server.sh"],
    ["docker", "run", "lightfield-contacts-mcp"],
  ])("are others' if they start %s %s %s, whatever their name", (command, ...args) => {
    expect(starts(command, ...args)).toEqual([]);
  });

  it("are this one's by the name in the package, whatever its folder is called", () => {
    const computer = aComputer();
    const script = (folder: string, name: string) => {
      const dist = aFolder(computer, folder, "dist");
      writeFileSync(join(dist, "..", "package.json"), JSON.stringify({ name }));
      return join(dist, "cli.js");
    };
    expect(starts("node", script("clone", "lightfield-contacts-mcp"))).toHaveLength(1);
    expect(starts("node", script("lightfield-contacts-mcp", "hubspot-mcp"))).toEqual([]);
    expect(starts("node", script("lightfield-contacts-mcp-main", "hubspot-mcp"))).toEqual([]);
  });

  it("are this one's in a copy of its dist alone", () => {
    const dist = aFolder(aComputer(), "copy");
    for (const file of ["cli.js", "package.json"]) copyFileSync(new URL(`../../dist/${file}`, import.meta.url), join(dist, file));
    expect(starts("node", join(dist, "cli.js"))).toHaveLength(1);
  });

  it("are this one's in a copy of its folder that is gone", () => {
    const { home } = aComputer();
    for (const folder of ["lightfield-contacts-mcp-main", "lightfield-contacts-mcp (2)", "lightfield-contacts-mcp"])
      expect(starts("node", join(home, folder, "dist/cli.js"))).toHaveLength(1);
    expect(starts("node", join(home, "my-lightfield-contacts-mcp/dist/cli.js"))).toEqual([]);
    expect(starts("node", join(aFolder(aComputer(), "lightfield-contacts-mcp-main"), "server.js"))).toEqual([]);
  });
});
