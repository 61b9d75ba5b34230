import { RESET_HEADER } from "./fault-middleware.ts";

/** Answers a request in this process. */
type Serve = (request: Request) => Response | Promise<Response>;

/**
 * A `fetch` that asks the app instead of the network. Like the real one, it rejects as soon as the request's signal
 * aborts, while the app continues: an abort does not tell whether a write was made. A broken connection rejects with
 * undici's words.
 */
export function inProcessFetch(serve: Serve): typeof globalThis.fetch {
  return async (input, init) => {
    // The given signal, not that of the new Request, which only follows it and may be collected before it fires.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const response = await untilAborted(Promise.resolve(serve(new Request(input, init))), signal);
    if (response.headers.has(RESET_HEADER)) {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
    }
    return response;
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
