import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";

const ACCEPTED = "an address such as dana@initech.com";

/**
 * One @, no spaces, brackets or invisible characters, and a domain of at least two labels. Whether mail arrives is
 * not checked.
 */
const ADDRESS = /^[^\s\p{C}@<>()[\],;:"\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

function parseEmail(input: unknown): string {
  const written = encodeText(input, ACCEPTED);
  const address = (/^[^<>]*<([^<>]+)>$/.exec(written)?.[1] ?? written).replace(/^mailto:/i, "").trim();
  if (!ADDRESS.test(address) || address.includes("..") || address.length > 254)
    throw new Rejection(`${quote(input)} is not an e-mail address`, ACCEPTED);
  return address;
}

export const email = defineFieldType<string>({
  name: "email",
  maxLength: MAX_LENGTH.email,
  identifies: "email",
  list: { separator: /[,;]/ },
  schema: () => z.string(),
  encode: (input) => ({ value: parseEmail(input) }),
  decode: decodeText,
  show: (value) => value,
  search: { as: "email", texts: (text) => [text] },
  canonical: (value) => value.trim().toLowerCase(),
  filter: { operators: ["contains"] },
});
