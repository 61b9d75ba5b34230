import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGENT_KEY } from "../../src/schema/key-map.ts";
import { portabilityProblems } from "../../src/schema/portability.ts";
import { toolList } from "../../src/server/tool-list.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { aDesk, aField, aSchema, aSelect } from "../builders.ts";
import { someSchema } from "./random-definitions.ts";

const object = (properties: object) => ({ type: "object", properties });

describe("a schema that some client would refuse is named", () => {
  it.each<[string, unknown]>([
    ["$ref", { $ref: "#/x" }],
    ["anyOf", { anyOf: [{ type: "string" }] }],
    ["oneOf", { type: "string", oneOf: [] }],
    ["allOf", { type: "string", allOf: [] }],
    ["not", { type: "string", not: {} }],
    ["a list of types", { type: ["string", "null"] }],
    ["no type", {}],
    ["an unknown type", { type: "null" }],
    ["additionalProperties", { type: "object", additionalProperties: {} }],
    ["format", { type: "string", format: "email" }],
    ["pattern", { type: "string", pattern: "x" }],
    ["default", { type: "string", default: "x" }],
    ["const", { type: "string", const: "x" }],
    ["nullable", { type: "string", nullable: true }],
    ["an array without items", { type: "array" }],
    ["a tuple", { type: "array", items: [{ type: "string" }] }],
    ["an array of nothing known", { type: "array", items: {} }],
    ["an enum of booleans", { type: "boolean", enum: [true] }],
    ["an enum of numbers", { type: "number", enum: [1] }],
    ["an empty enum", { type: "string", enum: [] }],
    ["an enum with an empty string", { type: "string", enum: ["a", ""] }],
    ["an enum with a value twice", { type: "string", enum: ["a", "a"] }],
    ["a description that is not text", { type: "string", description: 5 }],
    ["a required property that is not there", { type: "object", properties: { a: { type: "string" } }, required: ["b"] }],
    ["required as a switch", { type: "object", properties: { a: { type: "string" } }, required: true }],
    ["an object without properties", { type: "object" }],
    ["an object that names no property", { type: "object", properties: {} }],
    ["a description of more than 1,000 characters", { type: "string", description: "x".repeat(1001) }],
    ["true", true],
    ["nothing", null],
  ])("%s", (_name, schema) => {
    expect(portabilityProblems(schema)).not.toEqual([]);
    expect(portabilityProblems(object({ fields: object({ x: schema }) }))).not.toEqual([]);
    expect(portabilityProblems({ type: "array", items: object({ x: schema }) })).not.toEqual([]);
  });

  it.each(["$email", "icp-score", "a.b", "größe", "", "2nd", "a".repeat(65), "constructor", "toString", "a b", "愛"])(
    "a property called %j",
    (name) => {
      const properties = Object.fromEntries([[name, { type: "string" }]]);
      expect(portabilityProblems(object(properties))).toHaveLength(1);
      expect(portabilityProblems(object({ fields: object(properties) }))[0]).toContain(`inputSchema.fields.${name}`);
    },
  );

  it("a property called __proto__", () => {
    expect(portabilityProblems(JSON.parse('{"type": "object", "properties": {"__proto__": {"type": "string"}}}'))).toHaveLength(1);
  });

  it("and one that all take is not", () => {
    const schema = {
      type: "object",
      properties: { a: { type: "array", items: { type: "string", enum: ["x"] } }, b: { type: "integer", minimum: 1, maximum: 2, description: "d" } },
      required: ["a"],
    };
    expect(portabilityProblems(schema)).toEqual([]);
  });
});

/** Clients allow 60 or 64 characters with their prefix, such as `mcp__lightfield-contacts-mcp__`. */
const LONGEST_NAME = 30;

/** Some clients and model providers cut or refuse longer ones. */
const LONGEST_DESCRIPTION = 1000;

describe("the tool list", () => {
  it("has names and descriptions that every client takes", () => {
    for (const { name, description } of TOOLS) {
      expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(name.length, name).toBeLessThanOrEqual(LONGEST_NAME);
      expect(description.length, name).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
    }
  });

  it("of the sandbox travels everywhere", async () => {
    const schema = await aDesk().live.get();
    const list = toolList(TOOLS, schema);
    for (const { name, inputSchema } of list) {
      expect(portabilityProblems(inputSchema)).toEqual([]);
      expect(Object.keys(inputSchema.properties ?? {}), name).not.toEqual([]);
    }
  });

  it("before the workspace is known has no empty schema, and travels everywhere", () => {
    for (const { inputSchema } of toolList(TOOLS, undefined)) {
      expect(portabilityProblems(inputSchema)).toEqual([]);
      expect(inputSchema.properties).not.toEqual({});
    }
  });

  it("of any workspace travels everywhere and has every field that can be written", () => {
    fc.assert(
      fc.property(someSchema(12), (schema) => {
        const list = toolList(TOOLS, schema);
        for (const { inputSchema } of list) expect(portabilityProblems(inputSchema)).toEqual([]);
        const create = list.find(({ name }) => name === "create_contact")?.inputSchema.properties;
        const writable = [...schema.fields.filter(({ writable }) => writable), ...schema.relationships].map(({ agentKey }) => agentKey);
        expect(Object.keys(create?.fields?.properties ?? {}).sort()).toEqual([...writable].sort());
        for (const key of Object.keys(create?.fields?.properties ?? {})) expect(key).toMatch(AGENT_KEY);
      }),
      { numRuns: 60 },
    );
  });

  it("names no option twice", () => {
    const schema = aSchema({ fields: [aSelect(["Gold", "Gold", " Gold", ""], { key: "level" }), aField({ key: "level-2" })] });
    const create = toolList(TOOLS, schema).find(({ name }) => name === "create_contact");
    expect(create?.inputSchema.properties?.fields?.properties?.level?.enum).toHaveLength(4);
  });
});
