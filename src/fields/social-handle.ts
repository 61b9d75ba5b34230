import { z } from "zod/v3";
import type { FieldDefinition } from "../api/wire.ts";
import { isLinkWord } from "../text/link-words.ts";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";
import { canonicalUrl, parseWebUrl } from "./url.ts";

interface Service {
  readonly name: string;
  /** The URL before a bare handle. */
  readonly profile: string;
  readonly hosts: RegExp;
  /** Matches the path of a profile, but not that of a post or the feed. */
  readonly path: RegExp;
  readonly handle: RegExp;
}

/** The API documents only `https://x.com/…` for the former twitter.com. Records may hold either. */
const X: Service = {
  name: "X (Twitter)",
  profile: "https://x.com/",
  hosts: /(^|\.)(twitter|x)\.com$/,
  path: /^\/\w{1,15}\/?$/,
  handle: /^\w{1,15}$/,
};

const FORMER_X = "https://twitter.com/";

const SERVICES = new Map<string, Service>([
  ["TWITTER", X],
  [
    "LINKEDIN",
    {
      name: "LinkedIn",
      profile: "https://www.linkedin.com/in/",
      hosts: /(^|\.)linkedin\.com$/,
      path: /^\/(in|pub|company|school)\/[^/]+/,
      handle: /^[\p{L}\p{N}_-]{3,100}$/u,
    },
  ],
  [
    "FACEBOOK",
    { name: "Facebook", profile: "https://www.facebook.com/", hosts: /(^|\.)facebook\.com$/, path: /^\/[^/]+/, handle: /^\w[\w.]{2,49}$/ },
  ],
  [
    "INSTAGRAM",
    { name: "Instagram", profile: "https://www.instagram.com/", hosts: /(^|\.)instagram\.com$/, path: /^\/\w[\w.]*\/?$/, handle: /^\w[\w.]{0,29}$/ },
  ],
]);

const serviceOf = ({ config }: FieldDefinition) => SERVICES.get(config.handleService?.toUpperCase() ?? "");

const isProfile = ({ hosts, path }: Service, { hostname, pathname }: URL) => hosts.test(hostname) && path.test(pathname);

/** The handle of an X profile on either host; undefined for any other text. */
function xHandle(text: string): string | undefined {
  const url = parseWebUrl(text.trim());
  return url && isProfile(X, url) ? url.pathname.replaceAll("/", "") : undefined;
}

/** The profile's URL, given a URL of the field's service or a handle ("@dana"). */
function parseProfile(input: unknown, field: FieldDefinition): string {
  const service = serviceOf(field);
  const a = service && /^[IX]/.test(service.name) ? "an" : "a";
  const accepted = service ? `${a} ${service.name} handle or profile URL, e.g. ${service.profile}dana` : "a profile URL";
  const written = encodeText(input, accepted);
  const handle = written.replace(/^@/, "");
  if (service?.handle.test(handle) && !service.hosts.test(handle) && !isLinkWord(written)) return service.profile + encodeURI(handle);
  const url = written.startsWith("@") ? undefined : parseWebUrl(written);
  if (!url || (service && !isProfile(service, url))) {
    throw new Rejection(`${quote(input)} is not ${a} ${service ? `${service.name} profile` : "profile URL"}`, accepted);
  }
  const own = xHandle(url.href);
  return own === undefined ? url.href.replace(/^http:/, "https:") : X.profile + own;
}

const shown = (value: string) => value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");

/** The URLs under which a profile may be stored. */
function spellings(value: string): readonly string[] {
  const handle = xHandle(value);
  return handle === undefined ? [value] : [...new Set([value, X.profile + handle, FORMER_X + handle])];
}

/** A host of the service, and how many parts of a path name the profile. Later parts are a language or a page. */
const PATHS: readonly (readonly [RegExp, string, (first: string) => number])[] = [
  [/(^|\.)linkedin\.com$/, "linkedin.com", (first) => (first === "pub" ? Number.POSITIVE_INFINITY : 2)],
  [/(^|\.)(facebook|fb)\.com$/, "facebook.com", (first) => (/^(people|pages|groups)$/.test(first) ? 3 : 1)],
  [/(^|\.)instagram\.com$/, "instagram.com", () => 1],
];

/** What browsers, mails and advertisements append to an address. */
const TRACKING = /^(utm_.*|[fgm]clid|mc_.id|trk|trackingid|lipi|licu|ref|refid|ref_src|igshid|originalsubdomain)$/i;

/** An address of plain letters, as most profiles have. To read it as a URL takes several times as long. */
const PLAIN = /^https?:\/\/((?:[a-z\d-]+\.)+com)((?:\/[\w-]+(?:\.[\w-]+)*)+)\/?$/i;

/** The part of a URL that names the profile, for a known service. */
function profileAt(hostname: string, pathname: string): string | undefined {
  if (X.hosts.test(hostname) && X.path.test(pathname)) return `x.com/${pathname.replaceAll("/", "")}`;
  const [, host, lengthOf] = PATHS.find(([hosts]) => hosts.test(hostname)) ?? [];
  if (host === undefined || lengthOf === undefined) return undefined;
  const parts = pathname.split("/").filter((part) => part !== "");
  return [host, ...parts.slice(0, lengthOf((parts[0] ?? "").toLowerCase()))].join("/");
}

/** A profile without what links to it may add: the country's host, tracking, a language, a final slash. */
function canonical(value: string): string {
  const [, plainHost, plainPath] = PLAIN.exec(value) ?? [];
  const plain = plainHost !== undefined && plainPath !== undefined ? profileAt(plainHost.toLowerCase(), plainPath) : undefined;
  return plain?.toLowerCase() ?? canonicalOf(value.trim());
}

function canonicalOf(written: string): string {
  const url = parseWebUrl(written);
  if (!url) return written.toLowerCase();
  const { hostname, pathname, searchParams } = url;
  const id = pathname === "/profile.php" ? searchParams.get("id") : null;
  const profile = profileAt(hostname, pathname);
  if (profile !== undefined && id !== null) return `${profile}?id=${id}`;
  for (const key of [...searchParams.keys()]) if (TRACKING.test(key)) searchParams.delete(key);
  return unescaped(profile ?? canonicalUrl(url.href)).toLowerCase();
}

function unescaped(text: string): string {
  try {
    return decodeURI(text).normalize("NFC");
  } catch {
    return text;
  }
}

export const socialHandle = defineFieldType<string>({
  name: "profile",
  maxLength: MAX_LENGTH.url,
  identifies: "profile",
  schema: () => z.string(),
  hint: (field) => `${serviceOf(field)?.name ?? "profile"} ${serviceOf(field) ? "handle or URL" : "URL"}`,
  encode: (input, field) => ({ value: parseProfile(input, field) }),
  decode: decodeText,
  show: shown,
  // The service is the same in all values of a field, so it is not searched.
  search: { as: "handle", texts: (value) => [parseWebUrl(value)?.pathname.replace(/^\/(in|pub|company|school)\//, "") ?? value] },
  canonical,
  filter: {
    operators: ["equal", "startsWith"],
    encode: (value, operator, field) => [{ operator, value: operator === "equal" ? parseProfile(value, field) : value.trim() }],
    texts: (value) => spellings(value).flatMap((spelling) => [spelling, shown(spelling)]),
    spellings,
  },
});
