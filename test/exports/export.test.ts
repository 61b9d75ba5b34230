import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aDesk, type DeskOptions } from "../builders.ts";

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "exports-")));
});

afterAll(() => rmSync(folder, { recursive: true }));

const aDeskWithFolder = (options: DeskOptions = {}) => aDesk({ exportDirectory: folder, importDirectory: folder, ...options });

describe("what an import takes from an export is unchanged", () => {
  it.each(["all.csv", "all.vcf"])(
    "for every contact of %s",
    async (file) => {
      const desk = aDeskWithFolder({ contacts: 300, maxWrites: 10 });
      expect(await desk.text("export_contacts", { file })).toMatch(/^Exported \d+ contacts to /);
      const plan = await desk.text("import_contacts", { file });
      const total = desk.sandbox.contacts().size;
      expect(plan).toContain(`${total} unchanged`);
      expect(plan).not.toMatch(/to create|to update|ambiguous|invalid/);
    },
    60_000,
  );
});
