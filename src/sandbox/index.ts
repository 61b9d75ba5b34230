import type { Hono } from "hono";
import { createApp, type LoggedRequest } from "./app.ts";
import { SANDBOX_API_KEY } from "./auth.ts";
import type { SandboxEnv } from "./env.ts";
import { type FaultPlan, FaultSource } from "./faults.ts";
import { inProcessFetch } from "./fetch.ts";
import { recordFromJson, recordJson } from "./record.ts";
import type { DefinitionsJson, WireContactJson } from "./wire-json.ts";
import { Workspace } from "./workspace.ts";

export type { LoggedRequest } from "./app.ts";
export { SANDBOX_API_KEY } from "./auth.ts";
export { ENRICHMENT_DELAY_MS } from "./enrichment.ts";
export type { SandboxEnv } from "./env.ts";
export type { FaultKind, FaultPlan } from "./faults.ts";
export type * from "./wire-json.ts";

const DEFAULT_SEED = 20260301;
const DEFAULT_CONTACTS = 500;
const DEFAULT_RATE_LIMIT = 25;
const LOGGED_REQUESTS = 10_000;

/** How the sandbox differs from the documented API. Every option has a default. */
export interface SandboxOptions {
  /** The same seed makes the same data. */
  seed?: number;
  /** The number of contacts at first; default 500. Up to 100,000 work well. */
  contacts?: number;
  /** Whether to add twelve people who are there twice, and twelve pairs who only look like that; default false. */
  duplicates?: boolean;
  /** The bearer key that is accepted; default {@link SANDBOX_API_KEY}. */
  apiKey?: string;
  /** What the key may do; default `[]`, everything. */
  scopes?: string[];
  /** Requests per second and bucket; default 25, `Infinity` switches the limit off. */
  rateLimit?: number;
  /** How much later, in ms, a list shows a write; default 0. */
  indexLagMs?: number;
  /** Failures on purpose; default none. */
  faults?: FaultPlan;
  /** Clock in ms; default `Date.now`. */
  now?: () => number;
  /** `false` answers 400 to every filter, as an older deployment does. */
  filters?: boolean;
  /**
   * For what the documentation leaves open: `strict` (default) text filters respect case, and `contains` needs a
   * whole member; `loose` ones do neither.
   */
  filterMatching?: "strict" | "loose";
  /** How filters name relationships: `slug` (default), as documented, or `key`, which answers 400 to the slug. */
  relationshipFilters?: "slug" | "key";
  /** Contacts are listed up to this offset, and 400 is answered beyond it. By default there is no limit. */
  maxOffset?: number;
  /** Whether other fields change by themselves 100 ms after a create or update; default false. */
  enrich?: boolean;
  /** `false` answers 404 to DELETE, as an older deployment does. */
  canDelete?: boolean;
  /** `false` answers 404 to merges, as an older deployment does. */
  canMerge?: boolean;
  /** How long, in ms, a merge stays `cleanup_pending`; default 0: it is done at once. */
  mergeCleanupMs?: number;
  /** Whether merges end as `failed`; default false. */
  mergesFail?: boolean;
  /** How resolutions of a merge name system fields, which the contract leaves open: `key` (default, `$title`) or `slug`. */
  mergeResolutions?: "key" | "slug";
  /** `false` answers 404 to the history of fields, as an older deployment does. */
  hasHistory?: boolean;
  /** E-mail addresses of deactivated members: nothing can be linked to them. */
  inactiveMembers?: readonly string[];
  /** Whether members' records say whether they are active, for which the documentation has no place; default false. */
  showsInactive?: boolean;
  /** Replaces the built-in contact definitions. */
  definitions?: DefinitionsJson;
}

/** A Lightfield workspace in this process. */
export interface Sandbox {
  /** The API; another module may serve it over HTTP. */
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
  const { seed = DEFAULT_SEED, now = Date.now } = options;
  const requests: LoggedRequest[] = [];
  let faults = options.faults && new FaultSource(options.faults, seed);
  let made: Workspace | undefined;
  const workspace = () => {
    made ??= new Workspace({
      seed,
      now,
      contacts: options.contacts ?? DEFAULT_CONTACTS,
      duplicates: options.duplicates ?? false,
      indexLagMs: options.indexLagMs ?? 0,
      enrich: options.enrich ?? false,
      definitions: options.definitions,
      inactiveMembers: options.inactiveMembers ?? [],
    });
    return made;
  };
  const app = createApp({
    now,
    workspace,
    apiKey: options.apiKey ?? SANDBOX_API_KEY,
    scopes: options.scopes ?? [],
    rateLimit: options.rateLimit ?? DEFAULT_RATE_LIMIT,
    canDelete: options.canDelete ?? true,
    merges:
      options.canMerge === false
        ? undefined
        : { cleanupMs: options.mergeCleanupMs ?? 0, fails: options.mergesFail ?? false, resolutionsBy: options.mergeResolutions ?? "key" },
    hasHistory: options.hasHistory ?? true,
    showsInactive: options.showsInactive ?? false,
    filtering: options.filters !== false && { matching: options.filterMatching ?? "strict", relationshipsBy: options.relationshipFilters ?? "slug" },
    maxOffset: options.maxOffset ?? Number.MAX_SAFE_INTEGER,
    faults: () => faults,
    log: (request) => {
      if (requests.push(request) > LOGGED_REQUESTS) requests.shift();
    },
  });
  return {
    app,
    fetch: inProcessFetch((request) => app.fetch(request)),
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
