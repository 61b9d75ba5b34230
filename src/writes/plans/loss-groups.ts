import { mapInSlices } from "../../async/time-slices.ts";
import { type Change, isEmpty, joined } from "../../schema/change.ts";
import { lossesOf } from "../../schema/losses.ts";
import { storedChange } from "../../schema/stored-change.ts";
import type { Action } from "../action.ts";

/** A planned row. */
export interface LossyRow {
  readonly action: Action;
  readonly change: Change;
}

/** Rows that take the same values away from their contacts. */
export interface RowsOfLoss<Row extends LossyRow> {
  readonly rows: Row[];
  readonly loss: Change;
  /** What the first row only adds. */
  readonly additions: Change;
}

export interface LossGroups<Row extends LossyRow> {
  /** Rows that change names. */
  readonly named: readonly RowsOfLoss<Row>[];
  /** Rows that overwrite other values alone. */
  readonly others: readonly RowsOfLoss<Row>[];
  readonly harmless: readonly Row[];
}

/** Groups rows by what they would take away. */
export async function lossGroups<Row extends LossyRow>(rows: readonly Row[]): Promise<LossGroups<Row>> {
  const named = new Map<string, RowsOfLoss<Row>>();
  const others = new Map<string, RowsOfLoss<Row>>();
  const harmless: Row[] = [];
  await mapInSlices(rows, (row) => {
    if (row.action !== "update") return harmless.push(row);
    const { names, values, additions } = lossesOf(row.change);
    const loss = joined(names, values);
    if (isEmpty(loss)) return harmless.push(row);
    const groups = isEmpty(names) ? others : named;
    const key = JSON.stringify(storedChange(loss));
    const group = groups.get(key);
    return group ? group.rows.push(row) : groups.set(key, { rows: [row], loss, additions });
  });
  return { named: [...named.values()], others: [...others.values()], harmless };
}
