import { beforeEach, describe, expect, it } from "vitest";
import { lostObjections } from "../../src/imports/lost-objections.ts";
import { aDesk, aField, aSchema, type Desk, type DeskOptions, fieldOf, writtenContact } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";
import { contactOf, idsOf, newPeople, planIn, writesTo } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime());

const emailOf = (desk: Desk, id: string) => String((contactOf(desk, id).fields.$email?.value as string[] | undefined)?.[0]);

/** Contacts that have an e-mail address that no other has, and one value. */
const reachable = (desk: Desk) => {
  const firsts = [...desk.sandbox.contacts()].map(
    ([id, { fields }]) => [id, (fields.$email?.value as string[] | undefined)?.[0]?.toLowerCase()] as const,
  );
  return firsts.flatMap(([id, first]) => (first !== undefined && firsts.filter(([, other]) => other === first).length === 1 ? [id] : []));
};

const edit = (desk: Desk, id: string, values: Record<string, unknown>) =>
  desk.sandbox.editContact(id, ({ fields }) => {
    for (const [key, value] of Object.entries(values)) fields[key] = { valueType: fields[key]?.valueType ?? "TEXT", value };
  });

async function imported(desk: Desk, args: Record<string, unknown>) {
  const plan = await desk.text("import_contacts", args);
  return { plan, applied: await desk.text("apply_plan", { plan_id: planIn(plan) }) };
}

describe("import_contacts", () => {
  it.each([
    ["the address by which it was found", { $email: ["successor@newcomers.example"] }],
    ["the name", { $name: { firstName: "Zoe", lastName: "Successor" } }],
  ])("writes no row to a contact that has got another value since the plan: %s", async (_what, values) => {
    const desk = aDesk();
    const [id = ""] = reachable(desk);
    const plan = await desk.text("import_contacts", { rows: [{ email: emailOf(desk, id), title: "Chief Tester" }] });
    edit(desk, id, values);
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^0 of 1 written/);
    expect(contactOf(desk, id).fields.$title?.value).not.toBe("Chief Tester");
  });

  it("writes to contacts whose names nobody can write", async () => {
    const through: NonNullable<DeskOptions["through"]> = (fetch) => async (request) => {
      const response = await fetch(request);
      const body = JSON.parse(await response.text());
      if (body.fieldDefinitions?.$name) body.fieldDefinitions.$name.readOnly = true;
      return Response.json(body, { status: response.status });
    };
    const desk = aDesk({ through });
    const [id = ""] = reachable(desk);
    const plan = await desk.text("import_contacts", { rows: [{ email: emailOf(desk, id), title: "Chief Tester" }] });
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^Updated /);
  });

  it.each([
    ["city", { "Address city": "Copenhagen" }],
    ["postal code", { "Address postal code": "1260" }],
    ["city and country, beside a street", { Street: "12 Bredgade", City: "Oslo", Country: "Norway" }],
  ])("leaves the stored address alone if a row has only a part of another one: %s", async (_what, row) => {
    const desk = aDesk();
    const [id = ""] = reachable(desk);
    edit(desk, id, { $address: { street: "48 Bredgade", city: "Odense", postalCode: "5000", country: "DK" }, $title: "CFO" });
    const text = await desk.text("import_contacts", { rows: [{ email: emailOf(desk, id), title: "CTO", ...row }] });
    expect(text).toMatch(/by Email\): Title: CFO -> CTO\n/);
    expect(text).toContain("The stored address stays for row 1, because only a part of another address is given.");
  });

  it("completes the stored address, and corrects it if the row has all of its parts", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = reachable(desk);
    edit(desk, one, { $address: { city: "Odense", country: "DK" } });
    edit(desk, two, { $address: { street: "48 Bredgade", city: "Odensee", country: "DK" } });
    const planOf = (row: object) => desk.text("import_contacts", { rows: [row] });
    expect(await planOf({ email: emailOf(desk, one), Street: "48 Bredgade", City: "odense" })).toMatch(/-> 48 Bredgade, odense, DK/);
    const corrected = { street: "48 Bredgade", city: "Odense" };
    expect(await planOf({ email: emailOf(desk, two), address: corrected })).toMatch(/-> 48 Bredgade, Odense/);
    expect(await planOf({ email: emailOf(desk, two), Street: corrected.street, City: "Odense" })).toMatch(/-> 48 Bredgade, Odense, DK/);
  });

  it("separates several numbers in a cell, keeps further ones in the list of numbers, and says which are left out", async () => {
    const csv = (mobile: string) => `Name,Mobile\nAnn Newcomer,${mobile}`;
    const planOf = (mobile: string, desk = aDesk()) => desk.text("import_contacts", { csv: csv(mobile), phone_country: "DE" });
    expect(await planOf("0171 55 44 332 (H.) / 0172 66 55 443 (g.)")).toContain("Mobile: +491715544332; Phone: +491726655443");
    expect(await planOf("0171 5544332 ::: 0172 6655443")).toContain("Mobile: +491715544332; Phone: +491726655443");
    expect(await planOf("+49 30 1234567 (Durchwahl -89)")).toContain("Mobile: +49301234567 ext. 89");
    const partly = await planOf("0171 5544332 / 0172 6655443999999999 / +47 22 33 44 55");
    expect(partly).toContain("Mobile: +491715544332; Phone: +4722334455");
    expect(partly).toContain('Left out of Mobile: "0172 6655443999999999" is not a valid DE phone number (1 row).');
    const onlyMobile = aDesk({ hidden: ["phone"] });
    const text = await planOf("0171 5544332 / 0172 6655443", onlyMobile);
    expect(text).toContain("Mobile: +491715544332\n");
    expect(text).toContain('Left out of Mobile: "0172 6655443" is a further value, and the field holds one (1 row).');
  });

  it("takes the owners of another program that are members, says which are not, and leaves its IDs out", async () => {
    const csv = [
      "Record ID,First Name,Last Name,Email,Contact owner",
      "501,Ann,Newcomer,ann@newcomers.example,Hannah Weiss (hannah.weiss@brightpath.example)",
      "502,Bo,Newcomer,bo@newcomers.example,Hannah Weiss (hannah@other.example)",
    ].join("\n");
    const text = await aDesk().text("import_contacts", { csv });
    expect(text).toContain("owner (Contact owner). Not written: Record ID (IDs of another program).");
    expect(text).toMatch(/\+ row 1 Ann Newcomer: Name: Ann Newcomer; Email: ann@newcomers\.example; Owner: Hannah Weiss\n/);
    expect(text).toContain('Owner: no member is called "Hannah Weiss (hannah@other.example)" (1 row');
  });

  it("calls rows undecided that an argument of the call decides", async () => {
    const csv = "Name,Email,ICP score\nAnn Newcomer,ann@newcomers.example,12.500\nBo Newcomer,bo@newcomers.example,12k";
    const text = (await aDesk().run("import_contacts", { csv })).text;
    expect(text).toMatch(/^ICP score: "12\.500" is 12500 with decimal_mark/);
    expect(text).toContain("\nSo far: 1 to create, 1 undecided.\n");
    expect(text).toContain('\n! row 1 Ann Newcomer: ICP score: "12.500" may be 12500 or 12.5. Accepted: decimal_mark');
  });

  it("says of every row what becomes of it, and why", async () => {
    const desk = aDesk();
    const [one = "", two = "", three = ""] = reachable(desk);
    edit(desk, one, { $title: "CFO" });
    edit(desk, two, { $title: "CFO" });
    edit(desk, three, { $email: [emailOf(desk, two)] });
    const csv = [
      "Email,First name,Last name,Title,Colour",
      "zoltan@newcomers.example,Zoltan,Newcomer,CEO,red",
      `${emailOf(desk, one)},,,CEO,`,
      `${emailOf(desk, one).toUpperCase()},,,CTO,`,
      `${emailOf(desk, two)},,,CEO,`,
      "ZOLTAN@newcomers.example,Zoltan,Newcomer,COO,",
      "no address,Walter,Newcomer,,",
    ].join("\n");
    const text = await desk.text("import_contacts", { csv });
    const lines = text.split("\n");
    expect(text).toContain("\nColumns: email, name.firstName, name.lastName, title. Not used: Colour. Map it to a key with the columns argument.\n");
    expect(text).toContain("\nPlan: 1 to create, 1 to update, 3 ambiguous, 1 invalid.\n");
    expect(lines[0]).toBe("Would overwrite values (1):");
    expect(text).toMatch(/\+ row 1 Zoltan Newcomer: .*Title: CEO/);
    expect(text).toMatch(new RegExp(`~ row 2 .*\\(${one}, by Email\\): Title: CFO -> CEO`));
    expect(text).toContain("means the same contact as row 2");
    expect(text).toMatch(
      /! row 4 .*: may mean 2 contacts\. Candidates: \S+ \S+ \(con_\w+; has the same e-mail.*\), \S+ \S+ \(con_\w+; has the same e-mail/,
    );
    expect(text).toContain("! row 5 Zoltan Newcomer: creates the same person as row 1");
    expect(text).toContain('\n! row 6 Walter Newcomer: only a name is left to identify the person: "no address" is not an e-mail address.\n');
    expect(text).not.toContain("left out");
    expect(lines.at(-1)).toMatch(/^Nothing is written yet\. Once the user agrees, or has already asked for exactly this, apply_plan /);
    expect(writesTo(desk)).toHaveLength(0);
  });

  it("adds to a text and a list beside what somebody else has added since, and says what to do where the text was changed", async () => {
    const desk = aDesk();
    const [added = "", changed = ""] = reachable(desk);
    for (const id of [added, changed]) edit(desk, id, { notes: "Met in May" });
    const [email, other] = [emailOf(desk, added), emailOf(desk, changed)];
    const rows = [
      { email: [email, "second@newcomers.example"], notes: "Calls back" },
      { email: other, notes: "Calls back" },
    ];
    const plan_id = planIn(await desk.text("import_contacts", { rows }));
    edit(desk, added, { notes: "Met in May\nHas moved", $email: [email, "third@newcomers.example"] });
    edit(desk, changed, { notes: "Met in June" });
    const applied = await desk.text("apply_plan", { plan_id });
    expect(applied).toMatch(/^1 of 2 written: 1 updated\. 1 skipped\./);
    expect(contactOf(desk, added).fields.notes?.value).toBe("Met in May\nHas moved\nCalls back");
    expect(contactOf(desk, added).fields.$email?.value).toEqual([email, "third@newcomers.example", "second@newcomers.example"]);
    expect(applied).toMatch(/Notes: Met in May -> Met in June\nTo change the skipped rows anyway, plan them again with import_contacts\./);
    expect(contactOf(desk, changed).fields.notes?.value).toBe("Met in June");
    await desk.text("undo_write");
    expect(contactOf(desk, added).fields.notes?.value).toBe("Met in May\nHas moved");
  });

  it("asks who is meant by a number or a shared address alone where other rows have names", async () => {
    const csv = [
      "Name,Email,Phone,Company",
      "Ann Newcomer,ann@newcomers.example,+49 30 901820,",
      ",,+49 30 901821,Brightloom",
      ",office@brightloom.example,+49 30 901822,Brightloom",
      ",bo.newcomer@newcomers.example,,",
    ].join("\n");
    const plan = await aDesk().text("import_contacts", { csv });
    expect(plan).toContain("Plan: 2 to create, 2 ambiguous.");
    for (const row of [2, 3])
      expect(plan).toMatch(new RegExp(`! row ${row} .*: has no name, and only a phone number or an address that several people may share\n`));
    expect(await aDesk().text("import_contacts", { csv: "Phone,Company\n+49 30 901821,Brightloom" })).toContain("Plan: 1 to create.");
  });

  it("takes a table of another program by the usual names of its columns", async () => {
    const desk = aDesk();
    const csv = "Full Name,E-mail address,Company,Job Title\nAnn Newcomer,ann@newcomers.example,Brightloom,CFO";
    const { plan } = await imported(desk, { csv });
    expect(plan).toMatch(
      /^Columns: name \(Full Name\), email \(E-mail address\), account \(Company\), title \(Job Title\)\.\nPlan: 1 to create\.\n\+ row 1 Ann Newcomer: Name: Ann Newcomer;/,
    );
    expect(contactOf(desk, idsOf(desk).at(-1) ?? "").fields).toMatchObject({
      $name: { value: { firstName: "Ann", lastName: "Newcomer" } },
      $email: { value: ["ann@newcomers.example"] },
      $title: { value: "CFO" },
    });
  });

  it("makes nobody of whom what is used does not say who it is, until columns says what the rest means", async () => {
    const desk = aDesk();
    const csv = "Wer,Reach at,City\nAnn Newcomer,ann@newcomers.example,Bonn\n,,Köln";
    const { isError, text } = await desk.run("import_contacts", { csv });
    expect(isError).toBe(true);
    expect(text).toContain(
      "Columns: address.city. Not used: Wer (did you mean name?), Reach at (did you mean email?). Map them to keys with the columns argument.\nSo far: 2 invalid.",
    );
    expect(text).toContain(
      '! row 1 Bonn: has no name, e-mail or other value that identifies a person in the used columns; map "Wer", "Reach at" to keys with the columns argument, or to "" to ignore these columns',
    );
    expect(text).not.toContain("row 1 Ann");
    const columns = { Wer: "name", "Reach at": "email", City: "" };
    const plan = await desk.text("import_contacts", { csv, columns });
    expect(plan).toMatch(
      /^Columns: name \(Wer\), email \(Reach at\)\. Left out: City\.\nPlan: 1 to create, 1 invalid\.\n\+ row 1 Ann Newcomer: Name: Ann Newcomer; Email: ann@newcomers\.example\n! row 2: /,
    );
    expect(await desk.text("import_contacts", { csv, columns: { Wer: "", "Reach at": "" } })).toContain("Plan: 2 ambiguous.");
  });

  it("calls a row by what is used of it", async () => {
    const desk = aDesk();
    const rows = [
      { Remark: "Secret", Title: "CFO", email: "nobody" },
      { Remark: "Secret", Title: "CFO", City: "Bonn", account: "Nobody and sons" },
    ];
    const text = await desk.text("import_contacts", { rows });
    expect(text).toContain('! row 1 CFO: no value is left that identifies a person: "nobody" is not an e-mail address.');
    expect(text).toContain("! row 2 CFO Bonn: ");
    expect(text).not.toContain("Secret");
  });

  it("says which of two rows say the same, though nothing that tells people apart", async () => {
    const desk = aDesk();
    const rows = [{ title: "CEO of all" }, { title: "CEO of all " }, { title: "CEO of others" }];
    const text = await desk.text("import_contacts", { rows });
    expect(text).toContain("Plan: 3 ambiguous.");
    expect(text).toMatch(/! row 2 .*; may be the same person as row 1 \(shares only all values\)\n/);
    expect(text).not.toMatch(/! row 3 .*the same person/);
  });

  it("changes nobody who has lost the address since the contacts were read", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = reachable(desk);
    const address = emailOf(desk, one);
    await desk.text("find_contacts", { query: "xqzvkwj" });
    edit(desk, one, { $email: ["other@newcomers.example"] });
    edit(desk, two, { $email: [address] });
    const { text } = await desk.run("import_contacts", { rows: [{ email: address, title: "CEO of all" }] });
    expect(text).toContain("Plan: 1 ambiguous.");
    expect(text).toContain(`the row matched ${one}, but somebody else has changed that contact`);
  });

  it("counts who holds everything already as unchanged, and plans nothing for them", async () => {
    const desk = aDesk();
    const [one = ""] = reachable(desk);
    edit(desk, one, { $title: "CFO" });
    const { isError, text } = await desk.run("import_contacts", { rows: [{ email: emailOf(desk, one), title: "CFO" }] });
    expect(isError).toBe(false);
    expect(text).toContain("Plan: 1 unchanged.\nThere is nothing to write.");
  });

  it("creates alone, updates alone, or both, as the mode says", async () => {
    const desk = aDesk();
    const [one = ""] = reachable(desk);
    const rows = [{ email: emailOf(desk, one), title: "Head of everything" }, ...newPeople(1)];
    expect(await desk.text("import_contacts", { rows })).toContain("Plan: 1 to create, 1 to update.");
    const create = await desk.text("import_contacts", { rows, mode: "create" });
    expect(create).toContain("Plan: 1 to create, 1 left out (existing).");
    expect(create).toContain(`\nExisting: row 1 ${emailOf(desk, one)} (${one}).\n`);
    const update = await desk.text("import_contacts", { rows, mode: "update" });
    expect(update).toContain("Plan: 1 to update, 1 left out (not in the workspace).");
    expect(update).toContain("\nNot in the workspace: row 2 Zoltan Newcomer0.\n");
  });

  it("knows contacts by a field of the workspace's own", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    edit(desk, one, { crm_id: "A-1" });
    edit(desk, two, { crm_id: "A-2" });
    const rows = [
      { "Legacy CRM ID": "A-1", title: "Head of one" },
      { "Legacy CRM ID": "A-2", title: "Head of two" },
      { "Legacy CRM ID": "A-3", name: "Zoltan Newcomer" },
    ];
    const { plan } = await imported(desk, { rows, match_on: ["crm_id"] });
    expect(plan).toContain("Plan: 1 to create, 2 to update.");
    expect(contactOf(desk, one).fields.$title?.value).toBe("Head of one");
    expect(contactOf(desk, two).fields.$title?.value).toBe("Head of two");
    expect(contactOf(desk, idsOf(desk).at(-1) ?? "").fields.crm_id?.value).toBe("A-3");
  });

  it("makes nobody a second time whom only match_on does not know", async () => {
    const desk = aDesk();
    const [one = ""] = reachable(desk);
    const text = await desk.text("import_contacts", { rows: [{ crm_id: "A-9", email: emailOf(desk, one) }], match_on: ["crm_id"] });
    expect(text).toMatch(
      new RegExp(`: has the same e-mail as .*, but match_on names other keys\\. Candidates: .* \\(${one}; would add Legacy CRM ID\\)`),
    );
  });

  it("takes whoever has a row's unique value for the one that it means, without being told to", async () => {
    const desk = aDesk();
    const [one = ""] = idsOf(desk);
    edit(desk, one, { crm_id: "A-1" });
    const { plan } = await imported(desk, {
      rows: [
        { crm_id: "A-1", title: "CFO" },
        { name: "Zed Newcomer", crm_id: "A-2" },
        { name: "Zed Newcomer", crm_id: "A-3" },
      ],
    });
    expect(plan).toContain("Plan: 2 to create, 1 to update.");
    expect(contactOf(desk, one).fields.$title?.value).toBe("CFO");
  });

  it("changes nobody whose unique value is another, or the same but for capitals", async () => {
    const desk = aDesk();
    const [one = ""] = idsOf(desk);
    edit(desk, one, { crm_id: "0015AbCdE", $phone: ["+12025550199"] });
    const walter = { name: "Walter Else", email: "walter@else.example" };
    const { fields } = contactOf(desk, one);
    const { text } = await desk.run("import_contacts", { rows: [{ name: fields.$name?.value, crm_id: "0019ZZZ", phone: "+12025550199" }] });
    expect(text).toMatch(/! row 1 .*: shares the phone number and the name, but not the Legacy CRM ID with .* \(con_/);
    expect(await desk.text("import_contacts", { rows: [{ ...walter, crm_id: "0019ZZZ", phone: "+12025550199" }] })).toContain("Plan: 1 to create.");
    expect(await desk.text("import_contacts", { rows: [{ ...walter, crm_id: "0015aBcDe" }] })).toContain("Plan: 1 to create.");
  });

  it("takes nobody for the one who is meant by a name alone", async () => {
    const desk = aDesk();
    const [one = ""] = idsOf(desk);
    edit(desk, one, { $name: { firstName: "Zoltan", lastName: "Zwart" } });
    const rows = [{ name: "Zoltan Zwart", title: "CEO" }];
    const { text } = await desk.run("import_contacts", { rows });
    expect(text).toContain(`shares only the name with Zoltan Zwart. Candidates: Zoltan Zwart (${one}`);
  });

  it("mentions namesakes of whom it makes", async () => {
    const desk = aDesk();
    const [one = ""] = idsOf(desk);
    edit(desk, one, { $name: { firstName: "Zoltan", lastName: "Zwart" }, $email: ["z@elsewhere.example"] });
    const plan = await desk.text("import_contacts", { rows: [{ name: "Zoltan Zwart", email: "zoltan@newcomers.example" }, ...newPeople(1)] });
    expect(plan).toContain(`Plan: 2 to create.`);
    const as = [{ row: 1, contact: one }];
    expect(plan).toContain(
      `Treated as different people, despite the same name: row 1 and ${one}\nIf the user knows that a row means an existing contact, call apply_plan with "as": ${JSON.stringify(as)}.`,
    );
    // The user says that it is one person.
    expect(await desk.text("apply_plan", { plan_id: planIn(plan), as })).toContain("2 of 2 written: 1 created, 1 updated.");
    expect(contactOf(desk, one).fields.$email?.value).toEqual(["z@elsewhere.example", "zoltan@newcomers.example"]);
  });

  it("matches by id, or by name and account, where that is asked for", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    edit(desk, two, { $name: { firstName: "Zoltan", lastName: "Zwart" } });
    await desk.text("update_contact", { id: two, relationships: { account: { replace: ["Brightloom"] } } });
    const row = { id: one, name: "Zoltan Zwart", account: "Brightloom", title: "CEO" };
    edit(desk, one, { $name: { firstName: "Yorick", lastName: "Zand" } });
    expect((await imported(desk, { rows: [{ ...row, name: "Yorick Zwart" }], match_on: ["id"] })).plan).toContain(`(${one}, by ID)`);
    const { id: _, ...named } = row;
    const { plan } = await imported(desk, { rows: [{ ...named, title: "CFO", email: "other@n.example" }], match_on: ["name", "account"] });
    expect(plan).toContain(`(${two}, by name and account)`);
    expect(await desk.failure("import_contacts", { rows: [row], match_on: ["account"] })).toContain(
      'account alone does not identify a person. Accepted: keys of fields, e.g. ["email"]; or ["name", "account"] together.',
    );
    expect(await desk.failure("import_contacts", { rows: [named], match_on: ["id"] })).toContain('No column is mapped to "id"');
  });

  it("refuses a match_on that no column gives, or that is no field", async () => {
    const desk = aDesk();
    expect(await desk.failure("import_contacts", { rows: newPeople(2), match_on: ["crm_id"] })).toMatch(/match_on: .*no column.*crm_id/i);
    expect(await desk.failure("import_contacts", { rows: newPeople(2), match_on: ["crm-ident"] })).toMatch(/crm-ident/);
  });

  it("never clears or removes: lists and links are added to, blank cells leave what is there, a city alone leaves the address", async () => {
    const desk = aDesk();
    const [one = ""] = reachable(desk);
    const address = { street: "Torstraße 128", city: "Berlin", country: "DE" };
    edit(desk, one, { $title: "CFO", notes: "Called on Monday" });
    desk.sandbox.editContact(one, ({ fields }) => {
      fields.$address = { valueType: "ADDRESS", value: address };
    });
    const before = contactOf(desk, one);
    const emails = (before.fields.$email?.value ?? []) as string[];
    const csv = ["id,Email,Title,Notes,Address city,Account", `${one},another@newcomers.example,,,Bonn,Kestrel Aerospace; Brightloom`].join("\n");
    const { applied } = await imported(desk, { csv });
    expect(applied).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
    const { fields, relationships } = contactOf(desk, one);
    expect(fields.$email?.value).toEqual([...emails, "another@newcomers.example"]);
    expect([fields.$title?.value, fields.notes?.value]).toEqual(["CFO", "Called on Monday"]);
    expect(fields.$address?.value).toMatchObject({ street: "Torstraße 128", city: "Berlin", country: "DE" });
    expect(relationships.$account?.values).toEqual(expect.arrayContaining(before.relationships.$account?.values ?? []));
    expect(relationships.$account?.values.length).toBeGreaterThanOrEqual(2);
  });

  it("keeps no coordinates of an address that moves", async () => {
    const updated = async (cells: object) => {
      const desk = aDesk();
      const [one = ""] = reachable(desk);
      desk.sandbox.editContact(one, ({ fields }) => {
        const value = { street: "Torstraße 128", postalCode: "10119", city: "Berlin", country: "DE", latitude: 52.5, longitude: 13.4 };
        fields.$address = { valueType: "ADDRESS", value };
      });
      await imported(desk, { rows: [{ id: one, ...cells }] });
      return contactOf(desk, one).fields.$address?.value;
    };
    const moved = await updated({ "Address city": "Bonn", "Address street": "Ring 1", "Address postal code": "53113" });
    expect(moved).toMatchObject({ street: "Ring 1", city: "Bonn" });
    expect(moved).not.toHaveProperty("latitude", 52.5);
    expect(await updated({ "Address street": "Torstraße 130" })).toMatchObject({ street: "Torstraße 130", city: "Berlin" });
  });

  it("asks about rows that say nothing of who somebody is, and creates them if the user wants them", async () => {
    const desk = aDesk();
    const plan = await desk.text("import_contacts", {
      rows: [{ title: "CFO" }, { name: "Zoltan Newcomer", title: "CEO" }, { title: "COO", account: "Brightloom" }, { title: "Cfo" }],
    });
    expect(plan).toContain("Plan: 1 to create, 3 ambiguous.");
    for (const row of ["row 1 CFO", "row 3 COO Brightloom", "row 4 Cfo"])
      expect(plan).toContain(`! ${row}: has no name, e-mail address, phone number or other value that identifies a person`);
    const plan_id = planIn(plan);
    expect(await desk.text("apply_plan", { plan_id })).toContain("Ambiguous, and not applied: rows 1, 3, 4.");
    expect(await desk.text("apply_plan", { plan_id, as_new: [1, 3] })).toMatch(
      /^3 of 3 written, 2 of them now: 2 created.*\n(?:.*\n)*Ambiguous, and not applied: row 4\./,
    );
  });

  it("creates a row whose only value is one that match_on names", async () => {
    const plan = await aDesk().text("import_contacts", { rows: [{ title: "Chief of Oddities" }], match_on: ["title"] });
    expect(plan).toContain("Plan: 1 to create.");
  });

  it("shows all problems of a row at once, and equal problems of many rows in one line", async () => {
    const rows = [
      { name: "Zoltan Newcomer", phone: "4.93023E+11", "Newsletter opt-in": "perhaps", "Next follow-up": 46_387 },
      ...["Ann", "Bea", "Cho", "Dov"].map((name) => ({ name, "Newsletter opt-in": "maybe" })),
    ];
    const { text } = await aDesk().run("import_contacts", { rows });
    const line = text.split("\n").find((one) => one.startsWith("! row 1 ")) ?? "";
    for (const value of ["4.93023E+11", "perhaps", "46387"]) expect(line).toContain(value);
    expect(text).toMatch(/^! rows 2-5: Newsletter opt-in: "maybe" is neither/m);
    expect(text).not.toContain("! row 3");
  });

  it("leaves out an option that does not fit the one on which it depends, and writes the rest of the row", async () => {
    const rows = [
      { name: "Ann Newcomer", Region: "EMEAA", Territory: "DACH" },
      { name: "Bea Newcomer", Region: "Americas", Territory: "DACH" },
    ];
    const text = await aDesk().text("import_contacts", { rows });
    expect(text).toContain("\n+ row 1 Ann Newcomer: Name: Ann Newcomer\n+ row 2 Bea Newcomer: Name: Bea Newcomer; Region: Americas\n");
    expect(text).toContain('\nLeft out: Territory: "DACH" needs "Region", which has no value (row 1).\n');
    expect(text).toContain('\nLeft out: Territory: "DACH" does not fit "Region" "Americas" (row 2).\n');
  });

  it("leaves out an option that the stored one does not fit", async () => {
    const desk = aDesk();
    const fields = { name: "Ann Newcomer", region: "EMEA", territory: "DACH", title: "CFO" };
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields }));
    const text = await desk.text("import_contacts", { rows: [{ id, Region: "Americas", title: "CEO" }] });
    expect(text).toContain("Title: CFO -> CEO");
    expect(text).not.toContain("Region: EMEA ->");
    expect(text).toContain('\nLeft out: Region: "Territory" is "DACH", which does not fit "Americas" (row 1).\n');
  });

  it("leaves out a value that cannot be read, and writes the rest of the row", async () => {
    const rows = [
      { name: "Zoltan Newcomer", "Deal size": "viel", "Lifecycle stage": "Kunde", Interests: "Security, Gardening", Website: "none yet" },
      { name: "Ann Newcomer", "Lifecycle stage": "Kunde", "Newsletter opt-in": "maybe" },
    ];
    const text = await aDesk().text("import_contacts", { rows });
    expect(text).toContain("Plan: 1 to create, 1 invalid.");
    expect(text).toContain("\n+ row 1 Zoltan Newcomer: Name: Zoltan Newcomer; Interests: Security\n");
    expect(text).toContain('\nLeft out of Lifecycle stage: "Kunde" is not an option (1 row).\n');
    expect(text).toContain('\nLeft out of Interests: "Gardening" is not an option (1 row).\n');
    expect(text).toMatch(/\nLeft out of Deal size: "viel" is not /);
    expect(text).toMatch(/\nLeft out of Website: "none yet" /);
    expect(text).toContain('call import_contacts again: [{"column":"Lifecycle stage=Kunde","field":""},{"column":"Interests=Gardening","field":""}]');
  });

  describe("leaves out a row that repeats an earlier one", () => {
    const una = { Name: "Una Newcomer", Email: "una@newcomers.example", Account: "Brightloom", "Exported at": "10:15" };

    it("and asks about none of them", async () => {
      const text = await aDesk().text("import_contacts", { rows: [una, { ...una, Name: "Mo Newcomer", Email: "mo@newcomers.example" }, una, una] });
      expect(text).toContain("Plan: 2 to create.");
      expect(text).toContain("\nLeft out, because an earlier row has the same values in the columns that are used: rows 3 and 4.\n");
    });

    it("even if a column that is not used has another value, or an address is written in capitals", async () => {
      const rows = [una, { ...una, "Exported at": "10:16" }, { ...una, Email: "UNA@newcomers.example" }];
      const text = await aDesk().text("import_contacts", { rows });
      expect(text).toContain("Plan: 1 to create.");
      expect(text).toContain("in the columns that are used: rows 2 and 3.");
    });

    it.each<[string, Record<string, unknown>, string]>([
      ["another value of a used column", { ...una, Account: "Acme" }, "creates the same person as row 1"],
      ["another value that cannot be read", { ...una, Phone: "see below" }, "creates the same person as row 1"],
    ])("but not one that has %s", async (_what, other, reason) => {
      const text = await aDesk().text("import_contacts", { rows: [una, other] });
      expect(text).toContain("Plan: 1 to create, 1 ambiguous.");
      expect(text).toContain(reason);
      expect(text).not.toContain("an earlier row has the same values");
    });

    it("but not one without a name that differs in a column that is not used", async () => {
      const rows = ["Holm", "Lund"].map((who) => ({ Email: "una@newcomers.example", Who: who }));
      expect(await aDesk().text("import_contacts", { rows })).toContain("Plan: 1 to create, 1 ambiguous.");
    });

    it.each<[string, Record<string, unknown>, string]>([
      ["a name", { Name: "Una Newcomer" }, "2 to create, 1 ambiguous"],
      ["a name and a placeholder", { Name: "Una Newcomer", Email: "N/A" }, "2 to create, 1 ambiguous"],
      ["a name and a phone number that cannot be read", { Name: "Una Newcomer", Phone: "see below" }, "2 to create, 1 ambiguous"],
      ["nothing in the columns that are used", { Email: " ", Colour: "red" }, "1 to create, 2 invalid"],
    ])("but none of those that have only %s", async (_what, row, plan) => {
      const { text } = await aDesk().run("import_contacts", { rows: [row, row, { Name: "Mo", Email: "mo@newcomers.example" }] });
      expect(text).toContain(`Plan: ${plan}.`);
    });
  });

  it("takes no placeholder in a column of names for several people", async () => {
    const csv = "First name,Last name,Email\nN/A,n/a,bo@newcomers.example\nMo,N/A,mo@newcomers.example\nAnna/Ben,Vogt,a@newcomers.example\n";
    const plan = await aDesk().text("import_contacts", { csv });
    expect(plan).toContain("Plan: 2 to create, 1 ambiguous.");
    expect(plan).toContain('"Anna/Ben Vogt" may name several people');
    expect(await aDesk().text("import_contacts", { csv: "Name,Email\nN/A,bo@newcomers.example\n" })).toContain("Plan: 1 to create.");
  });

  it("keeps a row without the link if a relationship holds an object", async () => {
    const rows = [
      { name: "Bo Newcomer", company: { name: "Acme" } },
      { name: "Mo Newcomer", company: ["Brightloom", { id: 1 }] },
    ];
    const plan = await aDesk().text("import_contacts", { text: JSON.stringify(rows) });
    expect(plan).toContain("Plan: 2 to create.");
    expect(plan).toContain("is an object (1 row)");
    expect(plan).toContain("Account: Brightloom");
  });

  it("asks about a name right above a repeated header, which may be a title", async () => {
    const desk = aDesk();
    const csv = "Name,Email,Title\nUna Newcomer,una@newcomers.example,CFO\nMo Newcomer,,\nName,Email,Title\nBo Newcomer,bo@newcomers.example,CEO\n";
    const plan = await desk.text("import_contacts", { csv });
    expect(plan).toContain("Plan: 2 to create, 1 ambiguous, 1 invalid.");
    expect(plan).toContain("! row 2 Mo Newcomer: it may be a title, a total or a note of the report, and not a contact\n");
    expect(await desk.text("apply_plan", { plan_id: planIn(plan), as_new: [2] })).toMatch(/^3 of 3 written: 3 created/);
  });

  it("takes a blank phone_country as none", async () => {
    const rows = [{ name: "Zoltan Newcomer", phone: "(415) 555-2671" }];
    for (const phone_country of ["", "  "]) expect(await aDesk().text("import_contacts", { rows, phone_country })).toContain("Phone: +14155552671");
  });

  it("takes a row with an ID and links alone", async () => {
    const desk = aDesk();
    const [one = ""] = idsOf(desk);
    const { applied } = await imported(desk, { rows: [{ id: one, owner: "Hannah Weiss" }] });
    expect(applied).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
  });

  it("plans people without the companies that nobody has, and names these with the nearest", async () => {
    const desk = aDesk();
    const rows = newPeople(3).map((person, at) => ({ ...person, account: ["Brightloom", "Brightlom", "Nobody and sons"][at] }));
    const text = await desk.text("import_contacts", { rows });
    expect(text).toContain("Plan: 3 to create.");
    expect(text).toMatch(
      /no account is called "Brightlom" \(1 row; did you mean "Brightloom" \(acc_\w+, brightloom\.example\)\?\), "Nobody and sons" \(1 row/,
    );
  });

  it("leaves out rows with IDs that are none, or of nobody", async () => {
    const desk = aDesk();
    const text = await desk.text("import_contacts", {
      rows: [
        { id: "con_nobody", title: "CEO" },
        { id: "acc_1", title: "CEO" },
        { id: idsOf(desk)[0], title: "Head of everything" },
      ],
    });
    expect(text).toContain("Plan: 1 to update, 2 invalid.");
    expect(text).toContain("there is no contact con_nobody");
  });

  it("succeeds with nothing to write if the people of a file are there, and its other rows are left out", async () => {
    const desk = aDesk({ contacts: 20 });
    const email = emailOf(desk, idsOf(desk)[0] ?? "");
    const { isError, text } = await desk.run("import_contacts", { csv: `Email,Title\n${email},\nno address,CFO` });
    expect(text).toContain("Plan: 1 unchanged, 1 invalid.");
    expect(isError).toBe(false);
  });

  it("names a contact that shares several values with a row once", async () => {
    const desk = aDesk({ contacts: 20 });
    const [one = "", other = ""] = idsOf(desk).filter((id) => emailOf(desk, id) !== undefined);
    const name = contactOf(desk, other).fields.$name?.value as { firstName: string; lastName: string };
    const csv = `id,First name,Last name,Email\n${one},${name.firstName},${name.lastName},${emailOf(desk, other)}`;
    const [, candidates = ""] = /Candidates: ([^\n]+)/.exec(await desk.text("import_contacts", { csv })) ?? [];
    expect(candidates.match(/con_\w+/g)).toEqual([one, other]);
  });

  it("suggests no relationship for a column of dates", async () => {
    const csv = "Name,Email,Created\nPia Holm,pia@holm.example,2026-11-03T09:15:00Z";
    expect(await aDesk().text("import_contacts", { csv })).toContain("Not used: Created. ");
  });

  it("takes 2,000 rows, and tells of more", async () => {
    const desk = aDesk();
    expect(await desk.text("import_contacts", { rows: newPeople(2000) })).toContain("Plan: 2,000 to create.");
    expect(await desk.failure("import_contacts", { rows: newPeople(10_001) })).toMatch(/rows: It has 10,001 items/);
  });

  it("names reasons of as many rows as an answer should hold, and counts the rest", async () => {
    const desk = aDesk();
    const rows = Array.from({ length: 100 }, (_, at) => ({ name: `Zoltan Newcomer${at}`, "Newsletter opt-in": `perhaps${at}` }));
    const { isError, text } = await desk.run("import_contacts", { rows });
    expect(isError).toBe(true);
    expect(text).toContain("Plan: 100 invalid.");
    expect(text).toContain("… 75 more are left out");
    expect(text).toContain("There is nothing to write.");
    expect(text.length).toBeLessThan(10_000);
  });

  it("shows neither fields nor values that are hidden", async () => {
    const desk = aDesk({ hidden: ["crm_id", "notes"] });
    const [one = ""] = reachable(desk);
    edit(desk, one, { notes: "secret" });
    const text = await desk.text("import_contacts", { rows: [{ id: one, title: "Head of everything", Notes: "other", crm_id: "A-1" }] });
    expect(text).not.toContain("secret");
    expect(text).toContain("Not written: Notes (hidden), crm_id (hidden).");
  });

  it("is not planned before all contacts are known", async () => {
    let lists = 0;
    const desk = aDesk({
      contacts: 300,
      through: (fetch) => (input, init) => {
        if (new Request(input, init).url.includes("/contacts?")) lists += 1;
        if (lists > 3) return Promise.reject(new TypeError("fetch failed"));
        return fetch(input, init);
      },
    });
    expect(await desk.failure("import_contacts", { rows: newPeople(1) })).toMatch(/Not planned: .*\d+ of 300.*/);
  });
});

describe("objections in a table", () => {
  const people = (column: string, values: readonly string[]) =>
    [`First name,Last name,Email,${column}`, ...values.map((value, at) => `Nora,New${at},nora${at}@new.example,${value}`)].join("\n");

  it.each([
    ["Unsubscribed from all email", "TRUE", "FALSE"],
    ["Email Opt Out", "1", "0"],
    ["RGPD opposition", "oui", "non"],
    ["Werbesperre", "ja", "nein"],
  ])("go to the field for them: %s", async (column, yes, no) => {
    const plan = await aDesk().text("import_contacts", { text: people(column, [yes, no]) });
    expect(plan).toContain(`doNotContact (${column})`);
    expect(plan).toMatch(/row 1 .*Do not contact: yes/);
    expect(plan).not.toMatch(/row 2 .*Do not contact/);
  });

  it("of a program go there too, and one of several is enough", async () => {
    const text = [
      "Contact ID,Account Name,Last Name,Email,Do Not Call,Email Opt Out",
      "0031,Acme,Newman,newman@new.example,0,1",
      "0032,Acme,Oldman,oldman@new.example,0,0",
    ].join("\n");
    const plan = await aDesk().text("import_contacts", { text });
    expect(plan).toMatch(/row 1 .*Do not contact: yes/);
    expect(plan).not.toMatch(/row 2 .*Do not contact/);
  });

  it('that a "no" does not repeat are not lifted', async () => {
    const desk = aDesk();
    await desk.run("create_contact", { fields: { name: "Nora New0", email: "nora0@new.example", doNotContact: true } });
    expect(await desk.text("import_contacts", { text: people("Unsubscribed from all email", ["false"]) })).toContain("Plan: 1 unchanged.");
    expect(await desk.text("import_contacts", { text: people("Do not contact", ["false"]) })).toMatch(
      /^Lifts "Do not contact" of 1 contact: Nora New0\.\n/,
    );
  });

  it("are kept if the export of Salesforce writes its columns in capitals", async () => {
    const csv = "LASTNAME,FIRSTNAME,EMAIL,HASOPTEDOUTOFEMAIL,DONOTCALL,MAILINGCITY,ISDELETED\nHolm,Pia,pia@holm.example,1,0,Ulm,0";
    expect(await aDesk().text("import_contacts", { csv })).toMatch(/row 1 .*Do not contact: yes/);
  });

  it.each([
    ["Unsubscribed from all email", "2024-05-01"],
    ["RGPD opposition", "x"],
    ["Fax opt out", "yes"],
    ["Do Not Mail", "yes"],
    ["Opposition", "oui"],
  ])("are not matched but told, unless all cells are yes or no and mean the field: %s, %s", async (column, value) => {
    const plan = await aDesk().text("import_contacts", { text: people(column, [value, "no", "yes"]) });
    expect(plan).toMatch(new RegExp(`^Objections to contact in 2 rows would be lost \\("${column}", rows 1 and 3\\)`));
    expect(plan).not.toContain("Do not contact: yes");
  });

  it.each([
    ["Do not call", "Email opt out", true],
    ["Do not call", "Call opt out", false],
    ["Do not contact", "Email opt out", false],
    ["Do not e-mail", "Newsletter opt-out", true],
  ])("in a field for another channel do not keep others: %s, %s", async (label, column, isLost) => {
    const schema = aSchema({ fields: [aField({ key: "stop", label, valueType: "CHECKBOX" })] });
    const stop = { column: "Stop", attribute: fieldOf(schema, "stop"), group: "given", choice: 0, isNamed: true };
    const columns = {
      program: undefined,
      matched: [stop],
      id: undefined,
      salutation: undefined,
      unmatched: [{ column }],
      notWritable: [],
      leftOut: [],
      empty: [],
    };
    const rows = [{ number: 1, cells: new Map([stop.column, column].map((one) => [one, "yes"])) }];
    expect((await lostObjections(rows, columns, schema)).length > 0).toBe(isLost);
  });

  it("that are no yes can be mapped as the plan says", async () => {
    const text = people("Opt out", ["x", "no"]);
    expect(await aDesk().text("import_contacts", { text })).toMatch(
      /^[^\n]+ map this column to doNotContact with the columns argument, and its values to yes or no: \{"column":"Opt out=x","field":"yes"\}\.\n/,
    );
    const columns = [
      { column: "Opt out", field: "doNotContact" },
      { column: "Opt out=x", field: "yes" },
    ];
    expect(await aDesk().text("import_contacts", { text, columns })).toMatch(/row 1 .*Do not contact: yes/);
  });

  it("that are many different dates can be mapped at once", async () => {
    const text = people("Unsubscribed at", ["2026-10-01 10:00:00", "2026-10-03 12:01:10"]);
    expect(await aDesk().text("import_contacts", { text })).toContain('{"column":"Unsubscribed at=*","field":"yes"}.');
    const columns = [
      { column: "Unsubscribed at", field: "doNotContact" },
      { column: "Unsubscribed at=*", field: "yes" },
    ];
    const plan = await aDesk().text("import_contacts", { text, columns });
    expect(plan.match(/row [12] .*Do not contact: yes/g)).toHaveLength(2);
    expect(plan).toContain('Unsubscribed at: "*" is read as "yes" (2 rows).');
    const some = people("Unsubscribed at", ["2026-10-01", "never", "2026-10-03"]);
    expect(await aDesk().text("import_contacts", { text: some })).toContain('{"column":"Unsubscribed at=2026-10-01","field":"yes"}.');
  });

  it.each(["Kein Widerspruch", "Opt-in / Opt-out", "Objects owned", "No. calls", "Unsubscribe rate"])("are not seen in %s", async (column) => {
    const plan = await aDesk().text("import_contacts", { text: people(column, ["3", "0", "12"]) });
    expect(plan).not.toMatch(/Do not contact|would be lost/);
  });

  it("that would be lost are told first, with how to keep them", async () => {
    const text = people("Newsletter opt-out", ["yes", "", "yes", "no"]);
    expect(await aDesk().text("import_contacts", { text })).toMatch(
      /^Objections to contact in 2 rows would be lost \("Newsletter opt-out", rows 1 and 3\)\. To keep them, map the column to a field for notes .* such as "Newsletter opt-out" in Lightfield/,
    );
    const columns = [{ column: "RGPD opposition", field: "" }];
    expect(await aDesk().text("import_contacts", { text: people("RGPD opposition", ["oui"]), columns })).toMatch(
      /^Objections to contact in 1 row would be lost \("RGPD opposition", row 1\)\. To keep them, map this column to doNotContact /,
    );
  });
});
