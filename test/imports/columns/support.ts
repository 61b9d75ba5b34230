import { type ColumnKeys, matchColumns } from "../../../src/imports/columns/column-matcher.ts";
import { namesOf } from "../../../src/imports/columns/named-attributes.ts";
import { sampleColumns } from "../../../src/imports/columns/samples.ts";
import { readTable } from "../../../src/imports/import-table.ts";
import { rowInput } from "../../../src/imports/row-input.ts";
import { aDesk, BERLIN } from "../../builders.ts";

const sandbox = await aDesk().live.get();

/** What a table means in the workspace of the sandbox: its columns in words, and its rows as input of a create. */
export async function meant(text: string, { keys, schema = sandbox }: { keys?: ColumnKeys; schema?: typeof sandbox } = {}) {
  const table = await readTable({ text });
  const columns = matchColumns(table.columns, schema, { keys, samples: await sampleColumns(table), locale: BERLIN });
  const named = columns.matched.map(({ column, attribute, part, choice }) => {
    const key = part === undefined ? (namesOf(attribute)[1] ?? "") : `${namesOf(attribute)[1]} ${part}`;
    return [column, choice === 0 ? key : `${key}, choice ${choice + 1}`] as const;
  });
  const not = columns.unmatched.map(({ column, suggestion, unsettled, reason }) => {
    const words = [suggestion === undefined ? undefined : `${suggestion}?`, unsettled === undefined ? undefined : `unsettled ${unsettled}`, reason];
    return [column, words.filter((word) => word !== undefined).join(", ") || "-"] as const;
  });
  return {
    program: columns.program,
    columns: Object.fromEntries([...named, ...not, ...(columns.id === undefined ? [] : [[columns.id, "ID"]])]) as Record<string, string>,
    empty: columns.empty,
    rows: table.rows.map((row) => rowInput(row, columns.matched)),
  };
}
