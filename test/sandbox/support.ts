import {
  createSandbox,
  type DefinitionsJson,
  SANDBOX_API_KEY,
  type Sandbox,
  type SandboxOptions,
  type WireContactJson,
} from "../../src/sandbox/index.ts";

const BASE = "https://api.lightfield.app";

/** What every request must carry. */
export const HEADERS = { Authorization: `Bearer ${SANDBOX_API_KEY}`, "Lightfield-Version": "2026-03-01" };

/** A small sandbox without a rate limit and with a clock that stands still. */
export const aSandbox = (options: SandboxOptions = {}): Sandbox =>
  createSandbox({ contacts: 60, rateLimit: Number.POSITIVE_INFINITY, now: () => Date.UTC(2026, 2, 2, 9), ...options });

/** A clock that a test moves by hand. */
export function aClock(start = Date.UTC(2026, 2, 2, 9)) {
  let time = start;
  return { now: () => time, advance: (ms: number) => (time += ms) };
}

export const get = (sandbox: Sandbox, path: string) => sandbox.fetch(new Request(`${BASE}${path}`, { headers: HEADERS }));

export const del = (sandbox: Sandbox, path: string) => sandbox.fetch(new Request(`${BASE}${path}`, { method: "DELETE", headers: HEADERS }));

/** A POST; `body` is sent as it is where it is a string, else as JSON. */
export const post = (sandbox: Sandbox, path: string, body: unknown, headers: Record<string, string> = {}) =>
  sandbox.fetch(
    new Request(`${BASE}${path}`, {
      method: "POST",
      headers: { ...HEADERS, "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );

/** What the answer holds, as a test expects it. */
export const jsonOf = async <T = WireContactJson>(answer: Response | Promise<Response>) => (await answer).json() as Promise<T>;

/** Answer of a list endpoint. */
export interface ListJson {
  object: string;
  data: WireContactJson[];
  totalCount: number;
}

/** The contact definitions as the endpoint gives them. */
export const definitionsOf = (sandbox: Sandbox) => jsonOf<DefinitionsJson>(get(sandbox, "/v1/contacts/definitions"));

/** A list with filters, each encoded as a client would. */
export const list = (sandbox: Sandbox, query: Record<string, string> = {}, of = "contacts") =>
  jsonOf<ListJson>(get(sandbox, `/v1/${of}?${new URLSearchParams(query)}`));

/** Creates a contact and returns it as answered. */
export async function created(sandbox: Sandbox, fields: Record<string, unknown>, relationships = {}): Promise<WireContactJson> {
  const answer = await post(sandbox, "/v1/contacts", { fields, relationships });
  if (answer.status !== 200) throw new Error(await answer.text());
  return jsonOf(answer);
}

/** Status and error of an answer, in one value. */
export async function refusal(answer: Response | Promise<Response>) {
  const response = await answer;
  const { error } = await jsonOf<{ error: Record<string, unknown> }>(response);
  return { status: response.status, ...error, message: undefined };
}

/** The contacts of the sandbox, in order. */
export const allContacts = (sandbox: Sandbox): WireContactJson[] => [...sandbox.contacts().values()];

/** The first seeded contact, or the n-th. */
export function aContact(sandbox: Sandbox, index = 0): WireContactJson {
  const contact = allContacts(sandbox)[index];
  if (contact === undefined) throw new Error(`no contact ${index}`);
  return contact;
}

/** IDs of records in a list of accounts or members. */
export async function idsOf(sandbox: Sandbox, of: "accounts" | "members"): Promise<string[]> {
  const { data } = await list(sandbox, {}, of);
  return data.map(({ id }) => id);
}

/** ID of the option with this label. */
export async function optionId(sandbox: Sandbox, key: string, label: string): Promise<string> {
  const { fieldDefinitions } = await definitionsOf(sandbox);
  const option = fieldDefinitions[key]?.typeConfiguration.options?.find((known) => known.label === label);
  if (option === undefined) throw new Error(`no option ${label} of ${key}`);
  return option.id;
}
