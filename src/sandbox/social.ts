import { parsedUrl } from "./parsed-url.ts";

/** The hosts of a service, and the beginning of a profile's path there. */
const SERVICES = new Map<string, { hosts: readonly string[]; profile: RegExp }>([
  ["TWITTER", { hosts: ["x.com", "twitter.com"], profile: /^\/\w{1,15}\/?$/ }],
  ["LINKEDIN", { hosts: ["linkedin.com"], profile: /^\/(in|pub|company|school)\/[^/]+/ }],
  ["FACEBOOK", { hosts: ["facebook.com"], profile: /^\/[^/]+/ }],
  ["INSTAGRAM", { hosts: ["instagram.com"], profile: /^\/[\w.]+\/?$/ }],
]);

/**
 * Whether `text` is the URL of a profile at the field's service (`handleService`). For an unknown service, any web
 * page counts.
 */
export function isProfileUrl(text: string, service: string): boolean {
  const url = parsedUrl(text);
  if (url === undefined) return false;
  const { protocol, hostname, pathname } = url;
  if (protocol !== "https:" && protocol !== "http:") return false;
  const known = SERVICES.get(service);
  if (known === undefined) return true;
  return known.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)) && known.profile.test(pathname);
}
