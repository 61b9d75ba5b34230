import { request as connectByHttp } from "node:http";
import { Agent, request as connectByHttps, type RequestOptions } from "node:https";
import { isIPv6 } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { type Fetch, httpFetch, KEPT } from "./http-fetch.ts";
import { networkCause } from "./network-cause.ts";

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

interface TunnelOptions {
  /** http or https, without user and password. */
  readonly url: URL;
  /** The value of the `Proxy-Authorization` header. */
  readonly authorization: string | undefined;
}

/** How long a proxy may take to open a tunnel. Calls end earlier if their time is over. */
const TIMEOUT_MS = 10_000;

type Connected = (error: Error | null, socket?: Duplex) => void;

/** Keeps TLS connections through tunnels of a proxy. Any failure before a tunnel stands is the proxy's. */
class TunnelAgent extends Agent {
  readonly #proxy: TunnelOptions;

  constructor(proxy: TunnelOptions) {
    super(KEPT);
    this.#proxy = proxy;
  }

  /** Asks the proxy for a tunnel, and encrypts what goes through it. Node.js calls this for a new connection. */
  override createConnection(options: RequestOptions, connected: Connected): undefined {
    const { url, authorization } = this.#proxy;
    const { host, port } = options;
    const target = `${isIPv6(host ?? "") ? `[${host}]` : host}:${port}`;
    const connect = url.protocol === "https:" ? connectByHttps : connectByHttp;
    const asked = connect(url, {
      method: "CONNECT",
      path: target,
      headers: { host: target, ...(authorization === undefined ? {} : { "proxy-authorization": authorization }) },
      agent: false,
      timeout: TIMEOUT_MS,
    });
    asked.once("connect", ({ statusCode }, socket, early) => {
      if (statusCode !== 200) {
        socket.on("error", () => undefined).destroy();
        connected(new ProxyError(`PROXY_STATUS_${statusCode}`));
        return;
      }
      socket.setTimeout(0);
      if (early.length > 0) socket.unshift(early);
      connected(null, connectTls({ ...(options as ConnectionOptions), socket, ALPNProtocols: ["http/1.1"] }));
    });
    asked.once("timeout", () => asked.destroy(Object.assign(new Error("The proxy does not answer"), { code: "ETIMEDOUT" })));
    asked.on("error", (error) => connected(new ProxyError(`PROXY_${networkCause(error).code}`)));
    asked.end();
    return undefined;
  }
}

/** `networkCause` reads it by its properties. */
class ProxyError extends Error {
  override readonly name = "ProxyError";
  readonly syscall = "connect";

  constructor(readonly code: string) {
    super(`No tunnel through the proxy (${code})`);
  }
}
