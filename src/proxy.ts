interface ProxyAddress {
  /** Without user and password. */
  readonly url: URL;
  /** The value of the `Proxy-Authorization` header; undefined: not needed. It holds a password, so it is never shown. */
  readonly authorization: string | undefined;
}

/** The proxy that the environment sets. */
export interface ProxySetting extends ProxyAddress {
  /** The variable that names the proxy. */
  readonly variable: string;
  /** Hosts that are reached directly, in the form of `NO_PROXY`. */
  readonly noProxy: string;
}

/**
 * Reads a proxy's address. As in other programs, the scheme may be left out.
 *
 * @throws Error that says what is accepted. It does not repeat the text, which may hold a password
 */
export function parseProxy(text: string): ProxyAddress {
  const url = parseUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  const isProxy = url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash;
  const credentials = isProxy ? readCredentials(url) : undefined;
  if (!isProxy || credentials === undefined)
    throw new Error("must be http://host:port or https://host:port; a user and password go before the host (user:password@), percent-encoded");
  url.username = "";
  url.password = "";
  return { url, authorization: credentials === "" ? undefined : `Basic ${Buffer.from(credentials).toString("base64")}` };
}

const parseUrl = (text: string) => (URL.canParse(text) ? new URL(text) : undefined);

/** User and password of a URL; empty if it has none, undefined if they are badly encoded. */
function readCredentials({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return "";
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return undefined;
  }
}
