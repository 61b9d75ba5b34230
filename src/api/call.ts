import { type Deadline, OutOfTime } from "../async/deadline.ts";
import type { LoopTurns } from "../async/loop-turns.ts";
import { sleep } from "../async/waiting.ts";
import { type AttemptResult, attempt, type HttpRequest } from "./attempt.ts";
import type { CallFacts, WriteOutcome } from "./errors/call-error.ts";
import { CancelledError } from "./errors/cancelled-error.ts";
import { DeadlineError } from "./errors/deadline-error.ts";
import { attemptsWorth, describe, type Failure, mayBeUnderWay, outcomeAfter, toError } from "./failure.ts";
import type { Fetch } from "./http-fetch.ts";
import type { RateLimiter } from "./limiter.ts";
import type { Operation } from "./operations.ts";
import type { Priority } from "./priority.ts";
import { readRateLimit } from "./rate-limit-headers.ts";
import { retryDelay } from "./retry-timing.ts";
import type { ServerClock } from "./server-clock.ts";

/** For one attempt with its body, in ms. */
const ATTEMPT_TIMEOUT_MS = 15_000;

/** What a call needs from the client. */
export interface Transport {
  readonly limiter: RateLimiter;
  readonly fetch: Fetch;
  /** For requests with a rate share: many get a slot at the same moment, and sending each takes a millisecond. */
  readonly jobTurns: LoopTurns;
  readonly clock: ServerClock;
  random(): number;
  redact(text: string): string;
  log(line: string): void;
}

interface CallTerms {
  readonly deadline: Deadline;
  /** Ends a read at any time, and a write until it has been sent. */
  readonly signal: AbortSignal | undefined;
  /** What is known about the write so far, if its key was used before; undefined for a read. */
  readonly writeOutcome: WriteOutcome | undefined;
  /** Its priority at the rate limit, which may change while the request waits. */
  readonly priority: Priority;
}

export interface Answer {
  readonly status: number;
  readonly json: unknown;
  /** For a `ResponseError`, if the body turns out to have another shape. */
  readonly facts: CallFacts;
}

/** Completes one request: keeps to the rate limit, and repeats it while that helps and time is left. Throws `CallError`s. */
export async function call(operation: Operation, request: HttpRequest, transport: Transport, terms: CallTerms): Promise<Answer> {
  const { limiter } = transport;
  const { deadline } = terms;
  const isWrite = terms.writeOutcome !== undefined;
  let writeOutcome = terms.writeOutcome;
  let attempts = 0;
  let failures = 0;
  let last: Failure | undefined;
  let sent = false;
  let isUnderWay = false;

  const facts = (): CallFacts => ({ operation, attempts, writeOutcome, isUnderWay });
  const outOfTime = (waitedFor: string): DeadlineError =>
    new DeadlineError(facts(), waitedFor, deadline.totalMs, last && { error: toError(last, facts()), summary: describe(last) });
  // A write that was sent is finished: cancelling the call must not leave its outcome unknown.
  const signal = (): AbortSignal | undefined => (isWrite && sent ? undefined : terms.signal);
  const waiting = async <T>(wait: Promise<T>): Promise<T> => {
    try {
      return await wait;
    } catch (error) {
      if (error instanceof OutOfTime) throw outOfTime(error.waitedFor);
      throw terms.signal?.aborted ? new CancelledError(facts()) : error;
    }
  };

  for (;;) {
    const slot = await waiting(limiter.take(deadline, signal(), terms.priority));
    if (terms.priority.share) await transport.jobTurns.next();
    if (signal()?.aborted) {
      slot.unused();
      throw new CancelledError(facts());
    }
    if (deadline.remainingMs === 0) {
      slot.unused();
      throw outOfTime("an answer from the API");
    }
    attempts += 1;
    const timeoutMs = Math.min(ATTEMPT_TIMEOUT_MS, deadline.remainingMs);
    const sending = attempt(request, { ...transport, timeoutMs, signal: isWrite ? undefined : terms.signal });
    const result: AttemptResult = await waiting(sending.finally(() => slot.done()));
    if (result.headers !== undefined) {
      limiter.observe(readRateLimit(result.headers));
      transport.clock.observe(result.headers);
    }
    if (result.ok) {
      writeOutcome &&= "accepted";
      return { status: result.status, json: result.json, facts: facts() };
    }

    last = result.failure;
    sent ||= !(last.kind === "network" && last.neverSent);
    writeOutcome &&= outcomeAfter(writeOutcome, last);
    isUnderWay ||= mayBeUnderWay(last);
    const limited = last.kind === "refusal" && last.answer.status === 429;
    const retryAfterMs = last.kind === "refusal" ? last.retryAfterMs : undefined;
    if (limited && retryAfterMs !== undefined) limiter.pause(retryAfterMs);
    failures += limited ? 0 : 1;
    if (failures >= attemptsWorth(last)) throw toError(last, facts());
    if (deadline.remainingMs === 0) throw outOfTime("an answer from the API");
    const waitMs = retryDelay(attempts, retryAfterMs, transport.random);
    if (!deadline.fits(waitMs)) {
      throw outOfTime(retryAfterMs ? `the end of the ${Math.ceil(retryAfterMs / 1000)} s that the API asks for` : "another attempt");
    }
    transport.log(`${operation.name}: attempt ${attempts} failed (${shortly(last)}), the next in ${Math.round(waitMs)} ms`);
    await waiting(sleep(waitMs, signal()));
  }
}

/** For the log, which holds nothing that the API said. */
function shortly(failure: Failure): string {
  return failure.kind === "refusal" ? `status ${failure.answer.status}` : describe(failure);
}
