import { beforeEach, describe, expect, it } from "vitest";
import { aDesk, type Desk, writtenContact } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";
import { contactOf, idsOf, planIn } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime());

/** Two accounts of the sandbox have this name. */
const ACCOUNT = "Meridian Health";

/** The ID of one of the two. */
async function accountAt(desk: Desk, at: number): Promise<string> {
  const refusal = await desk.failure("create_contact", { fields: { name: "Nobody" }, relationships: { account: ACCOUNT } });
  const [, id] = [...refusal.matchAll(/\((acc_\w+)/g)][at] ?? [];
  if (id === undefined) throw new Error(refusal);
  return id;
}

const made = async (desk: Desk, create: object) => writtenContact(desk, await desk.text("create_contact", { ...create, allow_duplicate: true })).id;

describe("a company whose name two accounts have", () => {
  it("is the one whose website has the domain of the person's e-mail address", async () => {
    const desk = aDesk();
    const csv = `Name,Email,Company\nPia Lund,pia@meridianhealth-eu.example,${ACCOUNT}\nOle Dahl,ole@mail.meridian-health.example,${ACCOUNT}`;
    const plan = await desk.text("import_contacts", { text: csv });
    expect(plan).toContain("Plan: 2 to create.\n");
    expect(plan).toMatch(
      /Account: "Meridian Health" may mean several accounts\. The one with the domain of the person's e-mail address is linked: "\S*meridianhealth-eu\.example" \(acc_\w+, 1 row\), "\S*meridian-health\.example" \(acc_\w+, 1 row\)\./,
    );
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    const [pia, ole] = idsOf(desk)
      .slice(-2)
      .map((id) => contactOf(desk, id).relationships.$account?.values[0]);
    expect(pia).toMatch(/^acc_/);
    expect(ole).toMatch(/^acc_/);
    expect(pia).not.toBe(ole);
  });

  it("costs nobody the row where the address does not tell", async () => {
    const desk = aDesk();
    const csv = `Name,Email,Company\nPia Lund,pia@mailbox.example,${ACCOUNT}\nOle Dahl,,${ACCOUNT}; Brightloom`;
    const plan = await desk.text("import_contacts", { text: csv });
    expect(plan).toContain("Plan: 2 to create.\n");
    expect(plan).toMatch(/\+ row 1 Pia Lund: Name: Pia Lund; Email: pia@mailbox\.example\n/);
    expect(plan).toMatch(/\+ row 2 Ole Dahl: Name: Ole Dahl; Account: Brightloom\n/);
    expect(plan).toMatch(
      /Account: "Meridian Health" may mean several accounts \(2 rows\)\. The people are imported without the link\. To link them, fill in the columns argument and call import_contacts again: \[{"column":"Company=Meridian Health","field":"…"}\]\. Accepted: the ID of one of them: Meridian Health \(acc_\w+, meridian-health\.example\)/,
    );
  });

  it.each([
    ["the name", "Pia Lund", "", 0],
    ["the name, and an address that differs", "Pia Lund", "pia@mailbox.example", 1],
    ["the name in another spelling", "Pia Lünd", "", 0],
  ])("finds the person at one of the two by %s", async (_what, name, email, at) => {
    const desk = aDesk();
    const account = await accountAt(desk, at);
    const there = await made(desk, { fields: { name: "Pia Lund", email: "pia@old.example" }, relationships: { account } });
    const plan = await desk.text("import_contacts", { text: `Name;Email;Company;Title\n${name};${email};${ACCOUNT};Clerk` });
    expect(plan).toContain("Plan: 1 to update.\n");
    expect(plan).toContain(`Pia Lund (${there}, by name and account): `);
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(contactOf(desk, there).relationships.$account?.values).toEqual([account]);
  });

  it("asks who is meant where both have somebody of the name, or of the initials", async () => {
    const desk = aDesk();
    const [one, other] = [await accountAt(desk, 0), await accountAt(desk, 1)];
    await made(desk, { fields: { name: "Pia Lund", email: "pia@one.example" }, relationships: { account: one } });
    await made(desk, { fields: { name: "Pia Lund", email: "pia@other.example" }, relationships: { account: other } });
    await made(desk, { fields: { name: "Ole Dahl" }, relationships: { account: other } });
    const plan = await desk.text("import_contacts", { text: `Name;Company\nPia Lund;${ACCOUNT}\nO. Dahl;${ACCOUNT}` });
    expect(plan).toContain("Plan: 2 ambiguous.\n");
    expect(plan).toContain("! row 1 Pia Lund: may mean 2 contacts.");
    expect(plan).toContain("! row 2 O. Dahl: shares the initial, the last name and the account with Ole Dahl.");
  });

  it("asks who is meant where somebody of the name is at a third", async () => {
    const desk = aDesk();
    await made(desk, { fields: { name: "Pia Lund" }, relationships: { account: "Brightloom" } });
    const plan = await desk.text("import_contacts", { text: `Name;Company\nPia Lund;${ACCOUNT}` });
    expect(plan).toContain("! row 1 Pia Lund: shares only the name with Pia Lund.");
  });
});
