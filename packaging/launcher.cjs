#!/usr/bin/env node
// Becomes dist/cli.js. Runs the bundle with the code that V8 compiled of it in an earlier session: compiling takes a third of a start. Node's own
// `module.enableCompileCache` keeps only what is compiled while the bundle loads, which saves a third as much.
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
 * The Node.js that runs this, as exactly as it can be told. V8 itself refuses code that was made with other flags, but of the rest it checks only its
 * version number, which releases of Node.js share that crash on each other's code.
 */
function thisNode() {
  const { size, mtimeMs } = statSync(process.execPath);
  const { version, versions, platform, arch, execPath } = process;
  return JSON.stringify([version, versions.v8, platform, arch, execPath, size, mtimeMs]);
}

/** What V8 trusts blindly has to be whole, of this Node.js and of this bundle. @param {string} node @param {Buffer} code */
const digest = (node, code) => createHash("sha256").update(node).update(program).update(code).digest();

/** Beside the bundle: who can write there can change the program itself. @param {string} node */
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
  // Each update of Node.js leaves a file behind.
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

/** Compiled code only saves time: the program runs as well where none can be read or kept. @template T @param {() => T} step */
function orWithout(step) {
  try {
    return step();
  } catch {
    return undefined;
  }
}

const node = orWithout(thisNode);
const cachedData = node === undefined ? undefined : orWithout(() => readCompiled(node));
const script = new Script(`(function (require) {${program}\n})`, { filename: bundle, ...(cachedData ? { cachedData } : {}) });

if (node !== undefined && (cachedData === undefined || script.cachedDataRejected)) {
  process.once("exit", (exitCode) => {
    orWithout(() => {
      // Only a session, which reads stdin, has compiled what the next start needs.
      if (exitCode === 0 && process.stdin.bytesRead > 0) writeCompiled(node, script.createCachedData());
    });
  });
}

script.runInThisContext()(require);
