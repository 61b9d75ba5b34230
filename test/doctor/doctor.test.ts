import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { table } from "../../src/doctor/report.ts";
import { aComputer } from "../clients/temporary-home.ts";
import { clientOf } from "../setup/a-setup.ts";
import { aWorld, failed, findingsOf } from "./a-world.ts";

const isRoot = process.getuid?.() === 0;

const BUILT = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

describe("doctor", () => {
  it("says what is in order", async () => {
    const findings = [...(await findingsOf(aWorld())).values()].filter(({ check }) => !["Build", "Tools", "Definitions", "Clients"].includes(check));
    expect(table(findings, false).join("\n")).toMatchInlineSnapshot(`
      "✓ Node.js            22.11.0 (/usr/bin/node)
      ✓ Settings           from this shell
      ✓ API key            accepted, belongs to a user; all scopes
      ✓ Host               api.lightfield.app answers in 120 ms
      ✓ Proxy              none
      ✓ API version        2026-03-01
      ✓ Clock              differs from the API's clock by 1 s
      ✓ Names of accounts  readable
      ✓ Names of members   readable
      - Cache              off
      - Audit log          not set (LIGHTFIELD_AUDIT_LOG)
      - Import folder      not set (LIGHTFIELD_IMPORT_DIR)
      - Export folder      not set (LIGHTFIELD_EXPORT_DIR)

      No problem was found."
    `);
  });

  it("counts the definitions, and says what the schemas leave out and why", async () => {
    const { detail } = (await findingsOf(aWorld({ LIGHTFIELD_HIDE_FIELDS: "email" }))).get("Definitions") ?? {};
    expect(detail).toMatch(
      /^\d+ fields \(\d+ custom\), \d+ options, \d+ relationships, 2 hidden\nNot in the tools' schemas: the options of Industry, because/,
    );
    expect((await findingsOf(aWorld({}, {}, { LIGHTFIELD_HIDE_FIELDS: "emial" }))).get("Hidden fields")?.remedy).toMatch(/^Correct --hide-fields\./);
    expect((await findingsOf(aWorld({ LIGHTFIELD_HIDE_FIELDS: "emial" }))).get("Hidden fields")).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("Did you mean email?"),
    });
  });

  it("counts the files of the import folder, without its subfolders", async () => {
    const { home } = aComputer();
    mkdirSync(join(home, "in", "old"), { recursive: true });
    writeFileSync(join(home, "in", "people.csv"), "");
    const findings = await findingsOf(aWorld({ LIGHTFIELD_IMPORT_DIR: join(home, "in") }));
    expect(findings.get("Import folder")?.detail).toMatch(/: 1 file$/);
  });

  it("tells the scopes of the key, and the tools that they give or not", async () => {
    const findings = await findingsOf(aWorld({}, { scopes: ["contacts:read"] }));
    expect(findings.get("API key")).toMatchObject({ status: "ok", detail: "accepted, belongs to a user; scopes contacts:read" });
    expect(findings.get("Tools")?.detail).toMatch(
      /^\d+: get_contact_definitions, .*\nNot offered, because the API key lacks the scope contacts:create \(in Lightfield: Settings > API keys\): create_contact\.\n/,
    );
    expect((await findingsOf(aWorld({}, { scopes: ["accounts:read"] }))).get("Tools")).toMatchObject({
      status: "failure",
      remedy: expect.stringContaining("contacts:read"),
    });
  });

  it.each([
    ["no key", { LIGHTFIELD_API_KEY: "" }, "API key", /is not set, and no client has an entry with a key/],
    ["a key that was not expanded", { LIGHTFIELD_API_KEY: "$" + "{KEY}" }, "API key", /holds the name of a variable/],
    ["a key that the API refuses", { LIGHTFIELD_API_KEY: "sk_lf_wrong_key" }, "API key", /does not accept the API key/],
    ["an invalid setting", { LIGHTFIELD_READ_ONLY: "ture" }, "Settings", /LIGHTFIELD_READ_ONLY must be 1, 0/],
    ["an import folder that is missing", { LIGHTFIELD_IMPORT_DIR: "/no/such/folder" }, "Import folder", /folder does not exist/],
    ["an export folder that is missing", { LIGHTFIELD_EXPORT_DIR: "/no/such/folder" }, "Export folder", /folder does not exist/],
    ["an import folder that is a file", { LIGHTFIELD_IMPORT_DIR: process.execPath }, "Import folder", /is not a folder/],
    ["an audit log that is a folder", { LIGHTFIELD_AUDIT_LOG: "/usr" }, "Audit log", /is not a regular file/],
  ])("finds %s", async (_, env, check, detail) => {
    const findings = await findingsOf(aWorld(env));
    expect(findings.get(check)).toMatchObject({ status: "failure", detail: expect.stringMatching(detail), remedy: expect.stringMatching(/\.$/) });
  });

  it("asks the API nothing while a setting is invalid", async () => {
    const world = { ...aWorld({ LIGHTFIELD_BASE_URL: "ftp://x" }), askApi: () => Promise.reject(new Error("asked")) };
    expect((await findingsOf(world)).get("API")).toMatchObject({ status: "skipped" });
  });

  it("tells a host that cannot be reached from one that answers something else", async () => {
    const asks = (check: ReturnType<typeof failed>) =>
      findingsOf({ ...aWorld(), askApi: async () => ({ check: { outcome: "unknown", ...check }, ms: 50, clockAheadMs: undefined }) });
    const offline = await asks(failed("No answer came (ENOTFOUND)."));
    expect(offline.get("Host")).toMatchObject({ status: "failure", detail: "api.lightfield.app: No answer came (ENOTFOUND).", remedy: "Do this." });
    expect(["API key", "API version", "Clock", "Definitions", "Names of members"].map((check) => offline.get(check)?.status)).toEqual(
      Array(5).fill("skipped"),
    );
    expect(offline.get("Definitions")?.detail).toBe("not checked, because the API did not answer");
    const answered = await asks(failed("The API answered 500.", "internal"));
    expect(answered.get("Definitions")?.detail).toBe("not checked, because the API has not accepted a key");
    expect(answered.get("Host")).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("answered in 50 ms"),
    });
    const version = await asks(failed("The API answered 400.", "version_header"));
    expect(version.get("Host")).toMatchObject({ status: "ok" });
    expect(version.get("API version")).toMatchObject({ status: "failure", remedy: "Install a newer version of this package." });
  });

  it("warns of a slow host and a wrong clock", async () => {
    const world = aWorld();
    const { check } = await world.askApi();
    const findings = await findingsOf({ ...world, askApi: async () => ({ check, ms: 4000, clockAheadMs: -3_600_000 }) });
    expect(findings.get("Host")).toMatchObject({ status: "warning" });
    expect(findings.get("Clock")).toMatchObject({ status: "warning", detail: "This computer's clock is 3600 s ahead of the API's clock" });
  });

  it("names the proxy, without its password", async () => {
    const { detail } = (await findingsOf(aWorld({ HTTPS_PROXY: "http://me:geheim@proxy:8080", NO_PROXY: "x.example" }))).get("Proxy") ?? {};
    expect(detail).toBe("proxy:8080 (HTTPS_PROXY) with user and password for api.lightfield.app; NO_PROXY lists x.example");
  });

  it("tells names that cannot be read for want of a scope", async () => {
    const world = {
      ...aWorld(),
      access: async (records: "accounts" | "members") => (records === "accounts" ? ("no scope" as const) : failed("The API answered 500.", "x")),
    };
    const findings = await findingsOf(world);
    expect(findings.get("Names of accounts")).toMatchObject({ status: "warning", remedy: expect.stringContaining("accounts:read") });
    expect(findings.get("Names of members")).toMatchObject({ status: "warning", detail: "The API answered 500." });
  });

  it("tells where the cache is, how large and old it is, and whether it can be read", async () => {
    const report = {
      directory: "/cache",
      files: 3,
      bytes: 2_400_000,
      lastUsed: new Date("2026-11-29T10:00:00Z"),
      complaints: [],
      entries: { tried: 3, read: 3 },
    };
    const cacheOf = async (changes: object) =>
      (await findingsOf({ ...aWorld({ LIGHTFIELD_CACHE: "on" }), cache: async () => ({ ...report, ...changes }) })).get("Cache");
    expect(await cacheOf({})).toMatchObject({ status: "ok", detail: "/cache: 2.4 MB in 3 files, last used 2 h ago, readable" });
    expect(await cacheOf({ entries: { tried: 3, read: 1 } })).toMatchObject({
      status: "warning",
      detail: "/cache: 2 of 3 entries cannot be read",
      remedy: expect.stringContaining("cache clear"),
    });
    expect(await cacheOf({ complaints: ["It cannot be used."] })).toMatchObject({ status: "warning", detail: "It cannot be used." });
    expect(await cacheOf({ directory: undefined })).toMatchObject({ status: "warning", remedy: "Set LIGHTFIELD_CACHE_DIR to an absolute path." });
  });

  it.skipIf(isRoot || process.platform === "win32")("finds folders without the rights that they need", async () => {
    const folder = join(aComputer().home, "closed");
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const findings = await findingsOf(aWorld({ LIGHTFIELD_EXPORT_DIR: folder, LIGHTFIELD_AUDIT_LOG: join(folder, "more", "log.jsonl") }));
    expect([findings.get("Export folder")?.status, findings.get("Audit log")?.status]).toEqual(["failure", "failure"]);
    chmodSync(folder, 0o700);
  });

  it("finds a Node.js that is too old, a build without parts, and one that is older than its sources", async () => {
    const world = aWorld();
    const old = await findingsOf({ ...world, program: { ...world.program, node: { ...world.program.node, version: "20.9.0" } } });
    expect(old.get("Node.js")).toMatchObject({ status: "failure", remedy: expect.stringContaining("20.19") });
    const { home } = aComputer();
    for (const name of ["dist", "src"]) mkdirSync(join(home, name));
    const path = join(home, "dist/cli.js");
    const build = async () => (await findingsOf({ ...world, program: { ...world.program, path } })).get("Build");
    expect(await build()).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("lacks tools.cjs, session.cjs, sandbox.cjs, field-types.cjs, proxied-fetch.cjs, rare.cjs"),
    });
    for (const name of ["cli.js", ...["tools", "session", "sandbox", "field-types", "proxied-fetch", "rare"].map((file) => `${file}.cjs`)])
      writeFileSync(join(home, "dist", name), "");
    writeFileSync(join(home, "src/later.ts"), "");
    const { utimesSync } = await import("node:fs");
    utimesSync(path, 1, 1);
    expect(await build()).toMatchObject({ status: "warning", remedy: "Run npm run build." });
  });

  it.each([
    ["0.9.12", "warning", "Run setup with this version to update the entry."],
    ["1.2.3", "ok", undefined],
    ["1.10.0", "ok", undefined],
  ])("tells an entry that starts an older version, but not a newer one: %s", async (version, status, remedy) => {
    const answer = `{ jsonrpc: "2.0", id, result: { serverInfo: { version: "${version}" }, tools: [{}] } }`;
    const script = `require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const { id } = JSON.parse(line);
      if (id) console.log(JSON.stringify(${answer}));
    });`;
    const servers = [{ name: "contacts", command: process.execPath, args: ["-e", script], env: {} }];
    const world = { ...aWorld(), clientFiles: [{ client: clientOf("cursor"), file: "mcp.json", servers }] };
    const found = (await findingsOf(world)).get("Cursor");
    expect(found).toMatchObject({ status, detail: expect.stringMatching(/lists 1 tool in \d+ ms/) });
    expect(found?.remedy).toBe(remedy);
    expect(found?.detail.includes(`starts version ${version}`)).toBe(version !== "1.2.3");
  });

  it.each([
    ["refuses its arguments", [BUILT, "--sandbox", "--foo"], "Correct or remove this argument in the entry by hand, because setup would keep it."],
    ["ends for another reason", ["-e", "process.exitCode = 1"], "Run setup."],
  ])("says what helps if the server of an entry %s", async (_what, args, remedy) => {
    const servers = [{ name: "crm", command: process.execPath, args, env: {} }];
    const findings = await findingsOf({ ...aWorld(), clientFiles: [{ client: clientOf("cursor"), file: "mcp.json", servers }] });
    expect(findings.get("Cursor")).toMatchObject({ status: "failure", remedy });
  });

  it("goes on if a check fails itself", async () => {
    const findings = await findingsOf({ ...aWorld(), askApi: () => Promise.reject(new TypeError("broken")) });
    expect(findings.get("API")).toMatchObject({ status: "failure", detail: "The check itself failed (TypeError: broken)" });
    expect(findings.get("Node.js")).toMatchObject({ status: "ok" });
  });
});
