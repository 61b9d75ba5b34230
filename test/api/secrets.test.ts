import { inspect } from "node:util";
import { beforeEach, expect, test, vi } from "vitest";
import { aContact, networkFailure, noBody, type Reply, reply, scriptedApi, settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const KEY = "sk_lf_canary";
const escaped = KEY.replaceAll("_", "\\u005f");

test.each<[string, readonly Reply[]]>([
  ["repeats it in an error", [reply(401, { error: { type: KEY, code: KEY, param: KEY, message: `Bad key ${KEY}`, candidates: { [KEY]: [KEY] } } })]],
  ["repeats it with escapes", [reply(422, `{"error":{"type":"t","message":"Bad key ${escaped}","candidates":["${escaped}"]}}`)]],
  ["repeats it as plain text", [reply(403, `Bad key ${KEY}`, { "content-type": "text/plain" })]],
  ["repeats it and cannot be waited for", [reply(429, { message: KEY }, { "retry-after": "99" })]],
  ["redirects to it", [reply(302, KEY, { location: `https://elsewhere.test/${KEY}` })]],
  ["answers with it in another shape", [reply(200, { id: [KEY], [KEY]: KEY })]],
  ["answers with it and no JSON", [reply(200, `<html>${KEY}`)]],
  ["resets, with it in Node's error", [networkFailure("ECONNRESET")]],
  ["fails with it as code", [networkFailure(KEY.toUpperCase()), networkFailure(KEY)]],
  ["never answers", [() => new Promise<never>(() => undefined)]],
])("no error and no log holds the key when the API %s", async (_name, replies) => {
  for (const isWrite of [false, true]) {
    const { api, log } = scriptedApi(replies);
    const { error } = await settled<unknown>(isWrite ? api.update("con_1", noBody) : api.retrieve("con_1"));
    expect(error).toBeInstanceOf(Error);
    const shown = [inspect(error, { depth: 20, showHidden: true, getters: true }), JSON.stringify(error), String(error), log.join("\n")];
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      shown.push(`${cause.message} ${cause.stack}`);
    }
    expect(shown.join("\n")).not.toContain(KEY);
  }
});

test("nor when it is cancelled, or malformed, or the ID is refused", async () => {
  const { api } = scriptedApi([reply(200, aContact())]);
  const malformed = scriptedApi([reply(200, aContact())], { apiKey: `${KEY}\n` }).api;
  const calls = [() => api.retrieve("con_1", { signal: AbortSignal.abort(KEY) }), () => malformed.create(noBody), () => api.retrieve("..")];
  for (const call of calls) {
    const { error } = await settled<unknown>(call());
    expect(inspect(error, { depth: 20, showHidden: true })).toMatch(/Error/);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(KEY);
  }
});
