// @ts-nocheck: undici has no types for its parts.
// Replaces the package undici in dist/proxied-fetch.cjs. Its index also loads mocks, WebSockets, event sources, caches
// and interceptors, which are a third of it.
import api from "undici/lib/api/index.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";

// As its index does: the agents find their methods there.
Object.assign(Dispatcher.prototype, api);

export { default as EnvHttpProxyAgent } from "undici/lib/dispatcher/env-http-proxy-agent.js";
export { default as Pool } from "undici/lib/dispatcher/pool.js";
export { fetch } from "undici/lib/web/fetch/index.js";
export { Dispatcher };
