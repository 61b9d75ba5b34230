import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";

/** As `URL` gives it: names beyond ASCII are encoded. */
const HOST = /^[\w.-]+\.[\w-]{2,}$|^localhost$/;

/** An http(s) URL from what people write, with or without a scheme. `undefined` if it is not a URL or too long. */
export function parseWebUrl(written: string): URL | undefined {
  const hasScheme = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(written);
  const address = hasScheme ? written : `https://${written}`;
  if (address.length > MAX_LENGTH.url) return undefined;
  const url = parsed(address);
  return url && /^https?:$/.test(url.protocol) && HOST.test(url.hostname) && !/\s/.test(written) && url.username === "" ? url : undefined;
}

/** Not `URL.canParse`: once compiled, that of Node.js 20 and 22 refuses text beyond ASCII. */
function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** A mark before another address. An address may contain the mark, but almost never before a scheme. */
const SEVERAL = /[,;|]\s*(?=https?:\/\/|www\.)/i;

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
  encode: (input, field) => {
    const accepted = "a web address of at most 2,048 characters, e.g. https://initech.com";
    const written = encodeText(input, accepted);
    if (!parseWebUrl(written) || (field.config.multipleValues === true && SEVERAL.test(written)))
      throw new Rejection(`${quote(input)} is not a web address`, accepted);
    return { value: /^https?:/i.test(written) ? written : `https://${written}` };
  },
  decode: decodeText,
  show: (value) => value,
  search: { as: "url", texts: (text) => [canonicalUrl(text)] },
  canonical: canonicalUrl,
  list: { separators: { sure: [/:::/, /\n/, SEVERAL, /\s+/] } },
  filter: { operators: ["contains"] },
});
