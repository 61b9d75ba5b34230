import { gzipSync } from "node:zlib";
import { describe, expect } from "vitest";
import { proxiedFetch } from "../../src/api/proxied-fetch.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { type Program, test, withApi } from "./program.ts";
import { asSandbox, TEST_AUTHORITY } from "./served-api.ts";
import type { ProxyOptions } from "./served-proxy.ts";

const PASSWORD = "canary 4f7d@/";

/** For an API whose certificate only `TEST_AUTHORITY` vouches for. */
const trusting = (api: { readonly url: string }, env: Record<string, string>) =>
  withApi(api, { NODE_EXTRA_CA_CERTS: TEST_AUTHORITY, LIGHTFIELD_LOG_LEVEL: "debug", ...env });

/** A request of this process. */
const ask = (api: { readonly url: string }, proxy: Parameters<typeof proxiedFetch>[0]) =>
  proxiedFetch(proxy)(new URL(api.url), { method: "GET", headers: {}, signal: new AbortController().signal, redirect: "manual" });

/** An API of this computer by a name that only the proxy knows. */
const elsewhere = ({ url }: { readonly url: string }) => ({ url: url.replace("127.0.0.1", "api.test") });

async function listed(program: Program): Promise<string> {
  await program.initialize();
  return (await program.call("list_contacts", { limit: 1 })).text;
}

describe.concurrent("a proxy", () => {
  test("carries all requests, encrypted from end to end", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 5 });
    const [api, proxy] = await Promise.all([start.api(asSandbox(sandbox), "https"), start.proxy()]);
    // What another proxy would be wanted for, or is malformed, does not matter.
    const program = start.program({ env: trusting(elsewhere(api), { HTTPS_PROXY: `http://${proxy.host}`, HTTP_PROXY: "socks9://%" }) });
    expect(await listed(program)).toMatch(/^1 of 5 contacts/);
    const created = await program.call("create_contact", { fields: { name: "Dana Reyes", email: ["dana.reyes@initech.example"] } });
    expect(created.text).toMatch(/^Created Dana Reyes/);
    expect([...sandbox.contacts().values()].filter(({ fields }) => JSON.stringify(fields).includes("dana.reyes@"))).toHaveLength(1);
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(elsewhere(api).url).host]));
    expect(await program.end()).toEqual({ code: 0, signal: null });
  });

  test("is not asked for hosts that NO_PROXY names, with or without a port", async ({ start }) => {
    const [api, proxy] = await Promise.all([start.api(asSandbox(createSandbox({ contacts: 5 })), "https"), start.proxy()]);
    const { hostname, host } = new URL(api.url);
    const url = new URL(`http://${proxy.host}`);
    for (const noProxy of [`example.com, ${hostname}`, host, "*", "x.example *.0.0.1"]) {
      // What this process does not trust is the API's certificate: it was reached.
      const cause = expect.objectContaining({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
      await expect(ask(api, { url, authorization: undefined, noProxy })).rejects.toMatchObject({ cause });
    }
    expect(proxy.asked).toEqual([]);
    for (const noProxy of [`${hostname}:1`, "7.0.0.1", "example.com"])
      await expect(ask(api, { url, authorization: undefined, noProxy })).rejects.toThrow("fetch failed");
    expect(proxy.asked).toEqual([host, host, host]);
  });

  test("keeps its tunnels for later requests, and reads compressed answers", async ({ start }) => {
    const respond = asSandbox(createSandbox({ contacts: 5 }));
    const compressed: string[] = [];
    const api = await start.api(async (request, bindings) => {
      const answer = await respond(request, bindings);
      compressed.push(request.headers.get("accept-encoding") ?? "");
      return new Response(gzipSync(Buffer.from(await answer.arrayBuffer())), {
        status: answer.status,
        headers: { ...Object.fromEntries(answer.headers), "content-encoding": "gzip" },
      });
    }, "https");
    const proxy = await start.proxy();
    const program = start.program({ env: trusting(elsewhere(api), { HTTPS_PROXY: proxy.host }) });
    expect(await listed(program)).toMatch(/^1 of 5 contacts/);
    for (let call = 0; call < 3; call += 1) expect((await program.call("list_contacts", { limit: 1 })).text).toMatch(/^1 of 5 contacts/);
    // Requests at the same time need tunnels of their own, and those that idle for seconds are closed.
    expect(proxy.asked.length).toBeLessThan(api.requests.length);
    expect(new Set(compressed)).toEqual(new Set(["gzip"]));
  });

  test("that does not answer does not hold up a call beyond its time", async ({ start }) => {
    const [api, proxy] = await Promise.all([start.api(asSandbox(createSandbox({ contacts: 5 })), "https"), start.proxy({ refuse: "say nothing" })]);
    const program = start.program({ env: trusting(elsewhere(api), { HTTPS_PROXY: proxy.host, LIGHTFIELD_TIMEOUT_MS: "1000" }) });
    await program.initialize();
    expect(await program.call("list_contacts", { limit: 1 })).toMatchObject({ isError: true });
    expect(proxy.asked.length).toBeGreaterThan(0);
    expect(await program.end()).toEqual({ code: 0, signal: null });
  });

  test("is not asked for an API of this computer, encrypted or not", async ({ start }) => {
    const respond = asSandbox(createSandbox({ contacts: 5 }));
    const [encrypted, plain, proxy] = await Promise.all([start.api(respond, "https"), start.api(respond), start.proxy()]);
    const byName = { url: encrypted.url.replace("127.0.0.1", "localhost") };
    const programs = [encrypted, byName, plain].map((api) =>
      start.program({ env: trusting(api, { HTTPS_PROXY: proxy.host, HTTP_PROXY: proxy.host }) }),
    );
    for (const answer of await Promise.all(programs.map(listed))) expect(answer).toMatch(/^1 of 5 contacts/);
    expect(proxy.asked).toEqual([]);
  });

  test("is not asked by the sandbox, whatever it is", async ({ start }) => {
    const proxy = await start.proxy();
    const answers = await Promise.all([
      listed(start.program({ args: ["--sandbox"], env: { HTTPS_PROXY: proxy.host, HTTP_PROXY: proxy.host } })),
      listed(start.program({ args: ["--sandbox"], env: { HTTPS_PROXY: "socks5://nobody" } })),
    ]);
    for (const answer of answers) expect(answer).toMatch(/^1 of /);
    expect(proxy.asked).toEqual([]);
  });

  test("gets user and password, which appear nowhere else", async ({ start }) => {
    const [api, proxy] = await Promise.all([
      start.api(asSandbox(createSandbox({ contacts: 5 })), "https"),
      start.proxy({ credentials: `dana:${PASSWORD}` }),
    ]);
    const encoded = encodeURIComponent(PASSWORD);
    const env = (credentials: string) => trusting(elsewhere(api), { https_proxy: `${credentials}@${proxy.host}`, HTTPS_PROXY: "http://127.0.0.1:2" });
    const [right, wrong] = [start.program({ env: env(`dana:${encoded}`) }), start.program({ env: env(`dan:${encoded}`) })];
    expect(await listed(right)).toMatch(/^1 of 5 contacts/);
    expect(await listed(wrong)).toMatch(
      `The proxy ${proxy.host} needs a user and a password, or has refused those that are set. Set https_proxy to http://user:password@host:port, with`,
    );
    await Promise.all([right.end(), wrong.end()]);
    for (const { stdout, stderr } of [right, wrong]) {
      const basic = Buffer.from(`dana:${PASSWORD}`).toString("base64").slice(0, 12);
      for (const secret of [PASSWORD, encoded, basic]) expect(stdout + stderr).not.toContain(secret);
    }
  });

  test.for<[string, ProxyOptions, RegExp]>([
    [
      "that does not allow the host",
      { refuse: 403 },
      /PROXY_STATUS_403.* The proxy \S+ \(HTTPS_PROXY\) answered 403: it blocks api\.test:\d+ or cannot reach it/,
    ],
    ["that cannot reach the host", { refuse: 502 }, /The proxy \S+ \(HTTPS_PROXY\) answered 502: it blocks api\.test:\d+ or cannot reach it/],
    ["that hangs up", { refuse: "hang up" }, /The proxy \S+ could not be reached\. Check HTTPS_PROXY/],
    ["that wants credentials", { credentials: "dana:secret" }, /The proxy \S+ needs a user and a password/],
  ])("%s is named in the failure of a read and of a write, and the API gets neither", async ([, options, text], { start }) => {
    const [api, proxy] = await Promise.all([start.api(asSandbox(createSandbox({ contacts: 5 })), "https"), start.proxy(options)]);
    const program = start.program({ env: trusting(elsewhere(api), { HTTPS_PROXY: proxy.host }) });
    await program.initialize();
    const answers = await Promise.all([
      program.call("list_contacts", { limit: 1 }),
      program.call("update_contact", { id: "con_1", fields: { title: "CFO" } }),
    ]);
    for (const answer of answers) expect(answer.text).toMatch(text);
    expect(api.requests).toEqual([]);
  });

  test("that nobody answers at is named in the failure", async ({ start }) => {
    const env = { LIGHTFIELD_API_KEY: "sk_lf_sandbox", HTTPS_PROXY: "http://127.0.0.1:2" };
    expect(await listed(start.program({ env }))).toMatch(/PROXY_ECONNREFUSED.* The proxy 127\.0\.0\.1:2 could not be reached\. Check HTTPS_PROXY/);
  });

  test("does not make redirects followed", async ({ start }) => {
    const [api, proxy] = await Promise.all([
      start.api(() => new Response(null, { status: 302, headers: { location: "/elsewhere" } }), "https"),
      start.proxy(),
    ]);
    expect(await listed(start.program({ env: trusting(elsewhere(api), { HTTPS_PROXY: proxy.host }) }))).toMatch(/redirects are not followed/);
    expect(api.requests.map(({ path }) => path)).not.toContain("/elsewhere");
  });
});

test("a certificate of an authority that Node.js does not know is named in the failure, with what to set", async ({ start }) => {
  const api = await start.api(asSandbox(createSandbox({ contacts: 5 })), "https");
  const [unknown, known] = [start.program({ env: withApi(api) }), start.program({ env: trusting(api, {}) })];
  expect(await listed(unknown)).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE.* set NODE_EXTRA_CA_CERTS/);
  expect(await listed(known)).toMatch(/^1 of 5 contacts/);
});
