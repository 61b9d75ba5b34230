import { createApi } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { doctor, type Finding } from "../../src/doctor/index.ts";
import type { DoctorWorld } from "../../src/doctor/world.ts";
import { createSandbox, SANDBOX_API_KEY, type SandboxOptions } from "../../src/sandbox/index.ts";
import { checkKey, failureOf } from "../../src/server/key-check.ts";
import { schemaReport } from "../../src/server/schema-report.ts";
import { aComputer } from "../clients/temporary-home.ts";

/** A computer on which everything is in order, with the sandbox as its API. */
export function aWorld(env: Record<string, string> = {}, sandbox: SandboxOptions = {}, flags: Record<string, string> = {}): DoctorWorld {
  const config = readConfig({ LIGHTFIELD_API_KEY: SANDBOX_API_KEY, LIGHTFIELD_CACHE: "off", ...env }, flags);
  const { fetch } = createSandbox({ contacts: 5, ...sandbox });
  const api = createApi({ baseUrl: config.baseUrl, apiKey: config.apiKey, timeoutMs: 10_000, userAgent: "doctor", fetch });
  return {
    config,
    program: {
      version: "1.2.3",
      path: new URL("../../dist/cli.js", import.meta.url).pathname,
      node: { version: "22.11.0", path: "/usr/bin/node", oldest: "20.19" },
    },
    computer: aComputer(),
    clientFiles: [],
    problemsOf: () => [],
    settingsOf: undefined,
    apiVersion: "2026-03-01",
    now: () => Date.parse("2026-11-29T12:00:00Z"),
    askApi: async () => ({ check: await checkKey(api, config), ms: 120, clockAheadMs: 900 }),
    definitions: () =>
      api.definitions().then(
        (definitions) => schemaReport(definitions, config),
        (error: unknown) => failureOf(error, config),
      ),
    access: async () => "yes",
    cache: async () => ({ directory: "/cache", files: 0, bytes: 0, lastUsed: undefined, complaints: [], entries: { tried: 0, read: 0 } }),
  };
}

/** What the checks find, by their names. */
export async function findingsOf(world: DoctorWorld): Promise<ReadonlyMap<string, Finding>> {
  return new Map((await doctor(world)).map((finding) => [finding.check, finding]));
}

export const failed = (problem: string, code?: string) => ({ problem, remedy: "Do this.", answered: code !== undefined, code });
