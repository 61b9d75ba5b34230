import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TOOLS } from "../../src/tools/index.ts";
import { CALLS_IN } from "./documents.ts";
import { withParts } from "./generated.ts";
import { useReader } from "./reader.ts";
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

  it("stand beside a table of all settings that is current (npm run docs rewrites it)", async () => {
    const document = textOf("docs/configuration.md");
    await expect(withParts(document, { settings: settingsTable(document) })).toMatchFileSnapshot(join(root, "docs/configuration.md"));
  });

  it("show every tool", () => {
    const called = new Set([...textOf("docs/tools.md").matchAll(CALL)].map(([, name]) => name));
    expect(TOOLS.map(({ name }) => name).filter((name) => !called.has(name))).toEqual([]);
  });
});
