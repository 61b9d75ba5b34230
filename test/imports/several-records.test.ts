import { beforeEach, describe, expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { contactOf, idsOf, inFastTime, planIn } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime());

/** Two accounts of the sandbox have this name. */
const ACCOUNT = "Meridian Health";

describe("a company whose name two accounts have", () => {
  it("is the one whose website has the domain of the person's e-mail address", async () => {
    const desk = aDesk();
    const csv = `Name,Email,Company\nPia Lund,pia@meridianhealth-eu.example,${ACCOUNT}\nOle Dahl,ole@mail.meridian-health.example,${ACCOUNT}`;
    const plan = await desk.text("import_contacts", { text: csv });
    expect(plan).toContain("Plan: 2 to create.\n");
    expect(plan).toMatch(
      /Account: of several accounts called "Meridian Health", the one with the domain of the person's e-mail address is linked: "\S*meridianhealth-eu\.example" \(acc_\w+, 1 row\), "\S*meridian-health\.example" \(acc_\w+, 1 row\)\./,
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
      /Account: "Meridian Health" may mean several accounts \(2 rows\)\. The people are imported without the link\. To link them, give instead the ID of one: Meridian Health \(acc_\w+, meridian-health\.example\)/,
    );
  });
});
