import { Agent } from "node:https";
import { type Fetch, httpFetch, KEPT } from "./http-fetch.ts";
import { TunnelAgent, type TunnelOptions } from "./tunnel-agent.ts";

/** How requests reach the API. */
interface ProxyOptions extends TunnelOptions {
  /** Hosts that are reached without the proxy, as in `NO_PROXY`. */
  readonly noProxy: string;
}

/**
 * A `fetch` for https through an HTTP proxy's tunnel, so that the proxy sees neither the API key nor the data. That of
 * Node.js 20 knows no proxies.
 *
 * If the proxy is at fault, the cause has a code of its own: `PROXY_STATUS_407` if the proxy answered with that,
 * `PROXY_ECONNREFUSED` and the like if it could not be reached.
 */
export function proxiedFetch(options: ProxyOptions): Fetch {
  const [direct, tunnels] = [new Agent(KEPT), new TunnelAgent(options)];
  return httpFetch((url) => (isExcluded(url, options.noProxy) ? direct : tunnels));
}

/** Whether a host is in a list as most programs read `NO_PROXY`: hosts and all below them, or `*`, with or without a port. */
function isExcluded({ hostname, port }: URL, noProxy: string): boolean {
  const entries = noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return entries.some((entry) => {
    const [, host = "", only = port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    const isHost = host === "*" || hostname === host || hostname.endsWith(`.${host}`);
    return isHost && (only === port || (only === "443" && port === ""));
  });
}
