import { InvalidInput } from "../../fields/rejection.ts";
import { choiceText } from "./choice-text.ts";
import { isOnlyIfNamed, isUnsettled, type Plan, type PlanRow, type RowEnd } from "./plan.ts";

/** What of a plan is applied, by the numbers of its rows. */
export interface PlanChoice {
  /** These rows alone. */
  readonly only?: readonly number[] | undefined;
  /** All rows but these. */
  readonly except?: readonly number[] | undefined;
  /** Ambiguous rows that are new people. */
  readonly asNew?: readonly number[] | undefined;
  /** The contacts that ambiguous rows mean, and those that were to be created, as IDs by row. */
  readonly as?: ReadonlyMap<number, string> | undefined;
  /** The names that the call gives beside these IDs, by row. */
  readonly calledBy?: ReadonlyMap<number, string | undefined> | undefined;
}

/** How far a plan has got. */
interface Progress {
  /** How rows have ended, by index. */
  readonly ends: ReadonlyMap<number, RowEnd>;
  /** Whether the row may have been sent, without its end being known. */
  maySent(row: number): boolean;
}

/** What a call is to do with a plan. */
export interface PlanScope {
  /** Rows to write, by index; among them those that have ended before. */
  readonly rows: readonly number[];
  /** What rows are settled as, by index: a contact's ID, or undefined for a new contact. */
  readonly settlements: ReadonlyMap<number, string | undefined>;
}

/**
 * The rows that a call chooses of a plan.
 *
 * @param progress how far the plan has got
 * @throws InvalidInput with every problem of the choice: a row that is not in the plan or not ambiguous, or arguments
 *   that contradict each other
 */
export function scopeOf(plan: Plan, choice: PlanChoice, progress: Progress): PlanScope {
  refuse(argumentProblems(plan, choice));
  const problems: string[] = [];
  const settlements = settlementsIn(plan, { progress, choice }, problems);
  const chosen = chooser(choice);
  const isWritable = (row: PlanRow, index: number) => !isUnsettled(row) || settlements.has(index);
  const unsettled = plan.rows.filter((row, index) => choice.only && chosen(row) && !isWritable(row, index));
  if (unsettled.length > 0) problems.push(choiceText.onlyAmbiguous(unsettled.flatMap(({ number }) => number ?? [])));
  refuse(problems);
  const rows = plan.rows.flatMap((row, index) => (chosen(row) && isWritable(row, index) ? [index] : []));
  if (rows.length === 0) refuse([choiceText.nothingChosen(ambiguousNumbers(plan), onlyIfNamedNumbers(plan))]);
  return { rows, settlements };
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new InvalidInput([...new Set(problems)]);
}

/** Whether a call takes a row, apart from whether it can be written. */
function chooser({ only, except }: PlanChoice): (row: PlanRow) => boolean {
  const numbers = new Set(only ?? except);
  return (row) => (row.number !== undefined && numbers.has(row.number)) === (only !== undefined) && (only !== undefined || !isOnlyIfNamed(row));
}

/** The problems of the arguments themselves, for any rows. */
function argumentProblems({ rows }: Plan, { only, except = [], asNew = [], as = new Map() }: PlanChoice): string[] {
  const given = { only: only ?? [], except, as_new: asNew, as: [...as.keys()] };
  const known = new Set(rows.flatMap(({ number }) => number ?? []));
  if (known.size === 0 && Object.values(given).some(({ length }) => length > 0)) return [choiceText.noNumbers];
  const settledTwice = asNew.filter((number) => as.has(number));
  return [
    ...(only?.length === 0 ? [choiceText.emptyOnly] : []),
    ...(only && except.length > 0 ? [choiceText.onlyAndExcept] : []),
    ...Object.entries(given).flatMap(([argument, numbers]) => {
      const unknown = numbers.filter((number) => !known.has(number));
      return unknown.length > 0 ? [choiceText.unknownRows(argument, unknown, [...known])] : [];
    }),
    ...(settledTwice.length > 0 ? [choiceText.settledTwice(settledTwice)] : []),
  ];
}

/** What the call settles. Adds what is wrong with it to `problems`. */
function settlementsIn(
  plan: Plan,
  { progress, choice: { only, except = [], asNew = [], as = new Map() } }: { readonly progress: Progress; readonly choice: PlanChoice },
  problems: string[],
): Map<number, string | undefined> {
  const wanted = new Map<number, string | undefined>([...asNew.map((number) => [number, undefined] as const), ...as]);
  const [chosen, leftOut] = [new Set(only ?? wanted.keys()), new Set(except)];
  const settlements = new Map<number, string | undefined>();
  for (const [index, row] of plan.rows.entries()) {
    const { number } = row;
    if (number === undefined || !wanted.has(number)) continue;
    const contact = wanted.get(number);
    const argument = contact === undefined ? "as_new" : "as";
    const accepted = numbersOf(plan, (one, at) => isUnsettled(one) || (argument === "as" && mayBeGiven(one, at, progress)));
    if (leftOut.has(number)) problems.push(choiceText.settledButExcepted(argument, number));
    if (!chosen.has(number)) problems.push(choiceText.settledButNotOnly(argument, number));
    if (isUnsettled(row) || (contact !== undefined && mayBeGiven(row, index, progress))) settlements.set(index, contact);
    else if (!row.settled || row.contact !== contact) {
      const end = progress.ends.get(index);
      if (end?.state === "written") problems.push(choiceText.writtenBefore(argument, { ...row, contact: end.contact }));
      else problems.push(row.settled ? choiceText.settledBefore(argument, row) : choiceText.notAmbiguous(argument, row, accepted));
    }
  }
  return settlements;
}

/** Whether a row that creates a contact may be given to an existing one instead: nothing of it was sent or said before. */
const mayBeGiven = ({ action, settled }: PlanRow, index: number, progress: Progress): boolean =>
  action === "create" && !settled && !progress.ends.has(index) && !progress.maySent(index);

const numbersOf = ({ rows }: Pick<Plan, "rows">, test: (row: PlanRow, index: number) => boolean): number[] =>
  rows.flatMap((row, index) => (test(row, index) ? (row.number ?? []) : []));

/** The numbers of the rows that are still to be settled. */
export const ambiguousNumbers = (plan: Plan): number[] => numbersOf(plan, isUnsettled);

/** The numbers of the rows that are written only if a call names them. */
export const onlyIfNamedNumbers = (plan: Pick<Plan, "rows">): number[] => numbersOf(plan, isOnlyIfNamed);
