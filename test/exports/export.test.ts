import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDesk, type DeskOptions, writtenContact } from "../builders.ts";
import { aFolderForAll } from "../temporary-folders.ts";

const folder = aFolderForAll();

const aDeskWithFolder = (options: DeskOptions = {}) => aDesk({ exportDirectory: folder, importDirectory: folder, ...options });

/** The cells of a CSV file of the folder. */
const linesOf = (file: string) => readFileSync(join(folder, file), "utf8").split("\r\n");

describe("what an import takes from an export is unchanged", () => {
  it.each(["all.csv", "all.vcf"])("for every contact of %s", async (file) => {
    const desk = aDeskWithFolder({ contacts: 100 });
    expect(await desk.text("export_contacts", { file })).toMatch(/^Exported 100 contacts to /);
    const plan = await desk.text("import_contacts", { file });
    expect(plan).toContain("100 unchanged");
    expect(plan).not.toMatch(/to create|to update|ambiguous|invalid/);
  });
});

it("says after an import which values stay that were removed from the exported file", async () => {
  const desk = aDeskWithFolder();
  const created = async (name: string, email: readonly string[]) =>
    writtenContact(desk, await desk.text("create_contact", { fields: { name, email }, relationships: { owner: "Daniel Okoye" } })).id;
  const ids = [await created("Ann Newcomer", ["a@kept.example", "b@kept.example"]), await created("Bo Newcomer", ["c@kept.example"])];
  await desk.text("export_contacts", { ids, fields: ["name", "email", "owner"], file: "edited" });
  const path = join(folder, "edited.csv");
  const imported = (edit: (text: string) => string) => {
    const original = readFileSync(path, "utf8");
    writeFileSync(path, edit(original));
    return desk.text("import_contacts", { file: "edited.csv" }).finally(() => writeFileSync(path, original));
  };
  expect(await imported((text) => text)).not.toContain("stored values stay");
  const plan = await imported((text) => text.replace("Daniel Okoye", "").replace(/a@kept.example[^",]*b@kept.example/, "a@kept.example"));
  expect(plan).toContain("Plan: 2 unchanged.");
  expect(plan).toContain("These stored values stay, although the rows do not give them: Email (row 1), Owner (row 1).");
  const emptied = await imported((text) => text.replaceAll("Daniel Okoye", ""));
  expect(emptied).toContain("stored values stay, although the rows do not give them: Owner (rows 1 and 2).");
});

it("asks about rows whose IDs were swapped, names each candidate once, and does not say what such rows keep", async () => {
  const desk = aDeskWithFolder();
  const created = async (name: string, email: string) =>
    writtenContact(desk, await desk.text("create_contact", { fields: { name, email: [email], title: "CEO" } })).id;
  const [ann, bo] = [await created("Ann Newcomer", "ann@kept.example"), await created("Bo Oldtimer", "bo@kept.example")];
  const text = `id,Name,Email\n${ann},Bo Oldtimer,bo@kept.example\n${bo},Ann Newcomer,ann@kept.example`;
  const plan = await desk.text("import_contacts", { text });
  expect(plan).toContain("Plan: 2 ambiguous.");
  const [, candidates = ""] = /^! row 1 .* Candidates: (.*)$/m.exec(plan) ?? [];
  for (const id of [ann, bo]) expect(candidates.split(id)).toHaveLength(2);
  expect(plan).not.toContain("stored values stay");
});

it("names a file in full, and an import does so too", async () => {
  const desk = aDeskWithFolder();
  const file = `${"long".repeat(40)}.csv`;
  expect(await desk.text("export_contacts", { file })).toContain(` to ${JSON.stringify(join(folder, file))}.\n`);
  await expect(desk.text("import_contacts", { file: "short.csv" })).rejects.toThrow(JSON.stringify(file));
});

describe("an export", () => {
  it("has the chosen contacts and fields, and says what it holds", async () => {
    const desk = aDeskWithFolder();
    const filters = [{ field: "title", operator: "contains", value: "sales" }];
    const text = await desk.text("export_contacts", { filters, fields: ["id", "name", "email", "account"], file: "sales" });
    const [, count = ""] = /^Exported (\d+) contacts to /.exec(text) ?? [];
    expect(text.replace(count, "N").replaceAll(folder, "/folder")).toMatchInlineSnapshot(`
      "Exported N contacts to "/folder/sales.csv".
      2 of these are "Do not contact": Iñaki Ortega, Lucas Okafor.
      Fields: id, name.firstName, name.lastName, email, account."
    `);
    const [header, ...rows] = linesOf("sales.csv");
    expect(header).toBe("\uFEFFid,First name,Last name,Email,Account");
    expect(rows.filter(Boolean)).toHaveLength(Number(count));
    expect(statSync(join(folder, "sales.csv")).mode & 0o777).toBe(0o600);
  });

  it("has the labels as headings, also of what cannot be written, and an import still takes it without a change", async () => {
    const desk = aDeskWithFolder();
    const fields = ["name", "lastInteractionAt", "createdAt", "updatedAt", "owner", "createdBy", "aiSummary", "notes", "notes_2", "deal_size"];
    await desk.text("export_contacts", { ids: [[...desk.sandbox.contacts().keys()][0] ?? ""], fields, file: "labels" });
    expect(linesOf("labels.csv")[0]).toBe(
      "\uFEFFid,First name,Last name,Last interaction,Created,Updated,Owner,Created by,AI summary,Notes,Notes (notes_2),Expected deal size",
    );
    expect(await desk.text("import_contacts", { file: "labels.csv" })).toContain("Plan: 1 unchanged.");
  });

  it("has moments with the offset of the zone", async () => {
    const desk = aDeskWithFolder();
    const id = [...desk.sandbox.contacts().keys()][0] ?? "";
    for (const [day, offset] of [
      ["2026-06-21T02:00:00", "+02:00"],
      ["2026-12-21T02:00:00", "+01:00"],
    ] as const) {
      await desk.text("update_contact", { id, fields: { next_follow_up: `${day}${offset}` } });
      const file = `moments-${offset.slice(1, 3)}.csv`;
      await desk.text("export_contacts", { ids: [id], fields: ["next_follow_up"], file });
      expect(linesOf(file)[1]).toBe(`${id},${day}${offset}`);
      expect(await desk.text("import_contacts", { file })).toContain("Plan: 1 unchanged.");
    }
  });

  it.each([
    ["kunden.xlsx", "csv", '"kunden.csv"'],
    ["Kunden.VCF", "csv", '"Kunden.csv"; or format "vcard"'],
    ["kunden.csv", "vcard", '"kunden.vcf"; or format "csv"'],
    ["kunden.pdf", "vcard", '"kunden.vcf"'],
  ])("is not called %s, if it is a file of the format %s", async (file, format, right) => {
    expect(await aDeskWithFolder().failure("export_contacts", { file, format })).toContain(` Accepted: ${right}.`);
  });

  it("says which fields with values are not in it, if the call names none", async () => {
    const desk = aDeskWithFolder();
    const all = await desk.text("export_contacts", { file: "whole" });
    expect(all).toMatch(/^Left out, because an import cannot write them: lastInteractionAt, .*, created, updated\. To export them too/m);
    expect(await desk.text("export_contacts", { fields: ["name", "created"], file: "stamped" })).not.toContain("Left out");
    expect(await desk.text("export_contacts", { format: "vcard", file: "whole-cards" })).toMatch(
      /^A vCard has no place for .*doNotContact, .* and \d+ more\.$/m,
    );
  });

  it("of contacts by ID and by description", async () => {
    const desk = aDeskWithFolder();
    const [one = "", two = ""] = [...desk.sandbox.contacts().keys()];
    expect(
      await desk.text("export_contacts", { ids: [two, one, two], format: "vcard", fields: ["email", "lifecycle_stage"], file: "two" }),
    ).toContain("A vCard has no place for lifecycle_stage.");
    const cards = readFileSync(join(folder, "two.vcf"), "utf8");
    expect([...cards.matchAll(/X-LIGHTFIELD-ID:(\S+)/g)].map(([, id]) => id)).toEqual([two, one]);
    expect(cards).not.toContain("TEL");
    expect(await desk.failure("export_contacts", { ids: ["con_none"] })).toContain('ids: There is no contact "con_none"');
    expect(await desk.failure("export_contacts", { ids: [one], query: "Maja" })).toContain("ids were given together with a query or filters");
    const grouped = await desk.failure("export_contacts", { query: "how many customers per region" });
    expect(grouped).toContain("The query asks for groups or sums, but a file can hold only contacts. No file was written.");
    expect(grouped).toContain("find_contacts shows groups");
    expect(await desk.failure("export_contacts", { query: "vegetarians in Berlin" })).toContain(
      '"vegetarians": no contact has it, so no file was written. Accepted: a query without it.',
    );
    expect(await desk.failure("export_contacts", { query: "Nobody Nowhere Qzx" })).toContain("No contact was found, so no file was written");
  });

  it.each([
    ['=HYPERLINK("https://x.example")', `"'=HYPERLINK(""https://x.example"")"`],
    ["＝HYPERLINK(A1)", "'＝HYPERLINK(A1)"],
    ["－1＋cmd", "'－1＋cmd"],
    ["'＠SUM(A1)", "''＠SUM(A1)"],
    ["CFO;=cmd|' /C calc'!A0", "CFO;'=cmd|' /C calc'!A0"],
    ['CFO;"=1+10', `"CFO;'""=1+10"`],
    ["A;-1;+B;'=C", "A;-1;'+B;''=C"],
  ])("never runs as a formula, and reads back what it was: %s", async (title, cell) => {
    const desk = aDeskWithFolder();
    const fields = {
      name: "Ida Formula",
      email: "ida@formula.example",
      phone: "+47 22 12 34 56",
      title,
      notes: "'-2+3 is a sum\n=1+1\n-2\n'=2\n- a point",
    };
    const created = await desk.text("create_contact", { fields });
    const file = `formula-${title.length}.csv`;
    const id = /con_\w+/.exec(created)?.[0] ?? "";
    await desk.text("export_contacts", { ids: [id], file });
    const text = readFileSync(join(folder, file), "utf8");
    expect(text).toContain(`,${cell},`);
    expect(text).toContain(",+4722123456,");
    expect(text).toContain("''-2+3 is a sum\n'=1+1\n-2\n''=2\n'- a point");
    expect(await desk.text("import_contacts", { file })).toContain("1 unchanged");
  });

  it("is written only into the folder, and never over an existing file", async () => {
    const desk = aDeskWithFolder();
    writeFileSync(join(folder, "kept.csv"), "mine");
    expect((await desk.failure("export_contacts", { file: "kept.csv" })).replaceAll(folder, "/folder")).toMatchInlineSnapshot(
      `"file: There is already a file "kept.csv" in /folder. Accepted: the name of a new file."`,
    );
    expect(readFileSync(join(folder, "kept.csv"), "utf8")).toBe("mine");
    const before = readdirSync(folder).length;
    for (const file of ["../out.csv", "a/b.csv", "/tmp/out.csv", ".hidden.csv", "a\\b", "con:1"]) {
      expect(await desk.failure("export_contacts", { file })).toContain("is not a plain file name");
    }
    for (const file of ["con", "NUL.csv", "com1.2026.csv", "lpt¹.csv"]) {
      expect(await desk.failure("export_contacts", { file })).toContain("is the name of a device on Windows. Accepted: another name");
    }
    expect(readdirSync(folder)).toHaveLength(before);
  });

  it("is refused where no folder is set, with how to set it", async () => {
    expect(await aDesk().failure("export_contacts")).toMatchInlineSnapshot(
      `"No export folder is set. The user can set LIGHTFIELD_EXPORT_DIR to an absolute folder path in the client's MCP settings, and then restart the client."`,
    );
    expect(await aDesk({ exportDirectory: join(folder, "none") }).failure("export_contacts")).toContain("cannot be opened (ENOENT)");
  });

  it("is named by the time unless the call names it", async () => {
    const desk = aDeskWithFolder({ now: () => Date.UTC(2026, 2, 2, 9, 30) });
    const [id = ""] = desk.sandbox.contacts().keys();
    expect(await desk.text("export_contacts", { ids: [id] })).toContain("contacts-20260302-093000.csv");
    expect(await desk.text("export_contacts", { ids: [id] })).toContain("contacts-20260302-093000-2.csv");
  });
});

describe("an export of people who object to contact", () => {
  it("says who they are", async () => {
    const desk = aDeskWithFolder();
    const ids = [...desk.sandbox.contacts().keys()].slice(0, 3);
    for (const [at, id] of ids.entries()) await desk.run("update_contact", { id, fields: { name: `Person${at} Example`, doNotContact: at < 2 } });
    const text = await desk.text("export_contacts", { ids, fields: ["name", "email"] });
    expect(text.split("\n")[1]).toBe('2 of these are "Do not contact": Person0 Example, Person1 Example.');
  });
});
