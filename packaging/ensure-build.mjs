// Builds dist/cli.js if it is missing or older than its sources. Commands that need a build import this first.
// `npm install` makes none: npm would ask users about a package with such a script.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Modification time of a file in ms, or 0 if it does not exist. @param {string} path */
const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const sources = ["src", "packaging"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)),
);
const inputs = [...sources, join(root, "package.json"), join(root, "package-lock.json")];

if (Math.max(...inputs.map(modified)) > modified(join(root, "dist/cli.js"))) await import("./build.mjs");
