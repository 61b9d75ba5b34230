#!/usr/bin/env node
// Becomes dist/cli.js. Runs the bundle with the code that V8 compiled in an earlier session, because compiling takes a
// third of a start. Node's `module.enableCompileCache` keeps only what is compiled while the bundle loads, which saves
// a third as much.
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const bundle = join(__dirname, "program.cjs");
const program = readFileSync(bundle);
const DIGEST_BYTES = 32;
const COMPILED = /^program-.+\.cache/;
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
 * V8 trusts compiled code blindly, so it must be complete and made by this Node.js from this bundle.
 * @param {string} node
 * @param {Buffer} code
 */
const digest = (node, code) => createHash("sha256").update(node).update(program).update(code).digest();

/** The file lies beside the bundle: anyone who can write there can change the program anyway. @param {string} node */
const compiledFile = (node) => join(__dirname, `program-${createHash("sha256").update(node).digest("hex").slice(0, 16)}.cache`);

/** @param {string} node @returns {Buffer | undefined} */
function readCompiled(node) {
  const stored = readFileSync(compiledFile(node));
  const code = stored.subarray(DIGEST_BYTES);
  return digest(node, code).equals(stored.subarray(0, DIGEST_BYTES)) ? code : undefined;
}

/** @param {string} node @param {Buffer} code */
function writeCompiled(node, code) {
  const old = readdirSync(__dirname).filter((name) => COMPILED.test(name));
  // Each update of Node.js leaves a file, so old ones are removed.
  if (old.length >= MOST_FILES) for (const name of old) rmSync(join(__dirname, name), { force: true });
  const file = compiledFile(node);
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([digest(node, code), code]), { mode: 0o644 });
    renameSync(unfinished, file);
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
const cachedData = node === undefined ? undefined : orWithout(() => readCompiled(node));
// The build leaves only ASCII in the bundle, which is read fastest as Latin-1.
const script = new Script(`(function (require) {${program.toString("latin1")}\n})`, { filename: bundle, ...(cachedData ? { cachedData } : {}) });

if (node !== undefined && (cachedData === undefined || script.cachedDataRejected)) {
  process.once("exit", (exitCode) => {
    orWithout(() => {
      // Only a session reads stdin, and only a session has compiled what the next start needs.
      if (exitCode === 0 && process.stdin.bytesRead > 0) writeCompiled(node, script.createCachedData());
    });
  });
}

script.runInThisContext()(require);
