import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { VALUE_TYPES } from "../../src/fields/index.ts";
import type { WireContactJson } from "../../src/sandbox/index.ts";
import { allContacts, aSandbox, definitionsOf, list } from "./support.ts";

const sandbox = aSandbox({ contacts: 500 });
const contacts = allContacts(sandbox);

/** All values of a field that are set. */
const valuesOf = (key: string) => contacts.map(({ fields }) => fields[key]?.value).filter((value) => value !== null);
const nameOf = ({ fields }: WireContactJson) => JSON.stringify(fields.$name?.value);

describe("the definitions", () => {
  it("have every value type, and two that the documentation does not have", async () => {
    const { fieldDefinitions } = await definitionsOf(sandbox);
    const types = new Set(Object.values(fieldDefinitions).map(({ valueType }) => valueType));
    expect([...types].sort()).toEqual([...VALUE_TYPES, "HTML", "RATING"].sort());
    expect(Object.keys(fieldDefinitions)).toHaveLength(39);
  });

  it("are as awkward as those of a real workspace", async () => {
    const { fieldDefinitions, relationshipDefinitions } = await definitionsOf(sandbox);
    const keys = Object.keys(fieldDefinitions);
    expect(keys).toEqual(expect.arrayContaining(["$email", "email", "$name", "name", "constructor", "icp-score", "annual_budget", "t-shirt.größe"]));
    expect(keys.some((key) => key.length === 60)).toBe(true);
    expect(keys.filter((key) => fieldDefinitions[key]?.label === "Notes")).toHaveLength(2);
    expect(fieldDefinitions.persona?.typeConfiguration.options?.filter(({ label }) => label === "Other")).toHaveLength(2);
    expect(fieldDefinitions.industry?.typeConfiguration.options?.length).toBeGreaterThan(30);
    expect(fieldDefinitions.territory?.typeConfiguration).toMatchObject({ parentFieldKey: "region" });
    const [territory] = fieldDefinitions.territory?.typeConfiguration.options ?? [];
    expect(fieldDefinitions.region?.typeConfiguration.options?.map(({ id }) => id)).toContain(territory?.parentId);
    expect(keys.map((key) => fieldDefinitions[key]?.typeConfiguration.currency).filter(Boolean)).toEqual(["EUR", "USD"]);
    expect(Object.entries(relationshipDefinitions).map(([key, { cardinality, objectType, slug }]) => [key, cardinality, objectType, slug])).toEqual([
      ["$account", "HAS_MANY", "account", "account-contact"],
      ["$owner", "HAS_ONE", "member", "owner"],
      ["$createdBy", "HAS_ONE", "member", "created-by"],
      ["reports-to", "HAS_ONE", "contact", "reports-to"],
      ["referred", "HAS_MANY", "contact", undefined],
    ]);
  });

  it("never share an ID", async () => {
    const text = JSON.stringify([await definitionsOf(sandbox), await list(sandbox, {}, "accounts")]);
    const { fieldDefinitions } = await definitionsOf(sandbox);
    const ids = Object.values(fieldDefinitions).flatMap(({ id, typeConfiguration }) => [
      id,
      ...(typeConfiguration.options ?? []).map((option) => option.id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(text).toMatch(/"ad_\w+".*"opt_\w+".*"rd_\w+".*"acc_\w+"/s);
  });
});

describe("the contacts", () => {
  it("are the same for the same seed and others for another", () => {
    expect(aSandbox({ contacts: 500 }).contacts()).toEqual(sandbox.contacts());
    expect(aSandbox({ contacts: 5, seed: 7 }).contacts()).not.toEqual(aSandbox({ contacts: 5 }).contacts());
  });

  it("have exactly twenty pairs of namesakes, each at different companies", () => {
    const twins = contacts.map((contact) => [contacts.find((other) => nameOf(other) === nameOf(contact)), contact] as const);
    const pairs = twins.filter(([first, contact]) => first !== contact);
    expect(pairs).toHaveLength(20);
    for (const [one, two] of pairs) {
      expect(one?.relationships.$account?.values[0]).not.toBe(two?.relationships.$account?.values[0]);
      expect(two?.relationships.$account?.values).not.toHaveLength(0);
    }
  });

  it("have phone numbers that the numbering plans accept", () => {
    const numbers = [...valuesOf("$phone"), ...valuesOf("mobile")].flat().map(String);
    expect(numbers.length).toBeGreaterThan(300);
    expect(numbers.filter((number) => !parsePhoneNumberFromString(number)?.isValid())).toEqual([]);
    expect(new Set(numbers.map((number) => parsePhoneNumberFromString(number)?.country)).size).toBeGreaterThanOrEqual(12);
  });

  it("set every field somewhere and none everywhere but the name", async () => {
    const { fieldDefinitions } = await definitionsOf(sandbox);
    for (const key of Object.keys(fieldDefinitions)) {
      const { length } = valuesOf(key);
      expect({ key, length }).toEqual({
        key,
        length: expect.toSatisfy((count: number) => (key === "$name" ? count === 500 : count > 0 && count < 500)),
      });
    }
  });

  it("have addresses at their company, accents and values that must be handled with care", () => {
    const names = contacts.map(nameOf).join();
    expect(names).toMatch(/Müller|Groß|Schäfer/);
    expect(names).toMatch(/Łukasz/);
    expect(names).toMatch(/Søren|Jørgen/);
    expect(valuesOf("$email").flat().join()).toMatch(/@zuerich-analytics\.example/);
    expect(
      valuesOf("$email")
        .flat()
        .filter((address) => !/^[a-z0-9.-]+@[a-z-]+\.example$/.test(String(address))),
    ).toEqual([]);
    const texts = ["$title", "notes", "notes-2", "spitzname", "name"].flatMap(valuesOf).join("|");
    for (const nasty of ["\n", "\t", "\u200b", "\u202e", "ignore all previous instructions"]) expect(texts).toContain(nasty);
    expect(Math.max(...valuesOf("$aiSummary").map((text) => String(text).length))).toBeGreaterThan(5000);
  });

  it("link only to records that exist", () => {
    const ids = new Set(contacts.map(({ id }) => id));
    const linked = contacts.flatMap(({ relationships }) =>
      [relationships["reports-to"], relationships.referred].flatMap((link) => link?.values ?? []),
    );
    expect(linked.length).toBeGreaterThan(100);
    expect(linked.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("come in any number", async () => {
    expect(await list(aSandbox({ contacts: 0 }))).toEqual({ object: "list", data: [], totalCount: 0 });
    const many = contactsNamed(aSandbox({ contacts: 12_000 }).contacts());
    expect(many.size).toBe(12_000 - 480);
  });
});

const contactsNamed = (all: ReadonlyMap<string, WireContactJson>) => new Set([...all.values()].map(nameOf));
