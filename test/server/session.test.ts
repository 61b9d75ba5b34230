import { expect, test } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { Session } from "../../src/server/session.ts";

test("a mistake of the program is logged with its place, and without its message, which may hold a contact's data", async () => {
  const config = readConfig({ LIGHTFIELD_API_KEY: "sk_lf_test" });
  const api = createApi({ baseUrl: config.baseUrl, apiKey: config.apiKey, timeoutMs: 1000, userAgent: "test/1" });
  const log: string[] = [];
  const session = new Session({
    config,
    api: Object.assign(api, { definitions: () => Promise.reject(new TypeError("Dana's phone\n    is undefined")) }),
    log: (level, line) => log.push(`${level}: ${line}`),
  });
  const answer = await session.callTool("list_contacts", {}, new AbortController().signal);
  expect(answer).toMatchObject({ isError: true, text: expect.stringMatching(/TypeError\. The server's log \(stderr\) has more/) });
  expect(log).toEqual([expect.stringMatching(/^error: list_contacts failed: TypeError at .*session\.test\.ts:\d+/)]);
  expect(JSON.stringify([log, answer])).not.toContain("Dana");
});
