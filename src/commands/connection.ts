import type { ApiConfig } from "../api/index.ts";
import type { Config } from "../config.ts";

/** How the settings say that the API is reached: over the network, through a proxy, or in the embedded sandbox. */
export async function connection({ sandbox, baseUrl, apiKey, proxy }: Config): Promise<Pick<ApiConfig, "baseUrl" | "apiKey" | "fetch">> {
  if (!sandbox) return { baseUrl, apiKey, fetch: proxy && (await import("../api/proxied-fetch.ts")).proxiedFetch(proxy) };
  const { createSandbox, SANDBOX_API_KEY } = await import("../sandbox/index.ts");
  return { baseUrl, apiKey: SANDBOX_API_KEY, fetch: createSandbox().fetch };
}
