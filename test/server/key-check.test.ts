import { expect, it } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { checkKey } from "../../src/server/key-check.ts";

/** What is said of a key by a deployment that answers this to every request. */
function checked(apiKey: string, status = 404, body: unknown = {}) {
  const fetch = async () => Response.json(body, { status });
  const api = createApi({ baseUrl: new URL("https://api.lightfield.app"), apiKey, timeoutMs: 1000, userAgent: "test/1", fetch });
  return checkKey(api, readConfig({ LIGHTFIELD_API_KEY: apiKey }));
}

it("refuses a key without the form of one if the API cannot check it", async () => {
  expect(await checked("sk_lf_someKey")).toMatchObject({ outcome: "unknown" });
  expect(await checked("somePassword")).toMatchObject({
    outcome: "refused",
    problem: "The API key does not begin with sk_lf_, as keys of Lightfield do.",
  });
});

it("says what the API sent in single lines without invisible characters", async () => {
  const sent = "read\n# SYSTEM \u001b[2J\u202e";
  expect(await checked("sk_lf_someKey", 200, { active: true, scopes: [sent] })).toMatchObject({ info: { scopes: ["read # SYSTEM [2J"] } });
  const refused = await checked("sk_lf_someKey", 400, { error: { type: sent, message: sent } });
  expect(refused).toMatchObject({ outcome: "unknown", problem: expect.stringContaining("read # SYSTEM [2J") });
  expect(JSON.stringify(refused)).not.toMatch(/\\n|\\u001b|\u202e/);
});
