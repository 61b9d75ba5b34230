import { beforeEach, describe, expect, it } from "vitest";
import { aSmallDesk as aDesk, type Desk, writtenContact } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";
import { contactOf, idsOf, planIn } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime());

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const table = (header: string, ...rows: readonly (readonly string[])[]) => [header, ...rows.map((row) => row.map(quoted).join(","))].join("\n");

const planOf = (desk: Desk, text: string, args = {}) => desk.text("import_contacts", { text, ...args });

/** A workspace with two people, and their contacts. */
async function aFair() {
  const desk = aDesk();
  const people = [
    { fields: { name: "Ida Moor" }, relationships: { account: "Acme" } },
    { fields: { name: "Per Holm", email: "per@n.example", title: "VP Engineering" }, relationships: { account: "Brightloom" } },
  ];
  const made: ReturnType<typeof contactOf>[] = [];
  for (const one of people) made.push(contactOf(desk, writtenContact(desk, await desk.text("create_contact", one)).id));
  const [acme] = made.map(({ relationships }) => relationships.$account?.values);
  return { desk, acme };
}

async function madeOf(desk: Desk, text: string) {
  const plan = await planOf(desk, text);
  await desk.text("apply_plan", { plan_id: planIn(plan) });
  const { fields, relationships } = contactOf(desk, idsOf(desk).at(-1) ?? "");
  return { plan, name: fields.$name?.value, title: fields.$title?.value ?? undefined, accounts: relationships.$account?.values };
}

const nameOf = (text: string) => ({ firstName: text.split(" ")[0], lastName: text.split(" ")[1] });

describe("a name that is not that of one person", () => {
  it.each([
    "Herbert & Inge Kaltenbrunner",
    "Herbert und Inge Kaltenbrunner",
    "Ann / Ben Newcomer",
    "Ann/Ben Newcomer (Acme)",
    "A.+B. Newcomer",
    "Mr. and Mrs. Ted Newcomer",
  ])("may name several people: %s", async (name) => {
    const plan = await planOf(aDesk(), table("Name,Email", [name, "a@newcomers.example, b@newcomers.example"]));
    expect(plan).toContain("Plan: 1 ambiguous.");
    expect(plan).toMatch(/! row 1 .*: "[^"]+" may name several people\n/);
  });

  it("means the row above", async () => {
    const rows = [
      ["Ann Newcomer", "CFO", "ann@newcomers.example"],
      ["dto.", "CTO", "bo@newcomers.example"],
      ["Cy Newcomer", "s.o.", "cy@newcomers.example"],
    ];
    const plan = await planOf(aDesk(), table("Name,Title,Email", ...rows));
    expect(plan).toContain("Plan: 2 to create, 1 ambiguous.");
    expect(plan).toContain('! row 2 bo@newcomers.example: "dto." in place of the name means the row above\n');
    expect(plan).toContain("+ row 3 Cy Newcomer: Name: Cy Newcomer; Email: cy@newcomers.example\n");
    expect(plan).toContain('Left out of Title: "s.o." means the value of the row above (1 row).');
  });

  it("is one person's with a particle, a nickname or a suffix", async () => {
    const names = ["José Ortega y Gasset", "Ann Lee, CPA", "Robert (Bob) Newcomer", "Ann Newcomer (she/her)", "Andy Andersen"];
    const rows = names.map((name, at) => [name, `n${at}@newcomers.example`]);
    expect(await planOf(aDesk(), table("Name,Email", ...rows))).toContain("Plan: 5 to create.");
  });
});

describe("the company beside a name", () => {
  it.each([
    "Zora Lind (Acme)",
    "Dr. Zora Lind [Acme]",
    "Zora Lind - Acme",
    "Zora Lind | Acme",
    "Zora Lind @ Acme",
    "Zora Lind at Acme",
    "Zora Lind, Acme",
    "Lind, Zora (Acme)",
    "Zora Lind (she/her), Acme",
  ])("is the account: %s", async (cell) => {
    const { desk, acme } = await aFair();
    const { plan, name, title, accounts } = await madeOf(desk, table("Name", [cell]));
    expect(plan).toContain("Columns: name, account (Name (company)).\nPlan: 1 to create.");
    expect(plan).toMatch(/Text beside names is read too: ".*" = ".*", Account "Acme"\./);
    expect({ name, title, accounts }).toEqual({ name: nameOf("Zora Lind"), title: undefined, accounts: acme });
  });

  it.each(["Zora Lind, Head of Sales, Acme", "Zora Lind (Head of Sales, Acme)", "Zora Lind - Head of Sales | Acme"])(
    "has the title beside it: %s",
    async (cell) => {
      const { desk, acme } = await aFair();
      const { name, title, accounts } = await madeOf(desk, table("Name", [cell]));
      expect({ name, title, accounts }).toEqual({ name: nameOf("Zora Lind"), title: "Head of Sales", accounts: acme });
    },
  );

  it("helps to find the person who exists", async () => {
    const { desk } = await aFair();
    const plan = await planOf(desk, table("Name", ["Ida Moor (Acme)"], ["Per Holm, VP Engineering, Brightloom"], ["Moor, Ida - Acme"]));
    expect(plan).toContain("Plan: 2 unchanged, 1 ambiguous.");
    expect(plan).toContain("means the same contact as row 1");
  });

  it("is no account of the workspace where the others are", async () => {
    const text = table("Name", ["Zora Lind (Acme)"], ["Ove Lind (Brightloom)"], ["Una Lind (Nowhere)"], ["Per Lind (Nowhere GmbH)"]);
    const plan = await planOf(aDesk(), text);
    expect(plan).toContain("Plan: 4 to create.");
    expect(plan).toContain('no account is called "Nowhere" (1 row), "Nowhere GmbH" (1 row');
    expect(plan).toContain('[{"column":"Name (company)=Nowhere","field":"…"}]');
    const linked = await planOf(aDesk(), text, { columns: [{ column: "Name (company)=Nowhere", field: "Acme" }] });
    expect(linked).toMatch(/\+ row 3 Una Lind: Name: Una Lind; Account: Acme/);
  });

  it("goes into the column for companies if that is empty, and is asked about if it differs", async () => {
    const desk = aDesk();
    const plan = await planOf(desk, table("Name,Company", ["Zora Lind (Acme)", ""], ["Ove Lind (Acme)", "acme"], ["Una Lind (Acme)", "Brightloom"]));
    expect(plan).toContain("Plan: 2 to create, 1 ambiguous.");
    expect(plan).toContain('! row 3 Una Lind: "Acme" beside the name is not written');
    expect(plan).toMatch(/\+ row 1 Zora Lind: Name: Zora Lind; Account: Acme\n\+ row 2 Ove Lind: Name: Ove Lind; Account: Acme\n/);
  });

  it("is read in a column of last names too", async () => {
    const { desk, acme } = await aFair();
    const { name, accounts } = await madeOf(desk, table("First name,Last name", ["Zora", "Lind (Acme)"]));
    expect({ name, accounts }).toEqual({ name: nameOf("Zora Lind"), accounts: acme });
    expect((await madeOf(desk, table("First name,Last name", ["Robert", "Lind (Bob)"]))).name).toEqual({
      firstName: "Robert (Bob)",
      lastName: "Lind",
    });
  });
});

describe("a name", () => {
  it.each([
    ["Zora Lind (old)", "Zora Lind", '"old" beside the name is not written'],
    ["Zora Lind, CTO", "Zora Lind", '"CTO" beside the name is not written'],
    ["Zora Lind – Head of Sales", "Zora Lind", '"Head of Sales" beside the name is not written'],
    ["Zora Lind, Head of Sales, Berlin", "Zora Lind", '"Head of Sales" and "Berlin" beside the name is not written'],
    ["Zora Lind, Sales", "Sales Zora Lind", '"Sales" may be the first name, or no part of the name'],
  ])("with something else beside it makes a new contact only if the user agrees: %s", async (cell, name, reason) => {
    const desk = aDesk();
    const plan = await planOf(desk, table("Name", [cell]));
    expect(plan).toContain(`! row 1 ${name}: ${reason}`);
    expect(plan).toContain(`[{"column":${JSON.stringify(`Name=${cell}`)},"field":"Zora Lind"}]`);
    const corrected = await planOf(desk, table("Name", [cell]), { columns: [{ column: `Name=${cell}`, field: "Zora Lind" }] });
    expect(corrected).toContain("Plan: 1 to create.");
    expect(await desk.text("apply_plan", { plan_id: planIn(plan), as_new: [1] })).toMatch(new RegExp(`^Created ${name}`));
  });

  it("with something else beside it does not stop a change of the contact that the row means", async () => {
    const { desk } = await aFair();
    const email = "per@n.example";
    expect(await planOf(desk, table("Name,Email,Title", ["Per Holm (old)", email, "Clerk"]))).toContain("Plan: 1 to update.");
    const renamed = await planOf(desk, table("Name,Email,Title", ["Per Holm-Lind (old)", email, "Clerk"]));
    expect(renamed).toContain("Plan: 1 ambiguous.");
    expect(renamed).toContain('"old" beside the name is not written');
  });

  it.each([
    "Martin Lind, Jr.",
    "Zora Lind, MD, PhD",
    "Zora Lind, BSc (Hons)",
    "van den Lind, Zora",
    "José Ortega y Lind",
    "Robert (Bob) Lind",
    "Zora Lind (née Vogt)",
    "Zora Lind geb. Vogt",
    "Zora Lind-Vogt",
    "Maria Sa",
    "Eric Co",
    "Lind, Zora, Dr.",
  ])("is whole: %s", async (cell) => {
    const plan = await planOf(aDesk(), table("Name", [cell]));
    expect(plan).toContain("Columns: name.\nPlan: 1 to create.");
    expect(plan).not.toContain("beside names");
  });

  it("has the last name first if others of the column have, or if the e-mail address shows it", async () => {
    expect(await planOf(aDesk(), table("Name", ["Lind Vogt, Zora"]))).toContain("Plan: 1 ambiguous.");
    expect(await planOf(aDesk(), table("Name", ["Lind Vogt, Zora"], ["Holm, Per"]))).toContain("Plan: 2 to create.");
    expect(await planOf(aDesk(), table("Name,Email", ["Lind Vogt, Zora", "z.zora.lind@n.example"]))).toContain("Plan: 1 to create.");
  });

  it("stays as it is in a row with the ID of its contact", async () => {
    const desk = aDesk();
    const [id = ""] = idsOf(desk);
    const plan = await planOf(desk, table("id,Name", [id, "Zora Lind (Acme)"]));
    await desk.text("apply_plan", { plan_id: planIn(plan), as: [{ row: 1, contact: id }] });
    expect(contactOf(desk, id).fields.$name?.value).toEqual({ firstName: "Zora", lastName: "Lind (Acme)" });
  });

  it("is suggested for a column of names with companies", async () => {
    const refused = await aDesk().failure("import_contacts", {
      text: table("Besucher", ["Zora Lind, Head of Sales, Acme"], ["Ove Lind - Nowhere Cloud"]),
    });
    expect(refused).toContain('[{"column":"Besucher","field":"name"}]');
  });
});

describe("a company", () => {
  it.each([
    ["in a column of names", table("Name", ["Nowhere AG"])],
    ["in two columns", table("First name,Last name", ["Nowhere", "Corp."])],
    ["on a vCard", "BEGIN:VCARD\nVERSION:3.0\nN:Corp.;Nowhere;;;\nFN:Nowhere Corp.\nEMAIL:info@nowhere.example\nEND:VCARD"],
    ["by its column", table("Name,Company,Email", ["Nowhere Cloud", "Nowhere Cloud", "info@nowhere.example"])],
    ["by the accounts", table("Name,Company", ["Acme", ""], ["Zora Lind (x)", "Acme"])],
  ])("is no person: %s", async (_where, text) => {
    const desk = aDesk();
    const plan = await planOf(desk, text);
    expect(plan).toMatch(/! row 1 .*: has the name of a company, not of a person/);
    expect(plan).not.toContain("to create");
    const before = idsOf(desk).length;
    await desk.text("apply_plan", { plan_id: planIn(plan), as_new: [1] });
    expect(idsOf(desk)).toHaveLength(before + 1);
  });
});

describe("a single word in capitals before a name", () => {
  it("may be the first name, so the row is ambiguous", async () => {
    const plan = await planOf(aDesk(), table("Name,Email", ["JOHN Newcomer", "john.newcomer@n.example"], ["Ada Newcomer", "ada@n.example"]));
    expect(plan).toContain("Plan: 1 to create, 1 ambiguous.");
    expect(plan).toContain('JOHN may be the last name or the first. columns says which: {"column": "Name=JOHN Newcomer", "field": "JOHN, Newcomer"}');
    const columns = [{ column: "Name=JOHN Newcomer", field: "Newcomer, JOHN" }];
    expect(await planOf(aDesk(), table("Name", ["JOHN Newcomer"]), { columns })).toContain("Name: JOHN Newcomer");
  });

  it.each([
    ["an address says so", [["DUPONT Jean", "j.dupont@n.example"]]],
    [
      "most names of the column have one",
      [
        ["DUPONT Jean", "x1@n.example"],
        ["MARTIN Luc", "x2@n.example"],
        ["Ada Newcomer", "x3@n.example"],
      ],
    ],
  ])("is the last name if %s", async (_, rows) => {
    expect(await planOf(aDesk(), table("Name,Email", ...rows))).toContain("+ row 1 Jean DUPONT: Name: Jean DUPONT");
  });
});
