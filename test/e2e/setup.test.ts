import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { aFolderForAll } from "../temporary-folders.ts";
import { CLI, ROOT, type Started, test } from "./program.ts";
import { asSandbox, jsonAnswer } from "./served-api.ts";

const homes = aFolderForAll();
const KEY = "sk_lf_sandbox";

/** A home folder with Cursor in it, and the variables that name it. */
function aHome() {
  const home = mkdtempSync(join(homes, "home-"));
  mkdirSync(join(home, ".cursor"));
  return {
    file: join(home, ".cursor/mcp.json"),
    env: { HOME: home, USERPROFILE: home, APPDATA: join(home, "AppData"), XDG_CONFIG_HOME: "", NODE_EXTRA_CA_CERTS: "" },
  };
}

async function run(start: Started, args: readonly string[], env: Record<string, string>) {
  const program = start.program({ args, env });
  const { code } = await program.end();
  return { code, stdout: program.stdout, stderr: program.stderr };
}

// Each test starts several processes, which start others.
describe.concurrent("setup", { timeout: 90_000 }, () => {
  test("checks the key, says what it may do, and writes an entry that works, without telling the key", async ({ start, expect }) => {
    const api = await start.api(asSandbox(createSandbox({ contacts: 5, scopes: ["contacts:read"] })));
    const { env, file } = aHome();
    const { code, stdout, stderr } = await run(start, ["setup", "--yes", "--read-only"], {
      ...env,
      LIGHTFIELD_API_KEY: KEY,
      LIGHTFIELD_BASE_URL: api.url,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/accepts the key\. The key's scopes: contacts:read\.\nTools: get_contact_definitions, /);
    expect(stdout).toMatch(/Not offered, because this server is read-only .*: create_contact, /);
    expect(stdout).not.toContain(KEY);
    const { command, args, env: variables } = JSON.parse(readFileSync(file, "utf8")).mcpServers["lightfield-contacts"];
    expect(variables).toEqual({ LIGHTFIELD_CACHE: "off", LIGHTFIELD_BASE_URL: api.url, LIGHTFIELD_API_KEY: KEY });
    const server = start.program({ command: [command, ...args], env: variables });
    await server.initialize();
    expect(await server.call("list_contacts", { limit: 1 })).toMatchObject({ isError: false, text: expect.stringMatching(/^1 of 5/) });
    expect(await run(start, ["setup", "remove", "--yes"], env)).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ mcpServers: {} });
  });

  test.for([
    ["is revoked", 401, 1, /does not accept the API key[\s\S]*Nothing was written/],
    ["cannot be checked by this deployment", 404, 1, /address may be wrong[\s\S]*could not check the key/],
  ] as const)("says what is wrong with a key that %s", async ([, status, requests, problem], { start, expect }) => {
    const api = await start.api(() => jsonAnswer(status, { error: { type: "unauthorized", message: "no" } }));
    const { env, file } = aHome();
    const { code, stderr } = await run(start, ["setup", "--yes"], { ...env, LIGHTFIELD_API_KEY: KEY, LIGHTFIELD_BASE_URL: api.url });
    expect(stderr).toMatch(problem);
    expect(stderr).not.toContain(KEY);
    expect(code).toBe(status === 401 ? 1 : 0);
    expect(api.requests.length).toBeGreaterThanOrEqual(requests);
    if (status === 401) expect(() => readFileSync(file)).toThrow();
  });

  test("is understood as each document writes it", async ({ start, expect }) => {
    const documents = ["README.md", "docs/clients.md", "docs/troubleshooting.md"].map((name) => readFileSync(join(ROOT, name), "utf8"));
    const written = documents.flatMap((text) => [
      ...[...text.matchAll(/^npx -y lightfield-contacts-mcp ((?:setup|doctor).*)$/gm)].map(([, command = ""]) => command),
      ...[...text.matchAll(/`((?:setup|doctor) [^`]+)`/g)].map(([, command = ""]) => command),
    ]);
    const commands = [...new Set(written)].map((command) => command.replace(/\bNAME\b/, "cursor"));
    expect(commands.length).toBeGreaterThan(6);
    const ended = await Promise.all(
      commands.map(async (command) => ({
        command,
        ...(await run(start, command.split(" "), { ...aHome().env, LIGHTFIELD_BASE_URL: "http://127.0.0.1:2" })),
      })),
    );
    // Without a terminal and a key, only a question stands between the command and its work.
    const refused = ended.filter(({ code, stderr }) => code === 2 && !/^(?:setup asks questions|No API key was given)/.test(stderr));
    expect(refused).toEqual([]);
  });

  test("warns of files and folders that cannot be used, and still writes them", async ({ start, expect }) => {
    const { env, file } = aHome();
    const [missing, notAFile] = [join(env.HOME, "missing"), join(env.HOME, ".cursor")];
    const args = ["setup", "--yes", "--sandbox", "--import-dir", missing, "--export-dir", missing, "--audit-log", notAFile];
    const { code, stderr } = await run(start, args, env);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: [
        `Audit log: ${notAFile} is not a regular file. Correct --audit-log, or the permissions of its folder. Until then, every write is refused.`,
        `Import folder: ${missing} does not exist. Create the folder, or correct --import-dir.`,
        `Export folder: ${missing} does not exist. Create the folder, or correct --export-dir.`,
        "",
      ].join("\n"),
    });
    expect(readFileSync(file, "utf8")).toContain(JSON.stringify(missing));
    expect((await run(start, ["setup", "remove", "--yes"], { ...env, LIGHTFIELD_IMPORT_DIR: missing })).stderr).toBe("");
  });

  test("without a terminal says how to go without questions", async ({ start, expect }) => {
    expect(await run(start, ["setup"], aHome().env)).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^setup asks questions, so it needs a terminal/),
    });
  });

  test.for([["setup", "--print"], ["doctor"], ["cache", "info"]])(
    "ends without an error if nobody reads what %s %s prints",
    async (args, { start, expect }) => {
      const program = start.program({ args, env: aHome().env });
      program.child.stdout.destroy();
      await program.end();
      expect(program.stderr).toBe("");
    },
  );

  test("prints an entry without a key, and changes nothing", async ({ start, expect }) => {
    const { env, file } = aHome();
    writeFileSync(file, "not JSON");
    const { code, stdout } = await run(start, ["setup", "--print", "--client", "cursor"], env);
    expect(code).toBe(0);
    expect(stdout).toContain(JSON.stringify(CLI));
    expect(stdout).toContain('"LIGHTFIELD_API_KEY": "sk_lf_..."');
    expect(readFileSync(file, "utf8")).toBe("not JSON");
  });

  test.for([
    [["setup", "--yes", "--tools", ""], /--tools has no value: add one, or remove the flag/],
    [["setup", "--client", "emacs", "--yes"], /There is no client "emacs". --client takes claude-desktop, /],
    [["setup", "add"], /There is no such command\. The commands are setup, setup remove/],
    [["--client", "cursor"], /--client is an option only of setup, setup remove, doctor\./],
    [["setup", "remove", "--print"], /--print is an option only of setup\./],
    [["cache", "info", "--yes"], /--yes is an option only of setup, setup remove\./],
  ] as const)("refuses %j", async ([args, problem], { start, expect }) => {
    expect(await run(start, args, aHome().env)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(problem) });
  });
});
