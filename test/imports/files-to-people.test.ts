import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { type Person, people, writers } from "../files/people.ts";
import { aFolder } from "../temporary-folders.ts";

const valueOfField = (fields: Readonly<Record<string, { readonly value?: unknown } | undefined>>, key: string) => fields[key]?.value ?? undefined;

/** What the sandbox stores of a person. */
const stored = (one: Person) => ({
  name: { firstName: one["First name"], lastName: one["Last name"] },
  email: [one.Email],
  phone: [one.Phone.replaceAll(" ", "")],
  title: one["Job title"] || undefined,
  notes: one.Notes || undefined,
});

it("people come into the workspace as they stand in a file, whatever its format and dialect", async () => {
  const directory = aFolder();
  await fc.assert(
    fc.asyncProperty(people, writers, async (all, { write }) => {
      const desk = aDesk({ contacts: 3, importDirectory: directory });
      writeFileSync(join(directory, "people"), write(all));
      const plan = await desk.text("import_contacts", { file: "people", columns: { Company: "" } }).catch(async (error: Error) => {
        if (!error.message.includes("There is no column")) throw error;
        return desk.text("import_contacts", { file: "people" });
      });
      const id = /"plan_id": "([^"]+)"/.exec(plan)?.[1];
      await desk.text("apply_plan", { plan_id: id });
      const contacts = [...desk.sandbox.contacts().values()];
      const found = all.map(({ Email }) => {
        const [contact] = contacts.filter(({ fields }) => JSON.stringify(fields.$email?.value).includes(`"${Email}"`));
        const fields = contact?.fields ?? {};
        const [name, email, phone, title, notes] = ["$name", "$email", "$phone", "$title", "notes"].map((key) => valueOfField(fields, key));
        return { name, email, phone, title, notes };
      });
      expect(found).toEqual(all.map(stored));
    }),
    { numRuns: Number(process.env.IMPORT_RUNS ?? 12) },
  );
}, 120_000);
