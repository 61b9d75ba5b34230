import type { CallOptions } from "../api/index.ts";
import { showMoment } from "../fields/datetime.ts";
import type { Locale } from "../fields/index.ts";
import { type Change, inverse, isEmpty } from "../schema/change.ts";
import { storedChange } from "../schema/stored-change.ts";
import { quote } from "../text/quote.ts";
import type { Consent, WriteCall } from "./consent.ts";
import type { EarlierWrites } from "./earlier-writes.ts";
import { repeats } from "./journal/history.ts";
import type { Journal } from "./journal/journal.ts";
import type { LoggedRecord } from "./journal/logged-record.ts";
import type { WriteRecord } from "./journal/write-record.ts";
import type { KeptPlan, PlanStore } from "./plans/plan-store.ts";
import { WriteRefused } from "./refusal.ts";
import type { Applied, RowWriter } from "./row-writer.ts";
import type { IdempotencyKeys } from "./sending/idempotency.ts";
import { CannotDeleteError } from "./sending/trash.ts";
import type { WriteOrigin } from "./sending/write-result.ts";

export type Undone =
  /** `before`: the write before it, which the next undo without an ID would take back. */
  | { readonly kind: "applied"; readonly record: WriteRecord; readonly applied: Applied; readonly before: WriteRecord | undefined }
  /** It would delete a contact that a write has created, which is to be confirmed first. `before` as above. */
  | { readonly kind: "unconfirmed"; readonly record: WriteRecord; readonly before: WriteRecord | undefined }
  /** Several writes: to be run as a plan. `mustBeApplied`: only once somebody has agreed; `notice`: why they were not asked, where that was found out just now. */
  | {
      readonly kind: "planned";
      readonly records: readonly WriteRecord[];
      readonly kept: KeptPlan;
      readonly mustBeApplied: boolean;
      readonly notice?: string | undefined;
    };

export interface UndoInput {
  readonly id?: string | undefined;
  /** A contact may be deleted. */
  readonly confirmed?: boolean | undefined;
}

export interface UndoOptions {
  readonly locale: Locale;
  readonly journal: Journal;
  readonly earlier: EarlierWrites;
  readonly rows: RowWriter;
  readonly consent: Consent;
  readonly plans: PlanStore;
  readonly keys: IdempotencyKeys;
}

const MINUTE_MS = 60_000;

/** Takes writes back. */
export class Undo {
  readonly #options: UndoOptions;

  constructor(options: UndoOptions) {
    this.#options = options;
  }

  /**
   * @param which write or batch, by ID; absent: the last write that was not taken back. Without `confirmed`, or the user's word, no contact is deleted
   * @throws WriteRefused where there is nothing to take back, or it cannot be done from here
   */
  async undo(
    { id, confirmed }: UndoInput,
    origin: WriteOrigin,
    call: WriteCall,
    question: (record: WriteRecord) => Promise<readonly string[]>,
  ): Promise<Undone> {
    const { rows, consent, plans, keys, journal } = this.#options;
    const records = await this.#found(id, call);
    const [record, ...others] = records;
    if (!record) throw new WriteRefused(`There is no write of this session to take back. ${await this.#earlierText(call)}`);
    const asks = consent.asks(call);
    const planned = async (notice?: string): Promise<Undone> => {
      const kept = await plans.make(origin.tool, records.map(asRow));
      const deletes = records.some(({ action }) => action === "create");
      return { kind: "planned", records, kept, mustBeApplied: consent.mustPlan(call) || (deletes && !asks), notice };
    };
    if (others.length > 0 || consent.mustPlan(call)) return planned();
    const change = inverse(record.change);
    const write = {
      contact: record.contact,
      deletes: record.action === "create",
      change,
      name: record.name,
      intent: (remaining: Change) => keys.claim(record.contact, remaining),
    };
    // What could not be taken back stays the last write, and would be met again and again.
    const [before] = id === undefined ? this.#last(record) : [];
    const done = (applied: Applied) => ({ kind: "applied", record, applied, before }) as const;
    const isUnconfirmed = write.deletes && !confirmed && !asks;
    try {
      // Nobody is asked about what will not be done.
      if (asks || isUnconfirmed) await journal.check({ undoes: record.id });
      const found = (asks || isUnconfirmed) && record.contact !== undefined ? await rows.compared(record.contact, write, call) : undefined;
      if (found && found.kind !== "open") return done(found);
      if (isUnconfirmed) return { kind: "unconfirmed", record, before };
      const agreed = await consent.obtained(call, () => question(record));
      if (agreed.kind === "unasked") return await planned(agreed.notice);
      return done(await rows.write(write, { ...origin, undoes: record.id }, agreed.call));
    } catch (error) {
      throw before && error instanceof CannotDeleteError ? new WriteRefused(`${error.message} ${undoHint(before)}`) : error;
    }
  }

  /** The writes to take back, the last first. */
  async #found(id: string | undefined, call: CallOptions): Promise<WriteRecord[]> {
    const { journal } = this.#options;
    const own = journal.records;
    if (id === undefined) return this.#last();
    const isNamed = (write: WriteRecord) => write.id === id || write.batch === id;
    const one = journal.find(id);
    // Of a batch another session may have written a part, or what became of a create.
    const logged = one?.contact !== undefined ? [] : await this.#logged(call);
    const earlier = logged.filter(({ record }) => isNamed(record));
    const partial = earlier.find(({ whole }) => !whole);
    if (partial)
      throw new WriteRefused(
        `The write ${partial.record.id} changed fields that are gone or hidden, or whose values the log does not have: it cannot be taken back from here.`,
      );
    const all = one ? [one] : [...earlier.map(({ record }) => record), ...own.filter(isNamed)];
    if (all.length === 0) throw new WriteRefused(`There is no write ${quote(id)}. list_writes shows what was written, with the IDs.`);
    const loggedRecords = logged.map(({ record }) => record);
    const isUndone = journal.undone(loggedRecords);
    const repeatOf = repeats([...loggedRecords, ...own]);
    const open =
      all.length === 1
        ? all.map((record) => journal.madeAs(record, loggedRecords))
        : all.filter((record) => hasChanged(record) && !isUndone(record.id) && repeatOf(record.id) === undefined);
    // What is in the trash can be restored in the app alone, and holds up nothing else.
    if (open.length === 0) for (const record of all.filter(({ action }) => action === "delete")) check(record, isUndone);
    if (open.length === 0)
      throw new WriteRefused(
        all.some(hasChanged) ? `All writes of ${quote(id)} were taken back already.` : `Nothing of ${quote(id)} can be taken back.`,
      );
    for (const record of open) check(record, isUndone);
    return open.reverse();
  }

  /** The last write, or the batch that it is part of, as far as it was not taken back; of others than `except`, where that is given. */
  #last(except?: WriteRecord): WriteRecord[] {
    return this.#lastOf(this.#options.journal.records, ({ id }) => id !== except?.id);
  }

  /** As {@link #last}, of these writes and among those that `may` be taken back. */
  #lastOf(records: readonly WriteRecord[], may: (record: WriteRecord) => boolean): WriteRecord[] {
    const { journal } = this.#options;
    const all = [...new Set([...records, ...journal.records])];
    const isUndone = journal.undone(records.filter(({ id }) => !journal.find(id)));
    const repeatOf = repeats(all);
    const trashed = new Set(all.filter(({ action, outcome }) => action === "delete" && outcome === "written").map(({ contact }) => contact));
    const open = records.filter(
      (record) =>
        may(record) &&
        hasChanged(record) &&
        record.undoes === undefined &&
        !trashed.has(record.contact) &&
        !isUndone(record.id) &&
        repeatOf(record.id) === undefined,
    );
    const last = open.at(-1);
    if (!last) return [];
    return last.batch === undefined ? [last] : open.filter(({ batch }) => batch === last.batch).reverse();
  }

  /** Which write of an earlier session was the last that can be taken back, and by what call. */
  async #earlierText(call: CallOptions): Promise<string> {
    const { locale } = this.#options;
    const logged = await this.#logged(call);
    const named = ({ batch, id }: WriteRecord) => batch ?? id;
    const partial = new Set(logged.filter(({ whole }) => !whole).map(({ record }) => named(record)));
    const records = logged.map(({ record }) => record);
    const [last, ...others] = this.#lastOf(records, (record) => !partial.has(named(record)));
    if (!last) return "list_writes shows what was written.";
    const what = others.length > 0 ? `${others.length + 1} writes of ${last.tool}` : `${last.tool}, ${last.name} (${last.contact})`;
    const time = showMoment(new Date(Math.floor(last.at / MINUTE_MS) * MINUTE_MS).toISOString(), locale.timeZone);
    return `The last of an earlier session (${what}, ${time}) is taken back by undo_write ${JSON.stringify({ write_id: named(last) })}.`;
  }

  /** Writes of other sessions. */
  async #logged(call: CallOptions): Promise<LoggedRecord[]> {
    const { journal, earlier } = this.#options;
    const { writes } = await earlier.since(0, call);
    return writes.filter(({ record }) => !journal.find(record.id));
  }
}

/** Whether a write may have changed a contact in a way that can be taken back. */
const hasChanged = ({ action, outcome, contact, change }: WriteRecord): boolean =>
  action !== "delete" && outcome !== "not-written" && outcome !== "existing" && contact !== undefined && (action === "create" || !isEmpty(change));

/** How to take back what came before a write that cannot be. */
export const undoHint = ({ id, batch }: WriteRecord): string => `The write before it: undo_write ${JSON.stringify({ write_id: batch ?? id })}`;

function check(record: WriteRecord, isUndone: (id: string) => boolean): void {
  const { id, action, outcome, contact } = record;
  const { name, link } = record;
  if (action === "delete" && outcome !== "not-written")
    throw new WriteRefused(
      `Contact ${name} ${outcome === "unknown" ? "may be" : "is"} in the trash, where it can be restored in the Lightfield app${link ? `: ${link}` : ""}.`,
    );
  if (isUndone(id)) throw new WriteRefused(`The write ${id} was taken back already. To make it again, take back the write that did so.`);
  if (outcome === "existing")
    throw new WriteRefused(
      `The write ${id} created nobody: the API answered with ${name} (${contact}), who was there before. That contact is left alone.`,
    );
  // Of an update, the contact tells whether there is anything to take back.
  if (contact === undefined) throw new WriteRefused(`Whether the write ${id} was made is not known: look for the contact (${name}) first.`);
  if (outcome === "not-written" || (isEmpty(record.change) && action === "update")) throw new WriteRefused(`The write ${id} has changed nothing.`);
}

const asRow = ({ id, contact, name, action, change }: WriteRecord) => ({
  contact,
  name,
  ...(action === "create" ? { deletes: true } : {}),
  change: storedChange(inverse(change)),
  undoes: id,
});
