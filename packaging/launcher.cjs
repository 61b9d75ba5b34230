#!/usr/bin/env node
// Becomes dist/cli.js. Runs the bundle with the code that V8 compiled of it when it was built, where that fits this Node.js (V8 checks its version
// and flags, and compiles anew where they differ): otherwise a third of every start is compiling.
const { createHash } = require("node:crypto");
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const file = join(__dirname, "program.cjs");
const compiledFile = join(__dirname, "program.cache");
const DIGEST_BYTES = 32;

const program = readFileSync(file);

/** V8 trusts compiled code blindly, so that a damaged file, or one of another bundle, would crash it. @param {Buffer} code */
const digest = (code) => createHash("sha256").update(program).update(code).digest();

/** @returns {Buffer | undefined} */
function compiledCode() {
  try {
    const stored = readFileSync(compiledFile);
    const code = stored.subarray(DIGEST_BYTES);
    return digest(code).equals(stored.subarray(0, DIGEST_BYTES)) ? code : undefined;
  } catch {
    return undefined;
  }
}

const cachedData = compiledCode();
const script = new Script(`(function (require) {${program}\n})`, { filename: file, ...(cachedData ? { cachedData } : {}) });

// Set by the build alone, which runs the program once so that what every session uses is in the compiled code.
if (process.env.LIGHTFIELD_WRITE_COMPILED_CODE) {
  process.once("exit", () => {
    const code = script.createCachedData();
    writeFileSync(`${compiledFile}.new`, Buffer.concat([digest(code), code]));
    renameSync(`${compiledFile}.new`, compiledFile);
  });
}

script.runInThisContext()(require);
