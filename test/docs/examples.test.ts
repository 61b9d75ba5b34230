import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROMPTS } from "../../src/prompts/index.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { CALLS_IN } from "./documents.ts";
import { withParts } from "./generated.ts";
import { useReader } from "./reader.ts";
import { scopesTable } from "./scopes-table.ts";
import { settingsTable } from "./settings-table.ts";
import { toolParts, withPlaces } from "./tool-tables.ts";
import { CALL, documentSession, root, textOf, withRealAnswers } from "./transcripts.ts";

const folders = useReader();

async function withTables(document: string): Promise<string> {
  const tools = await documentSession(folders()).listTools();
  return withParts(withPlaces(document, tools), toolParts(tools, document));
}

describe("the examples in the documents", () => {
  for (const document of CALLS_IN) {
    it(`are real in ${document}, and its tables are current (npm run docs rewrites them)`, async () => {
      const real = await withRealAnswers(document, folders());
      await expect(document === "docs/tools.md" ? await withTables(real) : real).toMatchFileSnapshot(join(root, document));
    });
  }

  it("stand beside tables of all settings and scopes that are current (npm run docs rewrites them)", async () => {
    const document = textOf("docs/configuration.md");
    await expect(withParts(document, { settings: settingsTable(document), scopes: scopesTable() })).toMatchFileSnapshot(
      join(root, "docs/configuration.md"),
    );
  });

  it("are twenty recipes, of which only one is refused: a person who exists is not created again", async () => {
    const recipes = textOf("docs/recipes.md");
    expect(recipes.match(/^### \d+\. /gm)?.map((heading) => Number.parseInt(heading.slice(4), 10))).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    const session = documentSession(folders());
    const refused: string[] = [];
    for (const [call, name = "", args = ""] of recipes.matchAll(CALL)) if ((await session.call(name, args)).isRefused) refused.push(call);
    expect(refused).toEqual([expect.stringContaining("Dana.Reyes@initech.example")]);
  });

  it("stand beside a table of all prompts, with their arguments", () => {
    const rows = PROMPTS.map(({ name, argument }) => `| \`${name}\` | \`${argument.name}\``);
    expect(rows.filter((row) => !textOf("docs/tools.md").includes(row))).toEqual([]);
  });

  it("show every tool", () => {
    const called = new Set([...textOf("docs/tools.md").matchAll(CALL)].map(([, name]) => name));
    const missing = TOOLS.map(({ name }) => name).filter((name) => !called.has(name));
    expect(missing, `Give each a section in docs/tools.md with a call ("> tool {…}"), then npm run docs`).toEqual([]);
  });
});
