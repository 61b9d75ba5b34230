import { expect, it } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { checkKey } from "../../src/server/key-check.ts";

/** What is said of a key by a deployment that answers 404 to every request. */
function checked(apiKey: string) {
  const fetch = async () => new Response("{}", { status: 404, headers: { "content-type": "application/json" } });
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
