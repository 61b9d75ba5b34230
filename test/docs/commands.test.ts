import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { FLAGGED } from "../../src/config.ts";
import { starter } from "../e2e/program.ts";
import { root, textOf } from "./transcripts.ts";

const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);

/** The beginnings of commands. In a sentence, `setup --print` stands for the program's command. */
const BEGINNING = /^(?:npx|npm|node|docker|claude|curl|lightfield-contacts-mcp|setup|doctor|cache|sandbox) \S/;

/** Every command of the documents: the lines of shell blocks, and code in sentences that begins like a command. */
const COMMANDS = DOCUMENTS.flatMap((document) => {
  const text = textOf(document);
  const lines = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));
  const inSentences = [...text.replace(/```[\s\S]*?```/g, "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replace(/\s+/g, " "));
  const all = [...lines, ...inSentences.filter((code) => BEGINNING.test(code) || code === "npm test")];
  return all.flatMap((line) => line.split(" && ")).map((command) => ({ document, command }));
});

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** Runs a script of ours to its end, without a terminal, for somebody who has nothing yet. */
function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
  const home = mkdtempSync(join(tmpdir(), "commands-"));
  homes.push(home);
  const places = { HOME: home, USERPROFILE: home, APPDATA: join(home, "AppData"), LOCALAPPDATA: join(home, "Local"), XDG_CONFIG_HOME: "" };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, script), ...args],
      { cwd: root, env: { PATH: process.env.PATH ?? "", ...places, ...env }, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
    child.stdin?.end();
  });
}

/** What setup says where it has to ask and cannot. */
const ASKS = /asks questions, which needs a terminal/;

/** Checks a command of the program. Placeholders such as NAME stand for a value of the reader's. */
async function checkProgram(args: readonly string[]): Promise<void> {
  const given = args.map((arg) => (arg === "NAME" ? "cursor" : arg));
  if (given.length === 0 || given[0] === "sandbox") return;
  const { code, output } = await run("dist/cli.js", given, { LIGHTFIELD_SANDBOX: "1" });
  if (!ASKS.test(output)) expect({ args, code, output }).toMatchObject({ code: 0 });
}

/** How each kind of command is checked. */
const CHECKS: readonly (readonly [RegExp, (rest: string) => Promise<void> | void])[] = [
  [/^npm (?:run )?([\w:-]+)/, (script) => expect(["install", "ci", ...Object.keys(packageJson.scripts)]).toContain(script)],
  [/^(?:npx -y lightfield-contacts-mcp|node dist\/cli\.js|lightfield-contacts-mcp) ?(.*)$/, (rest) => checkProgram(rest.split(" ").filter(Boolean))],
  [/^((?:setup|doctor|cache|sandbox) .+)$/, (rest) => checkProgram(rest.split(" "))],
  [/^node --version()$/, () => undefined],
  [
    /^claude mcp add (.+)$/,
    (rest) => {
      expect([...rest.matchAll(/--env (\w+)=/g)].map(([, name]) => name).filter((name) => !SETTINGS.includes(name ?? ""))).toEqual([]);
      expect(rest).toMatch(/ -- npx -y lightfield-contacts-mcp$/);
    },
  ],
  // Docker may not be there. Its file is checked elsewhere.
  [/^docker build (.+)$/, () => expect(existsSync(join(root, "Dockerfile"))).toBe(true)],
  [/^curl (.+)$/, (rest) => checkRequest(rest)],
];

const SETTINGS = ["LIGHTFIELD_API_KEY", ...FLAGGED.switches, ...FLAGGED.values];

/** Sends the request of a curl command to the sandbox, which serves on a free port here. */
async function checkRequest(rest: string): Promise<void> {
  const { start, end } = starter();
  const program = start.program({ args: ["sandbox", "--port", "0"] });
  try {
    await program.until(() => /127\.0\.0\.1:\d+/.test(program.stdout + program.stderr));
    const [served = ""] = /127\.0\.0\.1:\d+/.exec(program.stdout + program.stderr) ?? [];
    const headers = Object.fromEntries([...rest.matchAll(/-H "([^:"]+): ([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]));
    const [, url = ""] = /"(http[^"]+)"$/.exec(rest) ?? [];
    const answer = await fetch(url.replace(/127\.0\.0\.1:\d+/, served), { headers });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 200, body: { object: "list" } });
  } finally {
    await end();
  }
}

describe("the commands on the pages", () => {
  it("are found", () => {
    expect(COMMANDS.length).toBeGreaterThan(20);
  });

  const each = [...new Map(COMMANDS.map((one) => [one.command, one])).values()];
  it.each(each)("$command ($document)", { timeout: 60_000 }, async ({ command }) => {
    for (const [kind, check] of CHECKS) {
      const match = kind.exec(command);
      if (match) return void (await check(match[1] ?? ""));
    }
    throw new Error(`Say in test/docs/commands.test.ts how this command is checked: ${command}`);
  });

  it("include the demo, which ends well", { timeout: 60_000 }, async () => {
    expect(COMMANDS.map(({ command }) => command)).toContain("npm run demo");
    const { code, output } = await run("packaging/demo.mjs", [], { NO_COLOR: "1" });
    expect({ code, end: output.trimEnd().split("\n").at(-1) }).toMatchObject({ code: 0, end: expect.stringContaining("Done.") });
  });
});
