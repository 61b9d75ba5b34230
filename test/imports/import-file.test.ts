import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { readImportFile } from "../../src/imports/import-file.ts";
import { aFolder } from "../temporary-folders.ts";
import { problemsOf } from "./problems-of.ts";

const CSV = "Name,Email\nDana,dana@fbi.gov\n";

let top: string;
let imports: string;

beforeEach(() => {
  top = aFolder();
  imports = join(top, "imports");
  mkdirSync(join(imports, "2026"), { recursive: true });
  mkdirSync(join(top, "private"));
  writeFileSync(join(imports, "contacts.csv"), CSV);
  writeFileSync(join(imports, "2026", "march.csv"), CSV);
  writeFileSync(join(top, "private", "secret.csv"), "Name\nSecret\n");
});

const read = async (name: string, directory: string | undefined = imports) => Buffer.from(await readImportFile(directory, name)).toString();
/** A refusal with the temporary folder's name taken out. */
const refusal = async (name: string, directory?: string) => (await problemsOf(() => read(name, directory))).replaceAll(top, "/top");

describe("a file of the import folder is read", () => {
  it("by its name, by its way through folders below, and by its absolute path", async () => {
    expect(await read("contacts.csv")).toBe(CSV);
    expect(await read("2026/march.csv")).toBe(CSV);
    expect(await read("./2026/../contacts.csv")).toBe(CSV);
    expect(await read(join(imports, "2026", "march.csv"))).toBe(CSV);
  });

  it("through links that stay inside, and where the folder is a link itself", async () => {
    symlinkSync("2026/march.csv", join(imports, "latest.csv"));
    symlinkSync(imports, join(top, "linked"));
    expect(await read("latest.csv")).toBe(CSV);
    expect(await read("latest.csv", join(top, "linked"))).toBe(CSV);
    expect(await read(join(top, "linked", "contacts.csv"), join(top, "linked"))).toBe(CSV);
    expect(await read(join(imports, "contacts.csv"), join(top, "linked"))).toBe(CSV);
  });

  it("by paths of the folder alone, if Node.js permits these alone", async () => {
    vi.stubGlobal("process", Object.create(process, { permission: { value: {} } }));
    onTestFinished(() => void vi.unstubAllGlobals());
    const permitted: typeof open = async (path, flags) => {
      if (!String(path).startsWith(imports)) throw Object.assign(new Error("denied"), { code: "ERR_ACCESS_DENIED" });
      return open(path, flags);
    };
    expect(Buffer.from(await readImportFile(imports, "2026/march.csv", { openFile: permitted })).toString()).toBe(CSV);
  });

  it("although its name begins with two dots", async () => {
    writeFileSync(join(imports, "..odd.csv"), CSV);
    expect(await read("..odd.csv")).toBe(CSV);
  });
});

describe("nothing outside of the import folder is read", () => {
  it("by an absolute path or by ..", async () => {
    expect(await refusal(join(top, "private", "secret.csv"))).toMatchInlineSnapshot(
      `"file: "/top/private/secret.csv" is not in the import folder. Accepted: files in /top/imports and the folders below it. Put the file there, or pass its text."`,
    );
    for (const name of [
      "../private/secret.csv",
      "2026/../../private/secret.csv",
      "..",
      "/etc/passwd",
      `${imports}/../private/secret.csv`,
      "../imports-of-others/a.csv",
    ]) {
      expect(await refusal(name)).toContain("is not in the import folder");
    }
  });

  it("through a link, nor is it said what is there", async () => {
    symlinkSync(join(top, "private", "secret.csv"), join(imports, "link.csv"));
    symlinkSync(join(top, "private"), join(imports, "folder"));
    expect(await refusal("link.csv")).toContain('"link.csv" is not in the import folder');
    expect(await refusal("folder/secret.csv")).toContain('"folder/secret.csv" is not in the import folder');
    expect(await refusal("folder/secrets.csv")).toContain('"folder/secrets.csv" is not in the import folder');
  });

  /** Does something at the moment when the file or folder number `at` is about to be opened, and undoes it after the one at `until`. */
  const moving = (at: number, move: () => void, back: () => void, until = at): typeof open => {
    let count = 0;
    return async (path, flags) => {
      count += 1;
      if (count === at) move();
      try {
        return await open(path, flags);
      } finally {
        if (count === until) back();
      }
    };
  };
  const swapped = () => {
    renameSync(join(imports, "2026"), join(imports, "away"));
    symlinkSync(join(top, "private"), join(imports, "2026"));
  };
  const restored = () => {
    rmSync(join(imports, "2026"));
    renameSync(join(imports, "away"), join(imports, "2026"));
  };

  it.each([true, false])("where a folder becomes a link at whatever moment (by descriptors: %s)", async (byDescriptors) => {
    writeFileSync(join(top, "private", "march.csv"), "Name\nSecret\n");
    for (let at = 1; at <= 6; at += 1) {
      for (let until = at; until <= 6; until += 1) {
        let isSwapped = false;
        const move = () => {
          isSwapped = true;
          swapped();
        };
        const back = () => {
          if (isSwapped) restored();
          isSwapped = false;
        };
        const options = { openFile: moving(at, move, back, until), byDescriptors };
        const result = await readImportFile(imports, "2026/march.csv", options).then(
          (bytes) => Buffer.from(bytes).toString(),
          (error: Error) => error.message,
        );
        back();
        expect(result).not.toContain("Secret");
        expect(result === CSV || /is not in the import folder|There is no file|cannot be read/.test(result)).toBe(true);
        // Nor is it told what lies outside.
        expect(result).not.toContain("secret");
      }
    }
  });

  it.each([true, false])("where a file becomes a link after it was looked at (by descriptors: %s)", async (byDescriptors) => {
    const openFile = moving(
      byDescriptors ? 2 : 1,
      () => {
        rmSync(join(imports, "contacts.csv"));
        symlinkSync(join(top, "private", "secret.csv"), join(imports, "contacts.csv"));
      },
      () => undefined,
    );
    expect(await problemsOf(() => readImportFile(imports, "contacts.csv", { openFile, byDescriptors }))).toContain("cannot be read (ELOOP)");
  });

  it("by a second name of a file (a hard link)", async () => {
    linkSync(join(top, "private", "secret.csv"), join(imports, "linked.csv"));
    expect(await refusal("linked.csv")).toMatchInlineSnapshot(
      `"file: "linked.csv" is a file with several names (a hard link). Accepted: a copy of the file."`,
    );
  });
});

describe("it is refused", () => {
  it("where no folder is set, with how to set one", async () => {
    expect(await problemsOf(() => readImportFile(undefined, "contacts.csv"))).toMatchInlineSnapshot(
      `"file: No import folder is set. Accepted: text. To import files, the user can set LIGHTFIELD_IMPORT_DIR to an absolute folder path in the client's MCP settings, and then restart the client."`,
    );
  });

  it("where the folder is not there", async () => {
    expect(await refusal("contacts.csv", join(top, "nowhere"))).toMatchInlineSnapshot(
      `"file: The import folder /top/nowhere cannot be opened (ENOENT). Accepted: text; or a folder that exists. The user sets it in the client's MCP settings."`,
    );
  });

  it("where there is no such file, with what there is", async () => {
    expect(await refusal("contact.csv")).toMatchInlineSnapshot(
      `"file: There is no file "contact.csv" in /top/imports. Did you mean "contacts.csv"? Accepted: "contacts.csv"."`,
    );
    expect(await refusal("2026/april.csv")).toMatchInlineSnapshot(
      `"file: There is no file "2026/april.csv" in /top/imports. Did you mean "2026/march.csv"? Accepted: "2026/march.csv"."`,
    );
    expect(await refusal("none/here.csv")).toContain('"contacts.csv"');
    expect(await refusal("contacts.csv/more.csv")).toContain("There is no file");
    for (const name of ["a", "b", "c", "d", "e", "f"]) writeFileSync(join(imports, `${name}.csv`), CSV);
    expect(await refusal("zzzzzzzz.csv")).toContain('| "d.csv" | … (2 more)');
  });

  it("where the folder has no such file yet", async () => {
    rmSync(join(imports, "contacts.csv"));
    expect(await refusal("contacts.csv")).toMatchInlineSnapshot(
      `"file: There is no file "contacts.csv" in /top/imports. Accepted: a file (CSV, vCard (.vcf), Excel (.xlsx) or JSON); the folder has none yet."`,
    );
    mkdirSync(join(imports, "new"));
    writeFileSync(join(imports, "people.csv"), CSV);
    expect(await refusal("new/contacts.csv")).toContain('; the folder "new" has none yet.');
  });

  it("where it is a folder", async () => {
    expect(await refusal("2026")).toMatchInlineSnapshot(
      `"file: "2026" is a folder or a device. Accepted: a file (CSV, vCard (.vcf), Excel (.xlsx) or JSON)."`,
    );
    expect(await refusal(".")).toContain("is a folder or a device");
    expect(await refusal("")).toContain("is a folder or a device");
  });

  it.skipIf(process.platform === "win32")("where it is a pipe, without waiting for its other end", async () => {
    spawnSync("mkfifo", [join(imports, "pipe.csv")]);
    expect(await refusal("pipe.csv")).toContain("is a folder or a device");
  });

  it("where its name cannot be one", async () => {
    expect(await refusal("a\0b.csv")).toContain("cannot be read");
  });

  it("where it is over 20 MB", async () => {
    writeFileSync(join(imports, "large.csv"), Buffer.alloc(20 * 1024 * 1024, "a"));
    expect(await read("large.csv")).toHaveLength(20 * 1024 * 1024);
    writeFileSync(join(imports, "large.csv"), Buffer.alloc(20 * 1024 * 1024 + 1, "a"));
    expect(await refusal("large.csv")).toMatchInlineSnapshot(
      `"file: "large.csv" holds 20,971,521 bytes. Accepted: up to 20 MB (20,971,520 bytes); split it into several files."`,
    );
  });
});
