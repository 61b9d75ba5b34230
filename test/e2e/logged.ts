import { readFile } from "node:fs/promises";

/** A line of an audit log. */
export interface LogLine {
  readonly write_id: string;
  readonly batch_id?: string;
  readonly action: string;
  readonly contact?: string;
  readonly outcome: string;
  readonly idempotency_keys: readonly string[];
}

/** The lines of an audit log, oldest first. */
export const logged = async (path: string): Promise<LogLine[]> =>
  (await readFile(path, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
