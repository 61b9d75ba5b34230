import { Dispatcher, EnvHttpProxyAgent, Pool, fetch as undiciFetch } from "undici";
import { networkCause } from "./network-cause.ts";

/** How requests reach the API. */
export interface ProxyOptions {
  /** http or https, without user and password. */
  readonly url: URL;
  /** The value of the `Proxy-Authorization` header. */
  readonly authorization: string | undefined;
  /** Hosts that are reached without the proxy, as in `NO_PROXY`. */
  readonly noProxy: string;
}

/**
 * A `fetch` for https through an HTTP proxy's tunnel, so that the proxy sees neither the API key nor the data. It
 * uses undici's own `fetch`, since that of Node.js 20 does not accept an agent of another undici.
 *
 * It rejects like `fetch`. If the proxy is at fault, the cause has a code of its own: `PROXY_STATUS_407` if the proxy
 * answered with that, `PROXY_ECONNREFUSED` and the like if it could not be reached.
 */
export function proxiedFetch({ url, authorization, noProxy }: ProxyOptions): typeof fetch {
  const dispatcher = new EnvHttpProxyAgent({
    httpsProxy: url.href,
    // Never used. Without it, undici would read HTTP_PROXY, and fail if that is malformed.
    httpProxy: url.href,
    noProxy,
    ...(authorization === undefined ? {} : { token: authorization }),
    clientFactory: proxyConnections,
  });
  return async (input, init) => {
    const request = new Request(input, init);
    const { method, signal, redirect } = request;
    const body = request.body === null ? null : await request.text();
    const answer = await undiciFetch(request.url, { method, headers: [...request.headers], body, signal, redirect, dispatcher });
    const { status, statusText } = answer;
    return new Response(answer.body, { status, statusText, headers: [...answer.headers] });
  };
}

/** Connects to the proxy. Any failure before the tunnel stands is the proxy's, and no request was sent. */
function proxyConnections(proxy: URL, options: object): Dispatcher {
  const pool = new Pool(proxy, options);
  return Object.assign(new Dispatcher(), {
    async connect(tunnel: Parameters<Pool["connect"]>[0]) {
      const answer = await pool.connect(tunnel).catch((error: unknown) => {
        throw new ProxyError(`PROXY_${networkCause(error).code}`);
      });
      if (answer.statusCode === 200) return answer;
      answer.socket.on("error", () => undefined).destroy();
      throw new ProxyError(`PROXY_STATUS_${answer.statusCode}`);
    },
  });
}

/** `networkCause` reads it by its properties, since it comes from another bundle. */
class ProxyError extends Error {
  override readonly name = "ProxyError";
  readonly syscall = "connect";

  constructor(readonly code: string) {
    super(`No tunnel through the proxy (${code})`);
  }
}
