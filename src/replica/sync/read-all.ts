import { mapInSlices } from "../../async/time-slices.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { counted } from "../../text/plural.ts";
import type { ListOrder } from "./list-order.ts";
import { OffsetRefused, type PageReader } from "./page-reader.ts";
import { partition } from "./partition.ts";
import { reconcile } from "./reconcile.ts";
import { Sweep, type SweepResult } from "./sweep.ts";

/** The most sweeps of one list, until a sweep and the list agree. */
const MOST_PASSES = 3;

/** The result of all sweeps of a job. */
interface AllRead {
  /** All contacts that were seen and, as far as is known, still exist. */
  readonly seen: ReadonlySet<string>;
  /** The order of the list, if all of it could be read and agrees with the API. */
  readonly order: ListOrder | undefined;
  readonly refusedAt: number | undefined;
  /** Contacts that could not be read, as a phrase. */
  readonly notCovered: string | undefined;
}

interface ReadAllOptions {
  readonly reader: PageReader;
  readonly schema: ContactSchema | undefined;
  /** The first sweep, which may have read pages already. */
  readonly sweep: Sweep;
  /** From an earlier job: the list is then read in parts at once. */
  readonly refusedAt: number | undefined;
  readonly now: () => number;
}

/** Reads all contacts: as one list or, if the API does not list it to its end, in parts. */
export async function readAll({ reader, schema, sweep, refusedAt, now }: ReadAllOptions): Promise<AllRead> {
  if (refusedAt === undefined) {
    const whole = await settle(reader, sweep);
    if (whole.refusedAt === undefined) {
      return whole.settled ? { ...whole, notCovered: undefined } : { ...whole, order: undefined, notCovered: missing(whole) };
    }
    return readParts({ reader, schema, now, refusedAt: whole.refusedAt, total: whole.total, begun: whole.seen });
  }
  const total = await reader.count([]);
  return total === undefined || total < refusedAt
    ? readAll({ reader, schema, sweep, refusedAt: undefined, now })
    : readParts({ reader, schema, now, refusedAt, total, begun: [] });
}

/** Sweeps until the result and the list agree. `seen` has the contacts of the last sweep, `everSeen` those of all. */
async function settle(reader: PageReader, first: Sweep): Promise<Settled> {
  const everSeen = new Set<string>();
  let result = await first.run();
  for (let pass = 1; ; pass++) {
    const settled = result.refusedAt === undefined && !result.hasGap && (await agrees(result, reader, first));
    const seen = result.order.members;
    if (settled) return { ...result, settled, seen, everSeen: seen };
    await mapInSlices(seen, (id) => everSeen.add(id));
    if (result.refusedAt !== undefined || pass === MOST_PASSES) return { ...result, settled, seen, everSeen };
    result = await new Sweep(reader, first.filters).run();
  }
}

interface Settled extends SweepResult {
  readonly settled: boolean;
  readonly seen: ReadonlySet<string>;
  readonly everSeen: ReadonlySet<string>;
}

async function agrees({ order }: SweepResult, reader: PageReader, { filters }: Sweep): Promise<boolean> {
  try {
    return await reconcile(order, reader, filters);
  } catch (error) {
    if (error instanceof OffsetRefused) return false;
    throw error;
  }
}

async function readParts({ reader, schema, now, refusedAt, total, begun }: PartsOptions): Promise<AllRead> {
  const parts = schema && total !== undefined ? await partition(reader, { schema, total, reach: refusedAt, now: now() }) : [];
  const seen = new Set(begun);
  const everSeen = new Set(begun);
  let cut = parts.length === 0;
  for (const filters of parts) {
    const part = await settle(reader, new Sweep(reader, filters));
    cut ||= part.refusedAt !== undefined;
    await mapInSlices(part.seen, (id) => seen.add(id));
    await mapInSlices(part.everSeen, (id) => everSeen.add(id));
  }
  const why = `are beyond offset ${refusedAt}, where the API stops listing`;
  const notCovered = missing({ total, everSeen }, why) ?? (cut ? `contacts that ${why}` : undefined);
  return { seen, order: undefined, refusedAt, notCovered };
}

interface PartsOptions extends Pick<ReadAllOptions, "reader" | "schema" | "now"> {
  readonly refusedAt: number;
  readonly total: number | undefined;
  /** Contacts that were seen before. */
  readonly begun: Iterable<string>;
}

function missing({ total, everSeen }: Pick<Settled, "total" | "everSeen">, why = "the API counts but does not list"): string | undefined {
  const count = (total ?? 0) - everSeen.size;
  return total !== undefined && count > 0 ? `up to ${count} of ${counted(total, "contact")}, which ${why}` : undefined;
}
