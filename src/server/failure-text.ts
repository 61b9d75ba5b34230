import {
  ApiError,
  CallError,
  DeadlineError,
  INACTIVE,
  InvalidIdError,
  isInvalidRequest,
  MissingKeyError,
  NetworkError,
  ResponseError,
} from "../api/index.ts";
import type { Config } from "../config.ts";
import { DefinitionsChangedError } from "../definitions/fresh-definitions.ts";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import { cut } from "../render/value.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { counted } from "../text/plural.ts";
import type { Tool } from "../tools/tool.ts";
import { AuditLogError } from "../writes/journal/audit-log-error.ts";
import { WriteRefused } from "../writes/refusal.ts";

/** What the text of a failure may refer to. */
interface FailureContext {
  readonly tool: Pick<Tool, "name" | "scopes" | "oneOfScopes" | "annotations">;
  readonly config: Pick<Config, "baseUrl" | "apiKeyUnexpanded" | "apiKeyFieldBlank" | "proxy">;
  readonly schema: ContactSchema | undefined;
  /** Records to link to instead of one that the API calls inactive; "" if unknown. */
  readonly choices?: string | undefined;
}

const PUT_KEY = "In the client's MCP settings, put the key into the env block of this server's entry as LIGHTFIELD_API_KEY, and restart the client.";

const REPLACE_KEY =
  "Put it in the place of the old key: LIGHTFIELD_API_KEY in the env block of this server's entry in the client's MCP settings, or the field of the extension (in Claude Desktop: Settings > Extensions). Then restart the client.";

/** Whether the text of a failure explains it. For any other failure, the log says where it comes from. */
export const isExplained = (error: unknown): boolean =>
  [InvalidInput, Rejection, DefinitionsChangedError, WriteRefused, AuditLogError, CallError].some((kind) => error instanceof kind);

const UNEXPANDED =
  "LIGHTFIELD_API_KEY holds the name of a variable instead of a key. Either this variable is not set where the client was started, or the client does not expand variables.";

const FILL_IN_KEY =
  "No API key is configured. Create a key in Lightfield under Settings > API keys. In Claude Desktop, open Settings > Extensions, and enter it in the settings of this extension. To try the server without a key, switch on the sandbox there.";

function missingKey({ apiKeyFieldBlank, apiKeyUnexpanded }: FailureContext["config"]): string {
  if (apiKeyFieldBlank) return FILL_IN_KEY;
  if (apiKeyUnexpanded) return `${UNEXPANDED} ${PUT_KEY}`;
  return `No API key is configured. Create a key in Lightfield under Settings > API keys. ${PUT_KEY} To try the server without a key, add --sandbox to the entry's args.`;
}

/** The text of a failed call, for the model that acts on it: what is wrong, what is accepted, what to do next. */
export function failureLines(error: unknown, context: FailureContext): string[] {
  if (error instanceof InvalidInput) return [`${refusalOf(context.tool)}: ${counted(error.problems.length, "problem")}.`, ...problemLines(error)];
  if (error instanceof WriteRefused) return [...error.lines];
  if (error instanceof Rejection) return [error.message];
  if (error instanceof DefinitionsChangedError) {
    const now =
      error.cause instanceof InvalidInput
        ? ["Nothing was written. With the new definitions:", ...problemLines(error.cause)]
        : failureLines(error.cause, context);
    return [error.message, ...now];
  }
  if (error instanceof AuditLogError) return [context.tool.annotations.readOnlyHint ? error.message : `Nothing was written. ${error.message}`];
  if (error instanceof MissingKeyError) return [missingKey(context.config)];
  if (error instanceof CallError) return [callFailure(error, context)];
  const kind = error instanceof Error ? error.name : "unknown error";
  return [`${context.tool.name} failed unexpectedly (${kind}). This is a bug in the server. Its log (stderr) has the details. Please report it.`];
}

/** The answer to a call that ran out of time. */
export const lateText = ({ name, annotations }: Pick<Tool, "name" | "annotations">): string =>
  annotations.readOnlyHint
    ? `${name} took too long and was stopped. Try again in a moment.`
    : `${name} took too long and was stopped. A request that was already sent may still complete. Check list_writes before you call again.`;

const MOST_PROBLEMS = 30;
const LONGEST_PROBLEM = 1500;

/** The first words about a call whose arguments are invalid. */
const refusalOf = ({ annotations }: Pick<Tool, "annotations">) => (annotations.readOnlyHint ? "Invalid arguments" : "Nothing was written");

/** Problems, one per line, limited in number and length. */
function problemLines({ problems, instead }: InvalidInput): string[] {
  const more = problems.length - MOST_PROBLEMS;
  return [
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => cut(problem, LONGEST_PROBLEM)),
    ...(more > 0 ? [`… and ${counted(more, "more problem")}.`] : []),
    ...(instead === undefined ? [] : [instead]),
  ];
}

/** "contacts:read, and contacts:update or contacts:delete" */
const scopesText = ({ scopes, oneOfScopes = [] }: Pick<Tool, "scopes" | "oneOfScopes">): string =>
  `${scopes.join(" and ")}${oneOfScopes.length > 0 ? `, and ${oneOfScopes.join(" or ")}` : ""}`;

function callFailure(error: CallError, context: FailureContext): string {
  return [withAgentKeys(error.message, context.schema), remedy(error, context)].filter(Boolean).join(" ");
}

function remedy(error: CallError, context: FailureContext): string {
  if (error instanceof InvalidIdError) return "find_contacts finds contacts by name and shows their IDs.";
  if (error instanceof ApiError) return apiRemedy(error, context);
  if (error instanceof NetworkError) return networkRemedy(error, context.config);
  if (error instanceof DeadlineError) return error.lastFailure ? remedy(error.lastFailure, context) : "Try again in a moment.";
  if (error instanceof ResponseError && error.retryable)
    return "Try again in a moment. If the answer stays the same, check LIGHTFIELD_BASE_URL if it is set.";
  if (error instanceof ResponseError) return "This version of the server cannot read this answer. Perhaps a newer version can.";
  return "";
}

/** How the API says that nobody may write something. */
const CANNOT_WRITE = /\bread-?only\b|\bcannot be (?:changed|modified|set|updated|written)\b/i;

const PROXY_STATUS = /^PROXY_STATUS_(\d+)$/;
const UNKNOWN_AUTHORITY = /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_UNTRUSTED/;

function networkRemedy({ code }: NetworkError, { baseUrl, proxy }: FailureContext["config"]): string {
  const [, status] = PROXY_STATUS.exec(code) ?? [];
  if (UNKNOWN_AUTHORITY.test(code))
    return "Node.js does not know who signed the certificate. If your company's proxy or firewall signs its own certificates, set NODE_EXTRA_CA_CERTS in the env block to the absolute path of its root certificate (PEM), and restart the client.";
  if (code === "ERR_ACCESS_DENIED") return "Node.js was started with --permission, so it also needs --allow-net.";
  if (proxy && status === "407")
    return `The proxy ${proxy.url.host} needs a user and a password, or has refused those that are set. Set ${proxy.variable} to http://user:password@host:port, with special characters percent-encoded ("@" is "%40").`;
  if (proxy && status) return `The proxy ${proxy.url.host} (${proxy.variable}) answered ${status}: it blocks ${baseUrl.host} or cannot reach it.`;
  if (proxy && code.startsWith("PROXY_"))
    return `The proxy ${proxy.url.host} could not be reached. Check ${proxy.variable} and the network connection. If ${baseUrl.host} can be reached without the proxy, add it to NO_PROXY.`;
  return `${baseUrl.host} could not be reached. Check the network connection and the firewall. If this network needs a proxy, check HTTPS_PROXY. If LIGHTFIELD_BASE_URL is set, check it too.`;
}

function apiRemedy(error: ApiError, { tool, schema, choices }: FailureContext): string {
  const { status, code, param, reason, retryable, operation, conflict } = error;
  if (code === INACTIVE) return `The record to link to was deleted or deactivated. Accepted: ${choices || "another record"}.`;
  if (status === 401)
    return `The API does not accept the key. Perhaps it was revoked, or not copied completely. Copy it again, or create another in Lightfield under Settings > API keys. ${REPLACE_KEY}`;
  if (status === 403)
    return `The API key lacks a scope: ${tool.name} needs ${scopesText(tool)}. Give the key the missing scope in Lightfield under Settings > API keys.`;
  if (status === 404 && (operation === "retrieve" || operation === "update"))
    return "No contact has this ID, or the contact was deleted. find_contacts finds contacts by name and shows their IDs.";
  if (status === 404) return "The API's address may be wrong: check LIGHTFIELD_BASE_URL if it is set.";
  if (status === 429) return "The rate limit is used up, perhaps by another integration of the workspace. Try again in a moment.";
  if (conflict === "locked") return "Lightfield or somebody else is editing the record. Try again in a moment.";
  if (conflict === "changed") return "Somebody else changed the record at the same moment. Repeat the call, which then uses the changed record.";
  if (status === 409 && param?.startsWith("fields."))
    return `This value must be unique, and another contact has it. find_contacts with a filter on ${withAgentKeys(param, schema).replace("fields.", "")} finds that contact.`;
  if (retryable) return "The API has a temporary problem. Try again in a moment.";
  if (param?.startsWith("relationships."))
    return CANNOT_WRITE.test(reason)
      ? "Leave this relationship out."
      : "The ID must belong to an existing record of the relationship's type. Some relationships are set by Lightfield and cannot be written.";
  if (isInvalidRequest(error) && operation === "list" && tool.name === "list_contacts") return listRemedy(param, reason);
  if (isInvalidRequest(error)) return "get_contact_definitions shows which values each field takes.";
  return "";
}

/** What to do if a deployment refuses a list. It may lack filters, or not list to the end. */
function listRemedy(param: string | undefined, reason: string): string {
  if (param === "offset" || (param === undefined && /\boffset\b/i.test(reason)))
    return "This deployment lists no contacts beyond that offset. Use filters to shorten the list, or find_contacts, which may find contacts beyond it.";
  return "find_contacts takes the same filters and applies them itself, even if this deployment does not support them.";
}

/** The API's places (`fields.$name`) in the agent's terms (`fields.name`). */
function withAgentKeys(message: string, schema: ContactSchema | undefined): string {
  const all = [...(schema?.fields ?? []), ...(schema?.relationships ?? [])];
  return message.replace(/\b(fields|relationships)\.([^\s:,;)"]*[^\s:,;.)"])/g, (place, kind: string, key: string) => {
    // A place may continue below the key (`relationships.$owner.add`), and a key may contain dots.
    const holders = all.filter(
      ({ apiKey, kind: own }) => `${own}s` === kind && key.startsWith(apiKey) && /^(?:$|[.[])/.test(key.slice(apiKey.length)),
    );
    const [attribute] = holders.sort((one, other) => other.apiKey.length - one.apiKey.length);
    return attribute ? `${kind}.${attribute.agentKey}${key.slice(attribute.apiKey.length)}` : place;
  });
}
