/**
 * `LIGHTFIELD_AUDIT_LOG`: a file that only grows. Every write gets a line of JSON before it is sent, with the outcome
 * `unknown`, and a further line with the same ID as soon as its outcome is known. So even a process that is killed
 * leaves a line for every write that it sent.
 *
 * **Who can read it**: its owner alone (0600, to which an existing file is set). It holds unencrypted values, but never
 * a key.
 *
 * **Guarantees**: `announce` and `append` resolve when their line is on the disk. Lines of several servers do not mix.
 * A crash in the middle of a line costs that line alone. The file is opened for every batch of lines, so it may be
 * renamed, emptied or deleted at any time.
 *
 * **If the disk fails**: the line is kept and goes first when the log is used next; `ready` rejects until then.
 */
import type { FileHandle } from "node:fs/promises";
import { coalesced } from "../../async/coalesced.ts";
import { openToAppend, openToRead } from "../../storage/private-files.ts";
import { redactor } from "../../text/redact.ts";
import { type AuditEntry, auditLine, isMade, type LoggedEntry, parseAuditLine } from "./audit-entry.ts";
import { appendLines, linesBackwards, syncFile } from "./audit-file.ts";
import { auditLogError } from "./audit-log-error.ts";

interface AuditRead {
  /** In the order of the file: oldest first. */
  readonly entries: AuditEntry[];
  /** Lines that are not entries. */
  readonly unreadable: number;
}

export interface AuditLog {
  /** Rejects with an AuditLogError if a line could not be appended now. */
  ready(): Promise<void>;
  /**
   * Call this before a write is sent. Resolves when the entry is on the disk. Rejects with an AuditLogError
   * otherwise: then the write must not be sent, and the entry is forgotten.
   *
   * @param earlier the entry of the same write when it was sent before: it counts again then
   */
  announce(entry: AuditEntry, earlier?: AuditEntry): Promise<void>;
  /** Resolves when the entry is on the disk. Rejects with an AuditLogError if not: it is then tried again later. */
  append(entry: LoggedEntry): Promise<void>;
  /**
   * The writes of the present file (not of files that it was renamed to) since a time, in ms since 1970: the
   * last entry of each, in the place of its first. Writes that were certainly not made are left out.
   *
   * @param about if given, only the lines that hold this ID, and undos, merges and deletes
   * @throws AuditLogError if the file exists and cannot be read
   */
  read(since: number, about?: string): Promise<AuditRead>;
}

/** Keeps nothing: LIGHTFIELD_AUDIT_LOG is not set. */
export const noAuditLog: AuditLog = {
  ready: async () => undefined,
  announce: async () => undefined,
  append: async () => undefined,
  read: async () => ({ entries: [], unreadable: 0 }),
};

/** The log in a file, opened or created with its first use. @param path absolute @param redact of every line */
export const openAuditLog = (path: string, redact = redactor(undefined)): AuditLog => new FileAuditLog(path, redact);

/** How much older, in ms, an entry may be than those before it: writes end in any order, and clocks are set back. */
const OUT_OF_ORDER_MS = 3_600_000;

/** A line of a write that may have taken back another one, or moved it to another contact. */
const TAKES_BACK = /"undoes":"|"action":"(?:merge|delete)"/;

/** Two lines with the same text are two. */
interface Line {
  text: string;
  /** Whether it is in the file, which may not be synced yet. */
  isInFile: boolean;
}

class FileAuditLog implements AuditLog {
  readonly #path: string;
  readonly #redact: (line: string) => string;
  /** Lines that may not be on the disk yet, oldest first. Only the present run takes lines from the start. */
  readonly #unstored: Line[] = [];
  /** Stores all lines, with one sync for all calls that share the run. */
  readonly #run = coalesced(() => this.#store());

  constructor(path: string, redact: (line: string) => string) {
    this.#path = path;
    this.#redact = redact;
  }

  ready(): Promise<void> {
    return this.#run();
  }

  async announce(entry: AuditEntry, earlier?: AuditEntry): Promise<void> {
    const line = { text: auditLine(entry), isInFile: false };
    try {
      await this.#stored(line);
    } catch (error) {
      // A run takes lines only while its file is open, so no run is writing this line now.
      if (line.isInFile) line.text = auditLine(earlier ?? { ...entry, outcome: "not-sent" });
      else this.#unstored.splice(this.#unstored.indexOf(line), 1);
      throw error;
    }
  }

  append(entry: LoggedEntry): Promise<void> {
    return this.#stored({ text: auditLine(entry), isInFile: false });
  }

  async #stored(line: Line): Promise<void> {
    this.#unstored.push(line);
    try {
      await this.#run();
    } catch (error) {
      // The run may have failed with a later line.
      if (this.#unstored.includes(line)) throw error;
    }
  }

  async read(since: number, about = ""): Promise<AuditRead> {
    try {
      return await this.#read(since, about);
    } catch (error) {
      throw auditLogError(this.#path, "read", error);
    }
  }

  async #store(): Promise<void> {
    try {
      const file = await openToAppend(this.#path);
      try {
        await this.#storeIn(file);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw auditLogError(this.#path, "written", error);
    }
  }

  async #storeIn(file: FileHandle): Promise<void> {
    const lines = [...this.#unstored];
    // `ready` without lines: the file could be opened, and nothing else can be checked.
    if (lines.length === 0) return;
    const isNew = (await file.stat()).size === 0;
    let written = 0;
    const onWritten = () => {
      const line = lines[written++];
      if (line) line.isInFile = true;
    };
    try {
      await appendLines(
        file,
        lines.map(({ text }) => this.#redact(text)),
        onWritten,
      );
    } finally {
      if (written > 0) {
        await syncFile(file, this.#path, isNew);
        this.#unstored.splice(0, written);
      }
    }
  }

  async #read(since: number, about: string): Promise<AuditRead> {
    const file = await openToRead(this.#path);
    if (file === undefined) return { entries: [], unreadable: 0 };
    /** By the ID of the write, in the order of the first lines, newest first. */
    const entries = new Map<string, LoggedEntry>();
    let unreadable = 0;
    try {
      for await (const line of linesBackwards(file)) {
        // To check a line takes much longer than to read it.
        if (line?.trim() === "" || (line?.includes(about) === false && !TAKES_BACK.test(line))) continue;
        const entry = line === undefined ? undefined : parseAuditLine(line);
        if (line === undefined || entry === undefined) {
          unreadable++;
          continue;
        }
        if (Date.parse(entry.settled ?? entry.time) < since - OUT_OF_ORDER_MS) break;
        if (Date.parse(entry.time) < since) continue;
        // The lines are read backwards, and the last line of a write counts.
        const last = entries.get(entry.write_id) ?? entry;
        entries.delete(entry.write_id);
        entries.set(entry.write_id, last);
      }
    } finally {
      await file.close();
    }
    return { entries: [...entries.values()].filter(isMade).reverse(), unreadable };
  }
}
