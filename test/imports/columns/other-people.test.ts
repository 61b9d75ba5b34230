import { describe, expect, it } from "vitest";
import { aDesk } from "../../builders.ts";
import { meant } from "./support.ts";

/** What the columns behind those of the first person mean. */
const others = async (first: string, second: string, keys: Record<string, string> = {}) => {
  const [header, values] = [first, second].map((side) => side.split("|"));
  const row = `${header?.[0]};${values?.[0]}\n${header?.[1]};${values?.[1]}`;
  const { columns } = await meant(row, { keys });
  return Object.entries(columns).slice((header?.[0] ?? "").split(";").length);
};

const PERSON = "Name;Email|Pia Holm;pia@holm.example";

describe("values of another person in the same row", () => {
  it.each([
    [
      "whose name has a column with the same words",
      "Primary Contact;Primary Email|Pia Holm;pia@holm.example",
      "Secondary Contact;Secondary Email;Secondary Phone|Per Lund;per@lund.example;+44 20 7946 0002",
    ],
    [
      "whose name has a column with the same number",
      PERSON,
      "Contact 2 Name;Contact 2 Email;Contact 2 Phone|Per Lund;per@lund.example;+44 20 7946 0002",
    ],
    ["in a table beside the first", PERSON, "Name 2;Email 2|Per Lund;per@lund.example"],
    ["whose role is the name of the column", PERSON, "CFO;CFO Email|Per Lund;per@lund.example"],
    ["of the family", PERSON, "Spouse First Name;Spouse Last Name;Spouse Email;Spouse phone|Per;Holm;per@holm.example;+44 20 7946 0002"],
    ["of another role", "Contact Name;Contact Email|Pia Holm;pia@holm.example", "Lead Name;Lead Email|Per Lund;per@lund.example"],
    ["in German", PERSON, "Ehepartner;E-Mail Ehepartner;Telefon Ehepartner|Per Holm;per@holm.example;+49 731 123456"],
  ])("are not used: %s", async (_, first, second) => {
    for (const [column, meaning] of await others(first, second))
      expect([column, meaning]).toEqual([column, expect.stringMatching(/^(?:-|belongs to ".*")$/)]);
  });

  it("are used if the call names their fields", async () => {
    expect(await others(PERSON, "CFO;CFO Email|Per Lund;per@lund.example", { "CFO Email": "email" })).toContainEqual(["CFO Email", "$email"]);
  });

  it("are not suggested for the person whose name is", async () => {
    const csv = "Company,CEO,CEO Email,CFO,CFO Email\nAcme,Pia Holm,pia@holm.example,Per Lund,per@lund.example";
    const answer = await aDesk().text("import_contacts", { csv });
    expect(answer).toContain('[{"column":"CEO","field":"name"},{"column":"CEO Email","field":"email"}]');
  });

  it.each([
    ["a second address of the person", "Email 2;Phone 2|pia@lund.example;+44 20 7946 0002"],
    ["an address for work beside a job", "Work;Work email|Software Engineer;pia@lund.example"],
    ["an address beside its own name", "E-mail Display Name;E-mail 2 Address|Pia Holm;pia@lund.example"],
    ["an address beside the name that the person prefers", "Preferred Name;Preferred Email|Pippa;pia@lund.example"],
    ["an address beside the name of a user", "User name;User email|pholm;pia@lund.example"],
  ])("are not those of %s", async (_, second) => {
    const meanings = await others(PERSON, second);
    expect(meanings.filter(([, meaning]) => meaning.startsWith("$email"))).toHaveLength(1);
    expect(meanings.map(([, meaning]) => meaning).join()).not.toContain("belongs");
  });

  it("may be the person's own beside the name of a school", async () => {
    expect(await others(PERSON, "School name;School e-mail|Lincoln High;pia@lincoln.example")).toContainEqual([
      "School e-mail",
      "email?, unsettled email",
    ]);
  });

  it("are those of the person, if the other column has the same name", async () => {
    const csv = 'Name,Billing Name,Billing Email\nPia Holm,"Holm, Pia",pia@lund.example';
    expect(await aDesk().text("import_contacts", { csv })).toContain('[{"column":"Billing Email","field":"email"}]');
    const meanings = await others("Contact Name;Phone|Pia Holm;+44 20 7946 0001", "Lead Name;Lead Email|Pia Holm;pia@lund.example");
    expect(meanings).toContainEqual(["Lead Email", "$email"]);
  });

  it("are told apart in an order, whose name is no person's", async () => {
    const csv =
      "Name,Email,Billing Name,Billing Phone,Shipping Name,Shipping Phone\n#1001,pia@holm.example,Pia Holm,+44 20 7946 0001,Per Lund,+44 20 7946 0002";
    const answer = await aDesk().text("import_contacts", { csv });
    expect(answer).toContain(
      'again with the columns argument, e.g. [{"column":"Billing Name","field":"name"},{"column":"Billing Phone","field":"phone"}]',
    );
    expect(answer).toContain('Not written: Shipping Phone (belongs to "Shipping Name")');
  });

  it("are left out of lists if their label says so", async () => {
    const { rows } = await meant(
      "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nPia,Holm,Assistant,per@lund.example,Work,+44 20 7946 0001,Assistant,+44 20 7946 0002",
    );
    expect(rows).toEqual([{ fields: { name: { firstName: "Pia", lastName: "Holm" }, phone: "+44 20 7946 0001" }, relationships: {} }]);
  });

  it("stay if their label may say what the person is", async () => {
    const { rows } = await meant("Name,Phone,Phone Type\nPia Holm,+44 20 7946 0001,Owner\nPer Lund,+44 20 7946 0002,Creative");
    expect(rows.map(({ fields }) => fields.phone)).toEqual(["+44 20 7946 0001", "+44 20 7946 0002"]);
  });
});
