import { describe, expect, it } from "vitest";
import { startAsClient } from "../../src/clients/start-entry.ts";
import { clientOf } from "../setup/a-setup.ts";
import { aComputer } from "./temporary-home.ts";

const saidBy = (script: string, env: Record<string, string>) =>
  startAsClient(clientOf("cursor"), { command: process.execPath, args: ["-e", `${script}; process.exitCode = 3`], env }, aComputer());

describe("what a server complains of when it is started", () => {
  it("is told without any value of its variables", async () => {
    expect(
      await saidBy("console.error('no', process.env.A, JSON.stringify(process.env.B), 'off')", { A: "geheim-1", B: 'ge"heim\n2', C: "off" }),
    ).toEqual({
      problem: 'ended before it listed its tools (exit code 3): no *** "***" off',
      exitCode: 3,
    });
  });

  it("has no point at its end, because a sentence goes on after it", async () => {
    expect(await saidBy("console.error('Unknown option.')", {})).toMatchObject({ problem: expect.stringMatching(/: Unknown option$/) });
  });

  it("is cut only once it is clean", async () => {
    const { problem } = { problem: "", ...(await saidBy("console.error('x'.repeat(295) + process.env.A)", { A: "geheim-4711" })) };
    expect(problem).toMatch(/x\*\*\*$/);
  });
});
