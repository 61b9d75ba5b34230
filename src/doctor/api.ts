import { asksForKey } from "../clients/index.ts";
import type { Config } from "../config.ts";
import { type Finding, failure, ok, skipped, warning } from "./finding.ts";
import type { DoctorWorld, Probe } from "./world.ts";

/** Up to this difference, "today" and the age of data are right. */
const MOST_CLOCK_MS = 60_000;
const SLOW_MS = 3000;

const IN_LIGHTFIELD = "in Lightfield under Settings > API keys";

/** What one request to the API shows: the key, the host, the clock, the proxy and the version of the API. */
export function checkApi(
  world: Pick<DoctorWorld, "config" | "apiVersion" | "clientFiles" | "settingsOf">,
  { check, ms, clockAheadMs }: Probe,
): Finding[] {
  const { config, apiVersion } = world;
  const reached = check.outcome === "accepted" || check.answered;
  return [
    ...checkKey(world, check),
    checkHost(config, check, ms),
    checkProxy(config),
    checkVersion(check, apiVersion, reached),
    clockAheadMs === undefined ? skipped("Clock", "not compared: the API sent no time") : checkClock(clockAheadMs),
  ];
}

function checkKey(world: Pick<DoctorWorld, "config" | "clientFiles" | "settingsOf">, check: Probe["check"]): Finding[] {
  const { config } = world;
  if (config.sandbox) return [ok("API key", "not needed for the sandbox"), checkTools(check)];
  if (config.apiKey === undefined) return [missingKey(world)];
  if (check.outcome !== "accepted") {
    if (check.outcome === "refused") return [failure("API key", check.problem, check.remedy || `Create another ${IN_LIGHTFIELD}.`)];
    return [skipped("API key", "not checked, because the API did not answer")];
  }
  const { info } = check;
  if (info === undefined) return [ok("API key", "accepted; this deployment does not report its scopes"), checkTools(check)];
  const whose =
    info.subject === undefined ? "accepted" : info.subject === "user" ? "accepted, belongs to a user" : "accepted, belongs to the workspace";
  const scopes = info.scopes.length === 0 ? "all scopes" : `scopes ${info.scopes.join(", ")}`;
  return [ok("API key", `${whose}; ${scopes}`), checkTools(check)];
}

const CHECK_HERE = "To check the key, set the environment variable LIGHTFIELD_API_KEY to it, and run doctor without --client";

function missingKey({ config, clientFiles, settingsOf }: Pick<DoctorWorld, "config" | "clientFiles" | "settingsOf">): Finding {
  const keeper = clientFiles.find(
    ({ client, servers }) => [undefined, client.name].includes(settingsOf) && servers.some((server) => asksForKey(client, server)),
  );
  if (keeper) return skipped("API key", `${keeper.client.name} asks for the key and stores it, so doctor cannot read it. ${CHECK_HERE}`);
  if (settingsOf !== undefined && config.apiKeyUnexpanded)
    return skipped("API key", `The entry in ${settingsOf} names a variable, whose value doctor cannot read. ${CHECK_HERE}`);
  const none =
    settingsOf === undefined
      ? "The environment variable LIGHTFIELD_API_KEY is not set, and no client has an entry with a key"
      : `The entry in ${settingsOf} has no LIGHTFIELD_API_KEY`;
  const what = config.apiKeyUnexpanded ? "LIGHTFIELD_API_KEY holds the name of a variable" : none;
  return failure("API key", what, `Create a key ${IN_LIGHTFIELD}, and run setup. To try the server without a key, run setup --sandbox.`);
}

function checkTools(check: Probe["check"]): Finding {
  if (check.outcome !== "accepted") return skipped("Tools", "unknown, because the API did not answer");
  const { offered, leftOut } = check.tools;
  const detail = [`${offered.length}: ${offered.join(", ")}`, ...leftOut].join("\n");
  return offered.length > 0
    ? ok("Tools", detail)
    : failure("Tools", `none\n${leftOut.join("\n")}`, `Give the key the scope contacts:read ${IN_LIGHTFIELD}.`);
}

function checkHost({ baseUrl, sandbox }: Config, check: Probe["check"], ms: number): Finding {
  if (sandbox) return skipped("Host", "not needed for the sandbox");
  const took = `${Math.round(ms)} ms`;
  if (check.outcome !== "accepted" && !check.answered) return failure("Host", `${baseUrl.host}: ${check.problem}`, check.remedy);
  if (check.outcome === "unknown" && !isAboutVersion(check))
    return failure("Host", `${baseUrl.host} answered in ${took}: ${check.problem}`, check.remedy || "Check LIGHTFIELD_BASE_URL if it is set.");
  if (ms > SLOW_MS)
    return warning(
      "Host",
      `${baseUrl.host} took ${took} to answer`,
      "Check the network and the proxy. LIGHTFIELD_TIMEOUT_MS sets how long a call may take.",
    );
  return ok("Host", `${baseUrl.host} answers in ${took}`);
}

function checkProxy({ proxy, sandbox, baseUrl }: Config): Finding {
  if (proxy === undefined) return ok("Proxy", sandbox ? "none for the sandbox" : "none");
  const login = proxy.authorization === undefined ? "" : " with user and password";
  const direct = proxy.noProxy === "" ? "" : `; NO_PROXY lists ${proxy.noProxy}`;
  return ok("Proxy", `${proxy.url.host} (${proxy.variable})${login} for ${baseUrl.host}${direct}`);
}

const isAboutVersion = (check: Probe["check"]) => check.outcome !== "accepted" && check.code === "version_header";

function checkVersion(check: Probe["check"], version: string, reached: boolean): Finding {
  if (!reached) return skipped("API version", `${version}, not checked`);
  if (!isAboutVersion(check)) return ok("API version", version);
  return failure("API version", `The API does not support version ${version}`, "Install a newer version of this package.");
}

function checkClock(aheadMs: number): Finding {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (Math.abs(aheadMs) <= MOST_CLOCK_MS) return ok("Clock", `differs from the API's clock by ${seconds} s`);
  return warning(
    "Clock",
    `This computer's clock is ${seconds} s ${aheadMs > 0 ? "behind" : "ahead of"} the API's clock`,
    "Let the system set the time from the network.",
  );
}
