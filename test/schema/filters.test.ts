import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApiKey, type ContactId, FILTER_OPERATORS, type WireContact } from "../../src/api/index.ts";
import { VALUE_TYPES } from "../../src/fields/index.ts";
import { InvalidInput } from "../../src/fields/rejection.ts";
import { encodeFilters, type FilterInput, filterPredicate, operatorsOf } from "../../src/schema/filters.ts";
import { aField, aRelationship, aSchema, aSelect, attributeOf, BERLIN } from "../builders.ts";

const schema = aSchema({
  fields: [
    ...VALUE_TYPES.filter((type) => !type.endsWith("SELECT")).map((valueType) => aField({ key: valueType.toLowerCase(), valueType })),
    aSelect(["Lead", "Customer"], { key: "single_select" }),
    aSelect(["Lead"], { key: "multi_select", valueType: "MULTI_SELECT" }),
    aField({ key: "html", valueType: "HTML" }),
    aField({ key: "rating", valueType: "RATING" }),
  ],
  relationships: [aRelationship({ key: "$account", slug: "account-contact", objectType: "account", cardinality: "HAS_MANY" })],
});

/** A filter as it stands in the query. */
function query(...filters: FilterInput[]): string[] {
  const encoded = encodeFilters(filters, schema, BERLIN, { relationshipKey: ({ apiKey }) => apiKey });
  return encoded.map(({ key, operator, value, negated }) => `${key}[${negated ? "-" : ""}${operator}]=${value}`);
}

function unlessInvalid<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

function problem(...filters: FilterInput[]): string {
  try {
    query(...filters);
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  throw new Error("expected a problem");
}

describe("operators", () => {
  it("are those that the API has for the type", () => {
    const all = [...schema.fields, ...schema.relationships].map((attribute) => `${attribute.apiKey}: ${operatorsOf(attribute).join(" ")}`);
    expect(all.join("\n")).toMatchInlineSnapshot(`
      "address: equal startsWith isSet
      checkbox: equal
      currency: equal greaterThan greaterThanOrEqual lessThan lessThanOrEqual
      datetime: equal greaterThan greaterThanOrEqual lessThan lessThanOrEqual
      email: contains
      full_name: equal startsWith isSet
      markdown: 
      number: equal greaterThan greaterThanOrEqual lessThan lessThanOrEqual
      social_handle: equal startsWith isSet
      telephone: contains
      text: equal startsWith isSet
      url: contains
      single_select: equal
      multi_select: 
      html: 
      rating: 
      $account: contains"
    `);
  });

  it.each([
    ["equal", "[equal]"],
    ["Equals", "[equal]"],
    ["=", "[equal]"],
    ["is", "[equal]"],
    ["not_equal", "[-equal]"],
    ["-equal", "[-equal]"],
    ["!=", "[-equal]"],
    ["!equal", "[-equal]"],
    ["not equal", "[-equal]"],
    ["notEqual", "[-equal]"],
    ["isNotEqual", "[-equal]"],
    ["doesNotEqual", "[-equal]"],
    ["is_not", "[-equal]"],
    ["isn't", "[-equal]"],
    ["<>", "[-equal]"],
    ["NOT_GREATER_THAN", "[-greaterThan]"],
    [">=", "[greaterThanOrEqual]"],
    ["greater_than", "[greaterThan]"],
    ["less than or equal", "[lessThanOrEqual]"],
    ["<", "[lessThan]"],
    [undefined, "[equal]"],
    ["  ", "[equal]"],
  ])("%j on a number is %s", (operator, sent) => {
    expect(query({ field: "number", operator, value: 5 })).toEqual([`number${sent}=5`]);
  });

  it("where none is given, are equal where the type has it, else contains", () => {
    expect(query({ field: "email", value: "a@b.co" }, { field: "$account", value: "acc_1" }, { field: "text", value: "CFO" })).toEqual([
      "email[contains]=a@b.co",
      "$account[contains]=acc_1",
      "text[equal]=CFO",
    ]);
  });

  it("that are misspelt are refused, never taken for others", () => {
    const meanings = ["equals", "is", "=", ">", ">=", "<", "<=", "isSet", "set", "contain", "startWith", ...FILTER_OPERATORS].map((name) =>
      name.toLowerCase(),
    );
    const folded = (text: string) =>
      text
        .trim()
        .toLowerCase()
        .replace(/[_\s'-]/g, "")
        .replace(/^(isnot|isnt|not|!)/, "");
    const near = fc
      .tuple(fc.constantFrom(...FILTER_OPERATORS, "not_equal", "isSet"), fc.nat(20), fc.nat(1), fc.string({ unit: "grapheme-ascii", maxLength: 2 }))
      .map(([name, at, removed, added]) => `${name.slice(0, at)}${added}${name.slice(at + removed)}`);
    fc.assert(
      fc.property(near, fc.constantFrom("number", "text", "email"), (operator, field) => {
        fc.pre(operator.trim() !== "" && !meanings.includes(folded(operator)));
        expect(problem({ field, operator, value: "5" })).toContain(`is not an operator of "${field}"`);
      }),
      { numRuns: 200 },
    );
    expect(problem({ field: "number", operator: "greaterThen", value: 5 })).toMatchInlineSnapshot(
      `"filters[0]: "greaterThen" is not an operator of "number". Did you mean "greaterThan"? Accepted: equal, greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual, each also with not_ before it."`,
    );
    expect(problem({ field: "email", operator: "equal", value: "a@b.co" })).toMatchInlineSnapshot(
      `"filters[0]: The API has no operator "equal" for "email". Accepted: contains or not_contains; or the same filters in find_contacts."`,
    );
    expect(problem({ field: "text", operator: "not_equol", value: "x" })).toContain('Did you mean "not_equal"?');
    expect(problem({ field: "text", operator: "not_isSett" })).toContain('Did you mean "not_isSet"?');
  });

  it.each([
    ["notContains", "-contains"],
    ["not_contains", "-contains"],
    ["doesNotContain", "-contains"],
    ["does not contain", "-contains"],
    ["doesn't contain", "-contains"],
    ["!contains", "-contains"],
  ])("%j on an e-mail is %s", (operator, sent) => {
    expect(query({ field: "email", operator, value: "a@b.co" })).toEqual([`email[${sent}]=a@b.co`]);
  });

  it.each([
    ["isNotSet", undefined, "-startsWith"],
    ["is_not_set", undefined, "-startsWith"],
    ["notSet", "", "-startsWith"],
    ["isEmpty", undefined, "-startsWith"],
    ["empty", undefined, "-startsWith"],
    ["isNull", undefined, "-startsWith"],
    ["isSet", false, "-startsWith"],
    ["isSet", "no", "-startsWith"],
    ["isSet", "true", "startsWith"],
    ["notEmpty", undefined, "startsWith"],
    ["IS NOT EMPTY", undefined, "startsWith"],
    ["isNotNull", undefined, "startsWith"],
    ["isEmpty", "false", "startsWith"],
  ])("%j with %j is [%s] with an empty value", (operator, value, sent) => {
    expect(query({ field: "text", operator, value })).toEqual([`text[${sent}]=`]);
  });

  it("that the API does not have for a field are refused for every name", () => {
    for (const field of ["multi_select", "markdown", "html", "rating"]) {
      expect(problem({ field, operator: "equal", value: "x" })).toContain(`The API cannot filter by "${field}"`);
    }
  });
});

describe("values", () => {
  it("are encoded like those of writes", () => {
    expect(
      query(
        { field: "single_select", value: "customer" },
        { field: "checkbox", value: "yes" },
        { field: "checkbox", operator: "equal", value: false },
        { field: "currency", operator: ">", value: "1,200.50" },
        { field: "datetime", operator: ">=", value: "2026-02-03" },
        { field: "telephone", operator: "contains", value: "+49 30 901820" },
      ),
    ).toEqual([
      "single_select[equal]=opt_1",
      "checkbox[equal]=true",
      "checkbox[equal]=false",
      "currency[greaterThan]=1200.5",
      "datetime[greaterThanOrEqual]=2026-02-02T23:00:00Z",
      "telephone[contains]=+4930901820",
    ]);
  });

  it("that do not fit are refused, all at once", () => {
    expect(
      problem(
        { field: "number", value: "many" },
        { field: "single_select", value: "Leed" },
        { field: "nmber", value: 1 },
        { field: "$account", value: "Acme" },
        { field: "text" },
      ),
    ).toMatchInlineSnapshot(`
      "filters[0]: "many" is not a number. Accepted: a number with at most 2 decimals, e.g. 1200.5.
      filters[1]: "Leed" is not an option. Did you mean "Lead"? Accepted: "Lead" | "Customer".
      filters[2]: There is no field or relationship "nmber". Did you mean "number"? Accepted: the keys that get_contact_definitions lists.
      filters[4]: The filter has no value. Accepted: a value; or the operator isSet, which needs none."
    `);
  });

  it("are wanted: a blank one does not quietly mean that the field is set", () => {
    for (const value of [undefined, null, "", "  "]) expect(problem({ field: "text", operator: "startsWith", value })).toContain("has no value");
  });

  it("are not wanted by isSet, which would not obey them", () => {
    expect(query({ field: "text", operator: "is_set" })).toEqual(["text[startsWith]="]);
    expect(query({ field: "text", operator: "not_isSet" })).toEqual(["text[-startsWith]="]);
    expect(query({ field: "text", operator: "isSet", value: true })).toEqual(["text[startsWith]="]);
    expect(problem({ field: "text", operator: "isSet", value: "CFO" })).toContain("isSet takes no value");
  });

  it("of a day: the whole day, which cannot be excluded in one filter", () => {
    expect(query({ field: "datetime", value: "2026-02-03" })).toEqual([
      "datetime[greaterThanOrEqual]=2026-02-02T23:00:00Z",
      "datetime[lessThan]=2026-02-03T23:00:00Z",
    ]);
    expect(problem({ field: "datetime", operator: "not_equal", value: "2026-02-03" })).toContain("A whole day cannot be excluded");
    expect(query({ field: "datetime", operator: "not_greaterThan", value: "2026-02-03" })).toEqual([
      "datetime[-greaterThanOrEqual]=2026-02-03T23:00:00Z",
    ]);
  });
});

it.each(["created_at", "createdAt", "created", "creation date"])("%s is what the API cannot filter by, and find_contacts can", (field) => {
  expect(problem({ field, operator: "greaterThan", value: "2026-02-03" })).toMatch(
    /^filters\[0\]: The API cannot filter by "Created"\. Accepted: the same filters in find_contacts, with equal, greaterThan, /,
  );
});

it("relationships are filtered by ID with both operators, which mean the same", () => {
  for (const operator of ["equal", "contains", undefined]) {
    expect(query({ field: "account", operator, value: " acc_1 " })).toEqual(["$account[contains]=acc_1"]);
  }
  expect(query({ field: "account", operator: "not_contains", value: "acc_1" })).toEqual(["$account[-contains]=acc_1"]);
  expect(attributeOf(schema, "$account").agentKey).toBe("account");
});

it("a contact that passes holds one of each set of IDs that a test needs", () => {
  const option = fc.constantFrom("Lead", "Customer");
  const account = fc.constantFrom("acc_1", "acc_2");
  const filter = fc.oneof(
    fc.record({ field: fc.constant("single_select"), operator: fc.constantFrom("equal", "not_equal", "isSet"), value: option }),
    fc.record({ field: fc.constant("account"), operator: fc.constantFrom("contains", "not_contains"), values: fc.array(account, { minLength: 1 }) }),
    fc.record({ field: fc.constant("checkbox"), operator: fc.constant("equal"), value: fc.boolean() }),
  );
  const bare = filter.map((one): FilterInput => (one.operator === "isSet" ? { field: one.field, operator: one.operator } : one));
  const group = fc
    .tuple(fc.constantFrom("any", "all"), fc.array(bare, { minLength: 1, maxLength: 3 }))
    .map(([kind, parts]): FilterInput => ({ [kind]: parts }));
  const contact = fc
    .record({ option: fc.option(fc.constantFrom("opt_0", "opt_1")), ids: fc.array(account, { maxLength: 2 }), isTicked: fc.boolean() })
    .map(
      ({ option, ids, isTicked }): WireContact => ({
        id: "con_1" as ContactId,
        createdAt: "2026-01-02T03:04:05Z",
        updatedAt: undefined,
        fields: new Map<ApiKey, { valueType: string; value: unknown }>([
          ["single_select" as ApiKey, { valueType: "SINGLE_SELECT", value: option }],
          ["checkbox" as ApiKey, { valueType: "CHECKBOX", value: isTicked }],
        ]),
        relationships: new Map([["$account" as ApiKey, { cardinality: "HAS_MANY", objectType: "account", ids }]]),
      }),
    );
  let needing = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(bare, group), { minLength: 1, maxLength: 3 }), contact, (filters, one) => {
      // Filters that contradict each other are refused.
      const passes = unlessInvalid(() => filterPredicate(filters, schema, BERLIN));
      if (!passes?.(one)) return;
      const held = JSON.stringify([[...one.fields], [...one.relationships]]);
      for (const ids of passes.needs ?? []) {
        needing += 1;
        expect([...ids].some((id) => held.includes(JSON.stringify(id)))).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
  expect(needing).toBeGreaterThan(50);
});
