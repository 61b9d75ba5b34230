import { beforeEach, describe, expect, it } from "vitest";
import { aSmallDesk as aDesk, type Desk, writtenContact } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";
import { contactOf, planIn } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime());

const OFFICE = "+49 30 23125 700";

/** Contacts that are there, by their names. */
async function deskWith(...people: readonly Record<string, unknown>[]) {
  const desk = aDesk();
  const ids: string[] = [];
  for (const { account, ...fields } of people) {
    const create = { fields, relationships: account === undefined ? {} : { account }, allow_duplicate: true };
    ids.push(writtenContact(desk, await desk.text("create_contact", create)).id);
  }
  return { desk, ids };
}

const planOf = (desk: Desk, ...rows: readonly Record<string, unknown>[]) => desk.run("import_contacts", { rows }).then(({ text }) => text);

const nameOf = (desk: Desk, id = "") => contactOf(desk, id).fields.$name?.value;

const nameIn = (text: string) => ({ firstName: text.split(" ")[0], lastName: text.split(" ")[1] });

async function importedWithId(desk: Desk, id: string, name: string) {
  const plan = await planOf(desk, { id, name });
  return { plan, applied: await desk.text("apply_plan", { plan_id: planIn(plan) }) };
}

const EMMA = { name: "Emma Vogt", email: "emma.vogt@n.example", phone: OFFICE, title: "Head of law", account: "Brightloom" };

describe("a row with the ID of a contact and another name", () => {
  const KAI = { name: "Kai Sasaki", email: "kai.sasaki@n.example", account: "Brightloom" };

  it("is ambiguous if another contact has the name, as after a sort of one column", async () => {
    const { desk, ids } = await deskWith(EMMA, KAI);
    const [emma = "", kai = ""] = ids;
    const plan = await planOf(desk, { id: emma, name: KAI.name, email: EMMA.email }, { id: kai, name: EMMA.name, email: KAI.email });
    expect(plan).toContain("Plan: 2 ambiguous.");
    expect(plan).toContain(`would give Emma Vogt the name of Kai Sasaki (${kai})`);
    const applied = await desk.text("apply_plan", { plan_id: planIn(plan), as: [{ row: 1, contact: emma }] });
    expect(applied).toContain("Emma Vogt -> Kai Sasaki");
    expect(nameOf(desk, kai)).toEqual(nameIn(KAI.name));
  });

  it.each([
    ["whether or not the row has the address", {}],
    ["even if the row brings an address of the new name", { email: "klaus.lind@n.example" }],
  ])("is ambiguous if the stored address has the stored name, %s", async (_how, values) => {
    const { desk, ids } = await deskWith(EMMA);
    const plan = await planOf(desk, { id: ids[0], name: "Klaus Lind", ...values });
    expect(plan).toContain("Plan: 1 ambiguous.");
    expect(plan).toContain("would rename Emma Vogt, but emma.vogt@n.example contains the stored name");
  });

  it.each([
    ["a marriage", "Emma Lind", EMMA.email],
    ["a corrected letter in each part", "Erma Voigt", EMMA.email],
    ["an address that says nothing of the name", "Klaus Lind", "blue.fox@n.example"],
    ["an address of the new name", "Klaus Lind", "klaus.lind@n.example"],
  ])("changes the name after %s", async (_what, name, email) => {
    const { desk, ids } = await deskWith({ ...EMMA, email });
    const { plan } = await importedWithId(desk, ids[0] ?? "", name);
    expect(plan).toContain(`Would change names (1):`);
    expect(nameOf(desk, ids[0])).toEqual(nameIn(name));
  });
});

describe("a row that shares a value with a contact of another name", () => {
  it.each([
    ["a phone number", { phone: OFFICE, email: "klaus@n.example" }, "shares only the phone number with Emma Vogt"],
    ["an e-mail address", { email: "Emma.Vogt@n.example" }, "shares only the e-mail address with Emma Vogt"],
    ["all but the name", { email: EMMA.email, phone: OFFICE, account: "Brightloom" }, "the account, but not the name with Emma Vogt"],
  ])("is ambiguous: %s", async (_what, values, reason) => {
    const { desk, ids } = await deskWith(EMMA);
    const plan = await planOf(desk, { name: "Klaus Lind", title: "Paralegal", ...values });
    expect(plan).toContain("Plan: 1 ambiguous.");
    expect(plan).toContain(`${reason}. Candidates: Emma Vogt (${ids[0]}`);
    expect(await desk.failure("apply_plan", { plan_id: planIn(plan) })).toContain("row 1 is ambiguous");
    const applied = await desk.text("apply_plan", { plan_id: planIn(plan), as_new: [1] });
    expect(applied).toMatch(/^Created Klaus Lind/);
    expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt" });
  });

  it("is another person where several people have the number, in the workspace or in the file", async () => {
    const { desk, ids } = await deskWith(EMMA);
    const rows = ["Klaus Lind", "Ida Moor", "Per Holm"].map((name) => ({ name, phone: OFFICE }));
    const plan = await planOf(desk, ...rows, { name: "E. Vogt", phone: OFFICE, email: EMMA.email, title: "Counsel" });
    expect(plan).toContain("Plan: 3 to create, 1 to update.");
    expect(plan).toMatch(
      /Treated as different people, because the names differ: row 1 shares only a phone number that several people have with Emma Vogt \(con_\w+\); row 2 /,
    );
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^4 of 4 written/);
    expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt" });
    // A second import of the same finds all of them.
    expect(await planOf(desk, ...rows)).toContain("Plan: 3 unchanged.");
  });

  it("is another person where the mailbox is that of a role", async () => {
    const { desk, ids } = await deskWith({ name: "Emma Vogt", email: "sekretariat@vogt.example" });
    const plan = await planOf(desk, { name: "Klaus Vogt", email: "sekretariat@vogt.example" });
    expect(plan).toContain("Plan: 1 to create.");
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^Created Klaus Vogt/);
    expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt" });
  });
});

describe("the name picks", () => {
  it("the one of two contacts that share an address", async () => {
    const { desk, ids } = await deskWith(EMMA, { name: "Klaus Lind", email: EMMA.email });
    expect(await planOf(desk, { name: "Klaus Lind", email: EMMA.email, title: "Clerk" })).toContain(`row 1 Klaus Lind (${ids[1]}, by Email)`);
  });

  it("nobody where both have it", async () => {
    const { desk } = await deskWith(EMMA, { ...EMMA, title: "Twin" });
    const plan = await planOf(desk, { name: "Emma Vogt", email: EMMA.email, title: "Clerk" });
    expect(plan).toMatch(/may mean 2 contacts\. Candidates: Emma Vogt \(con_\w+; has the same e-mail;? ?.*\), Emma Vogt \(con_/);
  });
});

describe("the same person is seen", () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["under a nickname", { name: "Robert Lind", account: "Brightloom" }, { name: "Bob Lind", account: "Brightloom" }],
    ["with umlauts written out", { name: "Jürgen Schäfer", account: "Brightloom" }, { name: "Juergen Schaefer", account: "Brightloom" }],
    ["after a marriage, with a double name", EMMA, { name: "Emma Lind-Vogt", email: EMMA.email }],
    ["after a marriage, with the name at birth", EMMA, { name: "Emma Lind (born Vogt)", email: EMMA.email }],
    ["in another order", EMMA, { name: { firstName: "Vogt", lastName: "Emma" }, email: EMMA.email }],
    [
      "by a link of another country",
      { name: "Ida Moor", linkedIn: "ida-moor" },
      { name: "Ida Moor", linkedIn: "https://dk.linkedin.com/in/ida-moor/?trk=x" },
    ],
  ])("%s", async (_how, there, row) => {
    const { desk, ids } = await deskWith(there);
    expect(await planOf(desk, { ...row, title: "Clerk" })).toMatch(new RegExp(`~ row 1 .*\\(${ids[0]}, by `));
  });

  it.each([
    ["another last name", "Maria Garcia", "Maria Lopez", { email: "maria@n.example" }],
    ["another last name, at the same account", "Maria Garcia", "Maria Lopez", { email: "maria@n.example", account: "Brightloom" }],
    ["another last name, and the page of the employer", "Sam Fox", "Sam Miller", { linkedIn: "n-team", account: "Brightloom" }],
    ["the suffix of a son", "Hans Weber sen.", "Hans Weber jun.", { email: "weber@n.example" }],
    ["a suffix that the contact lacks", "Hans Weber", "Hans Weber jun.", { email: "weber@n.example" }],
    ["the name of an assistant", "John Smith", "Assistant to John Smith", { email: "john@n.example" }],
  ])("or the user is asked, for %s", async (_what, there, row, shared) => {
    const { desk, ids } = await deskWith({ name: there, ...shared });
    const plan = await planOf(desk, { name: row, ...shared, title: "Clerk" });
    expect(plan).toContain("Plan: 1 ambiguous.");
    expect(plan).toContain(ids[0]);
  });

  it("and keeps the name that says more", async () => {
    const { desk, ids } = await deskWith(EMMA, { name: "Jürgen Schäfer", account: "Brightloom" });
    const plan = await planOf(
      desk,
      { name: "E. Vogt", email: EMMA.email, title: "Clerk" },
      { name: "Juergen Schaefer", account: "Brightloom", title: "Clerk" },
    );
    expect(plan).not.toContain("Name:");
    expect(plan).toContain(
      "The stored name stays, because the row's name adds nothing to it or differs in a letter: row 1 (stays Emma Vogt); row 2 (stays Jürgen Schäfer). update_contact can replace it.",
    );
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt" });
  });

  it.each([
    ["the last name", "Emma Kellermann", "Emma Kelermann"],
    ["both names, and accents", "Grzegorz Wiśniewski", "Gregorz Wisnewski"],
    ["a first name that may be another one", "Maja Vogt", "Majja Vogt"],
  ])("and keeps the stored name where a letter differs: %s", async (_where, stored, given) => {
    const { desk, ids } = await deskWith({ name: stored, email: EMMA.email });
    const plan = await planOf(desk, { name: given, email: EMMA.email, title: "Clerk" });
    const isSure = plan.includes("1 to update");
    expect(plan).toContain(`or differs in a letter: row 1 (${isSure ? "stays" : "if it is"} ${stored})`);
    await desk.text("apply_plan", { plan_id: planIn(plan), ...(isSure ? {} : { as: [{ row: 1, contact: ids[0] }] }) });
    expect(contactOf(desk, ids[0] ?? "").fields).toMatchObject({ $name: { value: nameIn(stored) }, $title: { value: "Clerk" } });
    // A row with the contact's ID corrects it.
    const { applied } = await importedWithId(desk, ids[0] ?? "", given);
    expect(applied).toContain("Updated");
    expect(nameOf(desk, ids[0])).toEqual(nameIn(given));
  });

  it.each([
    ["Jr.", "Jr"],
    ["Jr.", "Junior"],
    ["III", "3rd"],
  ])("and keeps the suffix %s as it is stored, if a row has %s", async (stored, given) => {
    const { desk } = await deskWith({ name: `Emma Vogt ${stored}`, email: EMMA.email });
    const plan = await planOf(desk, { name: `Emma Vogt ${given}`, email: EMMA.email, title: "Clerk" });
    expect(plan).not.toContain("Name:");
    expect(plan).toContain(`row 1 (stays Emma Vogt ${stored})`);
  });

  it("and keeps the first and the last name apart as they are stored, unless the row has the contact's ID", async () => {
    const stored = { firstName: "Anna", lastName: "van der Velde" };
    const given = { firstName: "Anna van der", lastName: "Velde" };
    const { desk, ids } = await deskWith({ name: stored, email: EMMA.email });
    const plan = await planOf(desk, { name: given, email: EMMA.email, title: "Clerk" });
    expect(plan).toContain("row 1 (stays Anna van der Velde)");
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(nameOf(desk, ids[0])).toEqual(stored);
    const own = await planOf(desk, { id: ids[0], name: given });
    expect(own).toContain('Name: firstName "Anna", lastName "van der Velde" -> firstName "Anna van der", lastName "Velde"');
  });

  it("and splits a name that is stored in one part", async () => {
    const { desk, ids } = await deskWith({ name: { lastName: "Emma Vogt" }, email: EMMA.email });
    const plan = await planOf(desk, { name: { firstName: "Emma", lastName: "Vogt" }, email: EMMA.email });
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(nameOf(desk, ids[0])).toEqual(nameIn("Emma Vogt"));
  });

  it("and keeps the border between first and last name in a column of whole names", async () => {
    const { desk } = await deskWith({ name: { firstName: "Ruben", lastName: "Oude Nijhuis" }, email: EMMA.email });
    expect(await planOf(desk, { name: "Ruben Oude Nijhuis", email: EMMA.email })).toContain("1 unchanged");
    const plan = await planOf(desk, { name: "Ruben Jan Oude Nijhuis", email: EMMA.email });
    expect(plan).toContain('name: split into first | last name: "Ruben Jan Oude Nijhuis" = "Ruben Jan" | "Oude Nijhuis".');
  });

  it.each([
    [["Ann Lee", "Bo Ek"], 'split into first | last name: "Ann Lee" = "Ann" | "Lee".'],
    [["Ann Lee", "田村 美咲", "Dr. Bo Ek"], 'split into first | last name: "田村 美咲" = "美咲" | "田村", "Dr. Bo Ek" = "Bo" | "Ek".'],
    [["Ann"], 'split into first | last name: "Ann" = "Ann" | -.'],
  ])("and shows how whole names are split: those that are not plain, or one that is (%j)", async (names, note) => {
    const { desk } = await deskWith({ name: "Emma Vogt" });
    expect(await planOf(desk, ...names.map((name, at) => ({ name, email: `p${at}@split.example` })))).toContain(note);
  });

  it("and says of whom it keeps the name, where somebody else has to say who a row is", async () => {
    const { desk, ids } = await deskWith({ name: "Emma Vogt Jr.", email: EMMA.email });
    const plan = await planOf(desk, { name: "Emma Vogt", email: EMMA.email, title: "Clerk" });
    expect(plan).toContain("Plan: 1 ambiguous.");
    expect(plan).toContain(
      "The stored name stays, because the row's name adds nothing to it or differs in a letter: row 1 (if it is Emma Vogt Jr.).",
    );
    await desk.text("apply_plan", { plan_id: planIn(plan), as: [{ row: 1, contact: ids[0] }] });
    expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt Jr." });
  });
});

describe("a row of the same name whose e-mail address is at another domain", () => {
  it("is ambiguous, and says what the contact objects to", async () => {
    const { desk, ids } = await deskWith({ ...EMMA, doNotContact: true });
    const row = { name: EMMA.name, email: "emma.vogt@merged.example", title: EMMA.title };
    const plan = await planOf(desk, row);
    expect(plan).toContain("Plan: 1 ambiguous.");
    expect(plan).toContain(
      `row 1 Emma Vogt: shares the name and the part of the e-mail address before the @ with Emma Vogt. Candidates: Emma Vogt (${ids[0]}; is "Do not contact"; `,
    );
    const refused = await desk.failure("create_contact", { fields: row });
    expect(refused).toMatch(/^Not created: this contact may be the same person\.\n.*Brightloom.*, is "Do not contact" \(shares the name/);
    await desk.text("apply_plan", { plan_id: planIn(plan), as_new: [1] });
    expect(await desk.text("find_duplicates", { query: "Emma Vogt" })).toContain("possible");
  });

  it("is another person at another account", async () => {
    const { desk, ids } = await deskWith({ ...EMMA, doNotContact: true });
    const plan = await planOf(desk, { name: EMMA.name, email: "emma.vogt@polaris.example", account: "Polaris Freight" });
    expect(plan).toContain("Plan: 1 to create.");
    expect(plan).toContain(`Treated as different people, despite the same name: row 1 and ${ids[0]} (is "Do not contact")`);
  });
});

describe("a salutation", () => {
  const HOME = { phone: OFFICE };

  it.each([
    ["before the name", "Name,Phone\nHerr Schmidt,PHONE\nFrau Schmidt,PHONE"],
    ["in a column of its own", "Anrede,Nachname,Telefon\nHerr,Schmidt,PHONE\nFrau,Schmidt,PHONE"],
    ["in a column of its own, beside the whole name", "Civilité,Nom complet,Téléphone\nM.,Schmidt,PHONE\nMme,Schmidt,PHONE"],
    ["in the place of a job title", "Title,Last name,Phone\nMr.,Schmidt,PHONE\nMrs.,Schmidt,PHONE"],
    [
      "of a vCard",
      "BEGIN:VCARD\nVERSION:3.0\nN:Schmidt;;;Mr.;\nTEL:PHONE\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nN:Schmidt;;;Mrs.;\nTEL:PHONE\nEND:VCARD",
    ],
  ])("%s tells two people of one last name and one number apart, as long as the session lasts", async (_where, text) => {
    const desk = aDesk();
    const plan = await desk.text("import_contacts", { text: text.replaceAll("PHONE", OFFICE) });
    expect(plan).toContain("Plan: 2 to create.");
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^2 of 2 written: 2 created/);
    expect(await desk.text("import_contacts", { text: text.replaceAll("PHONE", OFFICE) })).toContain("Plan: 2 unchanged.");
    // It is not stored, so somebody has to say who is who the next time.
    const later = aDesk({ sandbox: desk.sandbox });
    expect(await later.text("import_contacts", { text: text.replaceAll("PHONE", OFFICE) })).toContain("Plan: 2 ambiguous.");
  });

  it("is not written, so nothing offers to map it to a key", async () => {
    const text = "Anrede,Nachname,Sentiment,Telefon\nHerr,Schmidt,3,PHONE\nFrau,Schmidt,4,PHONE".replaceAll("PHONE", OFFICE);
    expect(await aDesk().text("import_contacts", { text })).toContain(
      'phone (Telefon). Not written: Anrede (only tells people apart), Sentiment ("Sentiment" is of a type that cannot be written).\n',
    );
    const unknown = text.replace("Sentiment", "Colour");
    expect(await aDesk().text("import_contacts", { text: unknown })).toContain(
      "Not used: Colour. Map it to a key with the columns argument. Not written: Anrede (only tells people apart).",
    );
  });

  it("tells two creates of a session apart, and the same one is found", async () => {
    const desk = aDesk();
    await desk.text("create_contact", { fields: { name: "Herr Schmidt", ...HOME } });
    const asked = await desk.failure("create_contact", { fields: { name: "Frau Schmidt", ...HOME } });
    expect(asked).toContain("(shares only the phone number)");
    expect(await desk.text("create_contact", { fields: { name: "Frau Schmidt", ...HOME }, allow_duplicate: true })).toMatch(/^Created Schmidt/);
    expect(await desk.failure("create_contact", { fields: { name: "Frau Schmidt", ...HOME } })).toContain("(same phone)");
  });

  it("counts no more once the name has changed, or is restored", async () => {
    const { desk, ids } = await deskWith({ name: "Herr Vogt", account: "Brightloom" }, { name: { lastName: "Linde" }, account: "Brightloom" });
    await desk.text("update_contact", { id: ids[0], fields: { name: "Eva Vogt" } });
    const renamed = await desk.text("update_contact", { id: ids[1], fields: { name: "Herr Lind" } });
    await desk.text("undo_write", { write_id: /Write (\w+)/.exec(renamed)?.[1] });
    for (const name of ["Frau Vogt", "Frau Linde"])
      expect(await desk.failure("create_contact", { fields: { name }, relationships: { account: "Brightloom" } })).toContain(
        "may be the same person",
      );
  });

  it.each<[string, Record<string, unknown>]>([
    ["by the address that names her", { name: "Frau Vogt", email: EMMA.email }],
    ["by her ID", { id: "ID", name: "Frau Vogt" }],
    ["by her ID, in two columns", { id: "ID", "First name": "Frau Dr.", "Last name": "Vogt" }],
  ])("does not take the place of a first name: %s", async (_how, row) => {
    const { desk, ids } = await deskWith(EMMA);
    const plan = await planOf(desk, { ...row, ...("id" in row ? { id: ids[0] } : {}), title: "Clerk" });
    expect(plan).toContain("Plan: 1 to update.");
    expect(plan).not.toContain("Name:");
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt" });
  });

  it("leaves open which one of a family is meant", async () => {
    const { desk } = await deskWith({ name: "Hans Vogt", email: "vogt@n.example", ...HOME, account: "Brightloom" });
    for (const shared of [{ email: "vogt@n.example" }, HOME, { account: "Brightloom" }])
      expect(await planOf(desk, { name: "Frau Vogt", ...shared, title: "Clerk" })).toContain("Plan: 1 ambiguous.");
  });
});

describe("two rows of one file", () => {
  it.each([
    ["are several people, if they share an address but not the name", { email: "family@n.example" }, { name: "Klaus Lind" }, "Plan: 2 to create."],
    ["are one person, if name and number agree", { phone: OFFICE }, { name: "E. Vogt" }, "creates the same person as row 1"],
    [
      "may be one person, if only the mailbox is the same",
      { email: "emma.vogt@gmail.com" },
      { name: "Emma Vogt", email: "emmavogt+news@googlemail.com" },
      "may be the same person as row 1 (shares the mailbox under another address and the name",
    ],
    [
      "are namesakes, if their addresses differ",
      { email: "emma@a.example" },
      { name: "Emma Vogt", email: "vogt@b.example" },
      "Treated as different people, despite the same name: row 2 and row 1",
    ],
  ])("%s", async (_what, shared, other, expected) => {
    const desk = aDesk();
    expect(await planOf(desk, { name: "Emma Vogt", ...shared }, { ...shared, ...other })).toContain(expected);
  });
});

describe("the same person twice in one file, under names that are nearly the same", () => {
  const [HOME, WORK] = [{ email: "zuber@n.example" }, { account: "Brightloom" }];

  it.each<[one: string, other: string, shared: Record<string, unknown>, reason: string]>([
    ["Jon Smith", "John Smith", HOME, "creates the same person as row 1"],
    ["Jon Smith", "John Smith", WORK, "creates the same person as row 1"],
    ["Jan Müller", "Jan Mueller", HOME, "creates the same person as row 1"],
    ["Jan Müller", "Jan Mueller", WORK, "creates the same person as row 1"],
    ["Jan Müller", "Jan Mueller", {}, "may be the same person as row 1 (shares only the name)"],
    ["Jan Müller", "JAN MÜLLER", HOME, "creates the same person as row 1"],
    ["Jan Müller", "jan müller", {}, "may be the same person as row 1 (shares only the name)"],
    ["John Smith", "J. Smith", HOME, "creates the same person as row 1"],
    [
      "Maja Smith",
      "Majja Smith",
      HOME,
      "may be the same person as row 1 (shares the e-mail address, the last name and the first name in a similar spelling)",
    ],
    ["Maria De Luca", "Maria DeLuca", WORK, "creates the same person as row 1"],
    ["Anna Vogt", "\u0410nna Vogt", WORK, "creates the same person as row 1"],
    ["Anna Vogt", "Anna\u00a0Vo\u200bgt", WORK, "creates the same person as row 1"],
    ["Anna Vogt", "Anna Vogt <zuber@n.example>", HOME, "creates the same person as row 1"],
  ])("%s and %s with %j: the second row names the first, and only one contact is created", async (one, other, shared, reason) => {
    const desk = aDesk();
    const before = desk.sandbox.contacts().size;
    const capitals = Object.fromEntries(Object.entries(shared).map(([key, value]) => [key, key === "email" ? "Zuber@N.example" : value]));
    const plan = await planOf(desk, { name: one, ...shared }, { name: other, ...capitals, title: "Clerk" });
    expect(plan).toContain("Plan: 1 to create, 1 ambiguous.");
    expect(plan.split("\n").find((line) => line.startsWith("! row 2 "))).toContain(reason);
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(desk.sandbox.contacts().size).toBe(before + 1);
    // A second import finds them both.
    expect(await planOf(desk, { name: other, ...capitals })).not.toContain("to create");
  });

  it("is one contact that both rows mean, which the second row says", async () => {
    const { desk, ids } = await deskWith({ name: "Jan Müller", ...HOME });
    const plan = await planOf(desk, { name: "Jan Mueller", ...HOME, title: "CEO" }, { name: "JAN MÜLLER", ...HOME, title: "CFO" });
    expect(plan).toContain("Plan: 1 to update, 1 ambiguous.");
    expect(plan).toContain(`! row 2 JAN MÜLLER: means the same contact as row 1. Candidates: Jan Müller (${ids[0]}`);
  });

  it("is not taken for one of a couple in a single row", async () => {
    const desk = aDesk();
    const rows = ["Anna & Peter Vogt", "Anna Vogt", "Peter Vogt"].map((name) => ({ name, ...HOME }));
    expect(await planOf(desk, ...rows)).toContain("Plan: 2 to create, 1 ambiguous.");
  });
});

describe("a stored name is not replaced by", () => {
  it.each([
    "emma.vogt@n.example",
    "Emma Vogt <emma.vogt@n.example>",
    "Emma Vogt 🌟",
    "\u0415mma Vogt",
    "Ｅｍｍａ Ｖｏｇｔ",
    "EMMA VOGT",
    "E. Vogt",
    "Vogt",
    { firstName: "Vogt", lastName: "Emma" },
    "Emma Vogt (old)",
    "Emma Vogt (2)",
    "Emma Vogt 2",
  ])("%s", async (name) => {
    const { desk, ids } = await deskWith(EMMA);
    const plan = await planOf(desk, { name, email: EMMA.email, title: "Clerk" });
    expect(plan).toContain("Plan: 1 to update.");
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt" });
  });
});

it("a row with the contact's ID may turn the name around", async () => {
  const { desk, ids } = await deskWith({ ...EMMA, name: { firstName: "Vogt", lastName: "Emma" } });
  const plan = await planOf(desk, { id: ids[0], name: "Emma Vogt" });
  await desk.text("apply_plan", { plan_id: planIn(plan) });
  expect(nameOf(desk, ids[0])).toEqual({ firstName: "Emma", lastName: "Vogt" });
});

describe("a row of somebody whom an earlier row may create or change", () => {
  const KLAUS = { name: "Klaus Lind", email: "klaus@lind.example" };

  it("is not created beside an ambiguous row, and says so if it is ambiguous itself", async () => {
    const { desk } = await deskWith(EMMA);
    const plan = await planOf(desk, { ...KLAUS, phone: OFFICE }, KLAUS, { ...KLAUS, phone: OFFICE, title: "Clerk" });
    expect(plan).toContain("Plan: 3 ambiguous.");
    expect(plan).toContain("! row 2 Klaus Lind: may be the same person as row 1 (shares the e-mail address and the name");
    expect(plan).toMatch(/! row 3 Klaus Lind: shares only the phone number with Emma Vogt; may be the same person as row 1 \(/);
  });

  it("is not created beside a contact that an earlier row changes, who is named", async () => {
    const { desk, ids } = await deskWith({ ...KLAUS, account: "Brightloom" });
    const plan = await planOf(desk, { ...KLAUS, phone: OFFICE }, { name: "K. Lind", email: "office@lind.example", phone: OFFICE });
    expect(plan).toContain("Plan: 1 to update, 1 ambiguous.");
    expect(plan).toContain(`Candidates: Klaus Lind (${ids[0]}; the contact of row 1`);
  });
});

describe("a row that is settled as new", () => {
  it("is skipped if the same person was created since it was planned, and not for those who were there", async () => {
    const { desk } = await deskWith(EMMA, { ...EMMA, title: "Twin" });
    const row = { name: "Klaus Lind", email: "klaus@lind.example", phone: OFFICE };
    const plan_id = planIn(await planOf(desk, row, EMMA));
    const id = writtenContact(desk, await desk.text("create_contact", { fields: { name: row.name, email: row.email } })).id;
    const applied = await desk.text("apply_plan", { plan_id, as_new: [1, 2] });
    expect(applied).toMatch(/^1 of 2 written: 1 created\. 1 skipped\./);
    expect(applied).toContain(`! row 1 Klaus Lind: skipped, ${id} has the same e-mail by now`);
  });
});

describe("a refused create", () => {
  it("on a shared number neither offers to rename the other nor to give them the values", async () => {
    const { desk, ids } = await deskWith(EMMA);
    const text = await desk.failure("create_contact", {
      fields: { name: "Klaus Lind", phone: OFFICE, email: "klaus@n.example", title: "Paralegal" },
    });
    expect(text.split("\n")).toEqual([
      "Not created: this contact may be the same person.",
      expect.stringMatching(new RegExp(`^Contact Emma Vogt \\(${ids[0]}\\).* \\(shares only the phone number\\)$`)),
      'If it is another person, repeat the call with "allow_duplicate": true.',
    ]);
  });

  it("knows the person in another spelling", async () => {
    const { desk, ids } = await deskWith({ name: "Jürgen Schäfer", account: "Brightloom" }, { name: "Robert Lind", account: "Brightloom" });
    for (const [name, id] of [
      ["Juergen Schaefer", ids[0]],
      ["Schäfer, Jürgen", ids[0]],
      ["Bob Lind", ids[1]],
      ["R. Lind", ids[1]],
    ])
      expect(await desk.failure("create_contact", { fields: { name }, relationships: { account: "Brightloom" } })).toContain(id);
  });

  it("does not stand in the way of a colleague at the switchboard, or at a role's mailbox", async () => {
    const { desk } = await deskWith(...["Emma Vogt", "Ida Moor"].map((name) => ({ name, phone: OFFICE })), {
      name: "Per Holm",
      email: "info@holm.example",
    });
    expect(await desk.text("create_contact", { fields: { name: "Klaus Lind", phone: OFFICE } })).toMatch(/^Created Klaus Lind/);
    expect(await desk.text("create_contact", { fields: { name: "Ada Holm", email: "info@holm.example" } })).toMatch(/^Created Ada Holm/);
  });
});

it("an update says who holds the value too, and whether it is perhaps the same person", async () => {
  const { desk, ids } = await deskWith(EMMA, { name: "Klaus Lind", title: "Clerk" }, { name: "Emma Vogt", title: "Twin" });
  expect(await desk.text("update_contact", { id: ids[1], fields: { phone: { add: [OFFICE] } } })).toContain(
    `Other contacts share a value: Emma Vogt (${ids[0]}), same phone`,
  );
  expect(await desk.failure("update_contact", { id: ids[2], fields: { email: { add: [EMMA.email] } } })).toContain(
    "same e-mail and name: perhaps the same person",
  );
});

it("takes a father and a son from a file that says which is which in a column of its own", async () => {
  const { desk, ids } = await deskWith({ name: "Walt Kerner Sr.", account: "Brightloom" });
  const text =
    "First name,Last name,Suffix,Company,Title\nWalt,Kerner,Jr.,Brightloom,Buyer\nWalt,Kerner,Sr.,Brightloom,Chairman\nPia,Kerner,PhD,Brightloom,";
  const plan = await desk.text("import_contacts", { text });
  expect(plan).toContain("+ row 1 Walt Kerner Jr.: Name: Walt Kerner Jr.; ");
  expect(plan).toMatch(new RegExp(`~ row 2 Walt Kerner Sr\\. \\(${ids[0]}, by name and account\\): Title: \\(empty\\) -> Chairman\\n`));
  expect(plan).toContain("+ row 3 Pia Kerner: Name: Pia Kerner;");
  expect(plan).toContain('Suffixes left out of names: "PhD".');
});

it("takes a company with and without its legal form for the same account", async () => {
  const plan = async (first: string, second: string) => {
    const rows = [first, second].map((account, at) => ({ name: "Heike Winkler", email: `heike${at}@winkler.example`, account }));
    return (await aDesk().run("import_contacts", { rows })).text;
  };
  const account = "Anthem Studios";
  const same = await plan(account, account);
  expect(same).toMatch(/! row 2 Heike Winkler: (?:creates|may be) the same person as row 1/);
  for (const form of ["GmbH", "Inc.", "GmbH & Co. KG"]) {
    expect(await plan(account, `${account} ${form}`)).toMatch(/! row 2 Heike Winkler: (?:creates|may be) the same person as row 1/);
    expect(await plan(`${account} ${form}`, account)).toMatch(/! row 2 Heike Winkler: (?:creates|may be) the same person as row 1/);
  }
});

describe("with match_on, a row", () => {
  const born = { ...EMMA, next_follow_up: "2027-02-03" };
  const planFor = async (row: Record<string, unknown>, match_on: readonly string[]) => {
    const { desk } = await deskWith(born);
    return (await desk.run("import_contacts", { rows: [{ ...row, Title: "CEO" }], match_on })).text;
  };

  it.each<[string, Record<string, unknown>, string[]]>([
    ["the same value and another last name", { name: "Emma Lind", next_follow_up: "2027-02-03" }, ["next_follow_up"]],
    [
      "the same value and another last name, if the name is named too",
      { name: "Emma Lind", next_follow_up: "2027-02-03" },
      ["name", "next_follow_up"],
    ],
    ["the same name and another value", { name: "Emma Vogt", next_follow_up: "2027-09-09" }, ["name", "next_follow_up"]],
    ["the same name and another e-mail address", { name: "Emma Vogt", email: "new@n.example" }, ["name", "email"]],
    ["the same name and a value that cannot be read", { name: "Emma Vogt", email: "bob@@zzz" }, ["email", "name"]],
  ])("is ambiguous with %s", async (_what, row, match_on) => {
    expect(await planFor(row, match_on)).toContain("Plan: 1 ambiguous.");
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["the name and the value", { name: "Emma Vogt", next_follow_up: "2027-02-03" }, ["name", "next_follow_up"]],
    ["one of two values", { name: "Emma Vogt", next_follow_up: "2027-09-09", email: EMMA.email }, ["email", "next_follow_up"]],
    ["the name, if nothing else is named", { name: "Emma Vogt", next_follow_up: "2027-09-09" }, ["name"]],
  ])("changes a contact by %s", async (_what, row, match_on) => {
    expect(await planFor(row, match_on)).toContain("Plan: 1 to update.");
  });
});

describe("a row with a value that cannot be read", () => {
  const PROFILE = "https://www.linkedin.com/in/emma-vogt";
  const stored = { ...EMMA, linkedIn: PROFILE };
  const keyLost = /! row 1 .*: a value that identifies the person cannot be read: .*Candidates: Emma Vogt/;

  it.each<[string, Record<string, unknown>, string[]?]>([
    ["a profile, and shares the phone number", { LinkedIn: "https://evil.example/in/x", Phone: OFFICE }],
    ["an e-mail address, and shares the phone number", { Email: "bob@@zzz", Phone: OFFICE }],
    ["an address for a name, and shares the phone number", { Name: "bob@zzz.example", Phone: OFFICE }],
    ["an address for a last name, and shares the rest", { "First name": "Emma", "Last name": "bob@zzz.example", Phone: OFFICE }],
    ["an e-mail address, and shares the name, which match_on names", { Name: "Emma Vogt", Email: "bob@@zzz" }, ["name"]],
    [
      "a key of match_on, and shares another address",
      { Name: "Emma Vogt", Email: EMMA.email, LinkedIn: "https://evil.example/in/x" },
      ["linkedIn", "email"],
    ],
    ["an ID of another program, and shares the e-mail address", { Email: EMMA.email, crm_id: "x".repeat(100_001) }],
  ])("such as %s, is ambiguous", async (_what, row, match_on) => {
    const { desk } = await deskWith(stored);
    for (const mode of ["upsert", "create", "update"]) {
      const { text } = await desk.run("import_contacts", { rows: [{ ...row, Title: "CEO" }], match_on, mode });
      expect(text).toContain("Plan: 1 ambiguous.");
      expect(text.slice(0, 500)).toMatch(keyLost);
    }
  });

  it.each<[string, Record<string, unknown>, string[]?]>([
    ["the ID", {}],
    ["the e-mail address", { Email: EMMA.email, LinkedIn: "https://evil.example/in/x" }],
    ["the e-mail address, though the phone number is lost", { Email: EMMA.email, Phone: "see below" }],
    ["another value of the key", { Email: `${EMMA.email}; bob@@zzz` }, ["email"]],
    ["the name and the phone number", { Name: "Emma Vogt", Email: "bob@@zzz", Phone: OFFICE }],
    ["the name and the account", { Name: "Emma Vogt", Email: "bob@@zzz", Account: "Brightloom" }],
  ])("changes a contact by %s", async (_what, row, match_on) => {
    const { desk, ids } = await deskWith(stored);
    const id = Object.keys(row).length === 0 ? { id: ids[0], Email: "bob@@zzz" } : row;
    const { text } = await desk.run("import_contacts", { rows: [{ ...id, Title: "CEO" }], match_on });
    expect(text).toContain("Plan: 1 to update.");
  });

  it.each<[string, Record<string, unknown>]>([
    ["an e-mail address", { Name: "Bo Newcomer", Email: "bo@@newcomers.example" }],
    ["an e-mail address beside another profile", { Name: "Bo Newcomer", Email: "bo@@newcomers.example", LinkedIn: "linkedin.com/in/bo-newcomer" }],
    ["a name", { Name: "bo@newcomers.example", Title: "CEO" }],
    ["a phone number", { Name: "Bo Newcomer", Phone: "see below" }],
  ])("is not said to be of nobody in the workspace without %s", async (_what, row) => {
    const { text } = await aDesk().run("import_contacts", { rows: [row], mode: "update" });
    expect(text).toContain("Plan: 1 invalid.");
    expect(text).toMatch(/! row 1 .*: a value that identifies the person cannot be read: /);
  });
});
