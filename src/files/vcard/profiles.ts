import { type Property, unescaped } from "./properties.ts";

const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:[\w-]+\.)*linkedin\.com$/i, "LinkedIn"],
  [/^(?:[\w-]+\.)*(?:twitter|x)\.com$/i, "X"],
];

const SERVICES: ReadonlyMap<string, string> = new Map(Object.entries({ linkedin: "LinkedIn", twitter: "X", x: "X" }));

const hostOf = (url: string) => /^(?:https?:\/\/)?([^/?#\s]+)/i.exec(url)?.[1] ?? "";

/** A web page of a person. `kind`: "LinkedIn", "X", "Website", or the service's name as it is written. */
interface Page {
  readonly kind: string;
  readonly url: string;
}

/** Reads a URL or a profile: `X-SOCIALPROFILE;type=twitter;x-user=dana:https://twitter.com/dana`. */
export function profileOf({ name, parameters, value }: Property): Page {
  const written = unescaped(value);
  // Apple writes a user's name without a page in this form.
  const url = written.replace(/^x-apple:/i, "");
  const byHost = HOSTS.find(([host]) => host.test(hostOf(url)))?.[1];
  if (byHost !== undefined) return { kind: byHost, url };
  if (name === "URL") return { kind: "Website", url };
  const service = [...(parameters.get("service-type") ?? []), ...(parameters.get("type") ?? [])].find((type) => type.toLowerCase() !== "pref");
  const known = SERVICES.get(service?.toLowerCase() ?? "");
  if (known === undefined) return { kind: service ?? "another service", url };
  const [user] = parameters.get("x-user") ?? [];
  return { kind: known, url: written === url ? url : (user ?? url) };
}
