import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { createSandbox, type WireContactJson } from "../../src/sandbox/index.ts";
import { test, withApi } from "./program.ts";
import { asSandbox } from "./served-api.ts";

/** Somebody who is there already, by an address and a number of their own. */
interface Known {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
}

const listOf = ({ fields }: WireContactJson, key: string) => [fields[key]?.value].flat().filter((one) => typeof one === "string");

/** Files of other programs with a new person, one who gets another title, and a colleague of theirs at the same number. */
const FILES: Readonly<Record<string, (known: Known) => string>> = {
  "google.csv": ({ first, last, email, phone }) =>
    [
      "Name Prefix,First Name,Middle Name,Last Name,Name Suffix,Organization Name,Organization Title,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value",
      ",Ilse,,Brandstetter,,,Buyer,* myContacts,* Work,ilse@brandstetter.example,Work,+49 30 23125990",
      `,${first},,${last},,,Head of Everything,* myContacts,* Work,${email},,`,
      `,Klara,,Overgaard,,,Paralegal,* myContacts,* Work,klara@overgaard.example,Work,${phone}`,
    ].join("\n"),
  "linkedin.csv": ({ first, last, email, phone }) =>
    [
      "Notes:",
      '"When exporting your connection data, you may notice that some of the email addresses are missing."',
      "",
      "First Name,Last Name,URL,Email Address,Company,Position,Phone,Connected On",
      "Ilse,Brandstetter,https://www.linkedin.com/in/ilse-brandstetter,ilse@brandstetter.example,,Buyer,,01 Mar 2026",
      `${first},${last},,${email},,Head of Everything,,02 Mar 2026`,
      `Klara,Overgaard,,klara@overgaard.example,,Paralegal,${phone},03 Mar 2026`,
    ].join("\n"),
  "kontakte.csv": ({ first, last, email, phone }) =>
    [
      "Vorname;Nachname;E-Mail;Telefon;Position",
      "Ilse;Brandstetter;ilse@brandstetter.example;+49 30 23125990;Einkauf",
      `${first};${last};${email};;Head of Everything`,
      `Klara;Overgaard;klara@overgaard.example;${phone};Paralegal`,
    ].join("\r\n"),
};

describe.concurrent("a file of another program, with people of whom some exist", () => {
  for (const [file, textFor] of Object.entries(FILES))
    test(`takes two calls, the plan and its application: ${file}`, async ({ start, folder }) => {
      const sandbox = createSandbox({ contacts: 40, rateLimit: Number.POSITIVE_INFINITY });
      const everybody = [...sandbox.contacts()];
      const isOwn = (key: string, value: string | undefined) =>
        everybody.filter(([, contact]) => listOf(contact, key).includes(value ?? "")).length === 1;
      const [known] = everybody.flatMap(([id, contact]): Known[] => {
        const name = contact.fields.$name?.value as { firstName?: string; lastName?: string } | undefined;
        const [[email], [phone]] = [listOf(contact, "$email"), listOf(contact, "$phone")];
        if (!name?.firstName || !name.lastName || !email || !phone || !isOwn("$email", email) || !isOwn("$phone", phone)) return [];
        return [{ id, first: name.firstName, last: name.lastName, email, phone }];
      });
      if (!known) throw new Error("nobody has an address and a number");
      await writeFile(join(folder, file), textFor(known));
      const program = await start.connect({ env: withApi(await start.api(asSandbox(sandbox)), { LIGHTFIELD_IMPORT_DIR: folder }) });
      const plan = await program.call("import_contacts", { file });
      expect(plan).toMatchObject({ isError: false });
      const lines = plan.text.split("\n");
      expect(lines[0]).toBe("Would overwrite values (1):");
      expect(lines[1]).toMatch(new RegExp(`^~ row \\d+ .*${known.id}.*Title: .+ -> Head of Everything`));
      expect(plan.text).toMatch(/\n! row \d+ Klara Overgaard: shares only the phone number with /);
      expect(plan.text).toContain("\nPlan: 1 to create, 1 to update, 1 ambiguous.\n");
      const [, plan_id] = /"plan_id": "([^"]+)"/.exec(plan.text) ?? [];
      const [, row] = /"as_new": \[(\d+)\]/.exec(plan.text) ?? [];
      const applied = await program.call("apply_plan", { plan_id, as_new: [Number(row)] });
      expect(applied.text).toMatch(/^3 of 3 written: 2 created, 1 updated\. undo_write /);
      const { fields } = sandbox.contacts().get(known.id) ?? {};
      expect(fields?.$name?.value).toMatchObject({ firstName: known.first, lastName: known.last });
      expect(fields?.$title?.value).toBe("Head of Everything");
      expect(sandbox.contacts().size).toBe(42);
    });
});
