import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createApi } from "../src/api/index.ts";
import { FLAGGED, readConfig } from "../src/config.ts";
import { createSandbox, SANDBOX_API_KEY } from "../src/sandbox/index.ts";
import { Session } from "../src/server/session.ts";

const README = new URL("../README.md", import.meta.url);

/** A block that holds a call (a tool's name and its arguments) and, after an empty line, its answer. */
const EXAMPLE = /```text\n([a-z_]+) (\{.*\})\n\n([\s\S]*?)\n?```/g;

/** IDs that are made anew each time, the same each time. */
const withoutChance = (text: string) =>
  text.replace(/\bw[2-9bcdfghjkmnpqrstvwxz]{6}\b/g, "wq4h7dz").replace(/plan_[\w-]{20}/g, "plan_c3VjaCBhbiBJRCBp");

/** The README as it would be with the answers that the tools give now. */
async function withRealAnswers(readme: string): Promise<string> {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_TIMEZONE: "Europe/Berlin" });
  const api = createApi({
    baseUrl: config.baseUrl,
    apiKey: SANDBOX_API_KEY,
    timeoutMs: config.timeoutMs,
    userAgent: "readme",
    fetch: createSandbox().fetch,
  });
  const session = new Session({ config, api, log: () => undefined });
  let text = readme;
  for (const [block, name = "", args = ""] of readme.matchAll(EXAMPLE)) {
    const answer = await session.callTool(name, JSON.parse(args), { signal: new AbortController().signal });
    text = text.replace(block, () => `\`\`\`text\n${name} ${args}\n\n${withoutChance(answer?.text ?? "")}\n\`\`\``);
  }
  return text;
}

test("the examples in the README are real (npm test -- -u rewrites them)", async () => {
  const real = await withRealAnswers(readFileSync(README, "utf8"));
  expect(real.match(EXAMPLE)).toHaveLength(11);
  await expect(real).toMatchFileSnapshot("../README.md");
});

test("every setting that the program reads is in the README's table", () => {
  const variables = ["LIGHTFIELD_API_KEY", ...FLAGGED.switches, ...FLAGGED.values];
  const readme = readFileSync(README, "utf8");
  expect(variables.filter((variable) => !readme.includes(`| \`${variable}\` |`))).toEqual([]);
});
