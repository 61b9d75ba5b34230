import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  InitializeRequestSchema,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type JSONRPCRequest,
  JSONRPCRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  PingRequestSchema,
  ReadResourceRequestSchema,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { quote } from "../text/quote.ts";

/** How a piece of JSON from the client is read. */
type Incoming =
  | { readonly kind: "message"; readonly message: JSONRPCMessage }
  /** `id` of the request that gets this error; undefined if it has none. */
  | { readonly kind: "refused"; readonly id: RequestId | undefined; readonly code: ErrorCode; readonly text: string }
  /** A notification, or an answer to no request. Neither may get an answer, whatever is wrong with it. */
  | { readonly kind: "ignored"; readonly text: string };

/** The requests that this server accepts. For any other, the SDK answers that there is no such method. */
const SERVED = [
  InitializeRequestSchema,
  PingRequestSchema,
  ListToolsRequestSchema,
  CallToolRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
  ListPromptsRequestSchema,
  GetPromptRequestSchema,
  CompleteRequestSchema,
];
const SCHEMAS: ReadonlyMap<string, (typeof SERVED)[number]> = new Map(SERVED.map((schema) => [schema.shape.method.value, schema]));

const refused = (code: ErrorCode, text: string, id: RequestId | undefined): Incoming => ({ kind: "refused", id, code, text });

const noMessage = (id: RequestId | undefined) => refused(ErrorCode.InvalidRequest, "The line is JSON but not a JSON-RPC 2.0 message", id);

/** Reads a JSON-RPC message. Checks params itself: the SDK would answer with the raw text of a schema error. */
export function readMessage(json: unknown): Incoming {
  if (!isRecord(json)) return noMessage(undefined);
  const given = withKnownMembers(asMeant(json));
  if ("method" in given && "id" in given) return readRequest(given, json);
  const message = JSONRPCMessageSchema.safeParse(given);
  if (message.success) return { kind: "message", message: message.data };
  if (typeof given.method === "string") return { kind: "ignored", text: "The notification is not valid" };
  const isAnswer = !("method" in given) && ("result" in given || "error" in given);
  if (isAnswer) return { kind: "ignored", text: "This answer belongs to no request of this server" };
  return noMessage(isRequestId(given.id) ? given.id : undefined);
}

/** A message without members that neither JSON-RPC nor MCP knows. The SDK would refuse it because of them. */
function withKnownMembers(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const known = ["jsonrpc", "id", ...("method" in given ? ["method", "params"] : ["result", "error"])];
  return Object.fromEntries(Object.entries(given).filter(([key]) => known.includes(key)));
}

export const isRequestId = (value: unknown): value is RequestId =>
  typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value));

/**
 * Some clients send `null` for what is not given, e.g. `cursor`, `_meta`, a capability or the `error` beside a result.
 * Some languages write an empty object as an empty list. What the arguments of a call contain is the tool's affair.
 *
 * @param depth how many levels of objects are looked through: the protocol's own are not deeper
 */
function asMeant(json: Readonly<Record<string, unknown>>, depth = 4): Readonly<Record<string, unknown>> {
  const given = Object.entries(json).filter(([key, value]) => value !== null || key === "id");
  return Object.fromEntries(
    given.map(([key, value]) => {
      // Of the protocol's own lists, clients send only this one.
      if (Array.isArray(value) && value.length === 0 && key !== "icons") return [key, {}];
      return [key, depth > 0 && key !== "arguments" && isRecord(value) ? asMeant(value, depth - 1) : value];
    }),
  );
}

/** @param json the request as the client sent it */
function readRequest({ jsonrpc, id, method, params }: Readonly<Record<string, unknown>>, json: unknown): Incoming {
  if (!isRequestId(id)) return noMessage(undefined);
  if (jsonrpc !== "2.0" || typeof method !== "string") return noMessage(id);
  if (params !== undefined && !isRecord(params))
    return wrongParams(method, id, json, [{ code: "invalid_type", path: ["params"], message: "", expected: "object" }]);
  const request: JSONRPCRequest = { jsonrpc, id, method, ...(params === undefined ? {} : { params }) };
  const message = method === "tools/call" ? readableCall(request) : method === "prompts/get" ? readablePrompt(request) : request;
  const checked = (SCHEMAS.get(method) ?? JSONRPCRequestSchema).safeParse(message);
  if (!checked.success) return wrongParams(method, id, json, checked.error.issues);
  // No list of this server has a second page. "" is what some clients write for no cursor.
  if (SCHEMAS.has(method) && method.endsWith("/list") && params?.cursor)
    return wrongParams(method, id, json, [{ path: ["params", "cursor"], message: "the list has one page, so leave it out" }]);
  return { kind: "message", message };
}

const wrongParams = (method: string, id: RequestId, json: unknown, issues: readonly Issue[]): Incoming =>
  refused(ErrorCode.InvalidParams, `${SCHEMAS.has(method) ? method : "The request"}: ${issues.map((issue) => problem(issue, json)).join("; ")}.`, id);

/**
 * A tool call whose arguments are an object, even if the client sent JSON text, "" or `null`. `task` is removed: the
 * protocol wants servers without tasks to ignore it, but the SDK refuses it.
 */
function readableCall(request: JSONRPCRequest): JSONRPCRequest {
  const { arguments: given, task: _, ...params } = request.params ?? {};
  const decoded = decodeJsonString(given);
  return { ...request, params: { ...params, ...(decoded === undefined || decoded === null || decoded === "" ? {} : { arguments: decoded }) } };
}

/** A request for a prompt without arguments that are `null`: clients send them for fields that a user left empty. */
function readablePrompt(request: JSONRPCRequest): JSONRPCRequest {
  const { arguments: given, ...params } = request.params ?? {};
  if (given === undefined || given === null) return { ...request, params };
  const kept = isRecord(given) ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) : given;
  return { ...request, params: { ...params, arguments: kept } };
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: unknown;
}

const KINDS: Readonly<Record<string, string>> = { string: "text", object: "an object", record: "an object", number: "a number" };

function problem({ code, path, message, expected }: Issue, json: unknown): string {
  const value = path.reduce<unknown>((at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined), json);
  const kind = code === "invalid_type" ? KINDS[String(expected)] : undefined;
  return `${path.map(String).join(".")} ${kind === undefined ? `is not valid (${message})` : mustBe(kind, value)}`;
}

function mustBe(kind: string, value: unknown): string {
  if (value === undefined) return `is missing and must be ${kind}`;
  const shown = Array.isArray(value) ? "a list" : isRecord(value) ? "an object" : quote(value);
  return `is ${shown} and must be ${kind}`;
}
