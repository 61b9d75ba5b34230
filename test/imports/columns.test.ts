import { describe, expect, it } from "vitest";
import { type ColumnKeys, type Columns, matchColumns } from "../../src/imports/columns/column-matcher.ts";
import type { Attribute, ContactSchema } from "../../src/schema/contact-schema.ts";
import { aDesk, aField, aRelationship, aSchema } from "../builders.ts";
import { problemsOf } from "./problems-of.ts";

const name = (attribute: Attribute, part?: string) => (part === undefined ? attribute.apiKey : `${attribute.apiKey} ${part}`);

/** What each column gives, in a word: an API key with a part, or what was said of it. */
const inWords = ({ matched, id, unmatched, notWritable, leftOut }: Columns) =>
  Object.fromEntries([
    ...matched.map(({ column, attribute, part }) => [column, name(attribute, part)]),
    ...(id === undefined ? [] : [[id, "ID"]]),
    ...unmatched.map(({ column, suggestion }) => [column, suggestion === undefined ? "?" : `${suggestion}?`]),
    ...notWritable.map(({ column, reason }) => [column, reason]),
    ...leftOut.map((column) => [column, "left out"]),
  ]);

const of = (schema: ContactSchema) => ({
  /** What one column alone gives. */
  one: (column: string) => inWords(matchColumns([column], schema))[column],
  all: (...columns: string[]) => inWords(matchColumns(columns, schema)),
  problems: (...columns: string[]) => problemsOf(() => matchColumns(columns, schema)),
  keyed: (columns: readonly string[], keys: ColumnKeys) => inWords(matchColumns(columns, schema, { keys })),
  keyProblems: (columns: readonly string[], keys: ColumnKeys) => problemsOf(() => matchColumns(columns, schema, { keys })),
});

const NAME = aField({ key: "$name", label: "Name", valueType: "FULL_NAME" });
const ADDRESS = aField({ key: "$address", label: "Address", valueType: "ADDRESS" });
const HOME = aField({ key: "home", label: "Home address", valueType: "ADDRESS" });

describe("in the workspace of the sandbox, a column", async () => {
  const { one, all, problems } = of(await aDesk().live.get());

  it.each([
    ["email", "$email"],
    ["$email", "$email"],
    ["Email", "$email"],
    ["E-Mail", "$email"],
    ["EMAIL", "$email"],
    ["email_custom", "email"],
    ["Private email", "email"],
    ["private_e-mail", "email"],
    ["name", "$name"],
    ["Name", "$name"],
    ["Name (name_custom)", "name"],
    ["Notes", "notes"],
    ["icp-score", "icp-score"],
    ["ICP Score", "icp-score"],
    ["T-Shirt-Große", "t-shirt.größe"],
    ["constructor", "constructor"],
    ["Expected deal size (k€)", "deal-size"],
    ["deal_size in thousands", "deal-size"],
    ["Annual budget $m", "annual_budget"],
    ["Account", "$account"],
    ["owner", "$owner"],
    ["Reports To", "reports-to"],
    ["First name", "$name firstName"],
    ["first_name", "$name firstName"],
    ["LASTNAME", "$name lastName"],
    ["Given Name", "$name firstName"],
    ["name.lastName", "$name lastName"],
    ["City", "$address city"],
    ["Postal Code", "$address postalCode"],
    ["Address - Street 2", "$address street2"],
    ["address.country", "$address country"],
    ["latitude", "$address latitude"],
    ["ID", "ID"],
    ["Contact ID", "ID"],
    ["contact_id", "ID"],
    ["Legacy CRM ID", "crm_id"],
  ])("%s is found", (column, found) => {
    expect(one(column)).toBe(found);
  });

  it("that matches nothing is listed, with the nearest name that is not given already", () => {
    expect(all("Emial", "Phone", "Phone 2", "Postcode", "Favourite colour", "__proto__", "toString", "", "---")).toMatchInlineSnapshot(`
      {
        "": "?",
        "---": "?",
        "Emial": "email?",
        "Favourite colour": "?",
        "Phone": "$phone",
        "Phone 2": "$phone",
        "Postcode": "$address postalCode",
        "__proto__": "?",
        "toString": "?",
      }
    `);
    expect(all("Emial", "Email")).toEqual({ Email: "$email", Emial: "?" });
    expect(all("Last", "Fristname")).toEqual({ Last: "$name lastName", Fristname: "name.firstName?" });
  });

  it("that cannot be written is listed with the reason", () => {
    expect(all("AI summary", "last interaction", "Sentiment", "Email")).toMatchInlineSnapshot(`
      {
        "AI summary": ""AI summary" is read-only",
        "Email": "$email",
        "Sentiment": ""Sentiment" is of a type that cannot be written",
        "last interaction": ""Last interaction" is read-only",
      }
    `);
  });

  it("is given once", async () => {
    expect(await problems("Name", "First name", "City", "address.city", "Street", "id", "Contact ID")).toMatchInlineSnapshot(`
      "name: Several columns are mapped to it: "Name", "First name". Accepted: one column for the whole, or one for each part; map the others to "" with the columns argument.
      address: Several columns are mapped to it: "City", "address.city", "Street". Accepted: one column for the whole, or one for each part; map the others to "" with the columns argument.
      The contact's ID: Several columns are mapped to it: "id", "Contact ID". Accepted: one column; map the others to "" with the columns argument."
    `);
    expect(all("First name", "Last name", "City", "Street")).toMatchObject({ City: "$address city" });
  });

  it("is one of several for a list", () => {
    expect(all("Email", "e-mail", "Work email", "Phone", "Home phone")).toEqual({
      Email: "$email",
      "e-mail": "$email",
      "Work email": "$email",
      Phone: "$phone",
      "Home phone": "$phone",
    });
  });
});

describe("a column that may mean several", () => {
  it("is a problem that names them", async () => {
    const { problems } = of(
      aSchema({
        fields: [aField({ key: "a", label: "Status" }), aField({ key: "b", label: "Status" }), aField({ key: "x", label: "Tier" })],
        relationships: [aRelationship({ key: "y", label: "tier" })],
      }),
    );
    expect(await problems("Status", "TIER")).toMatchInlineSnapshot(`
      "column "Status": It may mean several fields or relationships. Accepted: a | b (as the column's name, or with the columns argument).
      column "TIER": It may mean several fields or relationships. Accepted: x | y (as the column's name, or with the columns argument)."
    `);
  });

  it("means the one that can be written", () => {
    const { one } = of(aSchema({ fields: [aField({ key: "a", label: "Status", readOnly: true }), aField({ key: "b", label: "Status" })] }));
    expect(one("status")).toBe("b");
  });

  it("means the one whose name is the surest", () => {
    const { one } = of(aSchema({ fields: [aField({ key: "tier", label: "Level" }), aField({ key: "x", label: "Tier" })] }));
    expect(one("tier")).toBe("tier");
    expect(one("Tier")).toBe("x");
    expect(one("TIER")).toBe("tier");
  });
});

describe("what other programs call it, a column", () => {
  const EMAIL = aField({ key: "$email", label: "Email", valueType: "EMAIL" });
  const PHONE = aField({ key: "$phone", label: "Phone", valueType: "TELEPHONE" });
  const TITLE = aField({ key: "$title", label: "Title" });
  const ACCOUNT = aRelationship({ key: "$account", label: "Account", objectType: "account" });
  const fields = [NAME, EMAIL, PHONE, TITLE];

  it.each([
    ["Full Name", "$name"],
    ["Surname", "$name lastName"],
    ["E-mail address", "$email"],
    ["Mail", "$email"],
    ["Work e-mail", "$email"],
    ["Telephone", "$phone"],
    ["Mobile Phone", "$phone"],
    ["Phone Number", "$phone"],
    ["Job Title", "$title"],
    ["Position", "$title"],
    ["Company", "$account"],
    ["Organisation", "$account"],
  ])("%s is found", (column, found) => {
    expect(of(aSchema({ fields, relationships: [ACCOUNT] })).one(column)).toBe(found);
  });

  it("gives way to one that names the field, and to a field that is called so", () => {
    const { all } = of(aSchema({ fields: [...fields, aField({ key: "position", label: "Position" })] }));
    expect(all("Email", "E-mail address", "First name", "Full Name", "Position")).toEqual({
      Email: "$email",
      "E-mail address": "?",
      "First name": "$name firstName",
      "Full Name": "$name",
      Position: "position",
    });
  });

  it("is not used where a second one may mean the same, or where there are fields of several kinds", () => {
    const { all, one } = of(aSchema({ fields: [...fields, aField({ key: "mobile_no", label: "On the road", valueType: "TELEPHONE" })] }));
    expect(all("Telephone", "Tel")).toEqual({ Telephone: "phone?", Tel: "phone?" });
    expect(one("Telephone")).toBe("$phone");
    expect(of(aSchema({ fields })).all("Mobile", "Telephone", "Work email", "Private email")).toEqual({
      Mobile: "?",
      Telephone: "$phone",
      "Work email": "$email",
      "Private email": "?",
    });
    expect(one("Mobile")).not.toMatch(/phone$/);
    const other = of(aSchema({ fields: [aField({ key: "a", valueType: "TELEPHONE" }), aField({ key: "b", valueType: "TELEPHONE" })] }));
    expect(other.one("Telephone")).toBe("?");
  });
});

describe("the call", async () => {
  const { keyed, keyProblems } = of(await aDesk().live.get());

  it("says what a column means, or that it is left out", () => {
    expect(
      keyed(["Wer", "Ort", "Firma", "Nr.", "Email"], { Wer: "name", " Ort ": "address.city", Firma: "account", "Nr.": "id", Email: "" }),
    ).toEqual({
      Wer: "$name",
      Ort: "$address city",
      Firma: "$account",
      "Nr.": "ID",
      Email: "left out",
    });
  });

  it("is refused where it names no column, or nothing that can be written", async () => {
    expect(await keyProblems(["Wer", "Ort", "Was"], { Wer: "nmae", Ort: "ai_summary", Wo: "address.city" })).toMatchInlineSnapshot(`
      "columns: There is no column "Wo". Accepted: "Wer", "Ort", "Was".
      columns, "Wer": There is no field or relationship "nmae". Accepted: keys such as email, parts such as address.city, or "" to leave the column out.
      columns, "Ort": "AI summary" is read-only. Accepted: keys such as email, parts such as address.city, or "" to leave the column out."
    `);
  });

  it("has several columns say the same of a list or a text, and of nothing else", async () => {
    const columns = ["Phone", "At work", "On the road", "Remark", "Note", "Stage 1", "Stage 2"];
    expect(keyed(columns, { "At work": "phone", "On the road": "phone", Remark: "notes", Note: "notes" })).toMatchObject({
      "At work": "$phone",
      "On the road": "$phone",
      Remark: "notes",
      Note: "notes",
    });
    expect(await keyProblems(columns, { "Stage 1": "lifecycle_stage", "Stage 2": "lifecycle_stage" })).toMatchInlineSnapshot(
      `"lifecycle_stage: Several columns are mapped to it: "Stage 1", "Stage 2". Accepted: one column; map the others to "" with the columns argument."`,
    );
  });
});

describe("a part", () => {
  it("is of the main field, unless its field is named too", () => {
    const { one } = of(aSchema({ fields: [HOME, ADDRESS] }));
    expect(one("City")).toBe("$address city");
    expect(one("Home address city")).toBe("home city");
    expect(one("home.postal_code")).toBe("home postalCode");
  });

  it("is of the one field that can be written", () => {
    const { one } = of(aSchema({ fields: [HOME, { ...ADDRESS, readOnly: true }] }));
    expect(one("City")).toBe("home city");
    expect(one("address.city")).toBe('"Address" is read-only');
  });

  it("gives way to a field of that name", () => {
    const { one } = of(aSchema({ fields: [ADDRESS, NAME, aField({ key: "country", label: "Country" })] }));
    expect(one("Country")).toBe("country");
    expect(one("Address country")).toBe("$address country");
  });
});

describe("a column of IDs", () => {
  it("is a problem where a field is called so too", async () => {
    const schema = aSchema({ fields: [aField({ key: "legacy", label: "Contact ID" })] });
    const { one, problems } = of(schema);
    expect(await problems("contact id")).toMatchInlineSnapshot(
      `"column "contact id": It may mean the ID of the contact or the field "Contact ID". Accepted: id | legacy (as the column's name, or with the columns argument)."`,
    );
    expect(one("id")).toBe("ID");
    expect(one("legacy")).toBe("legacy");
  });
});

it("neither a hidden field nor the key of one that is gone is matched", () => {
  const previous = aSchema({ fields: [aField({ key: "score", label: "Points" })] });
  const { one } = of(
    aSchema({ fields: [aField({ key: "secret", label: "Secret" }), aField({ key: "rating", label: "score" })], hidden: ["secret"], previous }),
  );
  expect(one("Secret")).toBe("hidden");
  const besideHidden = aSchema({
    fields: [aField({ key: "$email", valueType: "EMAIL" }), aField({ key: "email", valueType: "EMAIL" })],
    hidden: ["$email"],
  });
  for (const column of ["email", "Email"]) expect(of(besideHidden).one(column)).not.toBe("email_custom");
  const fields = [
    aField({ key: "$email", label: "Email", valueType: "EMAIL" }),
    aField({ key: "own", label: "Private email", valueType: "EMAIL" }),
    aField({ key: "mail", label: "Email", valueType: "EMAIL" }),
  ];
  const { one: beside } = of(aSchema({ fields, hidden: ["own", "mail"] }));
  expect(beside("Private E-Mail")).toBe("hidden");
  expect(beside("Email")).toBe("$email");
  expect(one("score")).not.toBe("rating");
  expect(one("Score")).toBe("rating");
});
