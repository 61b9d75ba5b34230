import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { allContacts, aSandbox, created, definitionsOf, optionId, post, refusal } from "./support.ts";

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = aSandbox();
});

/** What a field holds after a value was written. */
async function stored(key: string, value: unknown): Promise<unknown> {
  const contact = await created(sandbox, { [key]: value });
  return contact.fields[key]?.value;
}

const write = (key: string, value: unknown) => refusal(post(sandbox, "/v1/contacts", { fields: { [key]: value } }));

describe("accepts and stores", () => {
  it.each<[string, unknown, unknown?]>([
    ["$title", "Head of\nSales"],
    ["icp-score", 99.25],
    ["icp-score", -0.1],
    ["icp-score", Number.MAX_SAFE_INTEGER],
    ["deal-size", 1200.505],
    ["$doNotContact", false],
    ["next-follow-up", "2026-02-03T09:30:00+02:00", "2026-02-03T07:30:00.000Z"],
    ["next-follow-up", "2024-02-29T00:00Z", "2024-02-29T00:00:00.000Z"],
    ["$email", ["ada@lovelace.example", "a+b@ä.example"]],
    ["$email", []],
    ["email", "ada@lovelace.example"],
    ["$phone", ["+49 30 2212 3456", "+1 (415) 234-5678"], ["+493022123456", "+14152345678"]],
    ["$phone", ["415 234 5678 ext. 100"], ["+14152345678;ext=100"]],
    ["$phone", ["0123 4567"], ["01234567"]],
    ["mobile", ["+4520123456"]],
    ["website", "https://ada.example/me?x=1"],
    ["press-links", ["http://press.example"]],
    ["$name", { firstName: "Ada" }],
    ["$name", {}],
    ["$address", { street: "1 Road", city: "Łódź", country: "PL", latitude: 51.7, longitude: -180 }],
    ["$linkedIn", "https://de.linkedin.com/in/ada-lovelace/"],
    ["$twitter", "https://twitter.com/ada"],
    ["instagram", "https://www.instagram.com/ada.l"],
    ["background", "# Ada"],
    ["constructor", "Analytical engines"],
    ["name", "Ada L."],
    ["t-shirt.größe", "M"],
  ])("%s %j", async (key, value, result = value) => {
    expect(await stored(key, value)).toEqual(result);
  });

  it("option IDs", async () => {
    const lead = await optionId(sandbox, "lifecycle-stage", "Lead");
    const webinar = await optionId(sandbox, "events", "Launch Webinar");
    expect(await stored("lifecycle-stage", lead)).toBe(lead);
    expect(await stored("events", [webinar])).toEqual([webinar]);
  });

  it.each(["$title", "$email", "$name", "events", "$doNotContact"])("null, which clears %s", async (key) => {
    expect(await stored(key, null)).toBeNull();
  });
});

describe("refuses as invalid_type", () => {
  it.each<[string, unknown]>([
    ["$title", 7],
    ["$title", ["CTO"]],
    ["icp-score", "7"],
    ["icp-score", 1.005],
    ["icp-score", 1e-7],
    ["icp-score", 2 ** 53],
    ["deal-size", "1200"],
    ["deal-size", { amount: 1200, currency: "EUR" }],
    ["$doNotContact", "true"],
    ["$doNotContact", 1],
    ["next-follow-up", "2026-02-03"],
    ["next-follow-up", "2026-02-03T09:30:00"],
    ["next-follow-up", "2026-02-30T09:30:00Z"],
    ["next-follow-up", "2026-02-03T25:30:00Z"],
    ["next-follow-up", "2026-02-03 09:30:00Z"],
    ["next-follow-up", 1_770_000_000_000],
    ["$email", "ada@lovelace.example"],
    ["$email", ["ada"]],
    ["$email", [null]],
    ["$email", ["Ada <ada@lovelace.example>"]],
    ["email", ["ada@lovelace.example"]],
    ["email", ""],
    ["$phone", "+493022123456"],
    ["$phone", ["+4930"]],
    ["$phone", ["+1 555"]],
    ["$phone", ["call me"]],
    ["$phone", ["123456"]],
    ["mobile", "+4520123456"],
    ["mobile", ["+4520123456", "+4520123457"]],
    ["website", "ada.example"],
    ["website", "javascript:alert(1)"],
    ["website", ["https://ada.example"]],
    ["press-links", "https://ada.example"],
    ["$name", "Ada Lovelace"],
    ["$name", { first: "Ada" }],
    ["$name", { firstName: null }],
    ["$name", { firstName: "Ada", middleName: "King" }],
    ["$address", "1 Road, London"],
    ["$address", { zip: "1" }],
    ["$address", { country: "Germany" }],
    ["$address", { country: "UK" }],
    ["$address", { country: "de" }],
    ["$address", { latitude: "51" }],
    ["$address", { latitude: 91 }],
    ["$linkedIn", "ada-lovelace"],
    ["$linkedIn", "https://x.com/ada"],
    ["$linkedIn", "https://www.linkedin.com/"],
    ["$linkedIn", "https://notlinkedin.com/in/ada"],
    ["$twitter", "@ada"],
    ["lifecycle-stage", "Lead"],
    ["lifecycle-stage", "opt_unknown"],
    ["events", "opt_unknown"],
    ["events", ["opt_unknown"]],
    ["background", 1],
    ["sentiment", 4],
  ])("%s %j", async (key, value) => {
    expect(await write(key, value)).toMatchObject({ status: 400, type: "bad_request", code: "invalid_type", param: `fields.${key}` });
  });

  it("an option of another field", async () => {
    expect(await write("persona", await optionId(sandbox, "lifecycle-stage", "Lead"))).toMatchObject({
      code: "invalid_type",
      param: "fields.persona",
    });
  });
});

it.each(["$nickname", "title", "toString", "__proto__", "hasOwnProperty"])("the field %s is unknown", async (key) => {
  const answer = post(sandbox, "/v1/contacts", `{"fields":{${JSON.stringify(key)}:"x"}}`);
  expect(await refusal(answer)).toMatchObject({ status: 400, code: "unknown_field", param: `fields.${key}` });
});

it.each(["$aiSummary", "$lastInteractionAt", "email-signature"])("%s is read-only", async (key) => {
  expect(await write(key, null)).toMatchObject({ status: 400, type: "bad_request", param: `fields.${key}` });
});

it("every seeded value would be accepted again", async () => {
  const { fieldDefinitions } = await definitionsOf(sandbox);
  for (const { id, fields } of allContacts(sandbox)) {
    const writable = Object.entries(fields).filter(([key, { valueType }]) => !fieldDefinitions[key]?.readOnly && valueType !== "RATING");
    const answer = await post(sandbox, `/v1/contacts/${id}`, { fields: Object.fromEntries(writable.map(([key, { value }]) => [key, value])) });
    expect(await answer.json()).toMatchObject({ id, fields });
  }
});

describe("a dependent option", () => {
  const pair = async (region: string, territory: string) => ({
    region: await optionId(sandbox, "region", region),
    territory: await optionId(sandbox, "territory", territory),
  });

  it("is taken with the option that it belongs to, and refused without", async () => {
    const contact = await created(sandbox, await pair("EMEA", "DACH"));
    const param = (fields: object) => refusal(post(sandbox, `/v1/contacts/${contact.id}`, { fields }));
    const refused = (key: string) => ({ status: 422, param: `fields.${key}` });
    expect(await refusal(post(sandbox, "/v1/contacts", { fields: await pair("Americas", "DACH") }))).toMatchObject(refused("territory"));
    expect(await param({ region: null })).toMatchObject(refused("region"));
    expect(await param({ region: await optionId(sandbox, "region", "APAC") })).toMatchObject(refused("region"));
    expect((await post(sandbox, `/v1/contacts/${contact.id}`, { fields: await pair("APAC", "Japan") })).status).toBe(200);
    expect((await post(sandbox, `/v1/contacts/${contact.id}`, { fields: { region: null, territory: null } })).status).toBe(200);
  });
});
