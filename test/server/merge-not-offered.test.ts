import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { apiOf, sessionOf, workspaceOf } from "../builders.ts";

/** The last line of what `find_duplicates` says about somebody who is there twice. */
async function lastLine({ scopes = [], env = {} }: { scopes?: string[]; env?: Readonly<Record<string, string>> }) {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", ...env });
  const { fetch } = createSandbox({ contacts: 5, duplicates: true, rateLimit: Number.POSITIVE_INFINITY, scopes });
  const api = apiOf(fetch);
  const session = sessionOf({ config, workspace: workspaceOf(config, api) });
  await session.listTools();
  const answer = await session.callTool("find_duplicates", { query: "Dana Whitlock" }, { signal: new AbortController().signal });
  return answer?.text.split("\n").at(-1);
}

test("a session offers the merge of duplicates, or says why it cannot", async () => {
  expect(await lastLine({})).toMatch(/^To merge the certain groups: merge_contacts \{"keep":"con_/);
  expect(await lastLine({ scopes: ["contacts:read", "contacts:update", "accounts:read", "members:read"] })).toMatch(
    /^merge_contacts is not offered, because the API key lacks the scope contacts:delete \(in Lightfield: Settings > API keys\)\. Only the user/,
  );
  expect(await lastLine({ env: { LIGHTFIELD_READ_ONLY: "1" } })).toMatch(/^merge_contacts is not offered, because this server is read-only/);
});
