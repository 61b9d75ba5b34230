import { isInvalidRequest, type WireFilter } from "../../api/index.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { PageReader } from "./page-reader.ts";

const MOST_SPLITTERS = 90;
/** How many filters are tried on one part at a time, until one divides it. */
const TRIED = 4;
const DEEPEST = 30;

type Filters = readonly WireFilter[];

interface PartitionTerms {
  readonly schema: ContactSchema;
  /** How many contacts there are. */
  readonly total: number;
  /** How many records of a list the API shows. */
  readonly reach: number;
  /** In ms since 1970. */
  readonly now: number;
}

/**
 * Divides the contacts into parts that the API lists to their end. A part is divided by a filter and its negation, and
 * only if their counts show that no contact is lost between them. So it does not matter how filters treat case, missing
 * values, or a second filter on the same field.
 *
 * @returns the filters of each part; a part that could not be divided far enough is among them
 */
export async function partition(reader: PageReader, { schema, total, reach, now }: PartitionTerms): Promise<Filters[]> {
  const count = (filters: Filters) => countOf(reader, filters);
  const measured = await Promise.all(
    splitters(schema, now).map(async (filter) => ({ filter, unevenness: Math.abs(((await count([filter])) ?? 0) / total - 0.5) })),
  );
  const useful = measured
    .filter(({ unevenness }) => unevenness < 0.5)
    .sort((one, other) => one.unevenness - other.unevenness)
    .map(({ filter }) => filter);

  const parts: Filters[] = [];
  const toDivide: { filters: Filters; total: number }[] = [{ filters: [], total }];
  for (let part = toDivide.pop(); part !== undefined; part = toDivide.pop()) {
    const { filters } = part;
    const halves = part.total <= reach || filters.length >= DEEPEST ? undefined : await divide(part, unused(useful, filters), count);
    if (halves) toDivide.push(...halves);
    else parts.push(filters);
  }
  return parts;
}

const unused = (all: Filters, filters: Filters) =>
  all.filter((one) => !filters.some(({ key, operator, value }) => key === one.key && operator === one.operator && value === one.value));

async function divide(part: { filters: Filters; total: number }, among: Filters, count: (filters: Filters) => Promise<number | undefined>) {
  for (let from = 0; from < among.length; from += TRIED) {
    const tried = await Promise.all(
      among.slice(from, from + TRIED).map(async (filter) => {
        const sides = [filter, { ...filter, negated: true }].map((side) => [...part.filters, side]);
        return Promise.all(sides.map(async (filters) => ({ filters, total: (await count(filters)) ?? 0 })));
      }),
    );
    const largest = (sides: readonly { total: number }[]) => Math.max(...sides.map(({ total }) => total));
    const sound = tried.filter((sides) => sides.reduce((sum, { total }) => sum + total, 0) >= part.total && largest(sides) < part.total);
    const [best] = sound.sort((one, other) => largest(one) - largest(other));
    if (best) return best;
  }
  return undefined;
}

async function countOf(reader: PageReader, filters: Filters): Promise<number | undefined> {
  try {
    return await reader.count(filters);
  } catch (error) {
    if (isInvalidRequest(error)) return undefined;
    throw error;
  }
}

/** Filters that may divide the contacts; first those of the field that has the most. */
function splitters({ fields }: ContactSchema, now: number): WireFilter[] {
  const byField = fields.map(({ apiKey: key, definition, type }) => type.filter.divisions(definition, now).map((term) => ({ key, ...term })));
  return byField
    .sort((one, other) => other.length - one.length)
    .flat()
    .slice(0, MOST_SPLITTERS);
}
