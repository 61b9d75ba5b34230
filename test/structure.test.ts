import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../src", import.meta.url));

/**
 * What each folder (and each file beside the folders) of `src/` may import, in the order of the layers: a layer imports
 * only those above it in this list. `api/wire`, the types of the API's JSON, is the one file of `api/` that pure layers
 * know. A layer that may import `api` may import it too.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  async: [],
  maps: [],
  text: ["maps"],
  "api/wire": [],
  api: ["async"],
  fields: ["api/wire", "maps", "text"],
  files: ["async", "fields", "maps", "text"],
  schema: ["api/wire", "fields", "maps", "text"],
  identity: ["api/wire", "fields", "maps", "schema", "text"],
  storage: ["api", "async"],
  definitions: ["api", "async", "fields", "schema", "storage"],
  search: ["async", "maps", "schema", "text"],
  render: ["fields", "maps", "schema", "text"],
  names: ["api", "async", "definitions", "fields", "maps", "schema", "storage", "text"],
  replica: ["api", "async", "definitions", "maps", "names", "schema", "search", "storage", "text"],
  find: ["api", "async", "definitions", "fields", "identity", "maps", "names", "replica", "schema", "search", "text"],
  writes: ["api", "async", "definitions", "fields", "find", "identity", "maps", "names", "render", "replica", "schema", "storage", "text"],
  imports: ["api", "async", "fields", "files", "find", "identity", "maps", "names", "render", "replica", "schema", "storage", "text", "writes"],
  exports: ["api", "async", "fields", "files", "find", "imports", "names", "replica", "schema", "storage", "text", "writes"],
  completions: ["api", "async", "definitions", "fields", "imports", "names", "replica", "schema", "text"],
  prompts: ["completions"],
  workspace: ["api", "definitions", "fields", "find", "names", "replica", "storage", "writes"],
  tools: [
    "api",
    "async",
    "exports",
    "fields",
    "files",
    "find",
    "imports",
    "maps",
    "names",
    "render",
    "replica",
    "schema",
    "search",
    "text",
    "workspace",
    "writes",
  ],
  "written-setting": [],
  proxy: [],
  "setting-values": ["written-setting"],
  config: ["fields", "proxy", "setting-values", "text", "written-setting"],
  clients: [],
  setup: ["clients", "text"],
  server: [
    "api",
    "async",
    "completions",
    "config",
    "definitions",
    "fields",
    "imports",
    "maps",
    "prompts",
    "render",
    "schema",
    "setting-values",
    "storage",
    "text",
    "tools",
    "workspace",
    "writes",
  ],
  sandbox: ["api/wire"],
  doctor: ["clients", "config", "server", "text"],
  commands: ["api", "clients", "config", "doctor", "sandbox", "server", "setting-values", "setup", "storage", "text"],
  cli: ["commands", "config", "setting-values"],
};

/** Packages that one layer alone may import. */
const ONE_LAYER_ONLY: Readonly<Record<string, string>> = { "@modelcontextprotocol/sdk": "server" };

/** Paths as imports write them, also on Windows. */
const slashed = (path: string) => path.replaceAll("\\", "/");

const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map(slashed);

/** What a file imports, types included. */
interface Imports {
  /** Paths below `src/`. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

function readImports(file: string): Imports {
  const code = readFileSync(join(root, file), "utf8").replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const specifiers = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map(([, specifier = ""]) => specifier);
  return {
    files: specifiers.filter((one) => one.startsWith(".")).map((one) => slashed(relative(root, join(root, dirname(file), one)))),
    packages: specifiers.filter((one) => !one.startsWith(".")),
  };
}

const imported = new Map(sources.map((file) => [file, readImports(file)]));

/** What a file imports; nothing if it is outside `src/`. */
const importsOf = (file: string): Imports => imported.get(file) ?? { files: [], packages: [] };

/** The layer that a file belongs to. */
function layerOf(file: string): string {
  const path = file.replace(/\.ts$/, "");
  return path in MAY_IMPORT ? path : (path.split("/")[0] ?? path);
}

const imports = sources.flatMap((file) => importsOf(file).files.map((target) => ({ file, target, from: layerOf(file), to: layerOf(target) })));

function mayImport(layer: string, other: string): boolean {
  const above = MAY_IMPORT[layer] ?? [];
  return above.includes(other) || (other === "api/wire" && (layer === "api" || above.includes("api")));
}

/** Groups of files each of which imports, in some steps, all others of its group. */
function circles(): string[][] {
  const reached = new Map(sources.map((file) => [file, reachable(file)]));
  const groups = sources.map((file) => sources.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)).sort());
  return [...new Map(groups.filter(({ length }) => length > 0).map((group) => [group.join(), group])).values()];
}

function reachable(start: string): Set<string> {
  const seen = new Set<string>();
  const next = [start];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    for (const target of importsOf(file).files) {
      if (seen.has(target)) continue;
      seen.add(target);
      next.push(target);
    }
  }
  return seen;
}

describe("the structure of src/", () => {
  it("imports only files that exist below src/", () => {
    expect(imports.filter(({ target }) => target !== "../package.json" && !existsSync(join(root, target)))).toEqual([]);
  });

  it("imports along the order of the layers", () => {
    const layers = Object.keys(MAY_IMPORT);
    expect(Object.entries(MAY_IMPORT).flatMap(([layer, above]) => above.filter((one) => layers.indexOf(one) >= layers.indexOf(layer)))).toEqual([]);
    const across = imports.filter(({ target, from, to }) => from !== to && target !== "../package.json");
    expect(across.filter(({ from, to }) => !mayImport(from, to)).map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  it("permits nothing that is not used", () => {
    const used = new Set(imports.map(({ from, to }) => `${from} -> ${to}`));
    const permitted = Object.entries(MAY_IMPORT).flatMap(([layer, above]) => above.map((one) => `${layer} -> ${one}`));
    expect(permitted.filter((one) => !used.has(one))).toEqual([]);
  });

  it("has no circle of imports, types included", () => {
    expect(circles()).toEqual([]);
  });

  it("imports some packages in one layer only", () => {
    const elsewhere = sources.filter((file) =>
      importsOf(file).packages.some((name) =>
        Object.entries(ONE_LAYER_ONLY).some(([only, layer]) => name.startsWith(only) && layerOf(file) !== layer),
      ),
    );
    expect(elsewhere).toEqual([]);
  });
});
