import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { workbook } from "../files/workbooks.ts";
import { test } from "./program.ts";

const TABLE = [
  ["Name", "Email"],
  ["Zoé Hélène", "zoe@helene.example"],
  ["Jörg Müßig", "joerg@muessig.example"],
  ["Çelik Añez", "celik@anez.example"],
] as const;
const CSV = TABLE.map((row) => row.join(";")).join("\r\n");

const FILES: Readonly<Record<string, Uint8Array>> = {
  "workbook.xlsx": workbook({ People: TABLE }),
  "windows-1252.csv": Buffer.from(CSV, "latin1"),
  "utf-8.csv": Buffer.from(CSV),
  "utf-16.txt": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CSV.replaceAll(";", "\t"), "utf16le")]),
  "people.json": Buffer.from(JSON.stringify(TABLE.slice(1).map(([Name, Email]) => ({ Name, Email })))),
  "cards.vcf": Buffer.from(
    TABLE.slice(1)
      .map(([name, email]) => `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nEMAIL:${email}\nEND:VCARD\n`)
      .join(""),
  ),
};

// The build puts each library that a format needs into a file of its own, so the tests of the sources do not load it as
// users do.
describe.concurrent("the built program reads every format of files", () => {
  for (const [file, bytes] of Object.entries(FILES))
    test(file, async ({ start, folder }) => {
      await writeFile(join(folder, file), bytes);
      const { call } = await start.connect({ args: ["--sandbox"], env: { LIGHTFIELD_IMPORT_DIR: folder, LIGHTFIELD_CACHE: "off" } });
      const { text } = await call("import_contacts", { file });
      expect(text).toContain("Plan: 3 to create");
      for (const [name] of TABLE.slice(1)) expect(text).toContain(name);
    });
});
