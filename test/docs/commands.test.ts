import { execFile, execSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { nextVersion } from "../../packaging/release-version.mjs";
import { FLAGGED, flagOf } from "../../src/config.ts";
import { starter } from "../e2e/program.ts";
import { root, textOf } from "./transcripts.ts";

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "docs/decisions/releases.md",
  "bench/README.md",
  "bench/search/README.md",
  "test/conformance.md",
  ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

/** The languages of blocks. Those of `sh` are commands, line by line; other tests look at the others. */
const LANGUAGES = ["sh", "text", "json", "toml", "mermaid", "csv"];

const blocksOf = (document: string) =>
  [...textOf(document).matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, language = "", block = ""]) => ({ language, block }));

/** Code in a sentence that may be a command or an option: two words, of which the first could be a program, or dashes. */
const MAY_BE_COMMAND = /^(?:[a-z][\w./-]* \S|--?[a-z])/;

/** Code that looks like a command, and is none. */
const NO_COMMANDS: ReadonlyMap<string, string> = new Map([
  ["last month", "a date"],
  ["next Tuesday", "a date"],
  ["tomorrow at 9am", "a date"],
  ["end of Q1", "a date"],
  ["in 2 weeks", "a date"],
  ["in two weeks", "a date"],
  ["limit: 0", "an argument of a tool"],
  ["spawn npx ENOENT", "a message of a client"],
  ["spawn node ENOENT", "a message of a client"],
  ["--env", "an option of Docker"],
  ["--strict", "an option of the protocol's conformance suite"],
]);

/** Every command of the documents: the lines of shell blocks, and code in sentences. */
const COMMANDS = DOCUMENTS.flatMap((document) => {
  const lines = blocksOf(document)
    .filter(({ language }) => language === "sh")
    .flatMap(({ block }) => block.trim().split("\n"))
    .map((line) => line.replace(/\s+#.*$/, ""));
  const inSentences = [
    ...textOf(document)
      .replace(/^```[\s\S]*?^```$/gm, "")
      .matchAll(/`([^`]+)`/g),
  ].map(([, code = ""]) => code.replace(/\s+/g, " "));
  const all = [...lines, ...inSentences.filter((code) => MAY_BE_COMMAND.test(code) && !NO_COMMANDS.has(code))];
  return all.flatMap((line) => line.split(" && ")).map((command) => ({ document, command }));
});

/** Commands that no test runs as they are written, and what shows that they work. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ["npm install", "needs a registry; .ci/run begins with `npm ci`"],
  ["npm ci", "needs a registry; .ci/run begins with it"],
  ["npm install --global lightfield-contacts-mcp", "needs the published package; test/e2e/package.test.ts installs the packed one"],
  ["npm install --global lightfield-contacts-mcp@latest", "needs the published package; test/e2e/package.test.ts installs the packed one"],
  ["npm view lightfield-contacts-mcp version", "needs the published package"],
  ["npm test", "runs this test"],
  ["npm run check", "runs this test"],
  ["npm run format", "changes files; packaging/check.mjs runs the same program without --write"],
  ["npm run docs", "changes files; packaging/docs.mjs runs the tests in test/docs with --update"],
  ["npm run build", "replaces dist/, which other tests use; test/packaging/locked-files.test.ts builds into another folder"],
  ["npm run pack:mcpb", "writes into release/; test/e2e/extension.test.ts makes the bundle in another folder"],
  ["npm run demo", "is run below, without the installation before it"],
  ["npm run bench", "takes minutes"],
  ["npm run check:nodes", "fetches releases of Node.js; .ci/run runs it"],
  ["npm run check:packages", "needs a registry and Docker; .ci/run runs it"],
  ["npm run check:clients", "needs a registry"],
  ["npm run check:protocol", "needs a registry"],
  ["npm run release", "changes files; test/packaging/release.test.ts makes a release of a copy"],
  ["docker build --tag lightfield-contacts-mcp .", "needs Docker; packaging/check-packages.mjs builds the image where Docker is there"],
  ["git pull", "needs a remote repository"],
  ["node bench/search/engine.mjs", "takes minutes"],
  ["node bench/search/compare.mjs", "takes minutes"],
]);

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
const ASKS = /asks questions, so it needs a terminal/;

/** Checks a command of the program. Placeholders such as NAME stand for a value of the reader's. */
async function checkProgram(args: readonly string[]): Promise<void> {
  const given = args.map((arg) => (arg === "NAME" ? "cursor" : arg));
  if (given[0] === "sandbox") return checkServed(given);
  const { code, output } = await run("dist/cli.js", given, { LIGHTFIELD_SANDBOX: "1" });
  const asks = given[0] === "setup" && !given.includes("--yes") && ASKS.test(output);
  if (!asks) expect({ args, code, output }).toMatchObject({ code: 0 });
}

/** What the arguments of a script have to be. Scripts that are not named take none. */
const SCRIPT_ARGUMENTS: Readonly<Record<string, (arg: string) => boolean>> = {
  test: (arg) => arg === "-u" || existsSync(join(root, arg)),
  release: (arg) => nextVersion(packageJson.version, arg) !== packageJson.version,
  bench: (arg) => textOf("bench/run.mjs").includes(`["${arg}", `),
};

/** A command without the arguments of its script. */
const plainOf = (command: string) => /^node \S+\.mjs/.exec(command)?.[0] ?? command.replace(/ -- .*/, "");

/** Checks that a command that is not run says why, and that its script and the script's arguments are right. */
function checkNotRun(command: string): void {
  expect([...NOT_RUN.keys()], "Say in test/docs/commands.test.ts how this command is checked").toContain(plainOf(command));
  const [, script = "", args = ""] = /^npm (?:run )?([\w:-]+)(?: -- (.+))?$/.exec(command) ?? [];
  if (command.startsWith("npm run ")) expect(Object.keys(packageJson.scripts)).toContain(script);
  const isAccepted = SCRIPT_ARGUMENTS[script] ?? (() => false);
  expect(words(args).filter((arg) => !isAccepted(arg))).toEqual([]);
  const [file] = /(?<=^node )\S+\.mjs/.exec(command) ?? [];
  if (file !== undefined) expect(existsSync(join(root, file))).toBe(true);
}

/** How each kind of command is run. */
const CHECKS: readonly (readonly [RegExp, (rest: string) => Promise<void> | void])[] = [
  [
    /^(?:npx -y lightfield-contacts-mcp(?:@latest|@\d+\.\d+\.\d+)?|node dist\/cli\.js|lightfield-contacts-mcp)(?: (.*))?$/,
    (rest) => checkProgram(words(rest)),
  ],
  [/^((?:setup|doctor|cache|sandbox)(?: .+)?)$/, (rest) => checkProgram(words(rest))],
  // Options of the server, or of a command that the sentence names.
  [/^(--.+)$/, (rest) => checkProgram([...words(rest), ...(words(rest).length === 1 && !isSwitch(rest) ? ["x"] : []), "--version"])],
  [/^(node --version)$/, (rest) => expect(shell(rest)).toMatch(/\S/)],
  [
    /^claude mcp add (.+)$/,
    (rest) => {
      expect([...rest.matchAll(/--env (\w+)=/g)].map(([, name]) => name).filter((name) => !SETTINGS.includes(name ?? ""))).toEqual([]);
      expect(rest).toMatch(/ -- npx -y lightfield-contacts-mcp$/);
    },
  ],
  [/^curl (.+)$/, (rest) => checkRequest(rest)],
];

const words = (text: string) => text.split(" ").filter(Boolean);

const isSwitch = (option: string) => ["yes", "print", "json", ...FLAGGED.switches.map(flagOf)].includes(option.slice(2));

const shell = (command: string) => execSync(command, { cwd: root, encoding: "utf8", ...(process.platform === "win32" ? {} : { shell: "/bin/sh" }) });

const SETTINGS = ["LIGHTFIELD_API_KEY", ...FLAGGED.switches, ...FLAGGED.values];

/** Serves the sandbox as a command says, on a free port, while something is done with its address. */
async function checkServed(args: readonly string[], use: (address: string) => Promise<void> = async () => undefined): Promise<void> {
  const { start, end } = starter();
  const program = start.program({ args: args.map((arg, at) => (args[at - 1] === "--port" ? "0" : arg)) });
  try {
    await program.until(() => /127\.0\.0\.1:\d+/.test(program.stdout + program.stderr));
    await use(/127\.0\.0\.1:\d+/.exec(program.stdout + program.stderr)?.[0] ?? "");
  } finally {
    await end();
  }
}

/** Sends the request of a curl command to the sandbox. */
const checkRequest = (rest: string) =>
  checkServed(["sandbox", "--port", "0"], async (served) => {
    const headers = Object.fromEntries([...rest.matchAll(/-H "([^:"]+): ([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]));
    const [, url = ""] = /"(http[^"]+)"$/.exec(rest) ?? [];
    const answer = await fetch(url.replace(/127\.0\.0\.1:\d+/, served), { headers });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 200, body: { object: "list" } });
  });

describe("the commands on the pages", () => {
  it("are found, in blocks that say what they hold", () => {
    expect(COMMANDS.length).toBeGreaterThan(50);
    const unknown = DOCUMENTS.flatMap((document) => blocksOf(document).map(({ language }) => ({ document, language })));
    expect(unknown.filter(({ language }) => !LANGUAGES.includes(language))).toEqual([]);
  });

  it("include all that are listed here as not run", () => {
    const plain = new Set(COMMANDS.map(({ command }) => plainOf(command)));
    expect([...NOT_RUN.keys()].filter((command) => !plain.has(command))).toEqual([]);
    const named = [...NOT_RUN.values()].flatMap((why) => why.match(/(?:test|packaging)\/[\w/.-]+\.(?:ts|mjs)/g) ?? []);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  const each = [...new Map(COMMANDS.map((one) => [one.command, one])).values()];
  it.concurrent.each(each)("$command ($document)", async ({ command }) => {
    for (const [kind, check] of CHECKS) {
      const match = kind.exec(command);
      if (match) return void (await check(match[1] ?? ""));
    }
    checkNotRun(command);
  });

  it("include the demo, which ends well", async () => {
    expect(COMMANDS.map(({ command }) => command)).toContain("npm run demo");
    const { code, output } = await run("packaging/demo.mjs", [], { NO_COLOR: "1" });
    expect({ code, end: output.trimEnd().split("\n").at(-1) }).toMatchObject({ code: 0, end: expect.stringContaining("Done.") });
  });
});
