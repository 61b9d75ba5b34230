import { describe, expect, it } from "vitest";
import { aField, aSchema } from "../../builders.ts";
import { meant } from "./support.ts";

describe("a column of IDs", () => {
  it("is one of contacts if a value is the ID of a contact", async () => {
    expect((await meant("ID,Email\ncon_1,eva@lenz.example\n,jo@li.example")).columns.ID).toBe("ID");
  });

  it("of an unknown program is left out, unless the call names a field for them", async () => {
    expect((await meant("ID,Email\n17,eva@lenz.example")).columns.ID).toBe("IDs of another program");
    expect((await meant("Contact ID,Email\n0035g0,eva@lenz.example")).columns["Contact ID"]).toBe("IDs of another program");
    expect((await meant("ID,Email\n17,eva@lenz.example", { keys: { ID: "crm_id" } })).columns.ID).toBe("crm_id");
  });

  it("is taken at its word by the call", async () => {
    expect((await meant("Nr,Email\n17,eva@lenz.example", { keys: { Nr: "id" } })).columns.Nr).toBe("ID");
  });

  it("of another program is left out without such a field, or where it belongs to a third one", async () => {
    const email = aField({ key: "$email", label: "Email", valueType: "EMAIL" });
    const unique = (key: string, label: string) => aField({ key, label, config: { unique: true } });
    const text = "Id,LastName,OwnerId,Email\n0035g0,Lenz,005,eva@lenz.example";
    const columnsIn = async (...fields: ReturnType<typeof aField>[]) =>
      (await meant(text, { schema: aSchema({ fields: [email, ...fields] }) })).columns;
    expect((await columnsIn()).Id).toBe("IDs of another program");
    expect((await columnsIn(unique("a", "Customer number"))).Id).toBe("IDs of another program");
    expect((await columnsIn(unique("a", "HubSpot ID"))).Id).toBe("IDs of another program");
    expect((await columnsIn(unique("a", "HubSpot ID"), unique("b", "Salesforce ID"))).Id).toBe("b");
    expect((await columnsIn(unique("a", "Legacy ID"), unique("b", "External ID"))).Id).toBe("IDs of another program");
  });
});

describe("a column whose values are options", () => {
  const columnOf = async (name: string, value: string) => (await meant(`Name,${name}\nEva Lenz,${value}`)).columns[name];

  it.each([
    ["Stage", "Lead", "lifecycle-stage"],
    ["Lifecycle", "customer", "lifecycle-stage"],
    ["Lead status", "Lead", "lifecycle-stage"],
    ["Status", "Churned", "lifecycle-stage"],
    ["Attended", "Customer Dinner – Berlin", "events"],
  ])("%s is the field with a part of its name, or a usual one", async (name, value, key) => {
    expect(await columnOf(name, value)).toBe(key);
  });

  it("is nothing if the values are no options, nor a misspelling of another name", async () => {
    expect(await columnOf("Stage", "Kickoff")).toBe("-");
    expect(await columnOf("Status", "Married")).toBe("-");
    expect(await columnOf("Attended", "often")).toBe("-");
  });

  it("is only suggested if several fields fit", async () => {
    const select = (key: string, label: string) =>
      aField({ key, label, valueType: "SINGLE_SELECT", config: { options: [{ id: `${key}1`, label: "High" }] } });
    const schema = aSchema({
      fields: [aField({ key: "$name", valueType: "FULL_NAME" }), select("a", "Priority of sales"), select("b", "Priority of support")],
    });
    expect((await meant("Name,Priority\nEva Lenz,High", { schema })).columns.Priority).toBe("a?");
    expect((await meant("Name,Support\nEva Lenz,High", { schema })).columns.Support).toBe("b");
  });
});

describe("a suggestion", () => {
  it("fits the values, not only the name", async () => {
    const { columns } = await meant(
      [
        "Name,Emial,Adresse mail pro,Profile link,Tag,Created at,Persona,Phne,Nmae",
        "Eva Lenz,eva@lenz.example,e2@lenz.example,https://example.com/a.png,Decision Maker,2026-01-01,Champion,+49 731 123456,x",
      ].join("\n"),
    );
    expect(columns).toMatchObject({
      Emial: "email?, unsettled email",
      "Profile link": "-",
      Tag: "-",
      "Created at": "-",
      Phne: "phone?, unsettled phone",
    });
  });

  it("is none for what only sounds alike", async () => {
    const { columns } = await meant(
      "Name,Email addresses verified,Phone type,Photo,Reports,Mailing list\nEva Lenz,yes,mobile,https://x.example/a.png,12,weekly",
    );
    expect(Object.values(columns).filter((found) => found !== "$name")).toEqual(["-", "-", "-", "-", "-"]);
  });

  it("is no field for any text, if the values are addresses or links", async () => {
    const { columns } = await meant("Name,Notse,Backgruond\nEva Lenz,https://lenz.example/a,met in Ulm");
    expect(columns).toMatchObject({ Notse: "-", Backgruond: "background?" });
  });
});

describe("links", () => {
  it("of profiles go to the field of their service", async () => {
    const { columns } = await meant("Name,URL\nEva Lenz,https://www.linkedin.com/in/eva-lenz\nJo Li,linkedin.com/in/jo-li?trk=x");
    expect(columns.URL).toBe("$linkedIn");
  });

  it("of several kinds go each to their place", async () => {
    const { rows } = await meant(
      "Name,Website\nEva Lenz,https://www.linkedin.com/in/eva-lenz\nJo Li,https://jo-li.example\nAl Ek,https://x.com/alek",
    );
    expect(rows.map(({ fields }) => ({ ...fields, name: undefined }))).toEqual([
      { linkedIn: "https://www.linkedin.com/in/eva-lenz" },
      { website: "https://jo-li.example" },
      { twitter: "https://x.com/alek" },
    ]);
  });

  it("of a lead or contact are pages of the program", async () => {
    expect((await meant("Name,lead_url,Contact website\nEva Lenz,https://app.example/1,https://lenz.example")).columns).toMatchObject({
      lead_url: "-",
      "Contact website": "website",
    });
  });

  it("of a company are no profile of a person", async () => {
    const { columns } = await meant("Name,URL\nEva Lenz,https://www.linkedin.com/company/acme");
    expect(columns.URL).not.toBe("$linkedIn");
  });
});

describe("a column that is not used", () => {
  it("is not settled if it holds addresses, numbers or titles of people", async () => {
    const { columns } = await meant(
      "Name,Reach at,Ring,Fax,Title,Previous title,Email opt in,Phone count\nEva Lenz,eva@lenz.example,+49 731 123456,+49 731 99,CFO,Controller,yes,3",
    );
    expect(columns).toMatchObject({
      "Reach at": "email?, unsettled email",
      Ring: "phone?, unsettled phone",
      Fax: "-",
      "Previous title": "unsettled title",
      "Email opt in": "-",
      "Phone count": "-",
    });
  });

  it("is not named if it is blank", async () => {
    const { columns, empty } = await meant("Name,Second mail,Colour\nEva Lenz,,red");
    expect(empty).toEqual(["Second mail"]);
    expect(columns).toEqual({ Name: "$name", Colour: "-" });
  });

  it("of a second mobile number goes to the list of all numbers", async () => {
    const { columns } = await meant("Vorname;Mobil (geschäftlich);Mobil (privat)\nEva;+49 171 2;+49 171 3");
    expect(columns).toMatchObject({ "Mobil (geschäftlich)": "mobile", "Mobil (privat)": "$phone" });
  });

  it("is used if it only repeats or completes a column of its meaning", async () => {
    const names = "Name,Company,Organization\nEva Lenz,Acme";
    expect((await meant(`${names},Acme\nJo Li,,Initech`)).columns).toMatchObject({ Company: "$account", Organization: "$account, choice 2" });
    expect((await meant(`${names},Initech`)).columns).toMatchObject({ Company: "account?", Organization: "account?" });
  });

  it("has numbers, or it is no mobile number", async () => {
    expect((await meant("Name,SMS\nEva Lenz,+49 171 2345678\nJo Li,")).columns).toMatchObject({ SMS: "mobile" });
    expect((await meant("Name,SMS\nEva Lenz,subscribed\nJo Li,unsubscribed")).columns).toMatchObject({ SMS: "-" });
  });

  it("is not asked about if it belongs to somebody else, or to the company beside numbers of the person", async () => {
    const { columns } = await meant(
      "Name,Mobile,Company phone,Contact owner,Assistant mail\nEva Lenz,+49 171 2,+49 731 1,jo@li.example,al@ek.example",
    );
    expect(columns).toMatchObject({ "Company phone": "-", "Contact owner": expect.not.stringContaining("email") as unknown, "Assistant mail": "-" });
  });

  it("is open where a field holds one address, and there are two", async () => {
    const schema = aSchema({
      fields: [
        aField({ key: "$name", valueType: "FULL_NAME" }),
        aField({ key: "$email", label: "Email", valueType: "EMAIL", config: { multipleValues: false } }),
      ],
    });
    const { columns } = await meant("Given Name,E-mail 1 - Value,E-mail 2 - Value\nEva,eva@lenz.example,e2@lenz.example", { schema });
    expect(columns).toMatchObject({ "E-mail 1 - Value": "$email", "E-mail 2 - Value": "unsettled email" });
  });
});

describe("labels", () => {
  it("belong to numbers that are called without a value, too", async () => {
    const { columns, rows } = await meant(
      "Name,Phone,Phone type,Phone 2,Phone 2 type\nEva Lenz,+49 731 1,Fax,+49 171 2,Mobile\nJo Li,+49 171 3,cell,+49 731 4,work",
    );
    expect(Object.keys(columns)).toEqual(["Name", "Phone", "Phone 2"]);
    expect(rows.map(({ fields }) => fields)).toEqual([
      { name: "Eva Lenz", mobile: "+49 171 2" },
      { name: "Jo Li", mobile: "+49 171 3", phone: "+49 731 4" },
    ]);
  });

  it("do not name a column that says what it holds", async () => {
    const { columns } = await meant("Name,Email,Email Type,Email 2,Email 2 Type\nEva Lenz,eva@lenz.example,work,e2@lenz.example,personal");
    expect(columns).toMatchObject({ Email: "$email", "Email 2": "$email, choice 2" });
  });

  it("name a custom field, if all its values have the same", async () => {
    const { columns } = await meant(
      "Given Name,E-mail 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value\nEva,eva@lenz.example,T-shirt size,M\nJo,jo@li.example,T-shirt size,L",
    );
    expect(columns["Custom Field 1 - Value"]).toBe("t-shirt.größe");
  });
});
