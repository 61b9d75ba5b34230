import { ApiError, CallError, DeadlineError, INACTIVE, InvalidIdError, MissingKeyError, NetworkError, ResponseError } from "../api/index.ts";
import type { Config } from "../config.ts";
import { DefinitionsChangedError } from "../definitions/fresh-definitions.ts";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import { cut } from "../render/value.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { Tool } from "../tools/tool.ts";
import { AuditLogError } from "../writes/journal/audit-log.ts";
import { WriteRefused } from "../writes/refusal.ts";

/** What a failure can be worded with. */
export interface FailureContext {
  readonly tool: Pick<Tool, "name" | "scopes">;
  readonly config: Pick<Config, "baseUrl" | "apiKeyUnexpanded" | "proxy">;
  readonly schema: ContactSchema | undefined;
  /** What can be linked to instead of a record that the API calls inactive; "" where that is not known. */
  readonly choices?: string | undefined;
}

const SET_KEY =
  "Set LIGHTFIELD_API_KEY in the env block of this server's entry in the client's MCP settings to a key made in Lightfield under Settings > API keys, and restart the client. To try the server without a key, start it with --sandbox.";

/** Whether a failure is of a kind that its words explain. Of any other, the log has to say where it comes from. */
export const isExplained = (error: unknown): boolean =>
  [InvalidInput, Rejection, DefinitionsChangedError, WriteRefused, AuditLogError, CallError].some((kind) => error instanceof kind);

const UNEXPANDED =
  "The API key arrived as the name of a variable: either that variable is not set where the client was started, or the client does not expand variables, and the key itself must stand in its place.";

/** What went wrong in a tool call, for the model that has to act on it: what is wrong, what is accepted, what to do next. */
export function failureLines(error: unknown, context: FailureContext): string[] {
  if (error instanceof InvalidInput) return [`Nothing was sent: ${counted(error.problems.length)}.`, ...problemLines(error)];
  if (error instanceof WriteRefused) return [...error.lines];
  if (error instanceof Rejection) return [error.message];
  if (error instanceof DefinitionsChangedError) {
    const now =
      error.cause instanceof InvalidInput
        ? ["Nothing was written. With the new definitions:", ...problemLines(error.cause)]
        : failureLines(error.cause, context);
    return [error.message, ...now];
  }
  if (error instanceof AuditLogError) return [`Nothing was sent. ${error.message}`];
  if (error instanceof MissingKeyError) return [`${context.config.apiKeyUnexpanded ? UNEXPANDED : "No API key is configured."} ${SET_KEY}`];
  if (error instanceof CallError) return [callFailure(error, context)];
  const kind = error instanceof Error ? error.name : "unknown error";
  return [`${context.tool.name} failed in a way that it should not: ${kind}. The server's log (stderr) has more; please report it.`];
}

/** What a call answers whose work is not over when the client is about to end it. */
export const lateText = ({ name, annotations }: Pick<Tool, "name" | "annotations">): string =>
  annotations.readOnlyHint
    ? `${name} took too long and was stopped. Try again in a moment.`
    : `${name} took too long and was stopped; a request already sent still completes. list_writes shows what was written: look there before calling again.`;

const MOST_PROBLEMS = 30;
const LONGEST_PROBLEM = 1500;

const counted = (problems: number) => (problems === 1 ? "1 problem" : `${problems} problems`);

/** Problems as lines, as many and as long as somebody can use. */
function problemLines({ problems }: InvalidInput): string[] {
  const more = problems.length - MOST_PROBLEMS;
  return [...problems.slice(0, MOST_PROBLEMS).map((problem) => cut(problem, LONGEST_PROBLEM)), ...(more > 0 ? [`… and ${counted(more)} more.`] : [])];
}

function callFailure(error: CallError, context: FailureContext): string {
  return [withAgentKeys(error.message, context.schema), remedy(error, context)].filter(Boolean).join(" ");
}

function remedy(error: CallError, context: FailureContext): string {
  if (error instanceof InvalidIdError) return "find_contacts finds contacts by name, and shows their IDs.";
  if (error instanceof ApiError) return apiRemedy(error, context);
  if (error instanceof NetworkError) return networkRemedy(error, context.config);
  if (error instanceof DeadlineError) return error.lastFailure ? remedy(error.lastFailure, context) : "Try again in a moment.";
  if (error instanceof ResponseError) return "This is a difference between the API and this server; a newer version of the server may know it.";
  return "";
}

const PROXY_STATUS = /^PROXY_STATUS_(\d+)$/;
const UNKNOWN_AUTHORITY = /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_UNTRUSTED/;

function networkRemedy({ code }: NetworkError, { baseUrl, proxy }: FailureContext["config"]): string {
  const [, status] = PROXY_STATUS.exec(code) ?? [];
  if (UNKNOWN_AUTHORITY.test(code))
    return "Node.js does not know who signed the certificate. Where a company's proxy or firewall signs certificates of its own, set NODE_EXTRA_CA_CERTS in the env block to the absolute path of its root certificate (PEM), and restart the client.";
  if (proxy && status === "407")
    return `The proxy ${proxy.url.host} wants a user and password, or other ones: ${proxy.variable} takes them as http://user:password@host:port, percent-encoded.`;
  if (proxy && status)
    return `The proxy ${proxy.url.host} (${proxy.variable}) answered ${status}: it does not let ${baseUrl.host} through, or cannot reach it.`;
  if (proxy && code.startsWith("PROXY_"))
    return `The proxy ${proxy.url.host} could not be reached: check ${proxy.variable} and the network connection. NO_PROXY names hosts that are reached without a proxy.`;
  return `${baseUrl.host} could not be reached: check the network connection, a firewall, HTTPS_PROXY if this network needs a proxy, and LIGHTFIELD_BASE_URL if it is set.`;
}

function apiRemedy({ status, code, param, reason, retryable, operation, conflict }: ApiError, { tool, schema, choices }: FailureContext): string {
  if (code === INACTIVE) return `The record to link to was deleted or deactivated. Accepted: ${choices || "another record"}.`;
  if (status === 401) return `The API key was not accepted (revoked, or cut when it was copied). ${SET_KEY}`;
  if (status === 403)
    return `The API key lacks a scope: ${tool.name} needs ${tool.scopes.join(" and ")}. Give it that scope in Lightfield under Settings > API keys.`;
  if (status === 404 && (operation === "retrieve" || operation === "update"))
    return "Either no contact has this ID, or it was deleted: find_contacts finds contacts by name, and shows their IDs.";
  if (status === 404) return "The address of the API may be wrong: check LIGHTFIELD_BASE_URL if it is set.";
  if (status === 429) return "The rate limit is used up, perhaps by another integration of the workspace: try again in a moment.";
  if (conflict === "locked") return "Lightfield or somebody else holds the record just now: try again in a moment.";
  if (conflict === "changed") return "It was changed by somebody else at the same moment. The same call again takes that into account.";
  if (status === 409 && param?.startsWith("fields."))
    return `The value must be unique; find_contacts with a filter on ${withAgentKeys(param, schema).replace("fields.", "")} shows who has it.`;
  if (retryable) return "The API has a problem of its own just now: try again in a moment.";
  if (param?.startsWith("relationships."))
    return "The ID must be one of an existing record of the relationship's type; some relationships are kept by Lightfield and cannot be written.";
  if ((status === 400 || status === 422) && operation === "list" && tool.name === "list_contacts") return listRemedy(param, reason);
  if (status === 400 || status === 422) return "get_contact_definitions shows what each field takes.";
  return "";
}

/** What else there is where the deployment refuses a list: it need not have filters, nor list to its end. */
function listRemedy(param: string | undefined, reason: string): string {
  if (param === "offset" || (param === undefined && /\boffset\b/i.test(reason)))
    return "This deployment lists no further than that: filters make a list shorter, and find_contacts searches beyond it where that can be done.";
  return "find_contacts takes the same filters and matches them itself, whichever this deployment has.";
}

/** The API's places (`fields.$name`) in the agent's terms (`fields.name`). */
function withAgentKeys(message: string, schema: ContactSchema | undefined): string {
  const all = [...(schema?.fields ?? []), ...(schema?.relationships ?? [])];
  return message.replace(/\b(fields|relationships)\.([^\s:,;)"]*[^\s:,;.)"])/g, (place, kind: string, key: string) => {
    // A place may go on below the key (`relationships.$owner.add`), and a key may have dots of its own.
    const holders = all.filter(
      ({ apiKey, kind: own }) => `${own}s` === kind && key.startsWith(apiKey) && /^(?:$|[.[])/.test(key.slice(apiKey.length)),
    );
    const [attribute] = holders.sort((one, other) => other.apiKey.length - one.apiKey.length);
    return attribute ? `${kind}.${attribute.agentKey}${key.slice(attribute.apiKey.length)}` : place;
  });
}
