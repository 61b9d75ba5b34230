import { describe, expect, it } from "vitest";
import { CALLS_WITH_TEXTS, type HostileCall, LONG_TEXTS, MANY_THINGS } from "../../bench/hostile.mjs";
import { VALUE_TYPES } from "../../src/fields/index.ts";
import { InvalidInput, Rejection } from "../../src/fields/rejection.ts";
import { buildSchema } from "../../src/schema/contact-schema.ts";
import { WriteRefused } from "../../src/writes/refusal.ts";
import { aDesk, aField, aSelect, aTyped, BERLIN, type Fetch } from "../builders.ts";
import { expectLinear, worked } from "../cpu-time.ts";

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

  const answered = async ({ tool, args }: Omit<HostileCall, "what">) => {
    const result = await answer(tool, args);
    expect(result).not.toBe("");
    expect(result.length).toBeLessThan(50_000);
  };

  it.each(MANY_THINGS)("$what", async (call) => {
    expect((await worked(() => answered(call))).ms).toBeLessThan(MOST_MS);
  });

  it.each(CALLS_WITH_TEXTS.filter(({ what }) => READ_FIRST.test(what) || TEXTS.test(what)))("$what", async ({ callOf }) => {
    await expectLinear((length) => answered(callOf(length)), 20_000);
  });
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
    for (const [what, textOf] of LONG_TEXTS) {
      const step = (length: number) => {
        const text = textOf(length);
        // As long as the type takes it, and as it may come from the API.
        for (const longest of [64, 200, 500, 2048, 100_000]) given(text.slice(0, longest));
        for (const raw of [text, [text, text], { firstName: text, street: text, id: text }]) {
          type.show(raw, definition, BERLIN);
          type.canonical(raw, definition);
          type.search.texts(raw, definition);
          type.same(raw, "other", definition);
          type.filter.matches(raw, { operator: "contains", value: text.slice(0, 2048) }, definition, BERLIN);
        }
      };
      await expectLinear(step, 40_000, what);
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

  const values = LONG_TEXTS.map(([what, textOf]) => [what, (length: number) => JSON.stringify(textOf(length))] as const);
  it.each([...values, ["a value nested deep", (length: number) => nested(length / 2)] as const])("%s", async (_what, jsonOf) => {
    await expectLinear(async (length) => {
      const hostile = aDesk({ contacts: 5, through: withValues(jsonOf(length)) });
      const [id] = hostile.sandbox.contacts().keys();
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
    }, 10_000);
  });

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
