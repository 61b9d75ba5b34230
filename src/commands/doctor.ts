import { spawnSync } from "node:child_process";
import packageJson from "../../package.json" with { type: "json" };
import { API_VERSION, type Api, ApiError, type CallOptions, createApi, Deadline } from "../api/index.ts";
import type { ServerEntry } from "../clients/index.ts";
import { type Config, isUnexpanded, readConfig, variableOf } from "../config.ts";
import type { CacheReport, DoctorWorld } from "../doctor/index.ts";
import { checkKey, failureOf } from "../server/key-check.ts";
import { withToolProblems } from "../server/open-tools.ts";
import { schemaReport } from "../server/schema-report.ts";
import { cacheDirectory, cacheInfo } from "../storage/index.ts";
import { programPath, thisComputer } from "./computer.ts";
import { connection } from "./connection.ts";
import { cacheOf } from "./serve.ts";
import { userAgent, version } from "./version.ts";

/** Milliseconds that a request may take, retries included. */
const PATIENCE_MS = 10_000;

/** Entries of the cache that are tried: each is read and decrypted as a whole. */
const MOST_ENTRIES = 20;

/**
 * Checks the installation, the settings, the API and the clients, and says how to fix what is wrong. If this shell has
 * no key, the settings of a client's entry are checked.
 *
 * @param clients IDs of the clients whose entry to check; empty: the settings of this shell, or else those of any
 * client
 * @returns the exit code: 1 if something is wrong
 */
export async function doctorCommand(flags: Flags, json: boolean, clients: readonly string[]): Promise<number> {
  const { doctor, table, clientFiles, clientProblem } = await import("../doctor/index.ts");
  const computer = thisComputer(process.env);
  const files = await clientFiles(computer);
  const { config, settingsOf } = await settings(flags, clients, files);
  if (clients.length > 0 && settingsOf === undefined) {
    process.stderr.write(config.redact(`${clientProblem(clients) ?? (await whyNoEntry(clients, files))}\n`));
    return 2;
  }
  const certificates = settingsOf?.env.NODE_EXTRA_CA_CERTS;
  // Node.js reads them when it starts.
  if (certificates && !process.env.NODE_EXTRA_CA_CERTS) return again({ NODE_EXTRA_CA_CERTS: certificates });
  const findings = await doctor({ ...(await worldOf(config)), computer, clientFiles: files, settingsOf: settingsOf?.client });
  const ok = findings.every(({ status }) => status !== "failure");
  const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const text = json ? JSON.stringify({ ok, version, checks: findings }, null, 2) : table(findings, colours).join("\n");
  await new Promise((written) => process.stdout.write(config.redact(`${text}\n`), written));
  return ok ? 0 : 1;
}

/** Runs this command once more, with more variables. */
function again(variables: Record<string, string>): number {
  const { status } = spawnSync(process.execPath, process.argv.slice(1), { stdio: "inherit", env: { ...process.env, ...variables } });
  return status ?? 1;
}

async function whyNoEntry(ids: readonly string[], files: DoctorWorld["clientFiles"]): Promise<string> {
  const { CLIENTS } = await import("../doctor/index.ts");
  const unread = files.filter(({ client, problem }) => ids.includes(client.id) && problem !== undefined);
  if (unread.length > 0) return unread.map(({ file, problem }) => `${file} ${problem}.`).join("\n");
  const names = CLIENTS.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return `No entry for this server was found in ${names.join(" or ")}. setup adds one. Without --client, doctor uses the settings of this shell, or the entry of another client.`;
}

type Flags = Readonly<Record<string, string>>;

/** The settings to check, and the client that they are from. */
async function settings(flags: Flags, clients: readonly string[], files: DoctorWorld["clientFiles"]) {
  const { flagsOf, isUsable } = await import("../doctor/index.ts");
  const own = withToolProblems(readConfig(process.env, flags));
  const has = own.sandbox || own.apiKey !== undefined || own.problems.length > 0;
  if (has && clients.length === 0) return { config: own, settingsOf: undefined };
  const chosen = files.filter(({ client }) => clients.length === 0 || clients.includes(client.id));
  const entries = chosen.flatMap(({ client, servers }) => servers.map((server) => ({ client, server })));
  const entry = entries.find(({ server }) => isUsable(server)) ?? (clients.length > 0 ? entries[0] : undefined);
  if (!entry) return { config: own, settingsOf: undefined };
  const { env } = entry.server;
  const config = withToolProblems(
    readConfig({ ...process.env, LIGHTFIELD_API_KEY: undefined, ...env }, { ...Object.fromEntries(settingsIn(flagsOf(entry.server))), ...flags }),
  );
  return { config, settingsOf: { client: entry.client.name, env } };
}

const settingsIn = (flags: ReadonlyMap<string, string | undefined>) => [...flags].map(([name, value]) => [variableOf(name), value ?? "1"] as const);

/** The invalid settings of an entry that starts this version. The client expands variables, so those may be valid. */
function problemsOf({ env }: ServerEntry, flags: ReadonlyMap<string, string | undefined>): string[] {
  const [variables, given] = [Object.entries(env), settingsIn(flags)].map((all) =>
    Object.fromEntries(all.filter(([name, value]) => !isUnexpanded(name, value))),
  );
  const { problems, redact } = withToolProblems(readConfig(variables ?? {}, given));
  return problems.map(redact);
}

async function worldOf(config: Config): Promise<Omit<DoctorWorld, "computer" | "clientFiles" | "settingsOf">> {
  const { flagsOf } = await import("../doctor/index.ts");
  const connected = await connection(config);
  // Without a key, the host can still be asked: it refuses the request.
  const api = createApi({ ...connected, apiKey: connected.apiKey ?? "none", timeoutMs: PATIENCE_MS, userAgent });
  const orFailure = <T>(work: Promise<T>) => work.catch((error: unknown) => failureOf(error, config));
  return {
    config,
    program: {
      version,
      path: programPath(process.argv[1]),
      node: { version: process.versions.node, path: process.execPath, oldest: packageJson.engines.node.replace(/[^\d.]/g, "") },
    },
    problemsOf: (server) => problemsOf(server, flagsOf(server)),
    apiVersion: API_VERSION,
    now: Date.now,
    askApi: () => probe(api, config),
    definitions: () => orFailure(api.definitions(call()).then((definitions) => schemaReport(definitions, config))),
    access: (records) => access(api, config, records),
    cache: () => cacheReport(config),
  };
}

const call = (): CallOptions => ({ deadline: Deadline.after(PATIENCE_MS) });

async function access(api: Api, config: Config, records: "accounts" | "members") {
  const list = records === "accounts" ? api.listAccounts : api.listMembers;
  try {
    await list({ limit: 1 }, call());
    return "yes";
  } catch (error) {
    return error instanceof ApiError && error.status === 403 ? "no scope" : failureOf(error, config);
  }
}

async function probe(api: Api, config: Config) {
  const begun = performance.now();
  const check = await checkKey(api, config);
  const serverNow = api.serverNow();
  return { check, ms: performance.now() - begun, clockAheadMs: serverNow === undefined ? undefined : serverNow - Date.now() };
}

async function cacheReport(config: Config): Promise<Awaited<ReturnType<DoctorWorld["cache"]>>> {
  const directory = await cacheDirectory(config);
  const nothing: CacheReport = { directory, files: 0, bytes: 0, lastUsed: undefined, complaints: [], entries: { tried: 0, read: 0 } };
  if (directory === undefined) return nothing;
  try {
    const { files, bytes, lastUsed } = await cacheInfo(directory);
    const complaints: string[] = [];
    // The server would make the folder of a new cache, but a check should leave nothing behind.
    const cache = lastUsed === undefined ? undefined : await cacheOf(config, (_, line) => complaints.push(line));
    const names = ((await cache?.list("")) ?? []).slice(0, MOST_ENTRIES).map(({ name }) => name);
    const read = await Promise.all(names.map((name) => cache?.read(name)));
    const entries = { tried: names.length, read: read.filter((bytesOfEntry) => bytesOfEntry !== undefined).length };
    return { directory, files, bytes, lastUsed, complaints, entries };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { problem: `The cache in ${directory} cannot be read (${reason}).`, remedy: "", answered: false, code: undefined };
  }
}
