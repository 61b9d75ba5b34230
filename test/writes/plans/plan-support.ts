import type { WireContactJson } from "../../../src/sandbox/index.ts";
import { type Cache, noCache } from "../../../src/storage/index.ts";
import type { LoggedEntry } from "../../../src/writes/journal/audit-entry.ts";
import { auditLine, isMade, parseAuditLine } from "../../../src/writes/journal/audit-entry.ts";
import type { AuditLog } from "../../../src/writes/journal/audit-log.ts";
import { AuditLogError } from "../../../src/writes/journal/audit-log-error.ts";
import type { Desk } from "../../builders.ts";

/**
 * A cache that outlives a desk as one on disk outlives the process.
 *
 * @param now its clock in ms
 */
export function aCache(now = Date.now): Cache & { readonly entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>();
  const writtenAt = new Map<string, number>();
  return {
    entries,
    read: async (name) => entries.get(name),
    write: async (name, bytes) => {
      entries.set(name, Uint8Array.from(bytes));
      writtenAt.set(name, now());
    },
    remove: async (name) => void entries.delete(name),
    wipe: async () => entries.clear(),
    list: async (prefix) =>
      [...entries.keys()].filter((name) => name.startsWith(prefix)).map((name) => ({ name, ageMs: now() - (writtenAt.get(name) ?? 0) })),
    lock: noCache.lock,
  };
}

/** An audit log in memory, which refuses as long as `full` says so. */
export function aLog(): AuditLog & { readonly lines: string[]; full: (lines: number) => boolean } {
  const lines: string[] = [];
  const check = async () => {
    if (log.full(lines.length)) throw new AuditLogError("/audit.jsonl", "written", "ENOSPC");
  };
  const append = async (entry: LoggedEntry) => {
    await check();
    lines.push(auditLine(entry));
  };
  const log = {
    lines,
    full: (_: number) => false,
    ready: check,
    announce: append,
    append,
    read: async (since: number) => {
      const entries = lines.flatMap((line) => parseAuditLine(line) ?? []).filter(({ time }) => Date.parse(time) >= since);
      const last = [...new Map(entries.map((entry) => [entry.write_id, entry])).values()];
      return { entries: last.filter(isMade), unreadable: 0 };
    },
  };
  return log;
}

/** The plan's ID in the answer that shows it. */
export function planIn(text: string): string {
  const [, id] = /apply_plan \{"plan_id": "([^"]+)"\}/.exec(text) ?? [];
  if (id === undefined) throw new Error(`no plan in: ${text}`);
  return id;
}

/** The answer to the plan with which a batch that has created contacts is taken back, once the user has agreed. */
export const undone = async (desk: Pick<Desk, "text">, args = {}): Promise<string> =>
  desk.text("apply_plan", { plan_id: planIn(await desk.text("undo_write", args)) });

export const idsOf = ({ sandbox }: Pick<Desk, "sandbox">): string[] => [...sandbox.contacts().keys()];

export function contactOf({ sandbox }: Pick<Desk, "sandbox">, id: string): WireContactJson {
  const found = sandbox.contacts().get(id);
  if (!found) throw new Error(`no contact ${id}`);
  return found;
}

/** How often the sandbox has carried out what. */
export const writesTo = ({ sandbox }: Pick<Desk, "sandbox">) => sandbox.requests.filter(({ method, status }) => method !== "GET" && status === 200);

/** People who are not there yet. */
export const newPeople = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Zoltan Newcomer${at}`, email: `zoltan${at}@newcomers.example` }));

export const titles = (desk: Pick<Desk, "sandbox">, ids: readonly string[]) => ids.map((id) => contactOf(desk, id).fields.$title?.value);

/**
 * Runs something as if its process were killed once it has stored that a plan has begun: what it stores of the plan after
 * that is lost.
 */
export async function killedAtFirstProgress(cache: ReturnType<typeof aCache>, work: () => Promise<unknown>): Promise<void> {
  const { write } = cache;
  let written = 0;
  cache.write = async (name, bytes) => {
    if (!name.startsWith("progress-") || written++ === 0) await write(name, bytes);
  };
  await work();
  cache.write = write;
}
