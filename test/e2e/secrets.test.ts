import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { test } from "./program.ts";
import { asSandbox, hanging, jsonAnswer, type Respond } from "./served-api.ts";

const CANARY = "sk_lf_canary_4f7d";

/** An API that tells its caller the caller's key. */
const echo =
  (status: number, headers: (key: string) => Record<string, string> = () => ({})): Respond =>
  (request) => {
    const key = request.headers.get("authorization") ?? "";
    return jsonAnswer(
      status,
      { error: { type: key, code: key, param: `fields.${key}`, message: `Bad ${key}` } },
      headers(key.replace("Bearer ", "")),
    );
  };

const html: Respond = (request) => new Response(`<html>${request.headers.get("authorization")}</html>`);

const reset: Respond = (_request, { outgoing }) => {
  outgoing.destroy();
  return new Response(null, { headers: { "x-hono-already-sent": "true" } });
};

interface Case {
  /** The API; by default one that never answers. */
  readonly respond?: Respond;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

const CASES: readonly [string, Case][] = [
  ["when the API refuses it (401)", { respond: echo(401) }],
  ["when the API repeats it in a 403", { respond: echo(403) }],
  ["when the API repeats it in a 422", { respond: echo(422) }],
  ["when the API fails with it (500)", { respond: echo(500) }],
  ["when the API redirects to it", { respond: echo(302, (key) => ({ location: `/elsewhere/${key}` })) }],
  ["when the API answers it in another shape", { respond: echo(200) }],
  ["when the API answers it and no JSON", { respond: html }],
  ["when the connection is reset", { respond: reset }],
  ["when nobody answers", {}],
  ["when nobody is there", { env: { LIGHTFIELD_BASE_URL: "http://127.0.0.1:2" } }],
  ["when there is no TLS", { env: { LIGHTFIELD_BASE_URL: "https://127.0.0.1:2" } }],
  ["when all is well", { respond: asSandbox(createSandbox({ contacts: 5, apiKey: CANARY })) }],
  ["when it holds a space", { env: { LIGHTFIELD_API_KEY: `${CANARY} ${CANARY}` } }],
  ["when it holds a line end", { env: { LIGHTFIELD_API_KEY: `${CANARY}\r\nX-Evil: ${CANARY}` } }],
  ["when it holds a letter that no header can", { env: { LIGHTFIELD_API_KEY: `${CANARY}\u200b愛` } }],
  ["when it is in the base URL by mistake", { env: { LIGHTFIELD_BASE_URL: `https://user:${CANARY}@localhost` } }],
  ["when it is in a switch by mistake", { env: { LIGHTFIELD_READ_ONLY: CANARY } }],
  ["when it is given as a command", { args: [CANARY] }],
  ["when it is given as a flag", { args: [`--api-key=${CANARY}`] }],
  ["when it is given to a flag that wants a number", { args: ["sandbox", "--port", CANARY] }],
];

describe.concurrent("the API key appears neither on stdout nor on stderr", () => {
  test.for(CASES)("%s", async ([, { respond = hanging, env = {}, args = [] }], { start }) => {
    const api = await start.api(respond);
    const program = start.program({
      args: ["--log-level", "debug", ...args],
      env: { LIGHTFIELD_BASE_URL: api.url, LIGHTFIELD_API_KEY: CANARY, LIGHTFIELD_TIMEOUT_MS: "1000", ...env },
    });
    if (args.length === 0) {
      await program.initialize();
      program.line("not json");
      await program.request("tools/list");
      await Promise.all([
        program.call("get_contact_definitions"),
        program.call("list_contacts"),
        program.call("retrieve_contact", { id: "con_1" }),
        program.call("create_contact", { fields: { title: "CFO" } }),
        program.call("update_contact", { id: "con_1", fields: { title: "CFO" } }),
      ]);
    }
    await program.end();
    expect((program.stdout + program.stderr).length).toBeGreaterThan(0);
    expect(program.stdout).not.toContain(CANARY);
    expect(program.stderr).not.toContain(CANARY);
    expect(api.requests.filter(({ path }) => path.includes("elsewhere"))).toEqual([]);
  });
});
