import { z } from "zod/v3";
import type { FieldDefinition } from "../api/wire.ts";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./field-type.ts";
import { Rejection } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";
import { canonicalUrl, parseWebUrl } from "./url.ts";

interface Service {
  readonly name: string;
  /** Where a bare handle's profile is. */
  readonly profile: string;
  readonly hosts: RegExp;
  /** The path of a profile, as against that of a post or the feed. */
  readonly path: RegExp;
  readonly handle: RegExp;
}

const SERVICES = new Map<string, Service>([
  [
    "TWITTER",
    { name: "X (Twitter)", profile: "https://twitter.com/", hosts: /(^|\.)(twitter|x)\.com$/, path: /^\/\w{1,15}\/?$/, handle: /^\w{1,15}$/ },
  ],
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

/** The profile's URL, from a URL of the field's service or from a handle ("@dana"). */
function parseProfile(input: unknown, field: FieldDefinition): string {
  const service = serviceOf(field);
  const accepted = service ? `a ${service.name} handle or profile URL, e.g. ${service.profile}dana` : "a profile URL";
  const written = encodeText(input, accepted);
  const handle = written.replace(/^@/, "");
  if (service?.handle.test(handle) && !service.hosts.test(handle)) return service.profile + encodeURI(handle);
  const url = written.startsWith("@") ? undefined : parseWebUrl(written);
  if (!url || (service && (!service.hosts.test(url.hostname) || !service.path.test(url.pathname)))) {
    throw new Rejection(`${quote(input)} is not a ${service ? `${service.name} profile` : "profile URL"}`, accepted);
  }
  return url.href.replace(/^http:/, "https:");
}

export const socialHandle = defineFieldType<string>({
  name: "profile",
  identifies: "profile",
  operators: ["equal", "startsWith"],
  schema: () => z.string(),
  hint: (field) => `${serviceOf(field)?.name ?? "profile"} ${serviceOf(field) ? "handle or URL" : "URL"}`,
  encode: (input, field) => ({ value: parseProfile(input, field) }),
  decode: decodeText,
  show: (value) => value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""),
  // The service is the same in all of them.
  searchable: { as: "handle", texts: (value) => [parseWebUrl(value)?.pathname.replace(/^\/(in|pub|company|school)\//, "") ?? value] },
  canonical: (value) =>
    canonicalUrl(value)
      .replace(/^x\.com\//, "twitter.com/")
      .toLowerCase(),
  encodeFilter: (value, operator, field) => [{ operator, value: operator === "equal" ? parseProfile(value, field) : value.trim() }],
});
