/**
 * The shapes of Lightfield's HTTP API, as the rest of the program sees them.
 *
 * Maps of definitions and fields are arrays or `Map`s here, never plain objects: a workspace may name a field
 * `__proto__`.
 */

/** A field's key on the wire: `$email` for a system field, a bare slug for a custom one. */
export type ApiKey = string & { readonly __brand: "ApiKey" };

export type ContactId = string & { readonly __brand: "ContactId" };

export type Cardinality = "HAS_ONE" | "HAS_MANY";

export interface SelectOption {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  /** The option of the parent field that this option belongs to; absent if it fits any. */
  readonly parentId?: string | undefined;
}

export interface TypeConfiguration {
  readonly options?: readonly SelectOption[] | undefined;
  /** Options by the labels that they had before, as far as this process has seen them. */
  readonly formerOptions?: readonly SelectOption[] | undefined;
  /** For a select that depends on another: that field's key. Absent if the API names something that is not a field. */
  readonly parentFieldKey?: ApiKey | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  readonly unique?: boolean | undefined;
  readonly multipleValues?: boolean | undefined;
  /** TWITTER, LINKEDIN, FACEBOOK or INSTAGRAM; other values are read too. */
  readonly handleService?: string | undefined;
}

export interface FieldDefinition {
  readonly key: ApiKey;
  readonly label: string;
  readonly description?: string | undefined;
  /** For example `TEXT`; may be a type that this program does not know. */
  readonly valueType: string;
  readonly readOnly: boolean;
  readonly config: TypeConfiguration;
}

export interface RelationshipDefinition {
  readonly key: ApiKey;
  /** The relationship's name in list filters, without `$`; absent if the definition has none. */
  readonly slug?: string | undefined;
  readonly label: string;
  readonly description?: string | undefined;
  readonly cardinality: Cardinality;
  /** The type of the linked records: account, member, contact, … */
  readonly objectType: string;
}

export interface Definitions {
  readonly fields: readonly FieldDefinition[];
  readonly relationships: readonly RelationshipDefinition[];
}

/** A value in an answer. `value` is whatever JSON the API sent; `fields/` decodes it by type. */
export interface WireField {
  readonly valueType: string;
  readonly value: unknown;
}

export interface WireRelationship {
  readonly cardinality: Cardinality;
  readonly objectType: string;
  readonly ids: readonly string[];
}

export interface WireContact {
  readonly id: ContactId;
  /** ISO 8601; empty if the answer has none. */
  readonly createdAt: string;
  readonly updatedAt?: string | undefined;
  readonly externalId?: string | undefined;
  /** The contact's page in the Lightfield app. */
  readonly httpLink?: string | undefined;
  readonly fields: ReadonlyMap<ApiKey, WireField>;
  readonly relationships: ReadonlyMap<ApiKey, WireRelationship>;
}

export interface ContactPage {
  readonly contacts: readonly WireContact[];
  /** The number of contacts that match; absent if the answer does not say. */
  readonly totalCount?: number | undefined;
}

/** An account, a member or another record that contacts are linked to, with its name. */
export interface NamedRecord {
  readonly id: string;
  /** "" if the record has none. */
  readonly name: string;
  /** For a member, one address. */
  readonly email?: string | undefined;
  /** For an account, one address. It tells accounts of the same name apart. */
  readonly website?: string | undefined;
  /** For a member who has left: nothing can be linked to them. */
  readonly inactive?: true | undefined;
}

export interface NamedPage {
  readonly records: readonly NamedRecord[];
  /** The number of records in all; absent if the answer does not say. */
  readonly totalCount?: number | undefined;
}

/** Operators of list filters, by the API's names. */
export const FILTER_OPERATORS = ["equal", "contains", "startsWith", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"] as const;

export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** One filter of a list, sent as the query parameter `KEY[operator]=value`, with `-` before a negated operator. */
export interface WireFilter {
  readonly key: string;
  readonly operator: FilterOperator;
  readonly value: string;
  readonly negated?: boolean;
}

/** Which of the API's three rate limits a request counts against. */
export type Bucket = "Read" | "Write" | "Search";

/** What a key may do, according to `/v1/auth/validate`. */
export interface KeyInfo {
  readonly active: boolean;
  /** Empty means everything. */
  readonly scopes: readonly string[];
  /** Whether the key acts for a user or for the whole workspace, if the API says so. */
  readonly subject?: "user" | "workspace";
}

/** The IDs of one relationship as they are sent: a bare ID for a HAS_ONE, an array for a HAS_MANY. */
type SentIds = string | readonly string[];

/** A change of one relationship: exactly one of the three per request. IDs, not names; `replace: null` clears. */
export type LinkChange = { readonly add: SentIds } | { readonly remove: SentIds } | { readonly replace: SentIds | null };

/** The body of a create. Values are bare, as `fields/` encodes them. */
export interface CreateBody {
  readonly fields: ReadonlyMap<ApiKey, unknown>;
  readonly relationships: ReadonlyMap<ApiKey, SentIds>;
}

/** The body of an update. `null` clears a field. */
export interface UpdateBody {
  readonly fields: ReadonlyMap<ApiKey, unknown>;
  readonly relationships: ReadonlyMap<ApiKey, LinkChange>;
}

/** How far a merge has got: the duplicate is gone, and what it was linked to may still be moved; it is done; it failed. */
export interface Merge {
  readonly id: string;
  readonly status: "cleanup_pending" | "done" | "failed";
}

/** The value of a field after a merge: that of one of the two contacts, or another. */
export type FieldResolution = "primary" | "duplicate" | { readonly value: unknown };

export interface MergeBody {
  readonly primaryId: string;
  readonly duplicateId: string;
  /** By attribute slug. */
  readonly resolutions: ReadonlyMap<string, FieldResolution>;
  /** Whether multi-selects that no resolution names get the options of both. */
  readonly unitesSelects: boolean;
}

export interface MergeResult {
  readonly merge: Merge;
  /** The contact that stays; absent if the answer does not hold it. */
  readonly primary: WireContact | undefined;
}

/** A value that a field got. */
export interface HistoryEntry {
  /** Bare, as in a write; null if the field was emptied. */
  readonly value: unknown;
  /** The value as the app shows it. */
  readonly displayValue?: string | undefined;
  /** ISO 8601. */
  readonly recordedAt?: string | undefined;
  /** Whether the contact was created with it. */
  readonly isCreate: boolean;
}

export interface HistoryPage {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Of the next page; absent on the last. */
  readonly nextCursor: string | undefined;
}
