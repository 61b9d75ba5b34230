import { describe, expect, it } from "vitest";
import { readTable } from "../../src/imports/import-table.ts";
import { rowInput } from "../../src/imports/row-input.ts";
import { useColumns } from "../../src/imports/used-columns.ts";
import { aDesk, BERLIN } from "../builders.ts";

const schema = await aDesk().live.get();

const used = async (text: string, keys?: Record<string, string>) => useColumns(await readTable({ text }), { schema, locale: BERLIN, keys });

describe("the columns of an import", () => {
  it.each([
    ["beside the parts of the name", "First name;Suffix;Last name\nAda;Jr.;Cole", { firstName: "Ada", lastName: "Cole Jr." }],
    ["of another name", "First name;Last name;Name Suffix\nAda;Cole;III", { firstName: "Ada", lastName: "Cole III" }],
    ["behind two last names", "Nombre;Apellido paterno;Apellido materno;Sufijo\nAda;Cole;Ruiz;Jr.", { firstName: "Ada", lastName: "Cole Ruiz Jr." }],
    ["beside the whole name", "Name;Suffix\nAda Cole;Junior", { firstName: "Ada", lastName: "Cole Junior" }],
    ["beside a name in JSON", 'Name;Suffix\n"{""firstName"":""Ada"",""lastName"":""Cole""}";Jr.', { firstName: "Ada", lastName: "Cole Jr." }],
    ["beside the name that the row has", "First name;Last name;Full name;Suffix\n;;Ada Cole;Jr.", { firstName: "Ada", lastName: "Cole Jr." }],
    ["that the name has already", "First name;Last name;Suffix\nAda;Cole Jr.;Jr.", { firstName: "Ada", lastName: "Cole Jr." }],
    ["that the name has in other words", "Name;Suffix\nAda Cole Junior;Jr.", "Ada Cole Junior"],
    ["that the name has before a degree", "First name;Last name;Suffix\nAda;Cole Jr., MBA;Jr", { firstName: "Ada", lastName: "Cole Jr., MBA" }],
    ["beside a whole name without it", "First name;Last name;Full name;Suffix\nAda;Cole;Ada Cole;Jr.", { firstName: "Ada", lastName: "Cole Jr." }],
    ["without a last name", "First name;Last name;Suffix\nAda;;Jr.\nBo;Dahl;", { firstName: "Ada" }],
    ["without a whole name", "Name;Suffix\nAda;Jr.", "Ada"],
    ["that is a degree", "Vorname;Nachname;Namenszusatz\nAda;Cole;MBA", { firstName: "Ada", lastName: "Cole" }],
  ])("have a suffix %s", async (_, text, name) => {
    const { rows, columns, notes } = await used(text);
    expect(rows.slice(0, 1).map((row) => rowInput(row, columns.matched).fields.name)).toEqual([name]);
    const isUsed = JSON.stringify(name).includes("Cole ");
    expect(notes.some((note) => note.startsWith("Suffixes left out of names: "))).toBe(!isUsed);
    expect(notes.filter((note) => note.includes("is used only if"))).toEqual([]);
  });

  it("name a suffix that contradicts the name", async () => {
    const { rows, columns, notes } = await used("Name,Suffix\nWalt Kerner Jr.,Sr.");
    expect(rows.map((row) => rowInput(row, columns.matched).fields.name)).toEqual(["Walt Kerner Jr."]);
    expect(notes).toEqual(['Suffixes left out of names: "Sr.".']);
  });

  it("are shown with two rows and an argument to fill in, if none is known", async () => {
    await expect(used("Wer,Was,Wo erreichbar\nEva,Chefin,eva@lenz.example\nJo,,jo@li.example\nAl,,")).rejects.toThrowErrorMatchingInlineSnapshot(
      `[InvalidInput: No column has the name of a field: "Wer", "Was", "Wo erreichbar". Row 1: "Eva", "Chefin", "eva@lenz.example". Row 2: "Jo", "", "jo@li.example". Accepted: keys or labels from get_contact_definitions, such as name, email, title, phone, linkedIn. Fill in the columns argument and call import_contacts again: [{"column":"Wer","field":""},{"column":"Was","field":""},{"column":"Wo erreichbar","field":"email"}]. If these names are the values of a contact, put names of fields in the first line, above the rows.]`,
    );
  });

  it("have their names in the first line if two cells of it name fields, whatever else it has", async () => {
    const named = await aDesk().text("import_contacts", { csv: "Name,Firma,www.foo.example\nIda Holm,,x\n" });
    expect(named).toContain("Plan: 1 to create.");
    expect(named).toContain("Not used: www.foo.example");
    const unnamed = await aDesk().failure("import_contacts", { csv: "Ida Holm,Firma,ida@holm.example\nOve Holm,,ove@holm.example\n" });
    expect(unnamed).toMatch(
      /^The first line was read as a contact, so the columns have no names\. Row 1: "Ida Holm", .*\{"column":"Column 1","field":"[a-z]*"\}.* Or put names of fields in the first line, above the rows\.$/,
    );
    expect(unnamed).not.toContain("If the first line");
  });

  it("need no answer where a column repeats another one in another form", async () => {
    const { incomplete } = await used(
      "Name,Phone Number,Formatted Ring\nEva Lenz,447911123456,+44 7911 123456\nAl Lenz,46701234567,+46 70 123 45 67",
    );
    expect(incomplete).toEqual([]);
  });

  it("leave the import without a plan, if one of addresses, numbers or titles is not used", async () => {
    const text = "Name,Reach at,Ring,Old title,Title,Colour\nEva Lenz,eva@lenz.example,+49 731 123456,Clerk,CFO,red";
    const { incomplete } = await used(text);
    expect(incomplete.join("\n")).toMatchInlineSnapshot(`
      "Column "Reach at" seems to hold e-mail addresses ("eva@lenz.example") and is not used.
      Column "Ring" seems to hold phone numbers ("+49 731 123456") and is not used.
      Column "Old title" seems to hold job titles ("Clerk") and is not used.
      Call import_contacts again with the columns argument, e.g. [{"column":"Reach at","field":"email"},{"column":"Ring","field":"phone"},{"column":"Old title","field":""}]; "" leaves a column out."
    `);
    expect((await used(text, { "Reach at": "email", Ring: "", "Old title": "" })).incomplete).toEqual([]);
    expect((await used("Name,Colour\nEva Lenz,red")).incomplete).toEqual([]);
  });

  it.each([
    ["in any order", 'Wer,Mail\n"Lenz, Eva",eva@lenz.example\nDr. Jo van Li,jo.li@li.example', "Wer"],
    ["beside other words", "Job,Who,Mail\nSenior Buyer,Eva Lenz,eva.lenz@l.example\nHead Nurse,Jo Li,jli@l.example\nClerk,Al Ek,al@l.example", "Who"],
    ["in one row, with an address of a role", "Who,Mail\nEva Lenz,info@lenz.example", "Who"],
    ["not in the addresses", "Wer,Mail\nEva Lenz,p0@l.example\nJo Li,p1@l.example\nAl Ek,p2@l.example", "Wer"],
    ["without addresses", "Wer,Tel.\nEva Lenz,+49 731 123456\nFamilie Ek,+49 731 123457", "Wer"],
  ])("leave it without a plan, if nothing but a column of an unknown name holds the people's names: %s", async (_, text, column) => {
    const { incomplete } = await used(text);
    expect(incomplete[0]).toMatch(new RegExp(`^Column "${column}" seems to hold the names of people \\("`));
    expect(incomplete[1]).toContain(`{"column":"${column}","field":"name"}`);
    expect((await used(text, { [column]: "name", ...(text.startsWith("Job") ? { Job: "title" } : {}) })).incomplete).toEqual([]);
    expect((await used(text, { [column]: "" })).incomplete).toEqual([]);
  });

  it.each([
    ["there are names", "Name,Mentor,Mail\nEva Lenz,Jo Li,eva@lenz.example"],
    ["they are those of others", "Mail,Account manager\neva@lenz.example,Jo Li\nal@ek.example,Al Ek"],
    ["they are the same", "Tel.,Shop\n+49 731 123456,Blue Moon\n+49 731 123457,Blue Moon\n+49 731 123458,Blue Moon"],
  ])("may hold words like names if %s", async (_, text) => {
    expect((await used(text)).incomplete).toEqual([]);
  });

  it("for a whole are not used where columns for its parts say the same", async () => {
    const all = await used("Full name,First name,Last name\nEva Lenz,Eva,Lenz\nJo Li,Jo,Li");
    expect(all.columns.matched.map(({ column }) => column)).toEqual(["First name", "Last name"]);
    expect(all.columns.unmatched).toEqual([{ column: "Full name", reason: "its parts are used", isPlaceless: true }]);
    const some = await used("Full name,First name,Last name\nEva Lenz,Eva,Lenz\nJo Li,,\nAl Ek,n/a,-");
    expect(some.rows.map(({ cells }) => cells.get("Full name"))).toEqual([undefined, "Jo Li", "Al Ek"]);
    expect(some.columns.unmatched).toEqual([]);
  });

  it.each([
    ["the last name", "Name,First name\nAnn Lee,Ann", "Ann Lee"],
    ["the first name", 'Name,Last name\n"Lee, Ann",Lee', "Lee, Ann"],
    [
      "the first name, before a last name of two words",
      "Name,Surname\nMaría García López,García López",
      { firstName: "María", lastName: "García López" },
    ],
    ["the first name, behind the last name", "Name,Last name\nLenz Eva,Lenz", { firstName: "Eva", lastName: "Lenz" }],
    ["the last name of a row without it", "Full name,First name,Last name\nAnn Lee,Ann,", "Ann Lee"],
    ["a middle name", "Name,First name,Last name\nAnn Mary Lee,Ann,Lee", "Ann Mary Lee"],
    ["the suffix of a son", "Name,First name,Last name\nAl Lee Jr.,Al,Lee", "Al Lee Jr."],
    ["the last name, with a suffix of its own column", "Name,First name,Suffix\nAl Lee,Al,Jr.", { firstName: "Al", lastName: "Lee Jr." }],
    ["a name in JSON", 'Name,First name\n"{""firstName"":""Ann"",""lastName"":""Lee""}",Ann', { firstName: "Ann", lastName: "Lee" }],
    ["the last name behind a salutation", "Name,Vorname\nFrau Eva Lenz,Eva", "Frau Eva Lenz"],
  ])("for a whole name are used where the parts do not say %s", async (_, text, name) => {
    const { rows, columns, notes } = await used(text);
    expect(rows.map((row) => rowInput(row, columns.matched).fields.name)).toEqual([name]);
    const unused = columns.unmatched.map(({ reason }) => reason);
    expect(new Set(unused)).toEqual(new Set(["the whole name is used"]));
    expect(notes).toEqual([]);
  });

  it.each([
    ["a title", "Dr. Ann Lee"],
    ["a degree", "Ann Lee, MBA"],
    ["a remark", "Ann Lee (old)"],
    ["another order", "Lee, Ann"],
    ["a company", "Ann Lee Acme"],
  ])("for a whole name are not used if they only add %s to both parts", async (_, whole) => {
    const { rows, columns } = await used(`Full name,First name,Last name\n"${whole}",Ann,Lee`);
    expect(rows.map((row) => rowInput(row, columns.matched).fields.name)).toEqual([{ firstName: "Ann", lastName: "Lee" }]);
  });

  it("for a whole name that a program exports are used only for a part that is missing", async () => {
    const google = "Name,Given Name,Additional Name,Family Name,E-mail 1 - Type,E-mail 1 - Value";
    const { rows, columns } = await used(`${google}\nAnn Mary Lee,Ann,Mary,Lee,Work,a@l.example\nBo Ek,Bo,,,Work,b@l.example`);
    expect(columns.program).toBe("Google Contacts");
    expect(rows.map((row) => rowInput(row, columns.matched).fields.name)).toEqual([{ firstName: "Ann", lastName: "Lee" }, "Bo Ek"]);
  });

  it("for parts of a name stay in rows whose whole name says no more", async () => {
    const { rows, columns } = await used("Name,First name\nAnn Lee,Ann\n,Bo\nCal Dahl,Cal\nDi Ek,Di");
    expect(rows.map((row) => rowInput(row, columns.matched).fields.name)).toEqual(["Ann Lee", { firstName: "Bo" }, "Cal Dahl", "Di Ek"]);
    expect(columns.unmatched).toEqual([]);
  });

  it.each([
    ["another whole address", '"Work address" is', 'Name,Work address,Home address\nEva,"Am Weg 1, Ulm","Gasse 2, Ulm"\nJo,,"Gasse 2, Bonn"'],
    [
      "another address in parts",
      '"Work street", "Work city" are',
      'Name,Work street,Work city,Home address\nEva,Am Weg 1,Ulm,"Gasse 2, Ulm"\nJo,Ring 3,Bonn,"Ring 3, Bonn"',
    ],
  ])("say where a whole address is left out for %s", async (_, firstsAre, text) => {
    const { notes, columns } = await used(text);
    expect(notes).toEqual([`The column "Home address" is used only if ${firstsAre} blank. It is left out in row 1.`]);
    expect(columns.unmatched).toEqual([]);
  });

  it("say nothing of a whole address that repeats its parts, with a country in words", async () => {
    const { notes, columns } = await used('Name,Street,City,Country,Address\nEva,Am Weg 1,Ulm,DE,"Am Weg 1, Ulm, Germany"');
    expect(notes).toEqual([]);
    expect(columns.unmatched).toMatchObject([{ column: "Address", reason: "its parts are used" }]);
  });

  it("say what is left out for a label, and where a first choice has a value", async () => {
    const { notes } = await used(
      [
        "Given Name,Phone 1 - Label,Phone 1 - Value,Address 1 - City,Address 2 - City",
        "Eva,Work Fax,+49 731 1,Ulm,Bonn",
        "Jo,Home,+49 731 2,,Bonn",
        "Al,Pager,+49 731 3,Ulm,Ulm",
      ].join("\n"),
    );
    expect(notes).toMatchInlineSnapshot(`
      [
        "Labelled as fax or pager, or as those of another person, and left out: values of rows 1 and 3.",
        "The column "Address 2 - City" is used only if "Address 1 - City" is blank. It is left out in row 1.",
      ]
    `);
  });
});
