/** A write that was not done, for a reason that its message gives in full: what is so, and what to do. Nothing was written. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
}
