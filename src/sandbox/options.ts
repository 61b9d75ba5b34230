import { SANDBOX_API_KEY } from "./auth.ts";
import type { FaultPlan } from "./faults.ts";
import type { DefinitionsJson } from "./wire-json.ts";

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
  /** `strict` (default): text filters respect case, and `contains` needs a whole member; `loose` ones do neither. */
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

/** What a sandbox does unless its options say otherwise. Without definitions, it has the built-in ones. */
export const DEFAULTS = {
  seed: 20260301,
  contacts: 500,
  duplicates: false,
  apiKey: SANDBOX_API_KEY,
  scopes: [],
  rateLimit: 25,
  indexLagMs: 0,
  now: () => Date.now(),
  filters: true,
  filterMatching: "strict",
  relationshipFilters: "slug",
  maxOffset: Number.MAX_SAFE_INTEGER,
  enrich: false,
  canDelete: true,
  canMerge: true,
  mergeCleanupMs: 0,
  mergesFail: false,
  mergeResolutions: "key",
  hasHistory: true,
  inactiveMembers: [],
  showsInactive: false,
} as const satisfies SandboxOptions;

/** The options of a sandbox, with those that were not given. */
export type Settings = SandboxOptions & Required<Pick<SandboxOptions, keyof typeof DEFAULTS>>;
