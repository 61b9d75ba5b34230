#!/usr/bin/env node
// Becomes dist/cli.js. Runs the program's files with the code that V8 compiled in an earlier session, because compiling
// takes a third of a start. Node's `module.enableCompileCache` keeps only what is compiled while a file loads, which
// saves a third as much.
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");
const { Script } = require("node:vm");

const DIGEST_BYTES = 32;
const MOST_FILES = 8;

/**
 * Identifies this Node.js exactly. V8 itself refuses code that was made with other flags. Apart from that it checks
 * only its version number, which releases of Node.js share although they crash on each other's code.
 */
function thisNode() {
  const { size, mtimeMs } = statSync(process.execPath);
  const { version, versions, platform, arch, execPath } = process;
  return JSON.stringify([version, versions.v8, platform, arch, execPath, size, mtimeMs]);
}

/**
 * V8 trusts compiled code blindly, so it must be complete and made by this Node.js from this source.
 * @param {string} node
 * @param {Buffer} source
 * @param {Buffer} code
 */
const digest = (node, source, code) => createHash("sha256").update(node).update(source).update(code).digest();

/**
 * The compiled code lies beside its source: anyone who can write there can change the program anyway.
 * @param {string} node
 * @param {string} file
 */
const compiledFile = (node, file) =>
  join(__dirname, `${basename(file, ".cjs")}-${createHash("sha256").update(node).digest("hex").slice(0, 16)}.cache`);

/** @param {string} node @param {string} file @param {Buffer} source @returns {Buffer | undefined} */
function readCompiled(node, file, source) {
  const stored = readFileSync(compiledFile(node, file));
  const code = stored.subarray(DIGEST_BYTES);
  return digest(node, source, code).equals(stored.subarray(0, DIGEST_BYTES)) ? code : undefined;
}

/** @param {string} node @param {string} file @param {Buffer} source @param {Buffer} code */
function writeCompiled(node, file, source, code) {
  const beginning = `${basename(file, ".cjs")}-`;
  const old = readdirSync(__dirname).filter((name) => name.startsWith(beginning) && /\.cache/.test(name));
  // Each update of Node.js leaves a file, so old ones are removed.
  if (old.length >= MOST_FILES) for (const name of old) rmSync(join(__dirname, name), { force: true });
  const compiled = compiledFile(node, file);
  const unfinished = `${compiled}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([digest(node, source, code), code]), { mode: 0o644 });
    renameSync(unfinished, compiled);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Compiled code only saves time: the program also runs if none can be read or written.
 * @template T
 * @param {() => T} step
 */
function orWithout(step) {
  try {
    return step();
  } catch {
    return undefined;
  }
}

const node = orWithout(thisNode);
/** Tells V8's flags. */
const flags = cachedDataVersionTag();

/** What leaves the compiled code of a file for the next start. @type {(() => void)[]} */
const leave = [];

/** What a module exports, by name. @typedef {Readonly<Record<string, () => unknown>>} Values */
/** @typedef {Readonly<Record<string, (exports: object, require: (id: string) => unknown, share: (values: Values) => void) => void>>} Modules */

/** The modules of a file of the program. @param {string} file @returns {Modules} */
function readModules(file) {
  const filename = join(__dirname, file);
  const source = readFileSync(filename);
  // A session that searches changes a flag until it ends. V8 would refuse what was made without it, every time.
  const isCached = node !== undefined && cachedDataVersionTag() === flags;
  const cachedData = isCached ? orWithout(() => readCompiled(node, file, source)) : undefined;
  // The build leaves only ASCII in the source, which is read fastest as Latin-1.
  const script = new Script(source.toString("latin1"), { filename, ...(cachedData ? { cachedData } : {}) });
  if (isCached && (cachedData === undefined || script.cachedDataRejected))
    leave.push(() => orWithout(() => writeCompiled(node, file, source, script.createCachedData())));
  return script.runInThisContext();
}

/** Which build the files are of that were loaded first. @type {unknown} */
let build;
/** @type {Map<string, Modules>} */
const files = new Map();
/** @type {Map<string, object>} */
const loaded = new Map();

/** Like `require`, also for the program's own modules: `./file.cjs#name`. @param {string} id */
function load(id) {
  const known = loaded.get(id);
  if (known) return known;
  const [, file = "", name = ""] = /^\.\/(.+)#(.+)$/.exec(id) ?? [];
  if (file === "") return require(id);
  const modules = files.get(file) ?? readModules(file);
  files.set(file, modules);
  if (build === undefined) build = modules.build;
  const run = modules.build === build ? modules[name] : undefined;
  // An update of the package replaces the files of a server that runs, and not all of them are loaded at the start.
  if (!run) throw new Error("The files of this program were replaced while it ran. Restart the server in your client.");
  const exports = Object.defineProperty({}, "__esModule", { value: true });
  loaded.set(id, exports);
  run(exports, load, (values) => {
    for (const [name, get] of Object.entries(values)) Object.defineProperty(exports, name, { get, enumerable: true });
  });
  return exports;
}

process.once("exit", (exitCode) => {
  // Only a session reads stdin, and only a session has compiled what the next start needs.
  if (exitCode === 0 && leave.length > 0 && process.stdin.bytesRead > 0) for (const step of leave) step();
});

// Under older releases the server would start, but its tools would fail.
if (Number.parseInt(process.version.slice(1), 10) >= 20) {
  load("./program.cjs#main");
} else {
  process.stderr.write(`lightfield-contacts-mcp needs Node.js 20.19 or newer, and ${process.execPath} is ${process.version}.\n`);
  process.exitCode = 1;
}
