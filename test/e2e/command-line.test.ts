import { describe, expect } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { FLAGGED, flagOf } from "../../src/config.ts";
import { type Program, SIGNALS_ARRIVE, type Started, test, withApi } from "./program.ts";

/** Runs the program to its end. */
async function run(start: Started, ...args: string[]) {
  const program = start.program({ args });
  const { code } = await program.end();
  return { code, stdout: program.stdout, stderr: program.stderr };
}

/** The address that a sandbox says it is served at. */
async function addressOf(sandbox: Program): Promise<string> {
  await sandbox.until(() => sandbox.stdout.includes("\n"));
  return /http:\/\/127\.0\.0\.1:\d+/.exec(sandbox.stdout)?.[0] ?? "";
}

describe.concurrent("the command line", () => {
  test.for(["--help", "-h"])("%s tells every flag", async (flag, { start }) => {
    const { code, stdout, stderr } = await run(start, flag);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const variable of [...FLAGGED.switches, ...FLAGGED.values]) expect(stdout).toContain(`--${flagOf(variable)} `);
  });

  test.for(["--version", "-v"])("%s tells the version", async (flag, { start }) => {
    expect(await run(start, flag)).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  });

  test.for([
    [["--no-such-flag"], /--no-such-flag/],
    [["--tools"], /--tools/],
    [["--read-only=1"], /--read-only/],
    [["--port", "1"], /--port is an option only of sandbox\./],
    [["sandbox", "--port", "x"], /--port must be a whole number/],
    [["sandbox", "--port", "65536"], /--port must be a whole number/],
    [["sandbox", "more"], /command/],
    [["sandbax"], /command/],
  ] as const)("%j ends with exit code 2 and a hint at --help", async ([args, message], { start }) => {
    const { code, stdout, stderr } = await run(start, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/--help\.\n$/);
  });

  test("a key on the command line is not repeated, in whatever quotes the setting holds it", async ({ start }) => {
    const program = start.program({ args: ["--my-secret-key-12345"], env: { LIGHTFIELD_API_KEY: '"my-secret-key-12345"' } });
    expect(await program.ended).toEqual({ code: 2, signal: null });
    expect(program.stderr).toContain("[API key]");
    expect(program.stderr).not.toContain("my-secret-key");
  });

  test("sandbox serves the workspace on loopback until SIGTERM or SIGINT", async ({ start }) => {
    const [one, two] = [start.program({ args: ["sandbox", "--port", "0"] }), start.program({ args: ["sandbox"] })];
    const url = await addressOf(one);
    expect(await addressOf(two)).not.toBe(url);
    expect(one.stdout).toContain("key sk_lf_sandbox");
    const { call } = await start.connect({ env: withApi({ url }) });
    expect(await call("list_contacts", { limit: 1 })).toMatchObject({ isError: false, text: expect.stringMatching(/^1 of 500/) });
    one.child.kill("SIGTERM");
    two.child.kill("SIGINT");
    const ended = await Promise.all([one.ended, two.ended]);
    if (SIGNALS_ARRIVE) expect(ended).toEqual(Array(2).fill({ code: 0, signal: null }));
    expect(one.stderr + two.stderr).toBe("");
  });

  test("sandbox says that a port is taken", async ({ start }) => {
    const port = new URL(await addressOf(start.program({ args: ["sandbox"] }))).port;
    const { code, stdout, stderr } = await run(start, "sandbox", "--port", port);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(`^Port ${port} cannot be used: another program uses it\\. Choose another with --port\\.\n$`),
    });
  });
});
