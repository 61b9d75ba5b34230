/** The answer is about another record than the one that was asked for or written. */
export class OtherRecord extends Error {
  override readonly name = "OtherRecord";

  constructor(asked: string, answered: string) {
    super(`${named(asked)} was asked for, but the answer is about ${named(answered)}`);
  }
}

/** Like `parse`, for a request that names a record. Throws `OtherRecord` if the answer is about another. */
export const ofRecord =
  <T extends { readonly id: string }>(id: string, parse: (json: unknown) => T) =>
  (json: unknown): T => {
    const record = parse(json);
    if (record.id !== id) throw new OtherRecord(id, record.id);
    return record;
  };

const named = (id: string) => JSON.stringify(id.slice(0, 80));
