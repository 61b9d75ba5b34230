import type { Hono } from "hono/tiny";
import { createApp, type LoggedRequest } from "./app.ts";
import type { SandboxEnv } from "./env.ts";
import { RESET_HEADER } from "./fault-middleware.ts";
import { type FaultPlan, FaultSource } from "./faults.ts";
import { DEFAULTS, type SandboxOptions, type Settings } from "./options.ts";
import { recordFromJson, recordJson } from "./record.ts";
import type { DefinitionsJson, WireContactJson } from "./wire-json.ts";
import { Workspace } from "./workspace.ts";

export type { LoggedRequest } from "./app.ts";
export { SANDBOX_API_KEY } from "./auth.ts";
export { ENRICHMENT_DELAY_MS } from "./enrichment.ts";
export type { SandboxEnv } from "./env.ts";
export type { FaultKind, FaultPlan } from "./faults.ts";
export type { SandboxOptions } from "./options.ts";
export { requestListener } from "./request-listener.ts";
export type * from "./wire-json.ts";

const LOGGED_REQUESTS = 10_000;

/** A Lightfield workspace in this process. */
export interface Sandbox {
  /** The API. */
  readonly app: Hono<SandboxEnv>;
  /** Asks the API without a socket. Rejects as soon as the request's signal aborts. */
  readonly fetch: typeof globalThis.fetch;
  /** All contacts that are not deleted, by ID. */
  contacts(): ReadonlyMap<string, WireContactJson>;
  /** The last 10,000 requests, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Switches faults on or off, from the next request on. */
  setFaults(plan: FaultPlan | undefined): void;
  /** A colleague edits the contact definitions: `edit` changes them in place. */
  editDefinitions(edit: (definitions: DefinitionsJson) => void): void;
  /** A colleague edits a contact in the app: `edit` changes its JSON in place. Throws for an unknown contact. */
  editContact(id: string, edit: (contact: WireContactJson) => void): void;
  /** A colleague deletes a contact in the app. Throws for an unknown contact. */
  deleteContact(id: string): void;
}

/**
 * Makes a sandbox. Its data is made when the first request needs it.
 *
 * @example
 * const sandbox = createSandbox({ contacts: 50 });
 * const headers = { Authorization: `Bearer ${SANDBOX_API_KEY}`, "Lightfield-Version": "2026-03-01" };
 * const answer = await sandbox.fetch("https://api.lightfield.app/v1/contacts?limit=5", { headers });
 * (await answer.json()).data.length; // => 5
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const settings: Settings = { ...DEFAULTS, ...options };
  const { seed } = settings;
  const requests: LoggedRequest[] = [];
  let faults = options.faults && new FaultSource(options.faults, seed);
  let made: Workspace | undefined;
  const workspace = () => {
    made ??= new Workspace(settings);
    return made;
  };
  const app = createApp({
    settings,
    workspace,
    faults: () => faults,
    log: (request) => {
      if (requests.push(request) > LOGGED_REQUESTS) requests.shift();
    },
  });
  return {
    app,
    fetch: inProcessFetch(app),
    requests,
    contacts: () => new Map([...workspace().contacts()].map(([id, record]) => [id, recordJson(record, workspace().definitions)])),
    setFaults: (plan) => {
      faults = plan && new FaultSource(plan, seed);
    },
    editDefinitions: (edit) => {
      const definitions = structuredClone(workspace().definitions);
      edit(definitions);
      workspace().definitions = definitions;
    },
    editContact: (id, edit) => {
      const json = structuredClone(recordJson(workspace().contact(id), workspace().definitions));
      edit(json);
      workspace().save({ ...recordFromJson(json), updatedAt: workspace().now() });
    },
    deleteContact: (id) => {
      workspace().remove(id);
    },
  };
}

/**
 * A `fetch` that asks the app instead of the network. Like the real one, it rejects as soon as the request's signal
 * aborts, while the app continues: an abort does not tell whether a write was made. A broken connection rejects with
 * undici's words.
 */
function inProcessFetch(app: Hono<SandboxEnv>): typeof globalThis.fetch {
  return async (input, init) => {
    // The given signal, not that of the new Request, which only follows it and may be collected before it fires.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const response = await untilAborted(Promise.resolve(app.fetch(new Request(input, init))), signal);
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
