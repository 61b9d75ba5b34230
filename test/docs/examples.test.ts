import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TOOLS } from "../../src/tools/index.ts";
import { CALLS_IN } from "./documents.ts";
import { useReader } from "./reader.ts";
import { CALL, root, textOf, withRealAnswers } from "./transcripts.ts";

const folders = useReader();

describe("the examples in the documents", () => {
  for (const document of CALLS_IN) {
    it(`are real in ${document} (npm run docs rewrites them)`, async () => {
      const real = await withRealAnswers(document, folders());
      await expect(real).toMatchFileSnapshot(join(root, document));
    });
  }

  it("show every tool", () => {
    const called = new Set([...textOf("docs/tools.md").matchAll(CALL)].map(([, name]) => name));
    expect(TOOLS.map(({ name }) => name).filter((name) => !called.has(name))).toEqual([]);
  });
});
