import { expect, test } from "vitest";
import { z } from "zod/v3";
import { zodToJsonSchema } from "zod-to-json-schema";
import { fieldTypeOf, VALUE_TYPES } from "../../src/fields/index.ts";
import { toJsonSchema } from "../../src/schema/json-schema.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { aField } from "../builders.ts";

/** Keywords that are left out on purpose: some clients refuse them, or they are limits that no ordinary call reaches. */
const LEFT_OUT = new Set(["$schema", "additionalProperties", "maxLength", "maxItems", "minimum"]);

/** What the library says of a schema, with a type for everything. */
const expected = (schema: z.ZodTypeAny) => {
  const plain = (node: object): object => {
    const typed = { ...("type" in node ? {} : { type: "string" }), ...node } as Readonly<Record<string, object>>;
    const entries = Object.entries(typed).filter(([keyword]) => !LEFT_OUT.has(keyword));
    return Object.fromEntries(
      entries.map(([keyword, value]) => {
        if (keyword === "items") return [keyword, plain(value)];
        if (keyword === "properties") return [keyword, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))];
        return [keyword, value];
      }),
    );
  };
  return plain(zodToJsonSchema(schema, { $refStrategy: "none" }));
};

test.each([
  [
    "a described object",
    z
      .object({ a: z.string().max(9).describe("A"), b: z.string().optional().describe("B") })
      .strict()
      .describe("both"),
  ],
  ["an object without properties", z.object({})],
  ["numbers", z.object({ any: z.number(), whole: z.number().int().min(0).max(25), least: z.number().min(1.5) })],
  ["lists", z.array(z.object({ of: z.array(z.enum(["x", "y"])).max(3) }).describe("each"))],
  ["anything, by key", z.object({ values: z.record(z.unknown()), value: z.unknown(), flag: z.boolean().optional() })],
  ["what is checked or changed afterwards", z.object({ value: z.preprocess((given) => given, z.string().describe("text")).optional() })],
])("%s is written as the usual library writes it", (_, schema) => {
  expect(toJsonSchema(schema)).toEqual(expected(schema));
});

test("so is the schema of every value type", () => {
  const options = [{ id: "opt_1", label: "Gold" }];
  for (const valueType of VALUE_TYPES)
    for (const config of [{}, { options, multipleValues: true, currency: "EUR", handleService: "LINKEDIN" }]) {
      const definition = aField({ valueType, config });
      const schema = fieldTypeOf(definition).schema(definition);
      expect([valueType, toJsonSchema(schema)]).toEqual([valueType, expected(schema)]);
    }
});

test("every tool has one", () => {
  for (const tool of TOOLS) expect(tool.inputSchema(undefined)).toMatchObject({ type: "object" });
});

test("a kind that no client could be told is refused", () => {
  expect(() => toJsonSchema(z.object({ when: z.date() }))).toThrow("ZodDate has no JSON Schema here");
});
