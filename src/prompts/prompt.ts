import type { Completed } from "../completions/completions.ts";

/** The one argument of a prompt. Some clients can give a prompt no more than one. */
interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly completed: Completed;
  /** In characters. */
  readonly maxLength: number;
}

/** A request that a user sends by its name. It says nothing that the user could not write. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly argument: PromptArgument;
  /** The tools that it needs. It is offered if they are. */
  readonly tools: readonly string[];
  /**
   * The lines of the request.
   *
   * @param given the argument as a quoted value, to be used as data; undefined if there is none
   * @param has whether a tool is offered
   */
  lines(given: string | undefined, has: (tool: string) => boolean): string[];
}
