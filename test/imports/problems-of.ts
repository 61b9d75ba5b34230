import { InvalidInput } from "../../src/fields/rejection.ts";

/** The message of the InvalidInput that a step ends with; anything else it ends with is an error of the test. */
export async function problemsOf(step: () => unknown): Promise<string> {
  let result: unknown;
  try {
    result = await step();
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  throw new Error(`expected a refusal, got ${JSON.stringify(result)}`);
}
