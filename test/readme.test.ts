import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createApi } from "../src/api/index.ts";
import { FLAGGED, readConfig } from "../src/config.ts";
import { createSandbox, SANDBOX_API_KEY } from "../src/sandbox/index.ts";
import { Session } from "../src/server/session.ts";
import { workspaceOf } from "./builders.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const exports = realpathSync(mkdtempSync(join(tmpdir(), "readme-")));
afterAll(() => rmSync(exports, { recursive: true }));

const documents = ["", "docs", "docs/decisions", "bench", "bench/search", "test"]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => (folder === "" ? name : `${folder}/${name}`)))
  .filter((path) => path.endsWith(".md"));

const textOf = (document: string) => readFileSync(join(root, document), "utf8");

/** A block of calls. Each is `> tool {arguments}`, followed by its answer; an empty line separates it from the next. */
const TRANSCRIPT = /```text\n(> [a-z_]+ \{[\s\S]*?)\n```/g;
const CALL = /^> ([a-z_]+) (\{.*\})$/gm;

/**
 * Replaces random IDs by the same ones on every run: the first write of a document is always `wq4h7dz`, the second
 * `wk2m9fc`.
 */
function withFixedIds() {
  const writes = ["wq4h7dz", "wk2m9fc", "wx5r3bn", "wd8t6gp", "wz7j4vh"];
  const given = new Map<string, string>();
  return (text: string) =>
    text
      .replace(/\bw[2-9bcdfghjkmnpqrstvwxz]{6}\b/g, (id) => given.get(id) ?? given.set(id, writes[given.size] ?? id).get(id) ?? id)
      .replace(/plan_[\w-]{20}/g, "plan_c3VjaCBhbiBJRCBp");
}

/** A document as it would be with the answers that the tools give now. The calls of one document share a session. */
async function withRealAnswers(document: string): Promise<string> {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_TIMEZONE: "Europe/Berlin", LIGHTFIELD_EXPORT_DIR: exports });
  const api = createApi({
    baseUrl: config.baseUrl,
    apiKey: SANDBOX_API_KEY,
    timeoutMs: config.timeoutMs,
    userAgent: "readme",
    fetch: createSandbox().fetch,
  });
  const session = new Session({ config, workspace: workspaceOf(config, api), log: () => undefined });
  const fixed = withFixedIds();
  let text = textOf(document);
  for (const [block, calls = ""] of text.matchAll(TRANSCRIPT)) {
    const answered: string[] = [];
    for (const [call, name = "", args = ""] of calls.matchAll(CALL)) {
      const answer = await session.callTool(name, JSON.parse(args), { signal: new AbortController().signal });
      answered.push(`${call}\n${fixed(answer?.text ?? "").replace(exports, "/home/you/exports")}`);
    }
    text = text.replace(block, () => `\`\`\`text\n${answered.join("\n\n")}\n\`\`\``);
  }
  return text;
}

describe("the examples in the documents", () => {
  for (const [document, calls] of [
    ["README.md", 4],
    ["docs/tools.md", 13],
  ] as const) {
    it(`are real in ${document} (npm test -- -u rewrites them)`, async () => {
      const real = await withRealAnswers(document);
      expect(real.match(CALL)).toHaveLength(calls);
      await expect(real).toMatchFileSnapshot(join(root, document));
    });
  }

  it("stand in no other document", () => {
    expect(documents.filter((document) => textOf(document).match(CALL))).toEqual(["README.md", "docs/tools.md"]);
  });
});

describe("the documents", () => {
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
      for (const link of linksOf(document)) {
        const target = targetOf(document, link).path;
        if (target.endsWith(".md")) reached.add(target);
      }
    }
    expect(documents.filter((document) => !reached.has(document))).toEqual([]);
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
