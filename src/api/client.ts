import { randomUUID } from "node:crypto";
import { Deadline, OutOfTime } from "../async/deadline.ts";
import { LoopTurns } from "../async/loop-turns.ts";
import type { HttpRequest } from "./attempt.ts";
import { type Answer, call, type Transport } from "./call.ts";
import { CallError, type CallFacts, type WriteOutcome } from "./errors/call-error.ts";
import { CancelledError } from "./errors/cancelled-error.ts";
import { DeadlineError } from "./errors/deadline-error.ts";
import { MissingKeyError } from "./errors/missing-key-error.ts";
import { ResponseError } from "./errors/response-error.ts";
import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { directFetch, type Fetch } from "./http-fetch.ts";
import { RateLimiter } from "./limiter.ts";
import type { Operation } from "./operations.ts";
import { apiUrl } from "./paths.ts";
import { Priority } from "./priority.ts";
import type { RateShare } from "./rate-share.ts";
import { OtherRecord } from "./same-record.ts";
import { ServerClock } from "./server-clock.ts";
import { SingleFlight } from "./single-flight.ts";

/** The version of the API that this client was written for. */
export const API_VERSION = "2026-03-01";

export interface ApiConfig {
  /** https, or http on this computer. Its path, if any, precedes `/v1`. */
  readonly baseUrl: URL;
  readonly apiKey: string | undefined;
  /** For a whole call: waits, attempts and bodies. */
  readonly timeoutMs: number;
  readonly userAgent: string;
  readonly fetch?: Fetch | undefined;
  /** In [0, 1), for the jitter. */
  readonly random?: (() => number) | undefined;
  /** Gets one line for each retry, without the key, an ID or a contact's data. */
  onLog?(line: string): void;
}

export interface CallOptions {
  /** Ends a read at any time, and a write until it has been sent; then the write is finished. */
  readonly signal?: AbortSignal | undefined;
  /** Lets several requests share one deadline. By default every call has its own. */
  readonly deadline?: Deadline | undefined;
  /** Gives a job's requests a lower priority than a person's, and limits all requests with the same share to it. */
  readonly share?: RateShare | undefined;
}

export interface WriteOptions extends CallOptions {
  /** At most 255 characters. The API carries out requests with the same key once. By default every call has its own. */
  readonly idempotencyKey?: string | undefined;
  /** The key was sent before, with an unknown outcome. */
  readonly sentBefore?: boolean | undefined;
}

/** What is asked of the API, and how its answer is read. */
interface ApiRequest<T> {
  readonly operation: Operation;
  /** The parts of the path below the base URL, not yet encoded. */
  readonly path: readonly string[];
  /** Reads the answer's JSON. If it throws, the call throws a `ResponseError`. */
  parse(json: unknown): T;
}

interface ReadRequest<T> extends ApiRequest<T> {
  readonly query?: URLSearchParams;
}

/** Every write says its method, so that a forgotten body cannot delete anything. */
type WriteRequest<T> = ApiRequest<T> & ({ readonly method: "POST"; readonly body: object } | { readonly method: "DELETE" });

/** Sends requests to the API: adds the key, keeps the limits, retries, and lets equal reads share a request. */
export class Client {
  readonly #config: ApiConfig;
  readonly #limiters = {
    Read: new RateLimiter("the rate limit of reads"),
    Write: new RateLimiter("the rate limit of writes"),
    Search: new RateLimiter("the rate limit of searches"),
  };
  readonly #reads = new SingleFlight<Answer>();
  /** For requests with a rate share: many are sent and answered at once, and each takes milliseconds of work. */
  readonly #jobTurns = new LoopTurns();
  readonly clock = new ServerClock();
  #writesUnderWay = 0;

  constructor(config: ApiConfig) {
    this.#config = config;
  }

  /** Writes that have begun and not ended. */
  get writesUnderWay(): number {
    return this.#writesUnderWay;
  }

  /** Throws the `CallError`s of `errors/`. */
  async get<T>({ operation, path, query, parse }: ReadRequest<T>, options: CallOptions): Promise<T> {
    const facts = { operation, attempts: 0, writeOutcome: undefined };
    const headers = this.#headers(facts);
    const deadline = options.deadline ?? Deadline.after(this.#config.timeoutMs);
    const url = apiUrl(this.#config.baseUrl, path, query);
    const { share } = options;
    try {
      const answer = await this.#reads.join(url.href, { deadline, signal: options.signal, share }, (signal, priority) =>
        call(operation, { method: "GET", url, headers }, this.#transport(operation), { deadline, signal, writeOutcome: undefined, priority }),
      );
      if (share) await this.#jobTurns.next();
      return parsed(answer, parse);
    } catch (error) {
      if (error instanceof OutOfTime) throw new DeadlineError(facts, error.waitedFor, deadline.totalMs);
      throw options.signal?.aborted && !(error instanceof CallError) ? new CancelledError(facts) : error;
    }
  }

  /** Like `get`. All attempts of a POST have the same idempotency key. A DELETE needs none: it may be repeated. */
  async write<T>(asked: WriteRequest<T>, options: WriteOptions): Promise<T> {
    const { operation, path, parse } = asked;
    const headers = this.#headers({ operation, attempts: 0, writeOutcome: "not-sent" });
    const url = apiUrl(this.#config.baseUrl, path);
    const forBody = { "content-type": "application/json", "idempotency-key": options.idempotencyKey ?? randomUUID() };
    const request: HttpRequest =
      asked.method === "DELETE"
        ? { method: "DELETE", url, headers }
        : { method: "POST", url, headers: { ...headers, ...forBody }, body: JSON.stringify(asked.body) };
    const deadline = options.deadline ?? Deadline.after(this.#config.timeoutMs);
    const terms = { deadline, signal: options.signal, priority: new Priority(options.share) };
    const writeOutcome: WriteOutcome = options.sentBefore ? "unknown" : "not-sent";
    this.#writesUnderWay += 1;
    try {
      return parsed(await call(operation, request, this.#transport(operation), { ...terms, writeOutcome }), parse);
    } finally {
      this.#reads.close(apiUrl(this.#config.baseUrl, path.slice(0, 2)).href);
      this.#writesUnderWay -= 1;
    }
  }

  /** Adds a line to the log. It must not hold a key, an ID or a contact's data. */
  log(line: string): void {
    this.#config.onLog?.(line);
  }

  #headers(facts: CallFacts): Record<string, string> {
    const { apiKey, userAgent } = this.#config;
    if (apiKey === undefined || apiKey === "") throw new MissingKeyError(facts, "missing");
    // Otherwise fetch's own error would quote the header, and the key with it.
    if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new MissingKeyError(facts, "malformed");
    return { authorization: `Bearer ${apiKey}`, "lightfield-version": API_VERSION, "user-agent": userAgent, accept: "application/json" };
  }

  #transport(operation: Operation): Transport {
    const { apiKey = "", fetch = directFetch, random = Math.random } = this.#config;
    return {
      limiter: this.#limiters[operation.bucket],
      fetch,
      jobTurns: this.#jobTurns,
      clock: this.clock,
      random,
      redact: (text) => (apiKey === "" ? text : text.replaceAll(apiKey, "[API key]")),
      log: (line) => this.log(line),
    };
  }
}

function parsed<T>({ json, status, facts }: Answer, parse: (json: unknown) => T): T {
  try {
    return parse(json);
  } catch (error) {
    // The outcome for the record that was meant is unknown then.
    if (error instanceof OtherRecord) throw new ResponseError({ ...facts, writeOutcome: facts.writeOutcome && "unknown" }, status, error.message);
    throw new ResponseError(facts, status, problemOf(error));
  }
}

const problemOf = (error: unknown): string => (error instanceof UnexpectedShape ? error.message : "its shape could not be read");
