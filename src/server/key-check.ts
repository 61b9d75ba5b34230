import { type Api, ApiError, CallError, type CallOptions, Deadline, isNotOffered, type KeyInfo, ResponseError } from "../api/index.ts";
import type { Config } from "../config.ts";
import { groupBy } from "../maps.ts";
import { oneLine } from "../text/plain-text.ts";
import { KEY_PREFIX } from "../text/redact.ts";
import { TOOLS } from "../tools/index.ts";
import { failureLines } from "./failure-text.ts";
import { whyNotOffered } from "./tool-list.ts";

/** Why a request failed. */
export interface Failure {
  readonly problem: string;
  /** Empty if nothing is known to help. */
  readonly remedy: string;
  /** Whether the API answered at all. */
  readonly answered: boolean;
  /** The API's code for the error, if it gave one. */
  readonly code: string | undefined;
}

/** What the API says about the key. `unknown`: it did not answer, or its answer was not about the key. */
export type KeyCheck =
  | { readonly outcome: "accepted"; readonly info: KeyInfo | undefined; readonly tools: ToolOffer }
  | ({ readonly outcome: "refused" | "unknown" } & Failure);

interface ToolOffer {
  readonly offered: readonly string[];
  /** Why the others are not offered: a sentence for each reason. */
  readonly leftOut: readonly string[];
}

/** Milliseconds that somebody waits for an answer about a key. */
const PATIENCE_MS = 10_000;

const CREATE_KEY = "Copy the key again, or create another in Lightfield under Settings > API keys.";

/**
 * Asks the API about the key. Its texts become single lines, for a terminal. Never rejects. A deployment may lack the
 * endpoint: then definitions show that the key is accepted.
 */
export async function checkKey(api: Pick<Api, "validateKey" | "definitions">, config: Config): Promise<KeyCheck> {
  try {
    const info = await keyInfo(api, { deadline: Deadline.after(PATIENCE_MS) });
    if (info?.active === false)
      return { outcome: "refused", problem: "The API key is no longer active.", remedy: CREATE_KEY, answered: true, code: undefined };
    return { outcome: "accepted", info: info && { ...info, scopes: info.scopes.map((scope) => oneLine(scope)) }, tools: toolOffer(config, info) };
  } catch (error) {
    const isRefused = error instanceof ApiError && (error.status === 401 || error.status === 403);
    const failure = failureOf(error, config);
    if (isRefused) return { outcome: "refused", ...failure };
    // If the API does not say it, the form of the key may show it.
    if (config.apiKey === undefined || config.apiKey.startsWith(KEY_PREFIX)) return { outcome: "unknown", ...failure };
    return {
      ...failure,
      outcome: "refused",
      problem: `The API key does not begin with ${KEY_PREFIX}, as keys of Lightfield do.`,
      remedy: CREATE_KEY,
    };
  }
}

async function keyInfo(api: Pick<Api, "validateKey" | "definitions">, call: CallOptions): Promise<KeyInfo | undefined> {
  try {
    return await api.validateKey(call);
  } catch (error) {
    if (!isNotOffered(error)) throw error;
    await api.definitions(call);
    return undefined;
  }
}

/** The tools that a session with these settings and this key offers. */
function toolOffer(config: Config, key: KeyInfo | undefined): ToolOffer {
  const reasons = TOOLS.map((tool) => ({ name: tool.name, why: whyNotOffered(tool, config, key) }));
  return {
    offered: reasons.flatMap(({ name, why }) => (why === undefined ? [name] : [])),
    leftOut: [...groupBy(reasons, ({ why }) => why)].flatMap(([why, group]) =>
      why === undefined ? [] : [`Not offered, because ${why}: ${group.map(({ name }) => name).join(", ")}.`],
    ),
  };
}

/** A request about no contact in particular. */
const REQUEST = {
  name: "reading contacts",
  scopes: ["contacts:read"],
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
};

/** What is wrong and what to do, for a request outside of any tool. */
export function failureOf(error: unknown, config: Config): Failure {
  const answered = error instanceof ApiError || error instanceof ResponseError;
  const code = error instanceof ApiError ? error.code : undefined;
  if (error instanceof ApiError && error.status === 401)
    return {
      problem: `${config.baseUrl.host} does not accept the API key.`,
      remedy: `Perhaps it was revoked, or not copied completely. ${CREATE_KEY}`,
      answered,
      code,
    };
  const text = failureLines(error, { tool: REQUEST, config, schema: undefined }).join(" ");
  const [problem, remedy] =
    error instanceof CallError && text.startsWith(error.message) ? [error.problem, text.slice(error.message.length).trim()] : [text, ""];
  return { problem: oneLine(problem), remedy: oneLine(remedy), answered, code };
}
