import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aFolderForAll } from "../temporary-folders.ts";
import { ROOT } from "./program.ts";

const folder = aFolderForAll();
const dist = join(folder, "dist");
const cli = join(dist, "cli.js");
const source = join(dist, "session.cjs");

/** Makes this Node.js pass for a release that shares its V8 version, and that no test runs on. */
const otherRelease = join(folder, "other-release.cjs");
writeFileSync(otherRelease, 'Object.defineProperty(process, "version", { value: "v20.0.0" });');
/** Makes this Node.js pass for another build of the same release. */
const otherBuild = join(folder, "other-build.cjs");
writeFileSync(otherBuild, 'const fs = require("node:fs"); const { statSync } = fs; fs.statSync = (path) => ({ ...statSync(path), size: 1 });');

const compiledFiles = () => readdirSync(dist).filter((name) => name.includes(".cache"));
/** The names of the sources whose compiled code is there. */
const compiled = () => [...new Set(compiledFiles().map((name) => name.replace(/-[^-]*$/, "")))].sort();

/** Tells a file from one that is written anew, which may get the freed inode of an earlier one. */
function writing(path: string) {
  const { ino, mtimeNs } = statSync(path, { bigint: true });
  return `${ino} ${mtimeNs}`;
}

/** The one file of compiled code of the largest source. */
function theFile() {
  const [name = "", ...others] = compiledFiles().filter((file) => file.startsWith("session-"));
  expect(others).toEqual([]);
  const path = join(dist, name);
  return { path, code: readFileSync(path), written: writing(path) };
}

const REQUESTS = [
  { id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "launcher", version: "1" } } },
  { method: "notifications/initialized" },
  { id: 2, method: "tools/list" },
];
const asLines = (messages: readonly object[]) => messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join("");
const INPUT = asLines(REQUESTS);
/** The session reads the contacts, which changes the flags of V8. */
const SEARCHING = asLines([...REQUESTS, { id: 3, method: "tools/call", params: { name: "find_contacts", arguments: { query: "dana" } } }]);
/** Then it imports, which few sessions do. */
const IMPORTING =
  SEARCHING +
  asLines([{ id: 4, method: "tools/call", params: { name: "import_contacts", arguments: { csv: "Name,Phone\nAnn Lee,+49 30 901820" } } }]);

/** A whole session, which must go well. */
function session(...nodeArguments: string[]) {
  sessionOf(INPUT, ...nodeArguments);
}

function sessionOf(input: string, ...nodeArguments: string[]) {
  const env = { PATH: process.env.PATH ?? "", LIGHTFIELD_CACHE: "off" };
  const { status, signal, stdout } = spawnSync(process.execPath, [...nodeArguments, cli, "--sandbox"], { input, env, encoding: "utf8" });
  expect({ status, signal }).toEqual({ status: 0, signal: null });
  expect(stdout).toContain('"update_contact"');
}

/** The program after its first session. */
const used = join(folder, "used");

beforeAll(() => {
  const isCode = (path: string) => path.includes(".cache");
  cpSync(join(ROOT, "dist"), dist, { recursive: true, filter: (path) => !isCode(path) });
  session();
  cpSync(dist, used, { recursive: true });
});

beforeEach(() => {
  rmSync(dist, { recursive: true });
  cpSync(used, dist, { recursive: true });
});

describe("compiled code", () => {
  test("is left by a session, as by that of the build, and used as it is", () => {
    expect(readdirSync(join(ROOT, "dist")).filter((name) => name.endsWith(".cache"))).not.toEqual([]);
    const { written } = theFile();
    session();
    expect(theFile().written).toBe(written);
  });

  test("is used as it is, even if the session that left it searched", () => {
    rmSync(theFile().path);
    sessionOf(SEARCHING);
    const { written } = theFile();
    session();
    sessionOf(SEARCHING);
    expect(theFile().written).toBe(written);
    expect(compiled()).toEqual(["field-types", "program", "sandbox", "session", "tools"]);
  });

  test("is left as it is by what a session loads after a search, when V8 would refuse it", () => {
    sessionOf(IMPORTING);
    const before = compiledFiles().map((name) => `${name} ${writing(join(dist, name))}`);
    sessionOf(IMPORTING);
    expect(compiledFiles().map((name) => `${name} ${writing(join(dist, name))}`)).toEqual(before);
  });

  test.each([
    ["damaged", (code: Buffer) => code.map((byte, at) => (at > 1000 && at % 997 === 0 ? ~byte : byte))],
    ["cut short", (code: Buffer) => code.subarray(0, code.length / 2)],
    ["empty", () => Buffer.alloc(0)],
    ["a digest alone", (code: Buffer) => code.subarray(0, 32)],
  ])("that is %s is made anew", (_, spoil) => {
    const { path, code, written } = theFile();
    writeFileSync(path, spoil(code));
    session();
    expect(theFile().path).toBe(path);
    expect(theFile().written).not.toBe(written);
    expect(theFile().code.length).toBeGreaterThan(code.length / 2);
  });

  test("of another source is made anew", () => {
    const { written } = theFile();
    writeFileSync(source, `${readFileSync(source, "utf8")}\n// changed`);
    session();
    expect(theFile().written).not.toBe(written);
  });

  test.each([
    ["another release of Node.js", ["--require", otherRelease]],
    ["another build of the same release", ["--require", otherBuild]],
  ])("of one Node.js is never read by %s, which keeps its own", (_, nodeArguments) => {
    const ours = theFile();
    session(...nodeArguments);
    session();
    const [others = "", ...more] = compiledFiles().filter((name) => name.startsWith("session-") && join(dist, name) !== ours.path);
    expect(more).toEqual([]);
    expect(writing(ours.path)).toBe(ours.written);

    renameSync(ours.path, join(dist, others));
    session(...nodeArguments);
    expect(writing(join(dist, others))).not.toBe(ours.written);
  });

  test("of other flags is refused by V8, and made anew", () => {
    const { written } = theFile();
    session("--no-opt");
    const flagged = theFile();
    session("--no-opt");
    expect(theFile().written).toBe(flagged.written);
    session();
    expect(new Set([written, flagged.written, theFile().written]).size).toBe(3);
  });

  test("is kept by sessions alone: a command uses too little of the program", () => {
    for (const name of compiledFiles()) rmSync(join(dist, name));
    expect(spawnSync(process.execPath, [cli, "--version"]).status).toBe(0);
    spawnSync(process.execPath, [cli, "--sandbox"], { input: "" });
    expect(compiledFiles()).toEqual([]);
    session();
    expect(compiled()).toEqual(["program", "sandbox", "session", "tools"]);
  });

  test("that cannot be kept leaves nothing behind, and the program runs", () => {
    const before = compiledFiles();
    const { path } = theFile();
    rmSync(path);
    mkdirSync(path);
    session();
    expect(compiledFiles()).toEqual(before);
  });

  test("of Node.js that is long gone is deleted", () => {
    rmSync(theFile().path);
    for (let release = 1; release <= 8; release++) writeFileSync(join(dist, `session-${release}.cache`), "");
    writeFileSync(join(dist, "session-1.cache.4711"), "");
    session();
    expect(theFile().code.length).toBeGreaterThan(0);
  });
});

test.each([
  ["program.cjs", "the protocol", "notifications/tools/list_changed"],
  ["tools.cjs", "what lists the tools", "Left out of the tool schemas"],
  ["session.cjs", "what answers calls", "was cancelled after the write was sent"],
  ["session.cjs", "what makes exports", "is the name of a device on Windows"],
  ["session.cjs", "what reads questions", "Only the user's own contacts were searched"],
  ["field-types.cjs", "the numbering plans", "INVALID_COUNTRY"],
  ["sandbox.cjs", "the sandbox's people", "Drift & Dune"],
  ["proxied-fetch.cjs", "HTTP through a proxy", "No tunnel through the proxy"],
  ["rare.cjs", "what only imports need", "UndetectableDelimiter"],
  ["terminal.cjs", "what only setup and doctor need", "mcp_servers"],
])("%s alone holds %s, so that nothing else has to read it", (file, _, text) => {
  const sources = readdirSync(dist).filter((name) => name.endsWith(".cjs"));
  expect(sources.filter((name) => readFileSync(join(dist, name), "utf8").includes(text))).toEqual([file]);
});

test("a call says that the files were replaced by an update", () => {
  writeFileSync(source, readFileSync(source, "utf8").replace('build:"', 'build:"of another release '));
  const env = { PATH: process.env.PATH ?? "", LIGHTFIELD_CACHE: "off" };
  const { stdout } = spawnSync(process.execPath, [cli, "--sandbox"], { input: SEARCHING, env, encoding: "utf8" });
  expect(stdout).toContain('"update_contact"');
  expect(stdout).toContain("The files of this program were replaced while it ran. Restart the server in your client.");
});

test("under a Node.js that is too old, nothing starts, and the reason is said", () => {
  const old = join(folder, "old.cjs");
  writeFileSync(old, 'Object.defineProperty(process, "version", { value: "v18.20.8" });');
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", old, cli, "--sandbox"], { input: INPUT, encoding: "utf8" });
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const needed = `lightfield-contacts-mcp needs Node.js ${engines.node.slice(2)} or newer, and ${process.execPath} is v18.20.8.\n`;
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: needed });
});
