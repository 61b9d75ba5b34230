import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { aFolderForAll } from "../temporary-folders.ts";
import { CLI, type Started, test } from "./program.ts";
import { asSandbox, TEST_AUTHORITY } from "./served-api.ts";

const homes = aFolderForAll();
const KEY = "sk_lf_sandbox";

/** A home folder with these files. */
function aHome(files: Record<string, string> = {}) {
  const home = mkdtempSync(join(homes, "home-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, name, ".."), { recursive: true });
    writeFileSync(join(home, name), text, { mode: 0o600 });
  }
  return { home, env: { HOME: home, USERPROFILE: home, APPDATA: join(home, "AppData"), XDG_CONFIG_HOME: "", NODE_EXTRA_CA_CERTS: "" } };
}

const cursor = (entry: object) => ({ ".cursor/mcp.json": JSON.stringify({ mcpServers: { "lightfield-contacts": entry } }) });

async function run(start: Started, args: readonly string[], env: Record<string, string>) {
  const program = start.program({ args: ["doctor", ...args], env });
  const { code } = await program.end();
  return { code, stdout: program.stdout, stderr: program.stderr };
}

interface Check {
  readonly check: string;
  readonly status: string;
  readonly detail: string;
  readonly remedy?: string;
}

const checksIn = (stdout: string): readonly Check[] => JSON.parse(stdout).checks;

// Each test starts several processes, which start others.
describe.concurrent("doctor", { timeout: 90_000 }, () => {
  test("finds everything in order, starts the clients' entries, and never shows the key", async ({ start, expect }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5 })));
    const { env, home } = aHome(
      cursor({ command: process.execPath, args: [CLI], env: { LIGHTFIELD_API_KEY: KEY, LIGHTFIELD_BASE_URL: api.url, LIGHTFIELD_CACHE: "off" } }),
    );
    mkdirSync(join(home, "import"));
    const settings = {
      LIGHTFIELD_API_KEY: KEY,
      LIGHTFIELD_BASE_URL: api.url,
      LIGHTFIELD_CACHE: "on",
      LIGHTFIELD_CACHE_DIR: join(home, "cache"),
      LIGHTFIELD_IMPORT_DIR: join(home, "import"),
    };
    const { code, stdout, stderr } = await run(start, [], { ...env, ...settings });
    // On a busy machine, the host may count as slow.
    expect(stdout.split("\n").filter((line) => /^[!✗]/.test(line) && !/^! Host .* took \d+ ms/.test(line))).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/✓ Cursor +"lightfield-contacts" in .* starts and lists \d+ tools in \d+ ms\n/);
    expect(stdout).toMatch(/✓ Clock +differs from the API's clock by \d s\n/);
    expect(stdout).not.toContain(KEY);
    // A session fills the cache, which can then be read.
    const server = start.program({ env: { ...env, ...settings } });
    await server.initialize();
    await server.call("find_contacts", { query: "anna" });
    await server.end();
    const after = checksIn((await run(start, ["--json"], { ...env, ...settings })).stdout);
    expect(after.find(({ check }) => check === "Cache")).toMatchObject({
      status: "ok",
      detail: expect.stringMatching(/MB in \d+ files, last used 0 min ago, readable$/),
    });
  });

  test("checks the settings of a client's entry if this shell has none", async ({ start, expect }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5, scopes: ["contacts:read"] })));
    const { env } = aHome(
      cursor({ command: process.execPath, args: [CLI, "--read-only"], env: { LIGHTFIELD_API_KEY: KEY, LIGHTFIELD_BASE_URL: api.url } }),
    );
    const { code, stdout } = await run(start, ["--json"], env);
    expect(code).toBe(0);
    const checks = checksIn(stdout);
    expect(checks.find(({ check }) => check === "Settings")?.detail).toBe("from the entry in Cursor, read-only");
    expect(checks.find(({ check }) => check === "API key")?.detail).toContain("scopes contacts:read");
    expect(checks.find(({ check }) => check === "Names of accounts")).toMatchObject({ status: "warning" });
    expect(await run(start, ["--client", "zed"], env)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^No entry for this server was found in Zed\. setup adds one\./),
    });
    expect(await run(start, ["--client", "foo"], env)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^There is no client "foo"\. --client takes claude-desktop, /),
    });
  });

  test("checks the entry of the client that is named, even if its key cannot be read here", async ({ start, expect }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5 })));
    const server = { command: process.execPath, args: [CLI, "--base-url", api.url, "--read-only"] };
    const asking = { ...server, env: { LIGHTFIELD_API_KEY: "$" + "{input:lightfield-contacts-key}" } };
    const { env } = aHome({
      ".config/Code/User/mcp.json": JSON.stringify({ servers: { crm: asking } }),
      "Library/Application Support/Code/User/mcp.json": JSON.stringify({ servers: { crm: asking } }),
      "AppData/Code/User/mcp.json": JSON.stringify({ servers: { crm: asking } }),
      ".codex/config.toml": "= nonsense",
      ...cursor(server),
      ".gemini/settings.json": JSON.stringify({ mcpServers: { crm: { ...server, env: { LIGHTFIELD_API_KEY: "$LIGHTFIELD_KEY" } } } }),
    });
    const inShell = { ...env, LIGHTFIELD_API_KEY: KEY };
    const checks = checksIn((await run(start, ["--client", "vscode", "--json"], inShell)).stdout);
    expect(checks.find(({ check }) => check === "Settings")?.detail).toBe("from the entry in VS Code, read-only");
    expect(checks.find(({ check }) => check === "API key")).toEqual({
      check: "API key",
      status: "skipped",
      detail:
        "VS Code asks for the key and stores it, so doctor cannot read it. To check the key, set the environment variable LIGHTFIELD_API_KEY to it, and run doctor without --client",
    });
    expect(checksIn((await run(start, ["--client", "cursor", "--json"], inShell)).stdout).find(({ check }) => check === "API key")).toMatchObject({
      status: "failure",
      detail: "The entry in Cursor has no LIGHTFIELD_API_KEY",
    });
    expect(checksIn((await run(start, ["--client", "gemini-cli", "--json"], inShell)).stdout).find(({ check }) => check === "API key")).toMatchObject(
      {
        status: "skipped",
        detail: expect.stringMatching(/^The entry in Gemini CLI names a variable, .* set the environment variable LIGHTFIELD_API_KEY/),
      },
    );
    expect(await run(start, ["--client", "codex"], inShell)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/config\.toml is not valid TOML in line 1\./),
    });
  });

  test("knows the certificates of the entry that it checks", async ({ start, expect }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5 })), "https");
    const variables = {
      LIGHTFIELD_API_KEY: KEY,
      LIGHTFIELD_BASE_URL: api.url.replace("127.0.0.1", "localhost"),
      NODE_EXTRA_CA_CERTS: TEST_AUTHORITY,
    };
    const { env } = aHome(cursor({ command: process.execPath, args: [CLI], env: variables }));
    const { code, stdout } = await run(start, ["--json"], env);
    expect({ code, problems: checksIn(stdout).filter(({ status }) => status === "failure") }).toEqual({ code: 0, problems: [] });
  });

  test("tells an entry with an invalid setting from one that works, and takes variables for valid", async ({ start, expect }) => {
    const entry = (args: readonly string[], env: object) => ({ command: process.execPath, args: [CLI, "--sandbox", ...args], env });
    const servers = {
      valid: entry(["--tools", "find_contacts"], { LIGHTFIELD_MAX_WRITES: "$" + "{env:MOST}" }),
      flag: entry(["--tools", "nope"], {}),
      variable: entry([], { LIGHTFIELD_API_KEY: KEY, LIGHTFIELD_MAX_WRITES: "many", LIGHTFIELD_TOOLS: KEY }),
    };
    const { env } = aHome({ ".cursor/mcp.json": JSON.stringify({ mcpServers: servers }) });
    const { code, stdout } = await run(start, ["--sandbox", "--json"], env);
    const invalid = (name: string, problems: string) => ({
      status: "failure",
      detail: expect.stringMatching(new RegExp(`^"${name}" in .*mcp\\.json starts, but no tool works:\n${problems}`)),
      remedy: "Correct the setting, or remove it.",
    });
    expect(checksIn(stdout).filter(({ check }) => check === "Cursor")).toMatchObject([
      { status: "ok", detail: expect.stringMatching(/^"valid" in .* starts and lists 1 tool in/) },
      invalid("flag", "--tools names nope, but there is no such tool"),
      invalid("variable", "LIGHTFIELD_MAX_WRITES must be a whole number of writes.*\nLIGHTFIELD_TOOLS names \\[API key\\],"),
    ]);
    expect(code).toBe(1);
    expect(stdout).not.toContain(KEY);
  });

  test("works with everything wrong at once, and has one remedy for each failure", async ({ start, expect }) => {
    const { env, home } = aHome({
      ...cursor({ command: "/no/such/lightfield-contacts-mcp" }),
      ".codex/config.toml": "= nonsense",
      ".claude.json": JSON.stringify({
        mcpServers: {
          crm: { command: process.execPath, args: ["lightfield-contacts-mcp/dist/cli.js"], env: { PASSPHRASE: "geheim-4711" } },
        },
      }),
      "lightfield-contacts-mcp/dist/cli.js": "console.error('broken by ' + process.env.PASSPHRASE); process.exit(3)",
      cache: "a file",
    });
    chmodSync(join(home, ".claude.json"), 0o600);
    const { code, stdout, stderr } = await run(start, ["--json"], {
      ...env,
      LIGHTFIELD_API_KEY: "sk_lf_canary_of_nobody",
      LIGHTFIELD_BASE_URL: "http://127.0.0.1:2",
      LIGHTFIELD_CACHE: "on",
      LIGHTFIELD_CACHE_DIR: join(home, "cache"),
      LIGHTFIELD_AUDIT_LOG: join(home, ".cursor"),
      LIGHTFIELD_IMPORT_DIR: join(home, "missing"),
      LIGHTFIELD_EXPORT_DIR: join(home, "missing too"),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).not.toContain("canary");
    const checks = checksIn(stdout);
    const wrong = checks.filter(({ status }) => status === "failure" || status === "warning");
    expect(wrong.map(({ check }) => check).sort()).toEqual([
      "Audit log",
      "Cache",
      "Claude Code",
      "Codex",
      "Cursor",
      "Export folder",
      "Host",
      "Import folder",
    ]);
    expect(wrong.filter(({ remedy = "" }) => !/^\S.*\S$/s.test(remedy))).toEqual([]);
    expect(checks.find(({ check }) => check === "Cursor")?.detail).toMatch(/could not be started \(ENOENT\)$/);
    expect(checks.find(({ check }) => check === "Claude Code")?.detail).toMatch(
      /ended before it listed its tools \(exit code 3\): broken by \*\*\*$/,
    );
    expect(checks.find(({ check }) => check === "Codex")?.detail).toMatch(/is not valid TOML in line 1$/);
  });

  test("reports invalid settings, and asks nobody", async ({ start, expect }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5 })));
    const { code, stdout } = await run(start, ["--tools", "no_such_tool", "--json"], {
      ...aHome().env,
      LIGHTFIELD_API_KEY: KEY,
      LIGHTFIELD_BASE_URL: api.url,
      LIGHTFIELD_MAX_WRITES: "many",
    });
    expect(code).toBe(1);
    expect(checksIn(stdout).filter(({ check }) => check === "Settings")).toMatchObject([
      { status: "failure", detail: expect.stringContaining("MAX_WRITES") },
      { detail: expect.stringContaining("no_such_tool") },
    ]);
    expect(api.requests).toEqual([]);
  });
});
