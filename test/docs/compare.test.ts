import { join } from "node:path";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { createSandbox, SANDBOX_API_KEY } from "../../src/sandbox/index.ts";
import { table, withParts } from "./generated.ts";
import { useReader } from "./reader.ts";
import { documentSession, root, textOf } from "./transcripts.ts";

const DOCUMENT = "docs/compare.md";

const MAJA = "con_c1mcsjl20h70akv08j4n0x";

/** What is asked, the call that answers it, and the API's path for the same data. */
const COMPARED = [
  ["25 contacts", "list_contacts", {}, "contacts?limit=25"],
  ["one contact", "retrieve_contact", { id: MAJA }, `contacts/${MAJA}`],
  ["the definitions", "get_contact_definitions", {}, "contacts/definitions"],
] as const;

const folders = useReader();

async function tokenTable(): Promise<string> {
  const session = documentSession(folders());
  const api = createSandbox({ rateLimit: Number.POSITIVE_INFINITY });
  const headers = { authorization: `Bearer ${SANDBOX_API_KEY}`, "lightfield-version": "2026-03-01" };
  const rows = await Promise.all(
    COMPARED.map(async ([what, tool, args, path]) => {
      const own = countTokens((await session.call(tool, JSON.stringify(args))).text);
      const answer = await api.fetch(`https://api.lightfield.app/v1/${path}`, { headers });
      expect(answer.status).toBe(200);
      const raw = countTokens(await answer.text());
      return [what, `\`${tool}\``, own.toLocaleString("en-US"), raw.toLocaleString("en-US"), `${(raw / own).toFixed(1)} times as many`];
    }),
  );
  return table(["answer", "tool", "this server", "the API's JSON", "the JSON needs"], rows);
}

test("the comparison counts tokens as they are now (npm run docs counts them again)", async () => {
  await expect(withParts(textOf(DOCUMENT), { tokens: await tokenTable() })).toMatchFileSnapshot(join(root, DOCUMENT));
});

test("the comparison says of when it is, and where each fact about others can be read", () => {
  expect(textOf(DOCUMENT)).toMatch(/as of \d{1,2} \w+ 20\d\d/);
  expect(textOf(DOCUMENT).match(/\]\(https:\/\//g)?.length).toBeGreaterThan(2);
});
