import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { manyLines } from "../../src/text/plain-text.ts";
import { test } from "./program.ts";
import { asSandbox, brokenConnection, hanging, jsonAnswer, type Respond } from "./served-api.ts";

const CANARY = "sk_lf_canary_4f7d";

/** A key of another form than Lightfield's are. */
const ODD = "canary.4f7d=odd+form";

/** An API that tells its caller the caller's key. */
const echo =
  (status: number, headers: (key: string) => Record<string, string> = () => ({}), written = (key: string) => key): Respond =>
  (request) => {
    const key = written(request.headers.get("authorization") ?? "");
    return jsonAnswer(
      status,
      { error: { type: key, code: key, param: `fields.${key}`, message: `Bad ${key}` } },
      headers(key.replace("Bearer ", "")),
    );
  };

const html: Respond = (request) => new Response(`<html>${request.headers.get("authorization")}</html>`);

const reset: Respond = (_request, bindings) => brokenConnection(bindings);

interface Case {
  /** The API; by default one that never answers. */
  readonly respond?: Respond;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A key that stands in a setting of something else, beside another that is used. */
const misplaced = (name: string, value: string, more: Case["env"] = {}): Case => ({
  env: { LIGHTFIELD_API_KEY: "sk_lf_sandbox", [`LIGHTFIELD_${name}`]: value, ...more },
});

const CASES: readonly [string, Case][] = [
  ["when the API refuses it (401)", { respond: echo(401) }],
  ["when the API repeats it in a 403", { respond: echo(403) }],
  ["when the API repeats it in a 422", { respond: echo(422) }],
  ["when the API fails with it (500)", { respond: echo(500) }],
  ["when the API redirects to it", { respond: echo(302, (key) => ({ location: `/elsewhere/${key}` })) }],
  ["when the API answers it in another shape", { respond: echo(200) }],
  ["when the API repeats it with invisible characters inside", { respond: echo(422, undefined, (key) => [...key].join("\u200b")) }],
  ["when the API repeats it with line ends inside", { respond: echo(422, undefined, (key) => key.replaceAll("_", "_\n")) }],
  ["when the API repeats one of another form", { respond: echo(422), env: { LIGHTFIELD_API_KEY: ODD } }],
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
  ...["ME", "TIMEZONE", "TOOLS", "MAX_WRITES"].map((name): [string, Case] => [`when it is in ${name} by mistake`, misplaced(name, CANARY)]),
  [
    "when it is in the hidden fields by mistake",
    { respond: asSandbox(createSandbox({ contacts: 5 })), ...misplaced("HIDE_FIELDS", `email,${CANARY}`) },
  ],
  [
    "when it is in the audit log's path by mistake",
    { respond: asSandbox(createSandbox({ contacts: 5 })), ...misplaced("AUDIT_LOG", `/proc/${CANARY}/log`) },
  ],
  [
    "when it is in the import folder's path by mistake",
    { respond: asSandbox(createSandbox({ contacts: 5 })), ...misplaced("IMPORT_DIR", `/${CANARY}`) },
  ],
  ["when it is in the cache folder's path by mistake", misplaced("CACHE_DIR", `/proc/${CANARY}`, { LIGHTFIELD_CACHE: "on" })],
  ["when it is in the base URL's host by mistake", misplaced("BASE_URL", `https://${CANARY}.localhost:2`)],
  ["when it is the name of a flag", { args: [`--${CANARY}`] }],
  ["when it is the cache folder that is looked at", { args: ["cache", "info", "--cache-dir", `/tmp/${CANARY}`] }],
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
        program.call("create_contact", { fields: { name: "Zed Brook", title: "CFO" } }),
        program.call("update_contact", { id: "con_1", fields: { title: "CFO" } }),
        program.call("import_contacts", { file: "contacts.csv" }),
      ]);
    }
    await program.end();
    expect((program.stdout + program.stderr).length).toBeGreaterThan(0);
    // As a person reads it.
    const shown = manyLines(program.stdout + program.stderr).replaceAll("\\n", " ");
    for (const part of [CANARY, CANARY.replaceAll("_", "_ "), "canary", "4f7d"]) expect(shown).not.toContain(part);
    expect(api.requests.filter(({ path }) => path.includes("elsewhere"))).toEqual([]);
  });
});
