import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";

/**
 * An http(s) URL from what people write, with `https://` added if there is no scheme. `undefined` if it is not a URL
 * or too long.
 */
export function parseWebUrl(written: string): URL | undefined {
  const hasScheme = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(written);
  const address = hasScheme ? written : `https://${written}`;
  if (address.length > MAX_LENGTH.url || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const usable = /^https?:$/.test(url.protocol) && /\.[^.]{2,}$|^localhost$/.test(url.hostname) && !/\s/.test(written) && url.username === "";
  return usable ? url : undefined;
}

/**
 * A text that is equal for URLs that differ only in the case of the host, `www.`, the scheme or a final slash.
 *
 * @example
 * canonicalUrl("https://www.Initech.com/"); // => "initech.com"
 */
export const canonicalUrl = (text: string) => {
  const url = parseWebUrl(text.trim());
  return url ? `${url.host.replace(/^www\./, "")}${url.pathname.replace(/(?<!\/)\/+$/, "")}${url.search}${url.hash}` : text.trim();
};

export const url = defineFieldType<string>({
  name: "url",
  maxLength: MAX_LENGTH.url,
  schema: () => z.string(),
  encode: (input) => {
    const accepted = "a web address of at most 2,048 characters, e.g. https://initech.com";
    const written = encodeText(input, accepted);
    if (!parseWebUrl(written)) throw new Rejection(`${quote(input)} is not a web address`, accepted);
    return { value: /^https?:/i.test(written) ? written : `https://${written}` };
  },
  decode: decodeText,
  show: (value) => value,
  search: { as: "url", texts: (text) => [canonicalUrl(text)] },
  canonical: canonicalUrl,
  filter: { operators: ["contains"] },
});
