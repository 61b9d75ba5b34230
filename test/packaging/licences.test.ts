import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { licences } from "../../packaging/licences.mjs";
import { aFolderForAll } from "../temporary-folders.ts";

const root = aFolderForAll();
function library(folder: string, about: object, licence?: string) {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "package.json"), JSON.stringify({ name: folder.split("node_modules/").at(-1), version: "1.0.0", ...about }));
  if (licence !== undefined) writeFileSync(join(root, folder, "LICENCE.md"), licence);
}

describe("the licences of libraries", () => {
  it("are listed once each, by name, also of a library inside another", () => {
    library("node_modules/b", { license: "MIT" }, "Copyright B\n\nPermission is\r\n  granted.\n");
    library("node_modules/@a/a", { license: "ISC" });
    library("node_modules/b/node_modules/c", { license: "MIT" }, "Copyright C");
    const modules = ["src/cli.ts", "node_modules/b/x.js", "node_modules/b/y.js", "node_modules/@a/a/index.js", "node_modules/b/node_modules/c/c.js"];
    const [, ...each] = licences(root, modules).split(/^-{80}\n\n/m);
    expect(each.map((text) => text.trim())).toEqual([
      "@a/a 1.0.0 (ISC)\n\nLicence: ISC",
      "b 1.0.0 (MIT)\n\nCopyright B\n\nPermission is granted.",
      "c 1.0.0 (MIT)\n\nCopyright C",
    ]);
  });

  it("are demanded: a program with a library that has none is not built", () => {
    library("node_modules/none", {});
    expect(() => licences(root, ["node_modules/none/index.js"])).toThrow("none has no licence");
  });
});
