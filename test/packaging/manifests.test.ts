import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import manifest from "../../packaging/manifest.json" with { type: "json" };
import serverJson from "../../server.json" with { type: "json" };
import { FLAGGED, readConfig } from "../../src/config.ts";

const packaging = fileURLToPath(new URL("../../packaging", import.meta.url));
const settings: readonly string[] = ["LIGHTFIELD_API_KEY", ...FLAGGED.switches, ...FLAGGED.values];
const { env } = manifest.server.mcp_config;
const fields: Readonly<Record<string, { type: string; default?: unknown; sensitive?: boolean; required: boolean }>> = manifest.user_config;

const fieldOf = (value: string) => /^\$\{user_config\.(\w+)\}$/.exec(value)?.[1] ?? "";

describe("the manifest for Claude Desktop", () => {
  it("gives every field to a setting of the program", () => {
    expect(Object.keys(env).filter((name) => !settings.includes(name))).toEqual([]);
    expect(Object.values(env).map(fieldOf).sort()).toEqual(Object.keys(fields).sort());
  });

  it("starts the program even if every field is blank, in each form that clients give that", () => {
    // Claude Desktop puts in defaults, and leaves the placeholder of any other blank field.
    const forms = [
      (value: string) => String(fields[fieldOf(value)]?.default ?? value),
      (value: string) => String(fields[fieldOf(value)]?.default ?? ""),
      () => "",
    ];
    for (const form of forms) {
      const config = readConfig(Object.fromEntries(Object.entries(env).map(([name, value]) => [name, form(value)])));
      expect(config).toMatchObject({ problems: [], apiKey: undefined, sandbox: false, readOnly: false, confirmWrites: false, me: undefined });
      expect(config).toMatchObject({ importDirectory: undefined, exportDirectory: undefined });
    }
  });

  it("reads what the switches of its fields give", () => {
    const on = readConfig({ LIGHTFIELD_READ_ONLY: "true", LIGHTFIELD_CONFIRM_WRITES: "true", LIGHTFIELD_SANDBOX: "true" });
    expect(on).toMatchObject({ problems: [], readOnly: true, confirmWrites: true, sandbox: true });
  });

  it("has the key stored as a secret, and nothing else", () => {
    const secret = Object.entries(fields).filter(([, field]) => field.sensitive);
    expect(secret.map(([name]) => name)).toEqual([fieldOf(env.LIGHTFIELD_API_KEY)]);
  });

  it("has an icon of 512 by 512 pixels", () => {
    const icon = readFileSync(join(packaging, manifest.icon));
    expect(icon.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([512, 512]);
  });
});

describe("the entry of the registry", () => {
  const [npm, ...others] = serverJson.packages;

  it("is for this package, in the form that the registry accepts", () => {
    expect(serverJson.name).toBe(packageJson.mcpName);
    expect(serverJson.name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
    expect(serverJson.description.length).toBeLessThanOrEqual(100);
    expect(serverJson.title.length).toBeLessThanOrEqual(100);
    expect(others).toEqual([]);
    expect(npm).toMatchObject({ registryType: "npm", identifier: packageJson.name, transport: { type: "stdio" } });
  });

  it("describes settings that the program has, and keeps the key secret", () => {
    const variables = npm?.environmentVariables ?? [];
    expect(variables.filter(({ name }) => !settings.includes(name))).toEqual([]);
    expect(variables.filter((one) => "isSecret" in one && one.isSecret).map(({ name }) => name)).toEqual(["LIGHTFIELD_API_KEY"]);
    const defaults = variables.flatMap((one) => ("default" in one && one.default !== undefined ? [[one.name, one.default]] : []));
    const choices = variables.flatMap((one) => ("choices" in one ? (one.choices ?? []).map((choice) => [one.name, choice]) : []));
    for (const [name, value] of [...defaults, ...choices]) expect(readConfig({ [name as string]: value }).problems).toEqual([]);
  });
});

describe("the image", () => {
  const dockerfile = readFileSync(join(packaging, "../Dockerfile"), "utf8");

  it("belongs to the entry of the registry", () => {
    expect(dockerfile).toContain(`io.modelcontextprotocol.server.name="${packageJson.mcpName}"`);
  });

  it("does not run the program as root", () => {
    const [, image = ""] = dockerfile.split(/^FROM (?!.* AS )/m);
    expect(/^USER (\w+)$/m.exec(image)?.[1]).toBe("node");
    expect(image.indexOf("USER node")).toBeLessThan(image.indexOf("ENTRYPOINT"));
  });
});

describe("the version", () => {
  it("is the same everywhere", () => {
    const lock = JSON.parse(readFileSync(join(packaging, "../package-lock.json"), "utf8"));
    const versions = [lock.version, lock.packages[""].version, serverJson.version, ...serverJson.packages.map(({ version }) => version)];
    expect(new Set(versions)).toEqual(new Set([packageJson.version]));
  });
});
