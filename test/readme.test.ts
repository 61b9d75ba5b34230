import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { FLAGGED } from "../src/config.ts";
import { CALLS_IN } from "./docs/documents.ts";
import { CALL, root, textOf } from "./docs/transcripts.ts";

const documents = ["", "docs", "docs/decisions", "bench", "bench/search", "test"]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => (folder === "" ? name : `${folder}/${name}`)))
  .filter((path) => path.endsWith(".md"));

describe("the documents", () => {
  it("show calls only where the tests make them", () => {
    expect(documents.filter((document) => textOf(document).match(CALL))).toEqual(CALLS_IN);
  });

  it("describe every setting that the program reads", () => {
    const variables = ["LIGHTFIELD_API_KEY", ...FLAGGED.switches, ...FLAGGED.values];
    expect(variables.filter((variable) => !textOf("docs/configuration.md").includes(`| \`${variable}\` |`))).toEqual([]);
  });

  it("show the two commands and the entry for Claude Desktop on the first page", () => {
    const readme = textOf("README.md");
    for (const text of ["```sh\nnpm install && npm run demo\n```", "```sh\nnpm test\n```", '"mcpServers"']) expect(readme).toContain(text);
  });

  it("link only to files and headings that exist", () => {
    const broken = documents.flatMap((document) => linksOf(document).filter((link) => !leadsSomewhere(document, link)));
    expect(broken).toEqual([]);
  });

  it("map every folder and file of src/", () => {
    const [, map = ""] = /\n## The map\n([\s\S]*?)\n## /.exec(textOf("CONTRIBUTING.md")) ?? [];
    const mapped = [...map.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, names = ""]) => names.split(", "));
    const present = readdirSync(join(root, "src"), { withFileTypes: true }).map((one) =>
      one.isDirectory() ? `\`${one.name}/\`` : `\`${one.name}\``,
    );
    expect(mapped.sort()).toEqual(present.sort());
  });

  it("can all be reached from the README", () => {
    const reached = new Set(["README.md"]);
    for (const document of reached) {
      if (!document.endsWith(".md")) continue;
      for (const link of linksOf(document)) reached.add(targetOf(document, link).path);
      // The package does not hold the documents for developers, so the README names them without a link.
      if (document === "README.md") for (const [, name = ""] of textOf(document).matchAll(/`([A-Z]+\.md)`/g)) reached.add(name);
    }
    expect(documents.filter((document) => !reached.has(document))).toEqual([]);
  });

  it("give each decision a number of its own", () => {
    const numbers = readdirSync(join(root, "docs/decisions")).flatMap((name) => /^\d{4}/.exec(name) ?? []);
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  });

  it("name only paths that exist", () => {
    const missing = documents.flatMap((document) =>
      [...textOf(document).matchAll(/`((?:src|test|bench|packaging|docs)\/[\w./-]*)`/g)]
        .map(([, path = ""]) => path)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${document}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it("name only code that exists where they say what to change", () => {
    const places = [...textOf("docs/decisions/where-to-change.md").matchAll(/^\| .+? \| (.+) \| .+ \|$/gm)].map(([, where = ""]) => where).join("\n");
    const names = [...places.matchAll(/`([A-Za-z_]+)`/g)].map(([, name = ""]) => name);
    const code = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => textOf(`src/${name.replaceAll("\\", "/")}`))
      .join("\n");
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });
});

/** Links to places in this repository. */
const linksOf = (document: string): string[] =>
  [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^[a-z]+:/.test(link));

function targetOf(document: string, link: string): { path: string; heading: string | undefined } {
  const [file = "", heading] = link.split("#");
  return { path: file === "" ? document : relative(root, join(root, dirname(document), file)).replaceAll("\\", "/"), heading };
}

function leadsSomewhere(document: string, link: string): boolean {
  const { path, heading } = targetOf(document, link);
  if (!existsSync(join(root, path))) return false;
  return heading === undefined || [...textOf(path).matchAll(/^#+ (.+)$/gm)].some(([, text = ""]) => anchorOf(text) === heading);
}

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
