import { describe, expect, it } from "vitest";
import { launchOf } from "../../src/setup/launch.ts";

const installation = {
  platform: "linux",
  node: "/home/me/.nvm/versions/node/v22.11.0/bin/node",
  program: "/home/me/.nvm/versions/node/v22.11.0/lib/node_modules/lightfield-contacts-mcp/dist/cli.js",
  packageName: "lightfield-contacts-mcp",
  version: "1.2.3",
  npm: undefined,
} as const;

const NPX = "/home/me/.npm/_npx/0a1b2c/node_modules/lightfield-contacts-mcp/dist/cli.js";

describe("what a client starts", () => {
  it("is Node.js with the program, both by absolute paths, for an installed package or a clone", () => {
    expect(launchOf(installation, () => true)).toEqual({ command: installation.node, args: [installation.program], env: {} });
  });

  it("is npx with this version, run by the same Node.js, for a program in the cache of npx", () => {
    const npx = "/home/me/.nvm/versions/node/v22.11.0/lib/node_modules/npm/bin/npx-cli.js";
    expect(launchOf({ ...installation, program: NPX }, (path) => path === npx)).toEqual({
      command: installation.node,
      args: [npx, "-y", "lightfield-contacts-mcp@1.2.3"],
      env: { PATH: "/home/me/.nvm/versions/node/v22.11.0/bin:/usr/local/bin:/usr/bin:/bin" },
    });
    expect(launchOf({ ...installation, program: NPX, npm: "/opt/npm/bin/npm-cli.js" }, () => true).args[0]).toBe("/opt/npm/bin/npx-cli.js");
  });

  it("is the command npx if npm is not found, on Windows through cmd", () => {
    const program = NPX.replace("_npx", "dlx-4711");
    expect(launchOf({ ...installation, program }, () => false)).toMatchObject({ command: "npx", args: ["-y", "lightfield-contacts-mcp@1.2.3"] });
    expect(launchOf({ ...installation, program, platform: "win32" }, () => false)).toMatchObject({
      command: "cmd",
      args: ["/c", "npx", "-y", "lightfield-contacts-mcp@1.2.3"],
    });
  });

  it("is npx by its script on Windows, where the command is a batch file", () => {
    const node = "C:\\Program Files\\nodejs\\node.exe";
    const npx = "C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npx-cli.js";
    const program = "C:\\Users\\Zoë\\AppData\\Local\\npm-cache\\_npx\\0a1b\\node_modules\\lightfield-contacts-mcp\\dist\\cli.js";
    const windows = { ...installation, platform: "win32", node, program } as const;
    expect(launchOf(windows, (path) => path === npx)).toEqual({ command: node, args: [npx, "-y", "lightfield-contacts-mcp@1.2.3"], env: {} });
    const npm = "D:\\npm\\bin\\npm-cli.js";
    expect(launchOf({ ...windows, npm }, () => true).args[0]).toBe("D:\\npm\\bin\\npx-cli.js");
    const installed = "C:\\Users\\Zoë\\AppData\\Roaming\\npm\\node_modules\\lightfield-contacts-mcp\\dist\\cli.js";
    expect(launchOf({ ...windows, program: installed }, () => true)).toEqual({ command: node, args: [installed], env: {} });
  });

  it("is the path that stays, for a Node.js of Homebrew", () => {
    const node = "/opt/homebrew/Cellar/node@22/22.11.0/bin/node";
    expect(launchOf({ ...installation, node }, (path) => path === "/opt/homebrew/opt/node@22/bin/node").command).toBe(
      "/opt/homebrew/opt/node@22/bin/node",
    );
    expect(launchOf({ ...installation, node }, () => false).command).toBe(node);
  });
});
