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
  it("are listed by name, also of a library inside another, above the terms that they share, each paragraph in one line", () => {
    library("node_modules/b", { license: "MIT" }, "Copyright (c) B\n\nPermission is\r\n  granted.\n");
    library("node_modules/@a/a", { license: "ISC" });
    library("node_modules/b/node_modules/c", { license: "MIT" }, "MIT License\n\nCopyright (c) 2026 C\n\nPermission is granted.");
    library("node_modules/d", { license: "MIT" }, "Copyright (c) D\n\nThe above copyright notice stays.");
    const modules = ["src/cli.ts", ...["b/x", "b/y", "@a/a/index", "b/node_modules/c/c", "d/d"].map((file) => `node_modules/${file}.js`)];
    const [, ...each] = licences(root, modules).split(/^-{80}\n\n/m);
    expect(each.map((text) => text.trim())).toEqual([
      "@a/a 1.0.0 (ISC)\n\nLicence: ISC",
      "b 1.0.0 (MIT)\n\nCopyright (c) B\n\nc 1.0.0 (MIT)\n\nMIT License\n\nCopyright (c) 2026 C\n\nPermission is granted.",
      "d 1.0.0 (MIT)\n\nCopyright (c) D\n\nThe above copyright notice stays.",
    ]);
  });

  it("are demanded: a program with a library that has none is not built", () => {
    library("node_modules/none", {});
    expect(() => licences(root, ["node_modules/none/index.js"])).toThrow("none has no licence");
  });
});
