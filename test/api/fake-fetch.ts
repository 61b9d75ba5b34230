import { vi } from "vitest";
import { type Api, type ApiConfig, createApi } from "../../src/api/index.ts";

/** What went over the wire. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
  /** In fake ms since the clock was faked. */
  readonly at: number;
}

export type Reply = Response | Error | ((sent: Sent, request: Request) => Response | Promise<Response>);

export function reply(status: number, body: unknown = {}, headers: Record<string, string> = {}): Response {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Response(text, { status, headers: { "content-type": "application/json", ...headers } });
}

export function aContact(id = "con_1"): Record<string, unknown> {
  return { id, createdAt: "2026-01-02T03:04:05Z", fields: { $title: { valueType: "TEXT", value: "CFO" } }, relationships: {} };
}

/** A body of a write that changes nothing. */
export const noBody = { fields: new Map(), relationships: new Map() };

/** The record that a request names, or "con_1" where it names none. */
export const askedFor = ({ url }: Pick<Sent, "url">): string => decodeURIComponent(url.pathname.split("/")[3] ?? "con_1");

/** A failure as Node's fetch reports it. */
export function networkFailure(code: string, more: Record<string, unknown> = {}): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`${code} while Authorization: Bearer sk_lf_canary`), { code, ...more }) });
}

/** An API on a fetch that answers with `replies` in turn, and with the last of them from then on. */
export function scriptedApi(replies: readonly Reply[], config: Partial<ApiConfig> = {}): { api: Api; sent: Sent[]; log: string[] } {
  const sent: Sent[] = [];
  const log: string[] = [];
  const startedAt = performance.now();
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { method, url, headers } = request;
    const body = await request.text();
    const record = { method, url: new URL(url), headers, body, at: performance.now() - startedAt };
    sent.push(record);
    const next = replies[Math.min(sent.length, replies.length) - 1];
    if (next instanceof Error || next === undefined) {
      throw next;
    }
    return next instanceof Response ? next.clone() : next(record, request);
  };
  const api = createApi({
    baseUrl: new URL("https://api.lightfield.test"),
    apiKey: "sk_lf_canary",
    timeoutMs: 45_000,
    userAgent: "test/1",
    fetch,
    random: () => 0,
    onLog: (line) => log.push(line),
    ...config,
  });
  return { api, sent, log };
}

export type Settled<T> = { readonly value: T; readonly error?: undefined; readonly ms: number } | { readonly error: unknown; readonly ms: number };

/** Lets fake time run until `promise` settles, and says how long that took. */
export async function settled<T>(promise: Promise<T>, stepMs = 10): Promise<Settled<T>> {
  const from = performance.now();
  let result: Settled<T> | undefined;
  promise.then(
    (value) => {
      result = { value, ms: performance.now() - from };
    },
    (error: unknown) => {
      result = { error, ms: performance.now() - from };
    },
  );
  for (let steps = 0; result === undefined; steps += 1) {
    if (steps > 20_000) {
      throw new Error("The promise did not settle.");
    }
    await vi.advanceTimersByTimeAsync(steps === 0 ? 0 : stepMs);
  }
  return result;
}

/** The error that `promise` fails with, of the class that is expected. */
export async function failure<E extends Error>(promise: Promise<unknown>, type: abstract new (...args: never[]) => E): Promise<E> {
  const { error } = await settled(promise);
  if (!(error instanceof type)) {
    throw new Error(`Expected ${type.name}, got ${String(error)}`);
  }
  return error;
}
