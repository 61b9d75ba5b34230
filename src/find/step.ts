import { type CallOptions, Deadline } from "../api/index.ts";

/** How long, in ms, a call waits for a look at what others have changed. These are usually a few requests. */
export const SHORT_PATIENCE_MS = 5_000;

/** The call, with less time for one of its steps. */
export const step = (call: CallOptions, mostMs: number): CallOptions & { readonly deadline: Deadline } => ({
  ...call,
  deadline: Deadline.forStep(call.deadline, mostMs),
});
