import { type Api, ApiError, type CallOptions, Deadline, type KeyInfo } from "../api/index.ts";
import type { Config } from "../config.ts";
import { TOOLS } from "../tools/index.ts";
import { failureLines } from "./failure-text.ts";
import { whyNotOffered } from "./tool-list.ts";

/** What the API says of the key. */
export type KeyCheck =
  | { readonly outcome: "accepted"; readonly info: KeyInfo | undefined; readonly tools: OfferedTools }
  /** `unknown`: the API did not answer, or with something else. */
  | { readonly outcome: "refused" | "unknown"; readonly problem: string };

export interface OfferedTools {
  readonly offered: readonly string[];
  /** Why each of the others is not offered, as sentences. */
  readonly leftOut: readonly string[];
}

/** Milliseconds that somebody waits for an answer about a key. */
const PATIENCE_MS = 10_000;

/** Asks the API about the key. Never rejects. A deployment may lack the endpoint for it: then definitions show that the key is accepted. */
export async function checkKey(api: Pick<Api, "validateKey" | "definitions">, config: Config): Promise<KeyCheck> {
  const call = { deadline: Deadline.after(PATIENCE_MS) };
  try {
    const info = await keyInfo(api, call);
    if (info?.active === false)
      return { outcome: "refused", problem: "The API key is not active any more: create another in Lightfield under Settings > API keys." };
    return { outcome: "accepted", info, tools: offeredTools(config, info) };
  } catch (error) {
    const outcome = error instanceof ApiError && (error.status === 401 || error.status === 403) ? "refused" : "unknown";
    return { outcome, problem: failureText(error, config) };
  }
}

async function keyInfo(api: Pick<Api, "validateKey" | "definitions">, call: CallOptions): Promise<KeyInfo | undefined> {
  try {
    return await api.validateKey(call);
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 405)) throw error;
    await api.definitions(call);
    return undefined;
  }
}

/** The tools that a session with these settings and this key offers. */
export function offeredTools({ readOnly, tools: only }: Pick<Config, "readOnly" | "tools">, key: KeyInfo | undefined): OfferedTools {
  const reasons = TOOLS.map((tool) => ({ name: tool.name, why: whyNotOffered(tool, { readOnly, only }, key) }));
  return {
    offered: reasons.flatMap(({ name, why }) => (why === undefined ? [name] : [])),
    leftOut: reasons.flatMap(({ why }) => why ?? []),
  };
}

/** What is wrong and what to do, for a failure outside of any tool. */
export const failureText = (error: unknown, config: Config): string =>
  failureLines(error, {
    tool: {
      name: "reading contacts",
      scopes: ["contacts:read"],
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    },
    config,
    schema: undefined,
  }).join(" ");
