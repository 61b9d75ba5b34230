// Bundles the program. What a start needs, what calls need and what few sessions need are separate files, because
// reading code takes longer than anything else that a start does.
import { createHash } from "node:crypto";
import { build as esbuild, transform } from "esbuild";
import { buildOptions, programPlugins } from "./build-options.mjs";
import { licences } from "./licences.mjs";
import { shortened } from "./shortened.mjs";

const ENTRY = "src/cli.ts";

/**
 * The files, each with the modules that it begins with: it also holds whatever these import, unless a file before it
 * does. What is left goes into the last file.
 */
const FILES = {
  program: [ENTRY, "src/commands/serve.ts", "src/commands/version.ts", "node_modules/env-paths/index.js"],
  tools: ["src/commands/tools.ts"],
  session: ["src/server/open-session.ts"],
  sandbox: ["src/sandbox/index.ts", "src/commands/sandbox.ts"],
  "field-types": ["src/fields/numbering-plans.ts", "node_modules/i18n-iso-countries/index.js", "node_modules/i18n-iso-countries/langs/en.json"],
  "proxied-fetch": ["src/api/proxied-fetch.ts"],
  terminal: ["src/setup/index.ts", "src/doctor/index.ts"],
  rare: [],
};
const LAST = "rare";
const MAIN = "main";

/**
 * The files by their names. Those of the program are expressions: an object of CommonJS modules by their names.
 * `program.cjs` has the module `main`. A module requires another one as `./file.cjs#name`. The last file holds the
 * licences of the libraries.
 */
export async function bundle() {
  const { outputFiles, metafile } = await esbuild({
    ...buildOptions,
    plugins: [...buildOptions.plugins, ...programPlugins],
    // Only this format can be split.
    format: "esm",
    splitting: true,
    entryPoints: { [MAIN]: ENTRY },
    outdir: ".",
    write: false,
    metafile: true,
  });
  const chunks = new Map(Object.entries(metafile.outputs));
  const code = new Map(outputFiles.map(({ path, text }) => [nameOf(path), text]));
  const fileOf = placed(chunks);
  const names = shortNames([...chunks.keys()]);

  const written = [...chunks].map(([path, { imports }]) =>
    asCommonJs(
      imports
        .filter((one) => chunks.has(one.path))
        .reduce(
          (text, one) => text.replaceAll(`"./${nameOf(one.path)}.js"`, `"./${fileOf.get(one.path)}.cjs#${names.get(one.path)}"`),
          code.get(nameOf(path)) ?? "",
        ),
    ),
  );
  const short = await shortened(await Promise.all(written));
  /** @type {Map<string, string[]>} */
  const modules = new Map(Object.keys(FILES).map((file) => [file, []]));
  for (const [at, path] of [...chunks.keys()].entries())
    modules.get(fileOf.get(path) ?? LAST)?.push(`${JSON.stringify(names.get(path))}:function(exports,require,share){${short[at]}}`);
  // The names of modules are the same in every build.
  const build = createHash("sha256")
    .update(JSON.stringify([...modules]))
    .digest("hex")
    .slice(0, 8);
  const contained = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  return new Map([
    ...[...modules].map(([file, all]) => /** @type {const} */ ([`${file}.cjs`, ascii(`({build:"${build}",\n${all.join(",\n")}})\n`)])),
    ["licences.txt", licences(buildOptions.absWorkingDir, contained)],
  ]);
}

/** Every character of a name that esbuild makes up would be packed for each import. @param {readonly string[]} paths */
const shortNames = (paths) => new Map(paths.map((path, at) => [path, nameOf(path) === MAIN ? MAIN : at.toString(36)]));

/** @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.js$/, "");

/**
 * The file of each chunk.
 *
 * @param {ReadonlyMap<string, import("esbuild").Metafile["outputs"][string]>} chunks
 */
function placed(chunks) {
  /** @type {Map<string, string>} */
  const fileOf = new Map();
  /** @param {string} path @param {string} file */
  const place = (path, file) => {
    const chunk = chunks.get(path);
    if (!chunk || fileOf.has(path)) return;
    fileOf.set(path, file);
    for (const { path: imported, kind } of chunk.imports) if (kind !== "dynamic-import") place(imported, file);
  };
  for (const [file, entries] of Object.entries(FILES)) {
    for (const entry of entries) {
      // The folder of the libraries may be a link.
      const [path] = [...chunks].find(([, { entryPoint }]) => entryPoint?.endsWith(entry)) ?? [];
      if (path === undefined) throw new Error(`FILES names ${entry}, but nothing imports it dynamically`);
      place(path, file);
    }
  }
  for (const path of chunks.keys()) place(path, LAST);
  return fileOf;
}

/** @param {string} esm */
async function asCommonJs(esm) {
  const { platform, target, supported, legalComments } = buildOptions;
  // The launcher gives the modules `require`, but nothing that could answer `import()`.
  const options = /** @type {const} */ ({ format: "cjs", platform, target, legalComments, supported: { ...supported, "dynamic-import": false } });
  const { code } = await transform(esm, options);
  return withoutHelpers(code);
}

/**
 * The launcher's `share` makes the exports of all modules, so that none of them brings functions of its own for that.
 *
 * @param {string} code as esbuild writes it
 */
function withoutHelpers(code) {
  const shared = code
    .replace(/^var __export = [\s\S]*?\n};\n/m, "")
    .replace(/^var __toCommonJS = .*\n/m, "")
    .replace(/^var (\w+) = \{\};\n__export\(\1, /m, "share(")
    .replace(/^module\.exports = __toCommonJS\(.*\n/m, "");
  if (/\bmodule\.exports = __|__toCommonJS/.test(shared)) throw new Error("esbuild makes exports in another way: look at withoutHelpers");
  // Only what imports a CommonJS module as a whole needs the other functions.
  return shared.includes("__toESM")
    ? shared
    : shared.replace(/^var __(?:defProp|getOwnPropDesc|getOwnPropNames|hasOwnProp) = .*\n/gm, "").replace(/^var __copyProps = [\s\S]*?\n};\n/m, "");
}

/** esbuild escapes everything but regular expressions. Text of one byte a character is read in a fifth of the time. @param {string} text */
const ascii = (text) => text.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
