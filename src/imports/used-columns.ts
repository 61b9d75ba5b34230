import { mapInSlices } from "../async/time-slices.ts";
import type { Locale } from "../fields/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import { rowsNamed, type Table, type TableRow } from "../files/table.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { firstOf } from "../text/first-of.ts";
import { quote, wholeJson } from "../text/quote.ts";
import type { ColumnKeys, Columns } from "./columns/column-matcher.ts";
import type { Meanings } from "./columns/meanings.ts";
import { NamedAttributes } from "./columns/named-attributes.ts";
import type { ColumnSamples } from "./columns/samples.ts";
import { type ChosenRows, chooseValues } from "./columns/second-choices.ts";
import type { Unsettled } from "./columns/unmatched.ts";

/** What the columns of a table mean, and the lines of an answer about them. */
interface UsedColumns {
  readonly columns: Columns;
  /** Where values go that have no column of their own. */
  readonly meanings: Meanings;
  /** The rows of the table, without the values of second choices where the first has one. */
  readonly rows: readonly TableRow[];
  /** Columns that must be settled before there can be a plan, a line each, and how. */
  readonly incomplete: readonly string[];
  /** What was left out, a sentence each. */
  readonly notes: readonly string[];
}

interface ColumnUse {
  readonly schema: ContactSchema;
  readonly locale: Locale;
  readonly keys: ColumnKeys | undefined;
}

/** How many columns, rows and example fields are shown if no column is known. */
const MOST_COLUMNS = 40;
const MOST_ROWS = 2;
const MOST_EXAMPLES = 5;

const HOLDS: Readonly<Record<Unsettled, string>> = {
  name: "the names of people",
  email: "e-mail addresses",
  phone: "phone numbers",
  title: "job titles",
};

/** Tells whether a text is the name of a field, or usual for one. */
export async function fieldNames(schema: ContactSchema): Promise<(text: string) => boolean> {
  const { usualMeaning } = await import("./columns/usual-names.ts");
  const named = new NamedAttributes(schema);
  return (text) => named.targets(text).length > 0 || usualMeaning(text) !== undefined;
}

/** @throws InvalidInput if no column names a field, or columns contradict each other */
export async function useColumns(table: Table, { schema, locale, keys }: ColumnUse): Promise<UsedColumns> {
  // Only imports need the tables of programs and names.
  const [{ matchColumns }, { Meanings }, { sampleColumns }, { withSuffixes }] = await Promise.all([
    import("./columns/column-matcher.ts"),
    import("./columns/meanings.ts"),
    import("./columns/samples.ts"),
    import("./columns/suffixes.ts"),
  ]);
  const samples = await sampleColumns(table);
  const columns = matchColumns(table.columns, schema, { keys, samples, locale });
  if (columns.matched.length === 0)
    throw new InvalidInput([columns.id !== undefined && columns.unmatched.length === 0 ? onlyIds(columns.id) : nothingKnown(table, schema, columns)]);
  const named = await withSuffixes(table.rows, columns.matched);
  const { rows, repeating, leftOut } = await chooseValues(named.rows, named.others);
  const used = {
    ...columns,
    matched: columns.matched.filter(({ column }) => !repeating.has(column)),
    unmatched: [...columns.unmatched, ...[...repeating].map(([column, reason]) => ({ column, reason, isPlaceless: true }))],
  };
  return {
    columns: used,
    meanings: new Meanings(schema, undefined),
    rows,
    incomplete: unsettledLines(used, samples),
    notes: [...(await labelNotes(rows, used)), ...choiceNotes(leftOut), ...suffixNotes([...named.leftOut])],
  };
}

const onlyIds = (column: string) =>
  `Only the column ${quote(column)} has values, and they are IDs. Accepted: a table with values to write beside them.`;

/** The header, two rows, and an argument to fill in. */
function nothingKnown({ columns, rows }: Table, { fields }: ContactSchema, { unmatched }: Columns): string {
  const shown = columns.slice(0, MOST_COLUMNS);
  const suggestions = new Map(unmatched.map(({ column, suggestion }) => [column, suggestion]));
  const argument = shown.map((column) => ({ column, field: suggestions.get(column) ?? "" }));
  const examples = fields.filter(({ writable }) => writable).slice(0, MOST_EXAMPLES);
  const samples = rows.slice(0, MOST_ROWS).map(({ number, cells }) => {
    const values = shown.map((column) => (cells.has(column) ? quote(cells.get(column)) : '""'));
    return `Row ${number}: ${values.join(", ")}.`;
  });
  const isNamed = columns.some((column) => !/^Column \d+$/.test(column));
  return [
    isNamed
      ? `No column has the name of a field: ${firstOf(columns.map(quote), MOST_COLUMNS)}.`
      : "The first line was read as a contact, so the columns have no names.",
    ...samples,
    `Accepted: keys or labels from get_contact_definitions, such as ${examples.map(({ agentKey }) => agentKey).join(", ")}.`,
    `Fill in the columns argument and call import_contacts again: ${wholeJson(argument)}.`,
    `${isNamed ? "If these names are the values of a contact," : "Or"} put names of fields in the first line, above the rows.`,
  ].join(" ");
}

function unsettledLines({ unmatched, matched }: Columns, samples: ColumnSamples): string[] {
  const open = unmatched.flatMap(({ column, suggestion, unsettled }) => (unsettled ? [{ column, suggestion, unsettled }] : []));
  if (open.length === 0) return [];
  const isUsed = (key: string) => matched.some(({ attribute, part }) => part === undefined && attribute.agentKey === key);
  const argument = open.map(({ column, suggestion = "", unsettled }) => ({
    column,
    field: unsettled === "title" && isUsed(suggestion) ? "" : suggestion,
  }));
  return [
    ...open.map(({ column, unsettled }) => {
      const [example] = samples.values.get(column) ?? [];
      return `Column ${quote(column)} seems to hold ${HOLDS[unsettled]}${example === undefined ? "" : ` (${quote(example)})`} and is not used.`;
    }),
    `Call import_contacts again with the columns argument, e.g. ${wholeJson(argument)}; "" leaves a column out.`,
  ];
}

/** Says which values are left out for their labels. */
async function labelNotes(rows: readonly TableRow[], { matched }: Columns): Promise<string[]> {
  const labelled = matched.filter(({ labels, routes }) => labels !== undefined && routes !== undefined);
  if (labelled.length === 0) return [];
  const found = await mapInSlices(rows, ({ number, cells }) => {
    const isFax = labelled.some(({ column, labels = "", routes }) => {
      const label = String(cells.get(labels) ?? "");
      const route = cells.has(column) ? routes?.find((one) => one.takes(cells.get(column), label)) : undefined;
      return route !== undefined && route.to === undefined;
    });
    return isFax ? [number] : [];
  });
  const numbers = found.flat();
  return numbers.length > 0 ? [`Labelled as fax or pager, or as those of another person, and left out: values of ${rowsNamed(numbers)}.`] : [];
}

/** Says which suffixes are no part of a name. */
const suffixNotes = (others: readonly string[]): string[] =>
  others.length > 0 ? [`Suffixes left out of names: ${firstOf(others.map(quote), MOST_EXAMPLES)}.`] : [];

/** Says in which rows second choices are left out. */
function choiceNotes(leftOut: ChosenRows["leftOut"]): string[] {
  if (leftOut.size === 0) return [];
  const numbers = [...new Set([...leftOut.values()].flat())].sort((a, b) => a - b);
  const columns = [...leftOut.keys()].map(({ column }) => quote(column)).join(", ");
  const firsts = [...new Set([...leftOut.keys()].flatMap((one) => one.firsts.map(({ column }) => quote(column))))];
  const blank = `${firsts.join(", ")} ${firsts.length === 1 ? "is" : "are"} blank`;
  const [are, left] = leftOut.size === 1 ? [`The column ${columns} is`, "It is"] : [`The columns ${columns} are`, "They are"];
  return [`${are} used only if ${blank}. ${left} left out in ${rowsNamed(numbers)}.`];
}
