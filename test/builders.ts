import {
  type Api,
  type ApiConfig,
  type ApiKey,
  createApi,
  Deadline,
  type Definitions,
  type FieldDefinition,
  type RelationshipDefinition,
} from "../src/api/index.ts";
import type { Config } from "../src/config.ts";
import { openAccess } from "../src/definitions/access.ts";
import { type FieldType, fieldTypeOf, type Locale } from "../src/fields/index.ts";
import { Rejection } from "../src/fields/rejection.ts";
import { Importer } from "../src/imports/importer.ts";
import {
  createSandbox,
  type DefinitionsJson,
  SANDBOX_API_KEY,
  type Sandbox,
  type SandboxOptions,
  type WireContactJson,
} from "../src/sandbox/index.ts";
import type { Attribute, Field } from "../src/schema/contact-schema.ts";
import { buildSchema, type ContactSchema } from "../src/schema/contact-schema.ts";
import { OfferedTools } from "../src/server/offered-tools.ts";
import { Session, type SessionAnswer, type SessionOptions } from "../src/server/session.ts";
import { type Cache, noCache } from "../src/storage/index.ts";
import { answerText } from "../src/text/answer.ts";
import { TOOLS } from "../src/tools/index.ts";
import { OPERATIONS } from "../src/tools/operations.ts";
import type { ToolContext } from "../src/tools/tool.ts";
import { openWorkspace, type Workspace } from "../src/workspace.ts";
import type { WriteCall } from "../src/writes/consent.ts";
import { type AuditLog, noAuditLog } from "../src/writes/journal/audit-log.ts";

export const BERLIN: Locale = { timeZone: "Europe/Berlin", now: Date.now };

/** A field's definition; a text field where nothing else is said. */
export const aField = (about: Partial<Omit<FieldDefinition, "key">> & { key?: string } = {}): FieldDefinition => ({
  label: about.key ?? "Field",
  valueType: "TEXT",
  readOnly: false,
  config: {},
  ...about,
  key: (about.key ?? "field") as ApiKey,
});

/** A select with an option for each label; IDs are `opt_` and the label's place, or what `ids` says. */
export const aSelect = (labels: readonly string[], about: Parameters<typeof aField>[0] & { ids?: readonly string[] } = {}): FieldDefinition => {
  const { ids, ...rest } = about;
  return aField({ valueType: "SINGLE_SELECT", config: { options: labels.map((label, at) => ({ id: ids?.[at] ?? `opt_${at}`, label })) }, ...rest });
};

export const aRelationship = (about: Partial<Omit<RelationshipDefinition, "key">> & { key?: string } = {}): RelationshipDefinition => ({
  label: about.key ?? "Relationship",
  cardinality: "HAS_ONE",
  objectType: "member",
  ...about,
  key: (about.key ?? "relationship") as ApiKey,
});

export const someDefinitions = (fields: readonly FieldDefinition[] = [], relationships: readonly RelationshipDefinition[] = []): Definitions => ({
  fields,
  relationships,
});

export interface SchemaParts {
  readonly fields?: readonly FieldDefinition[];
  readonly relationships?: readonly RelationshipDefinition[];
  readonly hidden?: readonly string[];
  readonly previous?: ContactSchema;
}

export const aSchema = ({ fields, relationships, hidden, previous }: SchemaParts): ContactSchema =>
  buildSchema(someDefinitions(fields, relationships), hidden, previous);

/** The attribute of a workspace with this API key. */
export function attributeOf(schema: ContactSchema, apiKey: string): Attribute {
  const found = [...schema.fields, ...schema.relationships].find((attribute) => attribute.apiKey === apiKey);
  if (!found) throw new Error(`no attribute ${apiKey}`);
  return found;
}

export function fieldOf(schema: ContactSchema, apiKey: string): Field {
  const found = attributeOf(schema, apiKey);
  if (found.kind !== "field") throw new Error(`${apiKey} is no field`);
  return found;
}

/** A definition with what the program knows of its type: `aTyped({valueType: "NUMBER"}).encode("1,200.50")`. */
export function aTyped(about: Parameters<typeof aField>[0] | FieldDefinition, locale: Locale = BERLIN) {
  const definition = aField(about);
  const type: FieldType = fieldTypeOf(definition);
  return {
    type,
    definition,
    encode: (input: unknown) => type.encode(input, definition, locale).value,
    noteOf: (input: unknown) => type.encode(input, definition, locale).note,
    show: (raw: unknown) => type.show(raw, definition, locale),
    same: (sent: unknown, stored: unknown) => type.same(sent, stored, definition),
    filter: (value: string, operator: Parameters<FieldType["filter"]["encode"]>[1] = "equal") =>
      type.filter.encode(value, operator, definition, locale),
    /** The message with which an input is refused. Anything but a Rejection is thrown on. */
    refusal: (input: unknown) => rejectionOf(() => type.encode(input, definition, locale)),
  };
}

/** The message of the Rejection that a step ends with; anything else it ends with is an error of the test. */
export function rejectionOf(step: () => unknown): string {
  let result: unknown;
  try {
    result = step();
  } catch (error) {
    if (error instanceof Rejection) return error.message;
    throw error;
  }
  throw new Error(`expected a refusal, got ${JSON.stringify(result)}`);
}

/** The JSON that the sandbox takes as a workspace's definitions. */
export const definitionsJson = ({ fields, relationships }: Definitions): DefinitionsJson => ({
  objectType: "contact",
  fieldDefinitions: Object.fromEntries(
    fields.map(({ key, label, description = null, valueType, readOnly, config }) => [
      key,
      {
        label,
        description,
        valueType,
        readOnly,
        typeConfiguration: JSON.parse(JSON.stringify({ ...config, options: config.options?.map((option) => ({ description: null, ...option })) })),
      },
    ]),
  ),
  relationshipDefinitions: Object.fromEntries(
    relationships.map(({ key, slug, label, description = null, cardinality, objectType }) => [
      key,
      { ...(slug === undefined ? {} : { slug }), label, description, cardinality, objectType },
    ]),
  ),
});

export type Fetch = typeof globalThis.fetch;

export interface Desk extends Omit<ToolContext, "api"> {
  readonly sandbox: Sandbox;
  readonly workspace: Workspace;
  readonly api: Api;
  /** Runs a tool as a client would call it. Errors are thrown, as the server gets them. `client`: what of the client is otherwise. */
  run(
    name: string,
    args?: unknown,
    client?: Partial<Pick<WriteCall, "signal" | "ask" | "deadline" | "until"> & Pick<ToolContext, "progress">>,
  ): Promise<SessionAnswer>;
  /** The text of a tool's answer. */
  text(name: string, args?: unknown): Promise<string>;
  /** The message of the error that a tool ends with. */
  failure(name: string, args?: unknown): Promise<string>;
  /** Requests that reached the sandbox, as "GET /v1/contacts?…". */
  requests(): string[];
}

/** The API that a fetch reaches, with the key of a sandbox. */
export const apiOf = (fetch: ApiConfig["fetch"], about: Partial<ApiConfig> = {}): Api =>
  createApi({ baseUrl: new URL("https://api.lightfield.app"), apiKey: SANDBOX_API_KEY, timeoutMs: 5000, userAgent: "test/1", fetch, ...about });

/** The workspace of an API, with the settings of a configuration. */
export const workspaceOf = ({ hideFields: hidden, locale, me }: Config, api: Api, cache: Cache = noCache): Workspace =>
  openWorkspace({ access: openAccess({ api, cache, hidden }), cache, locale, me, log: () => undefined });

/** A session with a workspace, which other sessions may share. It lists its tools as the program's does. */
export function sessionOf({
  config,
  workspace,
  log = () => undefined,
}: Pick<SessionOptions, "config" | "workspace"> & Partial<Pick<SessionOptions, "log">>) {
  const tools = new OfferedTools({ config, api: workspace.api, live: workspace.live, log });
  const { listChanged, scopesKnown } = tools;
  const listing = {
    listChanged,
    scopesKnown,
    listTools: () => tools.list(),
    offeredTools: async ({ waits = false } = {}) => {
      if (waits) await tools.ready();
      return tools.names();
    },
  };
  return Object.assign(new Session({ config, workspace, log, tools }), listing);
}

export interface DeskOptions extends SandboxOptions {
  readonly hidden?: readonly string[];
  readonly locale?: Omit<Locale, "now">;
  /** The e-mail address that "me" means. */
  readonly me?: string;
  /** Keeps what was looked up; by default nothing does. */
  readonly cache?: Cache;
  readonly auditLog?: AuditLog;
  /** Whether every write needs the user's word, and how they are asked. */
  readonly confirm?: boolean;
  readonly ask?: WriteCall["ask"];
  readonly maxWrites?: number;
  readonly importDirectory?: string;
  readonly exportDirectory?: string;
  /** For a whole call. */
  readonly timeoutMs?: number;
  /** The workspace of an earlier desk, as after a restart. */
  readonly sandbox?: Sandbox;
  /** Why no tool is offered that another names. */
  readonly notOffered?: string;
  /** Stands between the client and the sandbox, and gets each request as a `Request`. */
  readonly through?: (fetch: Fetch) => Fetch;
}

/** Everything between an agent and a sandbox without a rate limit, and ways to use it. */
export function aDesk({
  hidden = [],
  locale: place = BERLIN,
  me,
  cache = noCache,
  auditLog = noAuditLog,
  confirm = false,
  ask,
  maxWrites = 500,
  importDirectory,
  exportDirectory,
  timeoutMs = 45_000,
  notOffered,
  through = (fetch) => fetch,
  sandbox: earlier,
  ...options
}: DeskOptions = {}): Desk {
  const locale: Locale = { ...place, now: options.now ?? Date.now };
  const sandbox = earlier ?? createSandbox({ contacts: 60, rateLimit: Number.POSITIVE_INFINITY, now: () => Date.UTC(2026, 2, 2, 9), ...options });
  const sent = through(sandbox.fetch);
  const api = apiOf((url, { signal, ...request }) => sent(new Request(url, request), { signal }), { timeoutMs });
  const access = openAccess({ api, cache, hidden, now: options.now });
  const workspace = openWorkspace({ access, locale, me, cache, log: () => undefined, ...(options.now ? { now: options.now } : {}) });
  const writes = workspace.writesOf({ auditLog, confirm, maxWrites });
  const context: ToolContext = {
    ...workspace,
    writes,
    importer: new Importer({ writes, directory: importDirectory }),
    operations: OPERATIONS,
    exportDirectory,
    get call() {
      return { deadline: Deadline.after(timeoutMs), throwIfRefused: access.guard.watch(), ...(ask ? { ask } : {}) };
    },
    notOffered: () => notOffered,
    lacks: (scope) => options.scopes?.includes(scope) === false,
    progress: () => undefined,
  };
  const run: Desk["run"] = async (name, args = {}, { progress = context.progress, ...client } = {}) => {
    const tool = TOOLS.find((one) => one.name === name);
    if (!tool) throw new Error(`no tool ${name}`);
    const { lines, howToGetRest, ...about } = await tool.run(args, { ...context, progress, call: { ...context.call, ...client } });
    return { ...about, text: answerText(lines, howToGetRest) };
  };
  return {
    ...context,
    workspace,
    sandbox,
    api,
    run,
    text: async (name, args) => (await run(name, args)).text,
    failure: async (name, args) => {
      const answer = await run(name, args).catch((error: unknown) => error);
      if (answer instanceof Error) return answer.message;
      throw new Error(`expected a failure, got ${JSON.stringify(answer)}`);
    },
    requests: () => sandbox.requests.map(({ method, path, query }) => `${method} ${path}${decodeURIComponent(query.replaceAll("+", " "))}`),
  };
}

/** With two pages of contacts alone: to read and index more of them takes longer than most tests. */
export const aSmallDesk = (options: DeskOptions = {}): Desk => aDesk({ contacts: 26, ...options });

/** A user who answers after a while, in ms. Where time is not faked, a test would wait for them. */
export const aPerson =
  (answer: (question: string) => boolean | Promise<boolean>, thinkingMs = 2000): NonNullable<WriteCall["ask"]> =>
  async (question) => {
    await new Promise((resolve) => setTimeout(resolve, thinkingMs));
    return answer(question);
  };

/** The contact that an answer names as "(con_…)", or as "Created con_…" if it has no name, as the sandbox has it. */
export function writtenContact(desk: Pick<Desk, "sandbox">, text: string): WireContactJson {
  const [, named, nameless] = /\((con_\w+)\)|^Created (con_\w+)\./m.exec(text) ?? [];
  const id = named ?? nameless ?? "";
  const contact = desk.sandbox.contacts().get(id);
  if (!contact) throw new Error(`no contact is named in: ${text}`);
  return contact;
}

/** A fetch that changes the JSON of successful answers to POSTs before the client sees it: an API that accepts and does not store. */
export const tampering =
  (tamper: (contact: WireContactJson) => void) =>
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    const answer = await fetch(input, init);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    if (method !== "POST" || !answer.ok) return answer;
    const contact: WireContactJson = JSON.parse(await answer.text());
    tamper(contact);
    return new Response(JSON.stringify(contact), { status: answer.status, headers: answer.headers });
  };
