import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type ApiKey, ResponseError, type WireContact } from "../../src/api/index.ts";
import { parseContact, parsePage } from "../../src/api/parse-contact.ts";
import { parseDefinitions } from "../../src/api/parse-definitions.ts";
import { parseKeyInfo } from "../../src/api/parse-key-info.ts";
import { parseMember, parseNamedPage } from "../../src/api/parse-named.ts";
import { failure, reply, scriptedApi } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** The answer's text as the program gets it, hostile keys included. */
const definitionsOf = (json: string, onSkipped: (count: number) => void = () => undefined) => parseDefinitions(JSON.parse(json), onSkipped);
const contactOf = (json: string): WireContact => parseContact(JSON.parse(json));

describe("definitions", () => {
  test("are read as the contract shows them", () => {
    const { fields, relationships } = definitionsOf(`{
      "objectType": "contact",
      "fieldDefinitions": {
        "$email": {"id": "ad_1", "slug": "email", "label": "Email", "description": null, "valueType": "EMAIL", "readOnly": false, "system": true,
          "typeConfiguration": {"multipleValues": true, "unique": true}},
        "tier": {"label": "Tier", "description": "How dear", "valueType": "SINGLE_SELECT", "readOnly": true,
          "typeConfiguration": {"options": [{"id": "opt_1", "label": "Gold", "description": null}, {"id": "opt_2", "label": "Tin", "description": "least"}]}},
        "arr": {"label": "ARR", "valueType": "CURRENCY", "typeConfiguration": {"currency": "USD"}},
        "x": {"label": "X", "valueType": "SOCIAL_HANDLE", "typeConfiguration": {"handleService": "TWITTER"}}
      },
      "relationshipDefinitions": {
        "$account": {"id": null, "slug": "account-contact", "label": "Account", "description": null, "cardinality": "HAS_MANY", "objectType": "account"},
        "$owner": {"slug": "$owner", "label": "Owner", "cardinality": "has_one", "objectType": "member"}
      }
    }`);
    expect(fields).toEqual([
      { key: "$email", label: "Email", valueType: "EMAIL", readOnly: false, config: { multipleValues: true, unique: true } },
      {
        key: "tier",
        label: "Tier",
        description: "How dear",
        valueType: "SINGLE_SELECT",
        readOnly: true,
        config: {
          options: [
            { id: "opt_1", label: "Gold" },
            { id: "opt_2", label: "Tin", description: "least" },
          ],
        },
      },
      { key: "arr", label: "ARR", valueType: "CURRENCY", readOnly: false, config: { currency: "USD" } },
      { key: "x", label: "X", valueType: "SOCIAL_HANDLE", readOnly: false, config: { handleService: "TWITTER" } },
    ]);
    expect(relationships).toEqual([
      { key: "$account", slug: "account-contact", label: "Account", cardinality: "HAS_MANY", objectType: "account" },
      { key: "$owner", slug: "owner", label: "Owner", cardinality: "HAS_ONE", objectType: "member" },
    ]);
  });

  test("keep fields with hostile names and unknown types", () => {
    const { fields } = definitionsOf(`{"fieldDefinitions": {
      "__proto__": {"label": "P", "valueType": "TEXT", "typeConfiguration": {}},
      "constructor": {"label": "C", "valueType": "HTML"},
      "toString": {}
    }}`);
    expect(fields.map(({ key, label, valueType }) => [key, label, valueType])).toEqual([
      ["__proto__", "P", "TEXT"],
      ["constructor", "C", "HTML"],
      ["toString", "toString", "UNKNOWN"],
    ]);
  });

  test("are understood as arrays too", () => {
    const { fields, relationships } = definitionsOf(`{
      "fieldDefinitions": [{"key": "$name", "valueType": "FULL_NAME"}, {"slug": "email", "system": true}, {"slug": "score"}],
      "relationshipDefinitions": [{"key": "$owner", "cardinality": "HAS_ONE", "objectType": "member"}]
    }`);
    expect(fields.map(({ key }) => key)).toEqual(["$name", "$email", "score"]);
    expect(relationships.map(({ key }) => key)).toEqual(["$owner"]);
  });

  test("leave out what cannot be used, and count it", () => {
    const skipped = vi.fn();
    const { fields, relationships } = definitionsOf(
      `{
        "fieldDefinitions": {"a": null, "b": "text", "c": {"label": 7, "typeConfiguration": {"options": [{"label": "no id"}, {"id": "opt_1"}, 3]}}, "": {}},
        "relationshipDefinitions": [{"label": "no key"}]
      }`,
      skipped,
    );
    expect(fields).toEqual([{ key: "c", label: "c", valueType: "UNKNOWN", readOnly: false, config: { options: [{ id: "opt_1", label: "opt_1" }] } }]);
    expect(relationships).toEqual([]);
    expect(skipped).toHaveBeenCalledExactlyOnceWith(6);
  });

  test("tolerate null or nonsense wherever something is optional", () => {
    const { fields, relationships } = definitionsOf(`{"new": 1, "relationshipDefinitions": null, "fieldDefinitions": {
      "a": {"label": null, "description": 5, "valueType": null, "readOnly": null, "typeConfiguration": null},
      "b": {"typeConfiguration": {"options": null, "currency": 1, "unique": "yes"}}
    }}`);
    expect(fields.map(({ key, config }) => [key, config])).toEqual([
      ["a", {}],
      ["b", {}],
    ]);
    expect(relationships).toEqual([]);
  });
});

test("a child field finds its parent by the parent's key, ID or slug", () => {
  const parentOf = (named: string) => {
    const fieldDefinitions = {
      $region: { id: "ad_1", slug: "territory" },
      region: { id: "ad_2", slug: "area" },
      child: { typeConfiguration: { parentFieldKey: named } },
    };
    return parseDefinitions({ fieldDefinitions }, () => undefined).fields.at(-1)?.config.parentFieldKey;
  };
  expect(["$region", "ad_1", "territory", "area", "nothing"].map(parentOf)).toEqual(["$region", "$region", "$region", "region", undefined]);
  // A key counts more than what another field is also called.
  expect(parentOf("region")).toBe("region");
});

describe("a contact", () => {
  test("is read as the contract shows it", () => {
    expect(
      contactOf(`{"id": "con_1", "createdAt": "2026-01-02T03:04:05Z", "updatedAt": null, "externalId": "x-1", "httpLink": "https://crm/1", "new": 1,
        "fields": {"$name": {"valueType": "FULL_NAME", "value": {"firstName": "Ann"}}, "$title": {"valueType": "TEXT", "value": null}},
        "relationships": {"$account": {"cardinality": "has_many", "objectType": "account", "values": ["acc_1", "acc_2"]},
          "$owner": {"cardinality": "HAS_ONE", "objectType": "member", "values": ["mem_1"]}}}`),
    ).toEqual({
      id: "con_1",
      createdAt: "2026-01-02T03:04:05Z",
      externalId: "x-1",
      httpLink: "https://crm/1",
      fields: new Map([
        ["$name", { valueType: "FULL_NAME", value: { firstName: "Ann" } }],
        ["$title", { valueType: "TEXT", value: null }],
      ]),
      relationships: new Map([
        ["$account", { cardinality: "HAS_MANY", objectType: "account", ids: ["acc_1", "acc_2"] }],
        ["$owner", { cardinality: "HAS_ONE", objectType: "member", ids: ["mem_1"] }],
      ]),
    });
  });

  test("may lack everything but its ID", () => {
    expect(contactOf('{"id": "con_1"}')).toEqual({ id: "con_1", createdAt: "", fields: new Map(), relationships: new Map() });
    expect(contactOf('{"id": "con_1", "createdAt": null, "fields": null, "relationships": null}').fields.size).toBe(0);
  });

  test("leaves out what is nested too deeply for recursion", () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const { fields } = contactOf(`{"id": "con_1", "fields": {"bare": ${deep}, "wrapped": {"valueType": "RATING", "value": [${deep}]}}}`);
    expect(Object.fromEntries(fields)).toEqual({ bare: { valueType: "UNKNOWN", value: "[…]" }, wrapped: { valueType: "RATING", value: "[…]" } });
  });

  test("keeps hostile field names, and understands bare values and odd links", () => {
    const { fields, relationships } = contactOf(`{"id": "con_1",
      "fields": {"__proto__": {"valueType": "TEXT", "value": "p"}, "constructor": "bare", "list": ["a"], "name": {"firstName": "Ann"}, "none": null},
      "relationships": {"__proto__": {"cardinality": "HAS_ONE", "objectType": "x", "values": "acc_1"},
        "b": {"values": [{"id": "acc_2"}, 7, ""]}, "c": {"values": null}, "d": null}}`);
    const unknown = (value: unknown) => ({ valueType: "UNKNOWN", value });
    expect([...fields]).toEqual([
      ["__proto__", { valueType: "TEXT", value: "p" }],
      ["constructor", unknown("bare")],
      ["list", unknown(["a"])],
      ["name", unknown({ firstName: "Ann" })],
      ["none", unknown(null)],
    ]);
    expect([...relationships].map(([key, { ids }]) => [key, ids])).toEqual([
      ["__proto__", ["acc_1"]],
      ["b", ["acc_2"]],
      ["c", []],
    ]);
  });
});

test("a page tells its contacts and how many there are in all, where it does", () => {
  expect(parsePage({ data: [{ id: "con_1" }], totalCount: 9 })).toMatchObject({ contacts: [{ id: "con_1" }], totalCount: 9 });
  expect(parsePage({ data: [], totalCount: "many" })).toEqual({ contacts: [] });
});

test("a key without a list of scopes may do everything", () => {
  expect(parseKeyInfo({ active: true, scopes: ["contacts:read"] })).toEqual({ active: true, scopes: ["contacts:read"] });
  expect(parseKeyInfo({ scopes: null })).toEqual({ active: true, scopes: [] });
  expect(parseKeyInfo({ active: false, scopes: [] })).toEqual({ active: false, scopes: [] });
});

test.each([
  ["definitions", {}, "fieldDefinitions is missing"],
  ["definitions", { fieldDefinitions: "none" }, "fieldDefinitions is not an object"],
  ["definitions", { fieldDefinitions: {}, relationshipDefinitions: 7 }, "relationshipDefinitions is not an object"],
  ["definitions", [], "the body is not an object"],
  ["retrieve", {}, "id is missing"],
  ["retrieve", { id: "" }, "id is not text with at least one character"],
  ["retrieve", { id: "con_1", fields: [] }, "fields is not an object"],
  ["retrieve", [], "the body is not an object"],
  ["retrieve", "null", "the body is not an object"],
  ["list", { data: {} }, "data is not a list"],
  ["list", { data: [{ id: "con_1" }, {}] }, "data.1.id is missing"],
  ["validateKey", { scopes: "all" }, "scopes is not a list"],
  ["validateKey", { active: "yes" }, "active is not true or false"],
  ["validateKey", null, "the body is not an object"],
  ["retrieveAccount", { name: "Globex" }, "id is missing"],
  ["listAccounts", { data: [{ id: "acc_1" }, null] }, "data.1 is not an object"],
  ["listMembers", { data: [{ id: "mem_1" }, { id: 7 }] }, "data.1.id is not text with at least one character"],
  ["listMembers", {}, "data is missing"],
] as const)("%s that answers %j is a ResponseError that says: %s", async (operation, body, problem) => {
  const { api } = scriptedApi([reply(200, body)]);
  const calls = {
    definitions: () => api.definitions(),
    retrieve: () => api.retrieve("con_1"),
    list: () => api.list({}),
    validateKey: () => api.validateKey(),
    retrieveAccount: () => api.retrieveAccount("acc_1"),
    listAccounts: () => api.listAccounts({}),
    listMembers: () => api.listMembers({}),
  };
  const error = await failure<ResponseError>(calls[operation](), ResponseError);
  expect(error).toMatchObject({ operation, retryable: false, message: expect.stringContaining(`: ${problem}.`) });
});

test("whatever JSON the API answers, it is read or the error names the place", () => {
  const nearly = fc.record(
    {
      id: fc.oneof(fc.string(), fc.jsonValue()),
      data: fc.jsonValue(),
      fields: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
      relationships: fc.oneof(fc.dictionary(fc.string(), fc.record({ values: fc.jsonValue() })), fc.jsonValue()),
      fieldDefinitions: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(nearly, fc.jsonValue()), (json) => {
      const definitions = (value: unknown) => parseDefinitions(value, () => undefined);
      for (const parse of [parseContact, parsePage, parseKeyInfo, definitions, parseMember, (value: unknown) => parseNamedPage(value)]) {
        try {
          parse(json);
        } catch (error) {
          expect(error).toMatchObject({ name: expect.stringMatching(/^UnexpectedShape$/) });
        }
      }
    }),
  );
});

test("an answer keeps every field it has, whatever they are called", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "valueOf"))), (keys) => {
      const fields = JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:{"valueType":"TEXT","value":${JSON.stringify(key)}}`).join(",")}}`);
      const read = parseContact({ id: "con_1", fields });
      expect(read.fields.size).toBe(keys.length);
      for (const key of keys) {
        expect(read.fields.get(key as ApiKey)?.value).toBe(key);
      }
    }),
  );
});
