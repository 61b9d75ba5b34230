import { bodyLimit } from "hono/body-limit";
import { Hono } from "hono/tiny";
import type { Bucket } from "../api/wire.ts";
import { checkCaller, checkMediaType, checkScope } from "./auth.ts";
import { createContact, updateContact } from "./contact-writes.ts";
import type { SandboxContext, SandboxEnv } from "./env.ts";
import { ApiError, errorBody, notFound } from "./errors.ts";
import { failOnPurpose, tooManyRequests } from "./fault-middleware.ts";
import type { FaultSource } from "./faults.ts";
import { IdempotencyStore } from "./idempotency.ts";
import { listJson } from "./listing.ts";
import { Merges } from "./merges.ts";
import type { Settings } from "./options.ts";
import { bucketOf, RateLimiter, rateHeaders } from "./rate-limit.ts";
import { type Records, recordJson, type StoredRecord } from "./record.ts";
import type { DefinitionsJson } from "./wire-json.ts";
import type { Workspace } from "./workspace.ts";

/** A request, as a test can look it up afterwards. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** With the `?`; empty if there is none. */
  readonly query: string;
  /** 0 if the connection broke before the answer. */
  readonly status: number;
  readonly bucket: Bucket;
}

/** The parts of the app. */
interface AppParts {
  readonly settings: Settings;
  /** Called by the first request that needs data. */
  readonly workspace: () => Workspace;
  readonly faults: () => FaultSource | undefined;
  readonly log: (request: LoggedRequest) => void;
}

const MAX_BYTES = 1024 * 1024;

/** Answers 400 to a body of more than a mebibyte: the contract has no special status for it. */
const limitBody = bodyLimit({
  maxSize: MAX_BYTES,
  onError: (c) => c.json(errorBody(400, `The body is larger than ${MAX_BYTES} bytes.`), 400),
});

/** The documented API as a Hono app: checks caller, rate limit, faults, scope, idempotency, then its operation. */
export function createApp({ settings, workspace, faults, log }: AppParts): Hono<SandboxEnv> {
  const { now, scopes, maxOffset } = settings;
  const filtering = settings.filters && { matching: settings.filterMatching, relationshipsBy: settings.relationshipFilters };
  const app = new Hono<SandboxEnv>();
  const limiter = new RateLimiter(settings.rateLimit, now);
  const idempotency = new IdempotencyStore(now);
  let refused = 0;

  app.onError((error, c) => {
    if (error instanceof ApiError) return c.json(errorBody(error.status, error.message, error.detail), error.status);
    return c.json(errorBody(500, `The sandbox failed: ${error.message}`), 500);
  });
  app.notFound((c) => c.json(errorBody(404, `There is nothing at ${c.req.method} ${c.req.path}.`), 404));

  app.use(async (c, next) => {
    await next();
    const bucket = bucketOf(c.req.method, c.req.path);
    c.res = withHeaders(c.res, { Date: new Date(now()).toUTCString(), ...rateHeaders(limiter.state(bucket)) });
    const { pathname, search } = new URL(c.req.url);
    log({ method: c.req.method, path: pathname, query: search, status: c.get("reset") ? 0 : c.res.status, bucket });
  });
  app.use(async (c, next) => {
    checkCaller(c.req.raw.headers, settings.apiKey);
    const bucket = bucketOf(c.req.method, c.req.path);
    if (!limiter.take(bucket)) return tooManyRequests(c, refused++, Math.max(1, Math.ceil(limiter.state(bucket).resetAt - now() / 1000)));
    await next();
    return;
  });
  app.use(failOnPurpose(faults));

  app.get("/v1/auth/validate", async (c) => {
    await slowed(c);
    return c.json({ active: true, tokenType: "api_key", subjectType: "user", scopes });
  });

  const get = (path: string, scope: string, answer: (c: SandboxContext) => object) =>
    app.get(path, async (c) => {
      checkScope(scopes, scope);
      await slowed(c);
      return c.json(answer(c));
    });
  get("/v1/contacts/definitions", "contacts:read", () => workspace().definitions);
  get("/v1/contacts", "contacts:read", (c) => listJson(workspace().listed(), queryOf(c), workspace().definitions, { filtering, maxOffset }));
  get("/v1/contacts/:id", "contacts:read", (c) => recordJson(workspace().contact(idOf(c)), workspace().definitions));
  if (settings.hasHistory)
    get("/v1/contacts/:id/fields/:key/history", "contacts:read", (c) =>
      workspace().history.json(workspace().contact(idOf(c)), c.req.param("key") ?? "", queryOf(c), workspace().definitions),
    );
  get("/v1/accounts/definitions", "accounts:read", () => workspace().accountDefinitions);
  get("/v1/accounts", "accounts:read", (c) =>
    listJson([...workspace().accounts.values()], queryOf(c), workspace().accountDefinitions, { filtering }),
  );
  get("/v1/accounts/:id", "accounts:read", (c) => recordOf(workspace().accounts, idOf(c), workspace().accountDefinitions));
  const member = <T extends { readonly id: string }>(json: T) =>
    settings.showsInactive ? { ...json, status: workspace().isInactiveMember(json.id) ? "inactive" : "active" } : json;
  get("/v1/members", "members:read", (c) => {
    const { data, ...list } = listJson([...workspace().members.values()], queryOf(c), workspace().memberDefinitions, { filtering: false });
    return { ...list, data: data.map(member) };
  });
  get("/v1/members/:id", "members:read", (c) => member(recordOf(workspace().members, idOf(c), workspace().memberDefinitions)));

  const post = (
    path: string,
    operation: string,
    write: (c: SandboxContext, body: object) => Promise<object>,
    needed: readonly string[] = [`contacts:${operation}`],
  ) =>
    app.post(path, async (c) => {
      checkMediaType(c.req.raw.headers);
      for (const scope of needed) checkScope(scopes, scope);
      const answer = await idempotency.run(operation, c.req.header("Idempotency-Key"), async () => {
        await slowed(c);
        return JSON.stringify(await write(c, await jsonBody(c)));
      });
      return c.body(answer, 200, { "Content-Type": "application/json" });
    });
  const contactJson = (record: StoredRecord) => recordJson(record, workspace().definitions);
  app.post("/v1/*", limitBody);
  post("/v1/contacts", "create", async (_, body) => contactJson(await createContact(body, workspace())));
  if (settings.canMerge) {
    const merges = new Merges(settings);
    const merged = async (body: object) => {
      const { merge, primary } = await merges.merge(body, workspace());
      return { merge, primary: contactJson(primary), summary: { fieldWriteCount: 0, syncRepointedCount: 0, warnings: [] } };
    };
    post("/v1/contacts/merge", "merge", (_, body) => merged(body), ["contacts:update", "contacts:delete"]);
    get("/v1/merges/:id", "contacts:read", (c) => merges.statusJson(idOf(c), now()));
  }
  post("/v1/contacts/:id", "update", async (c, body) => contactJson(await updateContact(idOf(c), body, workspace())));

  if (settings.canDelete) {
    app.delete("/v1/contacts/:id", async (c) => {
      checkScope(scopes, "contacts:delete");
      await slowed(c);
      return c.json(recordJson(workspace().remove(idOf(c)), workspace().definitions));
    });
  }
  return app;
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

const idOf = (c: SandboxContext) => c.req.param("id") ?? "";
const queryOf = (c: SandboxContext) => new URL(c.req.url).searchParams;

function recordOf(records: Records, id: string, definitions: DefinitionsJson) {
  const record = records.get(id);
  if (record === undefined) throw notFound(`The ${definitions.objectType} '${id}'`);
  return recordJson(record, definitions);
}

async function slowed(c: SandboxContext): Promise<void> {
  const slowMs = c.get("slowMs");
  if (slowMs !== undefined) await new Promise((resolve) => setTimeout(resolve, slowMs));
}

/** The body as a JSON object. Throws 400 for anything else. */
async function jsonBody(c: SandboxContext): Promise<object> {
  const text = await c.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError(400, "The body is not valid JSON.");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new ApiError(400, "The body must be a JSON object.");
  return body;
}
