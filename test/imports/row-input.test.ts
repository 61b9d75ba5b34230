import { describe, expect, it } from "vitest";
import { matchColumns } from "../../src/imports/columns/column-matcher.ts";
import { readTable } from "../../src/imports/import-table.ts";
import { separated } from "../../src/imports/readings.ts";
import { rowInput, rowUpdate } from "../../src/imports/row-input.ts";
import { encodeCreate, encodeUpdate } from "../../src/schema/encode.ts";
import { aDesk, BERLIN } from "../builders.ts";

const schema = await aDesk().live.get();

/** The first row of a table, as a create and as an update take it. */
async function inputsOf(row: Readonly<Record<string, unknown>>) {
  const { columns, rows } = await readTable({ rows: [row] });
  const [first] = rows;
  if (!first) throw new Error("no row");
  const { matched } = matchColumns(columns, schema);
  return { create: rowInput(first, matched), update: rowUpdate(first, matched) };
}

/** The fields that a create of the row sends. */
const sentOf = async (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    [...encodeCreate((await inputsOf(row)).create, { schema, locale: BERLIN }).fields].map(([{ apiKey }, edit]) => [apiKey, edit(null)]),
  );

describe("a row", () => {
  it("is put under agent keys, with parts in one value and without blanks", async () => {
    const { create, update } = await inputsOf({
      "First name": "Dana",
      "Last name": " ",
      "E-Mail": "dana@fbi.gov",
      City: "Washington",
      "address.country": "USA",
      Title: "",
      Mobile: null,
      Owner: "Walter Skinner",
    });
    expect(create).toEqual({
      fields: { name: { firstName: "Dana" }, email: "dana@fbi.gov", address: { city: "Washington", country: "USA" } },
      relationships: { owner: "Walter Skinner" },
    });
    expect(update).toEqual({ fields: { ...create.fields, email: { add: "dana@fbi.gov" } }, relationships: { owner: { replace: "Walter Skinner" } } });
  });

  it("leaves what has no match out", async () => {
    expect((await inputsOf({ Name: "Dana Scully", "Shoe size": 38, "AI summary": "x", id: "con_1" })).create).toEqual({
      fields: { name: "Dana Scully" },
      relationships: {},
    });
  });
});

describe("records of a relationship", () => {
  it("that holds many are told apart by semicolons, or given as a list", async () => {
    const [attribute] = schema.relationships.filter(({ agentKey }) => agentKey === "account");
    expect(attribute && separated("Acme, Inc.; Initech ;", { attribute }, BERLIN)).toEqual(["Acme, Inc.", "Initech"]);
    expect((await inputsOf({ Account: ["Acme; Co", " ", "Initech"] })).create.relationships).toEqual({ account: ["Acme; Co", "Initech"] });
    const { create, update } = await inputsOf({ Account: '["acc_1", "acc_2"]', Name: "Dana" });
    const [created] = encodeCreate(create, { schema, locale: BERLIN }).links.values();
    expect(created?.([])).toEqual(["acc_1", "acc_2"]);
    const [updated] = encodeUpdate(update, { schema, locale: BERLIN }).links.values();
    expect(updated?.(["acc_0"])).toEqual(["acc_0", "acc_1", "acc_2"]);
  });

  it("that holds one are one, whatever is in the name", async () => {
    const { create, update } = await inputsOf({ "Reports to": "Skinner; Walter" });
    expect(create.relationships).toEqual({ reports_to: "Skinner; Walter" });
    expect(update.relationships).toEqual({ reports_to: { replace: "Skinner; Walter" } });
  });

  it("are never removed: a change is refused", async () => {
    for (const change of [{ remove: ["acc_1"] }, { replace: ["acc_1"] }]) {
      const { update } = await inputsOf({ Account: change });
      expect(() => encodeUpdate(update, { schema, locale: BERLIN })).toThrow("is not a valid ID");
    }
    expect((await inputsOf({ Account: { replace: null }, Owner: "[]", Name: "Dana" })).update.relationships).toEqual({});
  });
});

describe("values", () => {
  it("of a list stay in one cell: the field's encoder tells them apart", async () => {
    expect(
      await sentOf({
        Email: "dana@fbi.gov; scully@fbi.gov, d@s.de",
        Phone: "+49 30 901820; +49 30 901821",
        Interests: "Security; Reporting",
        "Press links": ["a.de", "b.de"],
      }),
    ).toMatchInlineSnapshot(`
      {
        "$email": [
          "dana@fbi.gov",
          "scully@fbi.gov",
          "d@s.de",
        ],
        "$phone": [
          "+4930901820",
          "+4930901821",
        ],
        "interests": [
          "opt_c05pcggg1g37gxz1lo15i0",
          "opt_c1r7v3og1dko92j058rnor",
        ],
        "press-links": [
          "https://a.de",
          "https://b.de",
        ],
      }
    `);
  });

  it("of a list may come from several cells with several each", async () => {
    expect(
      await sentOf({
        Email: "dana@fbi.gov; scully@fbi.gov",
        "E-Mail": "d@s.de ::: dana@fbi.gov",
        Phone: ["+49 30 901820"],
        "Phone 2": "+49 30 901821, +49 30 901822",
      }),
    ).toEqual({
      $email: ["dana@fbi.gov", "scully@fbi.gov", "d@s.de"],
      $phone: ["+4930901820", "+4930901821", "+4930901822"],
    });
  });

  it("that are labelled as mobile numbers fill the field for one, and the list has the others", async () => {
    expect(
      await sentOf({
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": ["+45 20 12 34 56", "+45 20 12 34 57"],
        "Phone 2 - Label": "Mobile",
        "Phone 2 - Value": "+45 20 12 34 58",
        "Phone 3 - Label": "Work",
        "Phone 3 - Value": "+45 33 67 81 10",
      }),
    ).toEqual({ mobile: ["+4520123456"], $phone: ["+4520123457", "+4520123458", "+4533678110"] });
  });

  it("of one field take the forms that people write", async () => {
    expect(
      await sentOf({
        Name: "Scully, Dana",
        "ICP score": "1,200.5",
        "Expected deal size": "€5",
        "Do not contact": "yes",
        "Next follow-up": "2026-03-01",
        Country: "Germany",
        latitude: "52.5",
      }),
    ).toMatchInlineSnapshot(`
      {
        "$address": {
          "country": "DE",
          "latitude": 52.5,
        },
        "$doNotContact": true,
        "$name": {
          "firstName": "Dana",
          "lastName": "Scully",
        },
        "deal-size": 5,
        "icp-score": 1200.5,
        "next-follow-up": "2026-02-28T23:00:00Z",
      }
    `);
  });

  it("of a name clear none of its parts", async () => {
    expect((await inputsOf({ Name: '{"firstName": "", "lastName": "Scully"}' })).create.fields).toEqual({ name: { lastName: "Scully" } });
    expect((await inputsOf({ Name: { firstName: null, lastName: "Scully" } })).create.fields).toEqual({ name: { lastName: "Scully" } });
    expect((await inputsOf({ Title: "[VP]", Notes: '{"a": null, "b": 1}' })).create.fields).toEqual({ title: "[VP]", notes: '{"a": null, "b": 1}' });
  });
});
