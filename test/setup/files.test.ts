import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { replaceTextFile } from "../../src/clients/text-file.ts";
import { aComputer, aFolder } from "../clients/temporary-home.ts";
import { KEY, runSetup } from "./a-setup.ts";

const onWindows = process.platform === "win32";
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

const cursorFile = (text?: string) => {
  const computer = aComputer();
  const file = join(aFolder(computer, ".cursor"), "mcp.json");
  if (text !== undefined) writeFileSync(file, text);
  return { computer, file, folder: join(computer.home, ".cursor") };
};

describe("the files of clients", () => {
  it("are kept as a copy before they are changed", async () => {
    const { computer, file, folder } = cursorFile('{ "mcpServers": {} }');
    const { said } = await runSetup(computer);
    await runSetup(computer, { action: "remove" });
    const copies = readdirSync(folder).filter((name) => name.endsWith(".bak"));
    expect(copies).toEqual(["mcp.json.2026-11-29T120000-2.bak", "mcp.json.2026-11-29T120000.bak"]);
    expect(said).toContain(`kept as ${file}.2026-11-29T120000.bak`);
    expect(readFileSync(join(folder, "mcp.json.2026-11-29T120000.bak"), "utf8")).toBe('{ "mcpServers": {} }');
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it.skipIf(onWindows)("keep their mode, and new ones and copies are for their user alone", async () => {
    const { computer, file, folder } = cursorFile("{}");
    chmodSync(file, 0o640);
    aFolder(computer, ".gemini");
    await runSetup(computer);
    expect([modeOf(file), modeOf(join(folder, "mcp.json.2026-11-29T120000.bak")), modeOf(join(computer.home, ".gemini/settings.json"))]).toEqual([
      "640",
      "600",
      "600",
    ]);
  });

  it.skipIf(process.getuid?.() !== 0)("stay those of their user, as do copies, if root changes them", async () => {
    const { computer, file, folder } = cursorFile("{}");
    chownSync(file, 1234, 1234);
    await runSetup(computer);
    expect(["mcp.json", "mcp.json.2026-11-29T120000.bak"].map((name) => statSync(join(folder, name)).uid)).toEqual([1234, 1234]);
  });

  it.skipIf(onWindows)("are named if others can read them and they hold the key now", async () => {
    const { computer, file } = cursorFile("{}");
    chmodSync(file, 0o644);
    const sandbox = { flags: new Map([["sandbox", undefined]]) };
    expect((await runSetup(computer, sandbox)).complained).toBe("");
    expect((await runSetup(computer)).complained).toBe(
      `${file} holds the key, and other users of this computer can read it. To stop that, run chmod 600 "${file}".`,
    );
    chmodSync(file, 0o600);
    expect((await runSetup(computer, { flags: new Map([["read-only", undefined]]) })).complained).toBe("");
  });

  it.skipIf(onWindows)("stay links, whose target is changed", async () => {
    const { computer, file, folder } = cursorFile();
    const target = join(aFolder(computer, "dotfiles"), "cursor.json");
    writeFileSync(target, "{}");
    symlinkSync("../dotfiles/cursor.json", file);
    await runSetup(computer);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toContain(KEY);
    expect(readdirSync(join(computer.home, "dotfiles"))).toEqual(["cursor.json"]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".bak"))).toHaveLength(1);
    symlinkSync("../dotfiles/new.json", join(aFolder(computer, ".gemini"), "settings.json"));
    await runSetup(computer, { clients: ["gemini-cli"] });
    expect(readFileSync(join(computer.home, "dotfiles/new.json"), "utf8")).toContain(KEY);
  });

  it.each([
    [
      "JSON that is not valid",
      '{ "mcpServers": { ',
      /mcp\.json is not valid JSON: "}" expected in line 1\. Setup has not changed the file\. Correct this, and run setup again\.$/,
    ],
    ["another encoding", Buffer.from("\uFEFF{}", "utf16le"), /mcp\.json is not UTF-8 text/],
  ])("are reported and left alone if they hold %s, and other clients are still connected", async (_, content, problem) => {
    const { computer, file, folder } = cursorFile();
    writeFileSync(file, content);
    aFolder(computer, ".codex");
    expect(await runSetup(computer)).toMatchObject({ code: 1, complained: expect.stringMatching(problem) });
    expect(readFileSync(file)).toEqual(Buffer.from(content));
    expect(readdirSync(folder)).toEqual(["mcp.json"]);
    expect(readFileSync(join(computer.home, ".codex/config.toml"), "utf8")).toContain(KEY);
  });

  it("are reported if they cannot be written", async () => {
    const { computer, file } = cursorFile();
    mkdirSync(file);
    expect(await runSetup(computer)).toMatchObject({ code: 1, complained: expect.stringMatching(/mcp\.json cannot be read \(EISDIR\)/) });
  });

  it("are not replaced if another program changed them after the change was shown", async () => {
    const { file, folder } = cursorFile("{}");
    await expect(replaceTextFile(file, "{ }", "{1}", new Date())).rejects.toThrow("was changed by another program in the meantime");
    await expect(replaceTextFile(file, undefined, "{1}", new Date())).rejects.toThrow("in the meantime");
    expect(readFileSync(file, "utf8")).toBe("{}");
    expect(readdirSync(folder)).toEqual(["mcp.json"]);
  });
});
