/** One of several things to choose. */
interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly chosen: boolean;
}

/** Questions to the person at the terminal. Every answer is undefined if the person gives up. */
export interface Dialogue {
  chooseSeveral(question: string, choices: readonly Choice[]): Promise<readonly string[] | undefined>;
  /** The answer is not shown while it is typed. */
  secret(question: string, problemOf: (answer: string) => string | undefined): Promise<string | undefined>;
  confirm(question: string): Promise<boolean | undefined>;
  /** Shows that something takes a moment. */
  during<T>(what: string, work: Promise<T>): Promise<T>;
}
