import ky from "ky";
import { orAborted, withTimeLimit } from "../async/waiting.ts";
import { readErrorAnswer } from "./error-answer.ts";
import type { Failure } from "./failure.ts";
import type { Fetch, FetchedRequest } from "./http-fetch.ts";
import { HttpResponse } from "./http-response.ts";
import { networkCause } from "./network-cause.ts";
import { readRetryAfter } from "./rate-limit-headers.ts";
import { BodyTooLarge, readBody } from "./read-body.ts";

export interface HttpRequest extends Pick<FetchedRequest, "method" | "headers"> {
  readonly url: URL;
  /** JSON. */
  readonly body?: string;
}

/** The result of one attempt, with `headers` if there was an answer. */
export type AttemptResult =
  | { readonly ok: true; readonly status: number; readonly json: unknown; readonly headers: Headers }
  | { readonly ok: false; readonly failure: Failure; readonly headers?: Headers | undefined };

interface AttemptOptions {
  /** For request and body together. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly fetch: Fetch;
  redact(text: string): string;
}

const TOO_LONG = new Error("The attempt took too long.");

/** Sends a request once and reads the whole answer. Rejects only with the signal's reason; other failures are results. */
export async function attempt(request: HttpRequest, options: AttemptOptions): Promise<AttemptResult> {
  return withTimeLimit({ ms: options.timeoutMs, reason: TOO_LONG }, options.signal, async (signal) => {
    try {
      const response = await orAborted(send(request, options.fetch, signal), signal);
      return response.ok ? await readSuccess(response, signal) : await readRefusal(response, signal, options.redact);
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      const cause = error === TOO_LONG ? { code: "TIMEOUT", neverSent: false, permanent: false } : networkCause(error);
      return { ok: false, failure: { kind: "network", ...cause } };
    }
  });
}

/** ky's retries and timeout are off, because they do not take deadlines, rate limits and bodies into account. */
async function send({ url, ...request }: HttpRequest, fetch: Fetch, signal: AbortSignal): Promise<Response> {
  return ky(url, {
    method: request.method,
    // Given to ky, headers, body and signal would be copied several times, which takes a tenth of a call.
    // A redirect would carry the key to another address. With "manual" it is an answer that an error can name.
    hooks: { beforeRequest: [() => fetch(url, { ...request, signal, redirect: "manual" })] },
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
  });
}

const textOf = (response: Response, signal: AbortSignal): Promise<string> =>
  response instanceof HttpResponse ? response.text() : readBody(response, signal);

function discard(response: Response): void {
  if (response instanceof HttpResponse) response.discard();
  else response.body?.cancel().catch(() => undefined);
}

async function readSuccess(response: Response, signal: AbortSignal): Promise<AttemptResult> {
  const { status, headers } = response;
  let text: string;
  try {
    text = await textOf(response, signal);
  } catch (error) {
    if (error instanceof BodyTooLarge) return { ok: false, headers, failure: { kind: "unreadable", status, tooLarge: true } };
    throw error;
  }
  try {
    return { ok: true, status, headers, json: JSON.parse(text) };
  } catch {
    return { ok: false, headers, failure: { kind: "unreadable", status, tooLarge: false } };
  }
}

async function readRefusal(response: Response, signal: AbortSignal, redact: (text: string) => string): Promise<AttemptResult> {
  const { status, headers } = response;
  const retryAfterMs = readRetryAfter(headers);
  if (response.type === "opaqueredirect" || (status >= 300 && status < 400)) {
    discard(response);
    const message = "redirects are not followed, because they would send the API key to another address; check LIGHTFIELD_BASE_URL";
    return { ok: false, headers, failure: { kind: "refusal", retryAfterMs, answer: { status, type: "redirect", message } } };
  }
  // If the explanation is lost, the status says enough.
  const text = await textOf(response, signal).catch(() => undefined);
  const answer = readErrorAnswer(status, headers.get("content-type"), text, redact);
  return { ok: false, headers, failure: { kind: "refusal", retryAfterMs, answer } };
}
