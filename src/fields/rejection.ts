import { quote } from "../text/quote.ts";
import { type CallForm, IN_CREATE, IN_UPDATE } from "./call-form.ts";
import { saysNothing } from "./no-value.ts";

/** What would be right, as a phrase; in the form of the call, if it depends on that. */
export type Accepted = string | ((form: CallForm) => string);

const textIn = (form: CallForm, accepted: Accepted) => (typeof accepted === "string" ? accepted : accepted(form));

/**
 * A value that cannot be encoded. The message says what is wrong with the value; the caller that knows the field adds
 * its key.
 *
 * @example
 * const { message } = new Rejection('"abc" is not a number', "a number, e.g. 1200.5");
 * message; // => '"abc" is not a number. Accepted: a number, e.g. 1200.5.'
 */
export class Rejection extends Error {
  override readonly name = "Rejection";
  /** The problem, and what may have been meant, as sentences. */
  readonly problemWithNearest: string;
  readonly accepted: string;
  readonly acceptedIn: Accepted;

  /**
   * @param problem what is wrong, with the value: `"abc" is not a number`
   * @param accepted what would be right: `a number, e.g. 1200.5`
   * @param nearest valid choices close to the input, best first
   * @param shown a choice in the message, quoted by default
   */
  constructor(
    readonly problem: string,
    accepted: Accepted,
    readonly nearest: readonly string[] = [],
    readonly shown: (choice: string) => string = quote,
  ) {
    const meant = nearest.length > 0 ? ` Did you mean ${nearest.map(shown).join(" or ")}?` : "";
    const usual = textIn(IN_CREATE, accepted);
    super(`${problem}.${meant} Accepted: ${usual}.`);
    this.accepted = usual;
    this.acceptedIn = accepted;
    this.problemWithNearest = `${problem}.${meant}`;
  }

  messageIn(form: CallForm): string {
    return `${this.problemWithNearest} Accepted: ${textIn(form, this.acceptedIn)}.`;
  }
}

/**
 * A value without which its row of an import must not be written: a program has damaged the column, or a blank would say
 * something else. Without any other value that cannot be read, the rest of the row is written.
 */
export class RowRejection extends Rejection {}

/** A value that may be read in two ways, until an argument of the call decides it. */
export class Undecided extends RowRejection {}

/** What is accepted instead of an empty value. */
export const orEmpty = (accepted: Accepted) => (form: CallForm) => `${textIn(form, accepted)}${form.toLeaveEmpty}`;

/** The step's result. If it refuses the only value because it stands for none, the refusal also says how to give none. */
export function unlessNothing<T>(values: readonly unknown[], step: () => T): T {
  try {
    return step();
  } catch (error) {
    const [only, ...others] = values;
    const isText = error instanceof Rejection && !(error instanceof RowRejection) && typeof only === "string" && others.length === 0;
    throw isText && (only.trim() === "" || saysNothing(only))
      ? new Rejection(error.problem, orEmpty(error.acceptedIn), error.nearest, error.shown)
      : error;
  }
}

/** What is accepted instead of an object that is no clear change. */
export const orChange = (accepted: string) => (form: CallForm) => (form.clears ? `${accepted}; or "add" and "remove" beside "fields"` : accepted);

export const inBoth = (text: string) => new Rejection(`${quote(text)} is both added and removed`, 'each value in "add" or in "remove", not in both');

/** Refuses a single value for a list: it may be an addition. @param lost what it would replace, as it is shown */
export function unclearLoss(given: string, lost: readonly string[]): Rejection {
  const them = lost.length === 1 ? "it" : "them";
  return new Rejection(
    `${quote(given)} alone does not say whether to keep ${lost.join(", ")}`,
    `"add" instead of "fields" to keep ${them}; or ${IN_UPDATE.written([given])} to replace ${them}`,
  );
}

/** How many problems of a list are named. */
const MOST_NAMED = 10;

/**
 * The step's result for each item.
 *
 * @throws Rejection with the problems of all items
 * @example
 * const small = (item: number) => { if (item > 2) throw new Rejection(`${item} is too large`, "1 or 2"); return item; };
 * eachOf([1, 2], small); // => [1, 2]
 */
export function eachOf<T, Result>(items: readonly T[], step: (item: T) => Result): Result[] {
  const rejections: Rejection[] = [];
  const results = items.flatMap((item) => {
    try {
      return [step(item)];
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      rejections.push(error);
      return [];
    }
  });
  const unnamed = rejections.splice(MOST_NAMED).length;
  const last = rejections.pop();
  if (!last) return results;
  if (rejections.length === 0) throw last;
  // What is accepted stands once, at the end.
  const before = rejections.map((one) => (one.accepted === last.accepted ? one.problemWithNearest : one.message));
  if (unnamed === 0) throw new Rejection([...before, last.problem].join(" "), last.acceptedIn, last.nearest, last.shown);
  throw new Rejection([...before, last.problemWithNearest, `${unnamed} more ${unnamed === 1 ? "is" : "are"} wrong too`].join(" "), last.acceptedIn);
}

/** All problems with the arguments of a call, found before any request was sent. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";

  /** @param problems sentences that name the argument or field @param instead what does what seems meant, a sentence */
  constructor(
    readonly problems: readonly string[],
    readonly instead?: string,
  ) {
    super([...problems, ...(instead === undefined ? [] : [instead])].join("\n"));
  }
}

/** The step's result; undefined if it throws a {@link Rejection}. */
export function unlessRejected<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof Rejection) return undefined;
    throw error;
  }
}

/** Runs a step, and turns a {@link Rejection} into an {@link InvalidInput} that names the subject. */
export function named<T>(subject: string, step: () => T, form: CallForm = IN_CREATE): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof Rejection ? new InvalidInput([`${subject}: ${error.messageIn(form)}`]) : error;
  }
}

/**
 * Runs several steps and throws all their problems as one {@link InvalidInput}. Any other error passes through.
 *
 * @example
 * const problems = new Problems();
 * problems.collect("title", () => "CFO"); // => "CFO"
 * problems.collect("amount", () => { throw new Rejection("Too large", "less"); }); // => undefined
 */
export class Problems {
  readonly #found: string[] = [];
  readonly #form: CallForm;

  constructor(form: CallForm = IN_CREATE) {
    this.#form = form;
  }

  /** The step's result, or undefined if it was rejected. @param subject put before the rejection's message */
  collect<T>(subject: string, step: () => T): T | undefined {
    return this.among(() => named(subject, step, this.#form));
  }

  /** The step's result, or undefined if it throws an {@link InvalidInput}, which already names its subjects. */
  among<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.#found.push(...error.problems);
      return undefined;
    }
  }

  get all(): readonly string[] {
    return this.#found;
  }

  throwIfAny(): void {
    if (this.#found.length > 0) throw new InvalidInput(this.#found);
  }
}

/**
 * The results of several steps.
 *
 * @throws InvalidInput with the problems of all of them
 * @example
 * allOf(() => 1, () => "two"); // => [1, "two"]
 */
export function allOf<T extends readonly unknown[]>(...steps: { readonly [Step in keyof T]: () => T[Step] }): T {
  const problems = new Problems();
  const results = steps.map((step) => problems.among(step));
  problems.throwIfAny();
  return results as unknown as T;
}
