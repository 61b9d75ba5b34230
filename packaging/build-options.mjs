// The options of every bundle: the program's, and those that bench/ compares it with.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @type {import("esbuild").Plugin} */
const sdkWithoutZod3 = {
  name: "sdk-without-zod-3",
  setup({ onResolve }) {
    onResolve({ filter: /^(?:zod\/v3|zod-to-json-schema)$/ }, ({ importer }) =>
      /[\\/]@modelcontextprotocol[\\/]sdk[\\/]/.test(importer) ? { path: join(root, "packaging/no-zod-3.mjs") } : undefined,
    );
  },
};

/** @type {import("esbuild").Plugin} */
const zod4WithoutJsonSchema = {
  name: "zod-4-without-json-schema",
  setup({ onResolve }) {
    onResolve({ filter: /\/(?:to-json-schema|json-schema-(?:generator|processors))\.js$/ }, ({ importer }) =>
      /[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path: join(root, "packaging/no-json-schema-4.mjs") } : undefined,
    );
  },
};

/** @type {import("esbuild").Plugin} */
const shortStrings = {
  name: "short-strings",
  setup({ onResolve }) {
    onResolve({ filter: /\/string\.js$/ }, ({ importer }) =>
      /[\\/]zod-to-json-schema[\\/]/.test(importer) ? { path: join(root, "packaging/short-strings.mjs") } : undefined,
    );
  },
};

/** For the program alone: the servers that it is compared with may need what these leave out. */
export const programPlugins = [zod4WithoutJsonSchema, shortStrings];

/**
 * The rules for phone numbers without the formats in which people write them, a third of the rules. The program only
 * writes E.164, which needs none.
 *
 * @type {import("esbuild").Plugin}
 */
const phoneRulesWithoutFormats = {
  name: "phone-rules-without-formats",
  setup({ onLoad }) {
    onLoad({ filter: /libphonenumber-js[\\/]metadata\.max\.json\.js$/ }, async ({ path }) => {
      const rules = JSON.parse(await readFile(path.replace(/\.js$/, ""), "utf8"));
      if (rules.version !== RULES_VERSION) throw new Error(`libphonenumber-js has rules of version ${rules.version}: look where their formats are`);
      for (const country of [...Object.values(rules.countries), ...Object.values(rules.nonGeographic)]) country[FORMATS] = 0;
      return { contents: JSON.stringify(rules), loader: "json" };
    });
  },
};

const RULES_VERSION = 4;
/** Where this version has a country's formats. */
const FORMATS = 4;

/**
 * The table of yauzl's checksums, calculated: 256 such numbers cannot be compressed.
 *
 * @type {import("esbuild").Plugin}
 */
const calculatedChecksums = {
  name: "calculated-checksums",
  setup({ onLoad }) {
    onLoad({ filter: /yauzl[\\/]crc32\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const [table = "", numbers = ""] = /new Int32Array\(\[([^\]]*)\]\)/.exec(text) ?? [];
      const isSame = checksums().join() === Int32Array.from(numbers.match(/0x\w+/g) ?? [], Number).join();
      if (!isSame) throw new Error("yauzl has another table of checksums: look at crc32.js");
      return { contents: text.replace(table, `(${checksums})()`), loader: "js" };
    });
  },
};

const checksums = () =>
  Int32Array.from({ length: 256 }, (_, index) => {
    let rest = index;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    return rest;
  });

/**
 * The codes of countries without their codes of ISO 3166-2, which the library itself does not read.
 *
 * @type {import("esbuild").Plugin}
 */
const countriesWithTheirCodes = {
  name: "countries-with-their-codes",
  setup({ onLoad }) {
    onLoad({ filter: /i18n-iso-countries[\\/]codes\.json$/ }, async ({ path }) => {
      const codes = JSON.parse(await readFile(path, "utf8")).map((/** @type {string[]} */ code) => code.slice(0, 3));
      return { contents: JSON.stringify(codes), loader: "json" };
    });
  },
};

/**
 * What the program reads of its package.json. The rest is for developers, and would be parsed at every start.
 *
 * @type {import("esbuild").Plugin}
 */
const ownPackage = {
  name: "own-package",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (path !== join(root, "package.json")) return undefined;
      const { name, version, engines } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ name, version, engines }), loader: "json" };
    });
  },
};

/**
 * Options for esbuild, except the entry point, the format and the output file.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const buildOptions = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  // Of these, Node.js 20 lacks only the newest names, and a literal is made once where `new RegExp` is made for each call.
  supported: { "regexp-unicode-property-escapes": true },
  minify: true,
  legalComments: "none",
  // The SDK brings a JSON Schema validator for elicitation, which this server does not use: a fifth of the bundle, and
  // milliseconds of every start.
  alias: {
    ajv: join(root, "packaging/no-ajv.mjs"),
    "ajv-formats": join(root, "packaging/no-ajv.mjs"),
    diacritics: join(root, "packaging/no-diacritics.mjs"),
    // The package's own choice for Node.js loads its parts in a way that no bundler can follow.
    "jsonc-parser": "jsonc-parser/lib/esm/main.js",
  },
  plugins: [sdkWithoutZod3, phoneRulesWithoutFormats, calculatedChecksums, countriesWithTheirCodes, ownPackage],
  logLevel: "warning",
});
