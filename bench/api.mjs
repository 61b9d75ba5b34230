// Serves the sandbox as an API on loopback, in this process or in a separate one.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "@hono/node-server";
import { uuidOf } from "./workspace.mjs";

/** @typedef {import("../src/sandbox/index.ts").Sandbox} Sandbox */
/** @typedef {(request: Request) => Response | Promise<Response>} Answer */

/** The key that the sandbox accepts. */
const API_KEY = "sk_lf_sandbox";

/** The headers that the API requires. */
export const HEADERS = { authorization: `Bearer ${API_KEY}`, "lightfield-version": "2026-03-01", accept: "application/json" };

/**
 * The program's environment for an API. Nothing is kept on disk unless a folder is given.
 *
 * @param {string} url
 * @param {string} [cacheFolder]
 */
export const environment = (url, cacheFolder) => ({
  LIGHTFIELD_BASE_URL: url,
  LIGHTFIELD_API_KEY: API_KEY,
  LIGHTFIELD_TIMEZONE: "Europe/Berlin",
  ...(cacheFolder === undefined ? { LIGHTFIELD_CACHE: "off" } : { LIGHTFIELD_CACHE_DIR: cacheFolder }),
});

/**
 * Loads the sandbox from a bundle of src/sandbox/index.ts.
 *
 * @param {string} bundle
 * @returns {Promise<typeof import("../src/sandbox/index.ts")>}
 */
export const importSandbox = (bundle) => import(pathToFileURL(bundle).href);

/** Serves on a free port. @param {Answer} answer */
export async function serveApi(answer) {
  const server = serve({ fetch: answer, hostname: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The API has no port");
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

const RECORD_ID = /\b(con|acc|mem)_c[0-9a-z]{21}\b/g;
const LONG_ID = /\b(con|acc|mem)_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** A record's ID with a UUID, which takes more tokens than the sandbox's own ID. @param {string} id */
export const longId = (id) => `${id.slice(0, 4)}${uuidOf(id)}`;

/** The sandbox's API with UUIDs in the IDs of records. @param {Sandbox} sandbox @returns {Answer} */
export function withLongIds(sandbox) {
  const shortIds = new Map([...sandbox.contacts().keys()].map((id) => [longId(id), id]));
  const long = (/** @type {string} */ id) => {
    shortIds.set(longId(id), id);
    return longId(id);
  };
  const short = (/** @type {string} */ text) => text.replace(LONG_ID, (id) => shortIds.get(id) ?? id);
  return async (request) => {
    const { method, headers } = request;
    const body = method === "POST" ? short(await request.text()) : undefined;
    const response = await sandbox.app.fetch(new Request(short(request.url), { method, headers, ...(body === undefined ? {} : { body }) }));
    return new Response((await response.text()).replace(RECORD_ID, long), response);
  };
}

/**
 * @typedef {object} ApiProcessOptions
 * @property {"ordinary" | "embedded" | "many people"} workspace
 * @property {number} [contacts] by default the sandbox's own number
 * @property {boolean} [duplicates] whether some people are there twice; by default not
 * @property {number} [rateLimit] requests a second and bucket; by default there is no limit
 */

/**
 * How many requests there were so far, how many of them listed contacts, and how many were answered with 429.
 *
 * @typedef {{ requests: number, lists: number, refused: number }} Counts
 */

/**
 * Runs a process that serves a workspace while `use` runs. In this process it would have to wait for what is measured.
 *
 * @template T
 * @param {ApiProcessOptions & { sandboxBundle: string }} options
 * @param {(url: string, counts: () => Promise<Counts>) => Promise<T>} use
 */
export async function withApiProcess({ sandboxBundle, ...options }, use) {
  const child = fork(fileURLToPath(new URL("api-process.mjs", import.meta.url)), [sandboxBundle, JSON.stringify(options)]);
  const ended = once(child, "exit");
  try {
    const [url] = await Promise.race([once(child, "message"), ended.then(() => [])]);
    if (typeof url !== "string") throw new Error("The API's process ended");
    return await use(url, async () => {
      const answer = once(child, "message");
      child.send("counts");
      const [counts] = await answer;
      return counts;
    });
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}
