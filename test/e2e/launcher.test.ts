import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const copy = mkdtempSync(join(tmpdir(), "lightfield-launcher-"));
cpSync(fileURLToPath(new URL("../../dist", import.meta.url)), copy, { recursive: true });
const compiled = join(copy, "program.cache");
const whole = readFileSync(compiled);

afterAll(() => rmSync(copy, { recursive: true }));

const damaged = Buffer.from(whole);
for (let at = 1000; at < damaged.length; at += 997) damaged[at] = ~(damaged[at] ?? 0);

test.each([
  ["as built", whole],
  ["damaged", damaged],
  ["cut short", whole.subarray(0, whole.length / 2)],
  ["empty", Buffer.alloc(0)],
  ["with a digest alone", whole.subarray(0, 32)],
])("the program starts with compiled code that is %s", (_, code) => {
  writeFileSync(compiled, code);
  expect(execFileSync(process.execPath, [join(copy, "cli.js"), "--version"], { encoding: "utf8" })).toBe(`${packageJson.version}\n`);
});

test("the program starts without compiled code, and with that of other V8 flags", () => {
  rmSync(compiled, { force: true });
  expect(execFileSync(process.execPath, [join(copy, "cli.js"), "--version"], { encoding: "utf8" })).toBe(`${packageJson.version}\n`);
  writeFileSync(compiled, whole);
  expect(execFileSync(process.execPath, ["--no-opt", join(copy, "cli.js"), "--version"], { encoding: "utf8" })).toBe(`${packageJson.version}\n`);
});
