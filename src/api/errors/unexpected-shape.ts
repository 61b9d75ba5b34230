/** A part of an answer has another shape than documented. The message holds nothing of the answer's values. */
export class UnexpectedShape extends Error {
  override readonly name = "UnexpectedShape";

  /** @param path of the part, as `data.3.id`; "" for the whole answer @param expected as "a text" */
  constructor(path: string, expected: string, value: unknown) {
    super(`${path === "" ? "the body" : path} is ${value === undefined ? "missing" : `not ${expected}`}`);
  }
}
