import { describe, expect, it } from "vitest";
import { callsWithTexts, longTexts, MANY_THINGS } from "../../bench/hostile.mjs";
import { VALUE_TYPES } from "../../src/fields/index.ts";
import { InvalidInput, Rejection } from "../../src/fields/rejection.ts";
import { buildSchema } from "../../src/schema/contact-schema.ts";
import { WriteRefused } from "../../src/writes/refusal.ts";
import { aDesk, aField, aSelect, aTyped, BERLIN, type Fetch } from "../builders.ts";
import { worked } from "../cpu-time.ts";

/** In ms of work. A step whose time grows faster than its text takes minutes; a sound one at most a third of this on a slow, busy machine. */
const MOST_MS = 15_000;

const desk = aDesk();

/** The text of an answer, or of a refusal that says what to do. */
async function answer(tool: string, args: unknown): Promise<string> {
  try {
    return (await desk.run(tool, args)).text;
  } catch (error) {
    if (error instanceof InvalidInput || error instanceof WriteRefused) return error.message;
    throw error;
  }
}

describe("arguments that are far too large are refused, or answered, at once", () => {
  /** Places where a text is read before its length is known to be wrong: as CSV, and as JSON or a list in a text. */
  const READ_FIRST = /import_contacts csv|import_contacts rows|update_contacts ids|list_contacts filters|create_contact fields$/;
  const TEXTS = /^nested lists as JSON text in/;

  it.each([...MANY_THINGS, ...callsWithTexts(60_000)].filter(({ what }) => !/ in /.test(what) || READ_FIRST.test(what) || TEXTS.test(what)))(
    "$what",
    async ({ tool, args }) => {
      const { result, ms } = await worked(() => answer(tool, args));
      expect(result).not.toBe("");
      expect(result.length).toBeLessThan(50_000);
      expect(ms).toBeLessThan(MOST_MS);
    },
  );
});

describe("the patterns of every type take time by the length of a text", () => {
  const definitionOf = (valueType: string) =>
    valueType.endsWith("SELECT")
      ? aSelect(["Lead", "Customer"], { valueType })
      : aField({ valueType, config: { handleService: "LINKEDIN", currency: "EUR" } });

  it.each(VALUE_TYPES)("%s", async (valueType) => {
    const definition = definitionOf(valueType);
    const { type, encode } = aTyped(definition);
    const given = (text: string) => {
      try {
        encode(text);
        type.filter.encode(text, "equal", definition, BERLIN);
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
      }
    };
    for (const [what, text] of longTexts(40_000)) {
      const { ms } = await worked(() => {
        // As long as the type takes it, and as it may come from the API.
        for (const longest of [64, 200, 500, 2048, 100_000]) given(text.slice(0, longest));
        for (const raw of [text, [text, text], { firstName: text, street: text, id: text }]) {
          type.show(raw, definition, BERLIN);
          type.canonical(raw, definition);
          type.search.texts(raw, definition);
          type.same(raw, "other", definition);
          type.filter.matches(raw, { operator: "contains", value: text.slice(0, 2048) }, definition, BERLIN);
        }
      });
      expect(ms, what).toBeLessThan(MOST_MS);
    }
  });
});

describe("what the API sends may be as hostile", () => {
  /** Every value of the first contact of an answer is this JSON. */
  const withValues =
    (json: string) =>
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const response = await fetch(input, init);
      if (!response.ok || !new URL(input instanceof Request ? input.url : input).pathname.startsWith("/v1/contacts")) return response;
      const body = JSON.parse(await response.text());
      const [contact] = Array.isArray(body.data) ? body.data : [body];
      for (const field of Object.values<{ value?: unknown }>(contact?.id ? contact.fields : {})) field.value = "(hostile)";
      return new Response(
        JSON.stringify(body).replaceAll('"(hostile)"', () => json),
        { status: response.status, headers: response.headers },
      );
    };

  const nested = (depth: number) => `${"[".repeat(depth)}"x"${"]".repeat(depth)}`;

  it.each([...longTexts(30_000).map(([what, text]) => [what, JSON.stringify(text)] as const), ["a value nested 5,000 deep", nested(5000)] as const])(
    "%s",
    async (_what, json) => {
      const hostile = aDesk({ contacts: 30, through: withValues(json) });
      const [id] = hostile.sandbox.contacts().keys();
      const { ms } = await worked(async () => {
        for (const [tool, args] of [
          ["find_contacts", { query: "Dana" }],
          ["find_contacts", { filters: [{ field: "title", operator: "contains", value: "x" }] }],
          ["list_contacts", {}],
          ["retrieve_contact", { id }],
          ["retrieve_contact", { id, fields: ["title", "notes", "name", "email"] }],
          ["update_contact", { id, fields: { title: "CFO", email: { add: ["a@b.co"] } }, dry_run: true }],
          ["update_contacts", { ids: [id], fields: { title: "CFO" } }],
        ] as const) {
          const { text } = await hostile.run(tool, args).catch((error: Error) => {
            if (error instanceof InvalidInput || error instanceof WriteRefused) return { text: error.message };
            throw error;
          });
          expect(text).not.toBe("");
        }
      });
      expect(ms).toBeLessThan(MOST_MS);
    },
  );

  it("thousands of options of one label, and of fields of one name", async () => {
    const ids = Array.from({ length: 5000 }, (_, at) => `opt_${at}_${"x".repeat(1000)}`);
    const select = aSelect(
      ids.map(() => "Same"),
      { key: "stage", ids },
    );
    const fields = Array.from({ length: 5000 }, (_, at) =>
      aField({ key: `a${[...at.toString(2).padStart(13, "0")].map((bit) => (bit === "0" ? "." : "-")).join("")}` }),
    );
    const { result, ms } = await worked(() => {
      const { type, definition } = aTyped(select);
      return [type.show(ids[4999], definition, BERLIN), buildSchema({ fields, relationships: [] }, []).fields.length];
    });
    expect(result).toEqual([expect.stringContaining("Same (…"), 5000]);
    expect(ms).toBeLessThan(MOST_MS);
  });
});
