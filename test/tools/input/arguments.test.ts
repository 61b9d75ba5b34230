import { describe, expect, it } from "vitest";
import { z } from "zod/v3";
import { InvalidInput } from "../../../src/fields/rejection.ts";
import { unlisted } from "../../../src/schema/json-schema.ts";
import { parseArguments } from "../../../src/tools/input/arguments.ts";
import { entriesInput } from "../../../src/tools/input/entries.ts";
import { filtersInput } from "../../../src/tools/input/filters.ts";

const INPUT = {
  id: z.string(),
  rows: z.array(z.record(z.unknown())).optional(),
  columns: z.record(z.string()).optional(),
  fields: z.record(z.unknown()).optional(),
  relationships: z.record(z.unknown()).optional(),
  names: z.array(z.string()).optional(),
  filters: z
    .array(z.object({ field: z.string(), operator: z.string().optional() }).strict())
    .max(3, "each once")
    .optional(),
  limit: z.number().int().min(1).max(25).optional(),
  query: z.string().max(10, "about one person").optional(),
  mode: z.enum(["upsert", "create", "update"]).optional(),
  dry_run: z.boolean().optional(),
  offset: z.number().int().min(0).optional(),
};

const parse = (raw: unknown) => parseArguments(INPUT, raw);
const entries = (fields: unknown) => parseArguments({ fields: entriesInput }, { fields }).fields;
const problemsOf = (raw: unknown): readonly string[] => {
  try {
    parse(raw);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  throw new Error("expected problems");
};

describe("forms that mean the same are taken", () => {
  it("JSON text for an object or a list, at any depth", () => {
    expect(parse('{"id": "con_1", "names": "[\\"a\\", \\"b\\"]"}')).toEqual({ id: "con_1", names: ["a", "b"] });
    expect(parse({ id: "con_1", fields: '{"title": "CFO"}' })).toEqual({ id: "con_1", fields: { title: "CFO" } });
    expect(parse({ id: "con_1", filters: '[{"field": "title"}]' }).filters).toEqual([{ field: "title" }]);
    expect(parse({ id: "con_1", filters: ['{"field": "title"}'] }).filters).toEqual([{ field: "title" }]);
  });

  it("null for what is left out, at any depth", () => {
    const filters = [{ field: "title", operator: null, constructor: null }, null];
    expect(parse({ id: "con_1", fields: null, limit: null, filters, names: ["a", null], columns: { a: null, b: "c" }, unknown: null })).toEqual({
      id: "con_1",
      filters: [{ field: "title" }],
      names: ["a"],
      columns: { b: "c" },
    });
    expect(problemsOf({ id: null })).toEqual(["id: Missing. Accepted: text."]);
  });

  it("blank text for what is left out, unless a list or a text is needed", () => {
    const blank = { limit: "", mode: " ", dry_run: "", query: " ", fields: "", filters: [{ field: "title", operator: "" }] };
    expect(parse({ id: "", ...blank })).toEqual({ id: "", filters: [{ field: "title" }] });
  });

  it("blank text for an empty list", () => {
    expect(parse({ id: "con_1", names: "", filters: " " })).toEqual({ id: "con_1", names: [], filters: [] });
  });

  it("a list of one for a lone value, and a number for its text", () => {
    expect(parse({ id: ["con_1"], limit: ["3"], mode: ["update"], dry_run: [true], query: 4471 })).toEqual({
      id: "con_1",
      limit: 3,
      mode: "update",
      dry_run: true,
      query: "4471",
    });
    expect(problemsOf({ id: ["con_1", "con_2"], limit: [[3]] })).toHaveLength(2);
  });

  it("choices, true and false in any case", () => {
    expect(parse({ id: "con_1", mode: "Upsert ", dry_run: "True" })).toEqual({ id: "con_1", mode: "upsert", dry_run: true });
    expect(parse({ id: "con_1", dry_run: " FALSE" }).dry_run).toBe(false);
  });

  it("a row that is null for a blank one, since rows are counted", () => {
    expect(parse({ id: "con_1", rows: [null, { a: 1 }] }).rows).toEqual([{}, { a: 1 }]);
  });

  it("a lone value for a list of one, and names with commas for several", () => {
    expect(parse({ id: "con_1", names: "title, email" }).names).toEqual(["title", "email"]);
    expect(parse({ id: "con_1", filters: { field: "title" } }).filters).toEqual([{ field: "title" }]);
  });

  it.each<[string, unknown]>([
    ["an object by key", { title: "CFO", email: ["a@b.co"] }],
    ["its JSON text", '{"title": "CFO", "email": ["a@b.co"]}'],
    ["a list of such objects", [{ title: "CFO" }, { email: ["a@b.co"] }]],
  ])("%s for a list of entries", (_what, add) => {
    expect(entries(add)).toEqual([
      { field: "title", value: "CFO" },
      { field: "email", value: ["a@b.co"] },
    ]);
  });

  it("an entry for a list of one, while an object by key may have one of its keys", () => {
    expect(entries({ field: "title", value: "CFO" })).toEqual([{ field: "title", value: "CFO" }]);
    expect(entries({ field: "north", title: "CFO" })).toEqual([
      { field: "field", value: "north" },
      { field: "title", value: "CFO" },
    ]);
    expect(entries({ value: 5 })).toEqual([{ field: "value", value: 5 }]);
  });

  it("digits for a number", () => {
    expect(parse({ id: "con_1", limit: "5" }).limit).toBe(5);
  });

  it("while null in fields stays, for those who count it", () => {
    expect(entries({ title: null })).toEqual([{ field: "title", value: null }]);
    expect(entries([{ field: "title", value: null }, null])).toEqual([{ field: "title", value: null }]);
    expect(parse({ id: "con_1", fields: { title: null } }).fields).toEqual({ title: null });
  });

  it("and a text that looks like JSON stays text where text is asked for", () => {
    expect(parse({ id: '{"a": 1}' }).id).toBe('{"a": 1}');
  });
});

describe("what is larger than anybody means it is refused before it is looked at", () => {
  const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
  const keyed = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at]));

  it.each([
    ["a text", { id: "x".repeat(301) }, "id: It has 301 characters. Accepted: up to 300."],
    ["a text with a limit of its own", { id: "con_1", query: "x".repeat(11) }, "query: It has 11 characters. Accepted: up to 10, about one person."],
    ["a list", { id: "con_1", names: Array(501).fill("a") }, "names: It has 501 items. Accepted: up to 500."],
    ["a list as its JSON text", { id: "con_1", names: JSON.stringify(Array(501).fill("a")) }, "names: It has 501 items. Accepted: up to 500."],
    ["a list with a limit of its own", { id: "con_1", filters: Array(4).fill({}) }, "filters: It has 4 items. Accepted: up to 3, each once."],
    ["a list in one text", { id: "con_1", names: ",".repeat(1_000_000) }, "names[0]: It has 1,000,000 characters. Accepted: up to 300."],
    ["an item", { id: "con_1", filters: [{ field: "x".repeat(301) }] }, "filters[0].field: It has 301 characters. Accepted: up to 300."],
    ["an object", { id: "con_1", fields: keyed(501) }, "fields: It has 501 keys. Accepted: up to 500."],
    ["a key", { id: "con_1", fields: { ["k".repeat(501)]: 1 } }, `fields, the key "${"k".repeat(79)}…: It has 501 characters. Accepted: up to 500.`],
    ["a value", { id: "con_1", fields: { title: "x".repeat(200_001) } }, "fields.title: It has 200,001 characters. Accepted: up to 200,000."],
    [
      "a list of values",
      { id: "con_1", fields: { email: { add: Array(2001).fill(1) } } },
      "fields.email.add: It has 2,001 items. Accepted: up to 2,000.",
    ],
    [
      "depth",
      { id: "con_1", fields: { title: nested(5000) } },
      /^fields: .* is nested too deeply\. Accepted: values, and lists and objects of values\.$/,
    ],
    [
      "arguments",
      { id: "con_1", ...keyed(31) },
      "31 arguments are unknown. Accepted: id, rows, columns, fields, relationships, names, filters, limit, query, mode, dry_run, offset.",
    ],
  ] as const)("%s", (_what, given, problem) => {
    expect(problemsOf(given)).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
  });

  it("while JSON text that is nested deeper stays text", () => {
    expect(problemsOf({ id: "con_1", fields: "[".repeat(100_000) + "]".repeat(100_000) })).toEqual([
      expect.stringMatching(/^fields: ".*… is not an object\.$/),
    ]);
  });
});

describe("mistakes are said, all at once", () => {
  it("an unknown argument with the nearest that there is", () => {
    expect(problemsOf({ id: "con_1", feilds: {}, title: "CFO" })).toMatchInlineSnapshot(`
      [
        "Unknown argument "feilds". Did you mean "fields"? Accepted: id, rows, columns, fields, relationships, names, filters, limit, query, mode, dry_run, offset.",
        "Unknown argument "title". Fields of a contact go inside fields. Accepted: id, rows, columns, fields, relationships, names, filters, limit, query, mode, dry_run, offset.",
      ]
    `);
    expect(problemsOf({ id: "con_1", filters: [{ field: "a", opertor: "equal" }] })).toMatchInlineSnapshot(`
      [
        "filters[0]: Unknown argument "opertor". Did you mean "operator"? Accepted: field, operator.",
      ]
    `);
  });

  it.each([
    ["contact_id", "id"],
    ["contactId", "id"],
    ["ids", "id"],
    ["filter", "filters"],
    ["where", "filters"],
    ["q", "query"],
    ["search", "query"],
    ["page_size", "limit"],
    ["skip", "offset"],
    ["dryRun", "dry_run"],
    ["field", "fields"],
  ])("the argument that another convention calls %s", (written, meant) => {
    expect(problemsOf({ id: "con_1", [written]: "x" })[0]).toContain(`Unknown argument "${written}". Did you mean "${meant}"? Accepted: `);
  });

  it("no field for an argument of another tool, and no argument for a field that only begins like one", () => {
    const problems = (name: string) => {
      try {
        parseArguments({ fields: z.record(z.unknown()).optional(), add: z.string().optional() }, { [name]: "x" });
      } catch (error) {
        return error instanceof InvalidInput ? error.problems : [];
      }
      return [];
    };
    for (const name of ["order_by", "pageSize", "query", "filter"])
      expect(problems(name)).toEqual([`Unknown argument "${name}". Accepted: fields, add.`]);
    expect(problems("address")).toEqual(['Unknown argument "address". Fields of a contact go inside fields. Accepted: fields, add.']);
  });

  it("a missing one, a wrong one, one out of range", () => {
    expect(problemsOf({ limit: 26, names: { a: 1 }, filters: [{ field: {} }] })).toMatchInlineSnapshot(`
      [
        "id: Missing. Accepted: text.",
        "names[0]: {"a":1} is not text.",
        "filters[0].field: {} is not text.",
        "limit: 26 is out of range. Accepted: a whole number from 1 to 25.",
      ]
    `);
    expect(problemsOf({ id: "con_1", fields: "title" })).toMatchInlineSnapshot(`
      [
        "fields: "title" is not an object.",
      ]
    `);
    expect(problemsOf([1])).toMatchInlineSnapshot(`
      [
        "The arguments [1] are not an object.",
      ]
    `);
    expect(problemsOf("id")).toHaveLength(1);
    expect(problemsOf({ id: "con_1", filters: [{ field: "a", constructor: 1 }] })).toHaveLength(1);
  });

  it("a choice that does not exist, with the nearest, and what an argument takes at all", () => {
    expect(problemsOf({ id: "con_1", mode: "updates", dry_run: "perhaps", offset: -0.5, columns: { Mail: true } })).toEqual([
      "columns.Mail: true is not text.",
      'mode: "updates" is not one of the choices. Did you mean "update"? Accepted: "upsert" | "create" | "update".',
      'dry_run: "perhaps" is not true or false.',
      "offset: -0.5 is not a whole number from 0.",
    ]);
  });

  it("a filter without a field, or with several values, with the form of a filter", () => {
    const form = { filters: filtersInput };
    const given = { filters: [{ operator: "isSet" }, { field: "title", value: ["CEO", "CFO"] }] };
    expect(() => parseArguments(form, given)).toThrow(
      new InvalidInput([
        'filters[0].field: Missing. Accepted: filters such as {"field": "title", "operator": "startsWith", "value": "VP"}.',
        'filters[1].value: ["CEO","CFO"] is not text. Accepted: one value as text; find_contacts takes several as "values".',
      ]),
    );
  });

  it("an entry without its value, or with more than that, and no entries at all", () => {
    const wrong = [{ field: "title" }, { field: "email", value: "a@b.co", kind: "work" }];
    expect(() => entries(wrong)).toThrow(
      new InvalidInput(["fields[0].value: Missing. Accepted: the value, as text.", 'fields[1]: Unknown argument "kind". Accepted: field, value.']),
    );
    expect(() => entries(undefined)).toThrow(new InvalidInput(['fields: Missing. Accepted: values such as {"title": "CFO"}.']));
  });

  it("an entry that names its field by another word, which is no object by key", () => {
    const form = 'Accepted: entries such as {"field": "title", "value": "CFO"}.';
    expect(() => entries([{ name: "title", value: "CFO" }, "title=CFO"])).toThrow(
      new InvalidInput([
        `fields[0].field: Missing. ${form}`,
        'fields[0]: Unknown argument "name". Accepted: field, value.',
        `fields[1]: "title=CFO" is not an object. ${form}`,
      ]),
    );
  });

  it("an unknown argument, without offering those that are not advertised", () => {
    expect(() => parseArguments({ text: z.string(), csv: unlisted(z.string()) }, { tsv: "a" })).toThrow(/Accepted: text\./);
  });

  it("an argument with an inherited name is unknown like any other", () => {
    expect(problemsOf(JSON.parse('{"id": "con_1", "__proto__": {"limit": 1}, "constructor": 1}'))).toHaveLength(2);
  });

  it("and no key of a field gets lost, whatever it is called", () => {
    const { fields } = parse({ id: "con_1", fields: JSON.parse('{"__proto__": "x", "constructor": "y"}') });
    expect(Object.entries(fields ?? {})).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });
});
