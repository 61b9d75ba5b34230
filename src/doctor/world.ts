import type { Computer, ServerEntry } from "../clients/index.ts";
import type { Config } from "../config.ts";
import type { Failure, KeyCheck } from "../server/key-check.ts";
import type { SchemaReport } from "../server/schema-report.ts";
import type { ClientFile } from "./entries.ts";

/** The program that runs. */
interface RunningProgram {
  readonly version: string;
  /** Absolute path of `dist/cli.js`. */
  readonly path: string;
  readonly node: { readonly version: string; readonly path: string; readonly oldest: string };
}

/** The API's answer about the key, and what else it showed. */
export interface Probe {
  readonly check: KeyCheck;
  readonly ms: number;
  /** By how many ms the API's clock is ahead of this computer's; undefined if it did not tell. */
  readonly clockAheadMs: number | undefined;
}

/** Whether one kind of records can be read. */
export type Access = "yes" | "no scope" | Failure;

export interface CacheReport {
  /** Undefined if the system names no place. */
  readonly directory: string | undefined;
  readonly files: number;
  readonly bytes: number;
  readonly lastUsed: Date | undefined;
  /** What the server would log about it. */
  readonly complaints: readonly string[];
  /** How many entries of this key can be decrypted, of those that were tried. */
  readonly entries: { readonly tried: number; readonly read: number };
}

/** Everything that the checks ask for. */
export interface DoctorWorld {
  readonly config: Config;
  readonly program: RunningProgram;
  /** Undefined if the user has no home folder. */
  readonly computer: Computer | undefined;
  readonly clientFiles: readonly ClientFile[];
  /** The invalid settings of a client's entry, a sentence each. */
  problemsOf(server: ServerEntry): readonly string[];
  /** The client whose entry has the settings; undefined if this shell has them. */
  readonly settingsOf: string | undefined;
  /** The version of the API that requests name. */
  readonly apiVersion: string;
  now(): number;
  askApi(): Promise<Probe>;
  definitions(): Promise<SchemaReport | Failure>;
  access(records: "accounts" | "members"): Promise<Access>;
  cache(): Promise<CacheReport | Failure>;
}
