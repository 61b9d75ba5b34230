import fc from "fast-check";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import { ORDINARY_WORKSPACE } from "../../bench/workspace.mjs";
import { VALUE_TYPES } from "../../src/fields/index.ts";
import { definitionLines } from "../../src/render/definitions.ts";
import { estimateTokens, fitDetail } from "../../src/schema/budget.ts";
import type { ContactSchema } from "../../src/schema/contact-schema.ts";
import { encodeCreate } from "../../src/schema/encode.ts";
import { type Detail, valuesSchema } from "../../src/schema/input-schema.ts";
import type { JsonSchema } from "../../src/schema/json-schema.ts";
import { asModelSees, toolList } from "../../src/server/tool-list.ts";
import { answerText } from "../../src/text/answer.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { aDesk, aField, aRelationship, aSchema, aSelect, BERLIN, type Desk, definitionsJson, someDefinitions } from "../builders.ts";
import { someSchema } from "./random-definitions.ts";

/** Tokens as GPT-4o and later count them. */
const realTokens = (text: string) => encode(text).length;

const listOf = (schema: ContactSchema, timesSet: ReadonlyMap<string, number> = new Map()) => toolList(TOOLS, schema, { timesSet });

const createFields = (schema: ContactSchema, timesSet?: ReadonlyMap<string, number>): Readonly<Record<string, JsonSchema>> =>
  listOf(schema, timesSet).find(({ name }) => name === "create_contact")?.inputSchema.properties?.fields?.properties ?? {};

const WORDS = ["Renewal", "Competitor", "Onboarding", "Größe", "地域", "Регион", "NPS (2024/Q3)", "ARR-€", "x7f3a9b2"];

/** 300 fields of all types, every select with 200 options, every field with a description. */
const largeDefinitions = someDefinitions(
  [
    aField({ key: "$name", label: "Name", valueType: "FULL_NAME" }),
    aField({ key: "$email", label: "Email", valueType: "EMAIL", config: { multipleValues: true } }),
    ...Array.from({ length: 298 }, (_, at) => {
      const valueType = VALUE_TYPES[at % VALUE_TYPES.length] ?? "TEXT";
      const key = `custom-field-number-${at}-${at % 7 === 0 ? "a9f3c2e1" : "of-the-workspace"}`;
      const label = `${WORDS[at % WORDS.length]} ${at}`;
      const description = "What the person said about it when last asked, in their own words, and by whom it was noted. ".repeat(2);
      const about = { key, label, description, valueType };
      return valueType.endsWith("SELECT")
        ? aSelect(
            Array.from({ length: 200 }, (_, option) => `${WORDS[option % WORDS.length]} ${option}`),
            about,
          )
        : aField(about);
    }),
  ],
  [aRelationship({ key: "$account", label: "Account", cardinality: "HAS_MANY", objectType: "account" })],
);

describe("a workspace of 300 fields with up to 200 options", () => {
  const schema = aSchema(largeDefinitions);

  it("has a tool list under 8,000 tokens", () => {
    expect(realTokens(JSON.stringify(listOf(schema)))).toBeLessThan(8000);
  });

  it("lists as many fields as there is room for, and says how many more there are", () => {
    const listed = Object.keys(createFields(schema)).length - schema.relationships.length;
    expect(listed).toBeGreaterThan(50);
    const text = JSON.stringify(listOf(schema));
    expect(text).toContain(`${schema.fields.length - listed} more fields: see get_contact_definitions`);
    expect(realTokens(text)).toBeGreaterThan(5000);
  });

  it("keeps system fields, and of the custom ones those that are most often set", () => {
    const last = schema.fields.at(-1);
    const without = createFields(schema);
    expect(without).toHaveProperty("name");
    expect(without).toHaveProperty("email");
    expect(without).not.toHaveProperty(last?.agentKey ?? "");
    const withIt = createFields(schema, new Map([[last?.apiKey ?? "", 3]]));
    expect(withIt).toHaveProperty(last?.agentKey ?? "");
  });

  it("is written by key, API key or label, listed or not", () => {
    for (const field of schema.fields.slice(-14)) {
      if (field.definition.valueType !== "TEXT") continue;
      for (const name of [field.agentKey, field.apiKey, field.label]) {
        const { fields } = encodeCreate({ fields: { [name]: "x" } }, { schema, locale: BERLIN });
        expect([...fields].map(([{ apiKey }, edit]) => [apiKey, edit(null)])).toEqual([[field.apiKey, "x"]]);
      }
    }
    const select = schema.fields.findLast(({ definition }) => definition.valueType === "SINGLE_SELECT");
    const { fields } = encodeCreate({ fields: { [select?.agentKey ?? ""]: "Renewal 198" } }, { schema, locale: BERLIN });
    expect([...fields.values()].map((edit) => edit(null))).toEqual(["opt_198"]);
  });

  it("is shown whole by get_contact_definitions, and every option of a field that is asked for", async () => {
    const desk = aDesk({ contacts: 0, definitions: definitionsJson(largeDefinitions) });
    const text = await desk.text("get_contact_definitions");
    expect(text.length).toBeLessThanOrEqual(40_000);
    const shown = new Set(text.split("\n").map((line) => line.split(" ")[0]));
    expect(schema.fields.filter(({ agentKey }) => !shown.has(agentKey))).toEqual([]);
    const select = schema.fields.findLast(({ definition }) => definition.valueType === "SINGLE_SELECT");
    const one = await desk.text("get_contact_definitions", { keys: [select?.agentKey] });
    expect(one.match(/ \| /g)).toHaveLength(199);
    expect(one).toContain("What the person said about it");
  });
});

describe("what a model sees of the tools", () => {
  const seen = async (desk: Desk) => JSON.stringify(listOf(await desk.live.get(desk.call)).map(asModelSees));

  it("takes under 2,520 tokens for an ordinary workspace of 36 fields", async () => {
    const text = await seen(aDesk({ contacts: 0, definitions: ORDINARY_WORKSPACE }));
    expect(realTokens(text)).toBeLessThan(2520);
    expect(text).toContain("How well the person fits");
  });

  it("shows the sandbox's 39 fields in full detail", async () => {
    const text = await seen(aDesk({ contacts: 0 }));
    expect(realTokens(text)).toBeLessThan(2700);
    expect(text).toContain("Name on the conference badge");
  });
});

describe("what is shed", () => {
  const A_LONG_TOOL = { description: "x".repeat(100_000) };

  /** The details in which the list is tried, for lists of any size. */
  const tried = (fields: number) => {
    const details: Detail[] = [];
    const last = fitDetail((detail) => {
      details.push(detail);
      return [A_LONG_TOOL];
    }, fields);
    return { details, last };
  };

  it("is nothing for a small workspace, down to the workspace's own descriptions", () => {
    const small = aSchema({ fields: [aField({ key: "badge", description: "Name on the badge." }), aSelect(["A", "B"], { key: "level" })] });
    const fields = createFields(small);
    expect(fields.badge?.description).toContain("Name on the badge.");
    expect(fields.level?.enum).toEqual(["A", "B"]);
  });

  it("goes in this order: descriptions, option lists from the longest, custom fields", () => {
    const { details } = tried(300);
    const firstWithout = (lacks: (detail: (typeof details)[number]) => boolean) => details.findIndex(lacks);
    const order = [
      firstWithout(({ descriptions }) => !descriptions),
      firstWithout(({ listedOptions }) => listedOptions < 30),
      firstWithout(({ listedOptions }) => listedOptions < 12),
      firstWithout(({ listedOptions }) => listedOptions === 0),
      firstWithout(({ fieldsLeftOut }) => fieldsLeftOut > 0),
    ];
    expect(order.every((at) => at > 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("is no more than is needed: one field less would not fit", () => {
    const schema = aSchema(largeDefinitions);
    const list = (detail: Detail) => [valuesSchema(schema, { detail })];
    const detail = fitDetail(list, 300);
    const tokens = (fieldsLeftOut: number) => estimateTokens(JSON.stringify(list({ ...detail, fieldsLeftOut })));
    expect(detail.fieldsLeftOut).toBeGreaterThan(0);
    expect(tokens(detail.fieldsLeftOut - 1)).toBeGreaterThan(tokens(detail.fieldsLeftOut));
    const again = fitDetail((other) => (other.fieldsLeftOut >= detail.fieldsLeftOut ? [] : [A_LONG_TOOL]), 300);
    expect(again.fieldsLeftOut).toBe(detail.fieldsLeftOut);
  });
});

describe("the estimate", () => {
  it("is not far below the real count of any workspace's tool list", () => {
    const ratios: number[] = [];
    fc.assert(
      fc.property(someSchema(30), (schema) => {
        const json = JSON.stringify(listOf(schema));
        ratios.push(realTokens(json) / estimateTokens(json));
      }),
      { numRuns: 60 },
    );
    expect(Math.max(...ratios)).toBeLessThan(1.1);
    expect(Math.min(...ratios)).toBeGreaterThan(0.8);
  });

  const random = (at: number) => ((at * 2654435761) >>> 0).toString(36);

  it.each<[string, (at: number) => Parameters<typeof aField>[0]]>([
    ["keys like x7f3a9b2", (at) => ({ key: `f${random(at)}Qz${at}`, label: `${random(at + 7)}-${at}` })],
    ["Chinese", (at) => ({ key: `k-${at}`, label: `電話番号の連絡先${at}` })],
    ["Amharic", (at) => ({ key: `k-${at}`, label: `ስልክ ቁጥር ${at}` })],
    ["Hindi", (at) => ({ key: `k-${at}`, label: `फोन नंबर ${at}` })],
    ["Tifinagh", (at) => ({ key: `k-${at}`, label: `ⴰⵣⵓⵍⴰⵣⵓⵍⴰⵣⵓⵍ${at}` })],
    ["emoji", (at) => ({ key: `k-${at}`, label: `🎉🧑‍💻 ${at}` })],
    [
      "options like x7f3a9b2",
      (at) =>
        aSelect(
          Array.from({ length: 12 }, (_, option) => random(at * 31 + option)),
          { key: `s-${at}` },
        ),
    ],
  ])("keeps 300 fields with %s under 8,000 tokens", (_text, about) => {
    const schema = aSchema({ fields: Array.from({ length: 300 }, (_, at) => aField(about(at))) });
    expect(realTokens(JSON.stringify(listOf(schema)))).toBeLessThan(8000);
  });

  it("keeps large workspaces of any text under 8,000 tokens", () => {
    fc.assert(
      fc.property(someSchema(250, 200), (schema) => {
        expect(realTokens(JSON.stringify(listOf(schema)))).toBeLessThan(8000);
      }),
      { numRuns: 6 },
    );
  });
});

it("definitions too long for one answer lose options before they lose fields", () => {
  const schema = aSchema(largeDefinitions);
  const text = answerText(definitionLines(schema, undefined));
  expect(text).toContain("300 fields, 1 relationship.");
  expect(text).toContain('more; "keys": [');
});
