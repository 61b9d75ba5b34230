import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { isEastAsian } from "./east-asian-names.ts";
import { isAddress } from "./email.ts";
import type { Encoded } from "./field-type.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { saysNothing } from "./no-value.ts";
import { partCalled } from "./part-names.ts";
import { orEmpty, Rejection } from "./rejection.ts";
import { capitalsFirst, type FullName, splitName } from "./split-name.ts";

const ACCEPTED = '{"firstName": "Dana", "lastName": "Scully"} or "Dana Scully"';

const decodeFullName = (raw: unknown): FullName | undefined => {
  if (typeof raw === "string") return decodeName(raw);
  if (!isRecord(raw)) return undefined;
  const { firstName, lastName } = raw;
  return { ...(typeof firstName === "string" ? { firstName } : {}), ...(typeof lastName === "string" ? { lastName } : {}) };
};

const PARTS = new Map<string, keyof FullName>([
  ...["firstName", "first_name", "first", "givenName"].map((key) => [key, "firstName"] as const),
  ...["lastName", "last_name", "last", "familyName"].map((key) => [key, "lastName"] as const),
]);

const partOf = (key: string) => PARTS.get(partCalled(key, PARTS) ?? "");

/** A blank part is cleared, an absent or null part is missing. Text is a whole name. */
function parseName(given: unknown): Encoded {
  // Any text could be a name, even JSON.
  const input = decodeJsonString(given);
  const text = typeof input === "string" ? input.trim() : "";
  if (text !== "" && !saysNothing(text)) {
    const word = capitalsFirst(text);
    if (word !== undefined) {
      const rest = text.slice(word.length).trim();
      throw new Rejection(
        `${word} in ${quote(input)} may be the last name or the first`,
        `${quote(`${word}, ${rest}`)} if it is the last name; else ${quote(`${rest}, ${word}`)}`,
      );
    }
    const { name, salutation } = splitName(text);
    return { value: name, salutation, note: salutation === undefined ? undefined : "Salutations are left out of names." };
  }
  if (!isRecord(input)) throw new Rejection(`${quote(input)} is not a name`, ACCEPTED);
  const name = new Map<keyof FullName, string>();
  for (const [key, value] of Object.entries(input)) {
    const part = partOf(key);
    if (!part) throw new Rejection(`A name has no part ${quote(key)}`, ACCEPTED);
    if (value === undefined || value === null) continue;
    if (typeof value !== "string") throw new Rejection(`${part} ${quote(value)} is not text`, ACCEPTED);
    if (name.has(part)) throw new Rejection(`${quote(input)} holds two values for ${part}`, ACCEPTED);
    name.set(part, value.trim().replace(/\s+/g, " "));
  }
  const missing = (["firstName", "lastName"] as const).filter((part) => !name.has(part));
  const set = [...name].filter(([, text]) => text !== "");
  if (set.length === 0 && missing.length !== 1) throw new Rejection("The name is empty", orEmpty(ACCEPTED));
  // The API accepts no null for a part: it clears a part that is left out.
  return { value: set.length === 0 ? null : Object.fromEntries(set), missing };
}

/** A stored name is shown completely. */
function decodeName(raw: string): FullName {
  const { name, salutation } = splitName(raw);
  return salutation === undefined ? name : { firstName: raw };
}

const INITIALS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** A name as people write it: the family name first in Chinese, Japanese and Korean writing. */
const inOrder = ({ firstName, lastName }: FullName): readonly string[] => {
  const parts = [firstName, lastName].filter((part): part is string => part !== undefined && part !== "");
  return parts.every(isEastAsian) ? parts.reverse() : parts;
};

const joined = (name: FullName) => inOrder(name).join(" ");

/** The texts that people search for: they write East Asian names without a space too. */
const searched = (name: FullName): string[] => {
  const parts = inOrder(name);
  return parts.length > 1 && parts.every(isEastAsian) ? [parts.join(" "), parts.join("")] : [parts.join(" ")];
};

/**
 * "Ruben Oude Nijhuis", as it is stored: Ruben | Oude Nijhuis. A comma ("Oude Nijhuis, Ruben") splits the name itself,
 * and behind another first name, a longer last name counts: Jan | Berg becomes Jan | van den Berg.
 */
function splitAs(text: string, given: FullName, stored: FullName): FullName {
  const { firstName, lastName } = stored;
  const written = text.replace(/\s+/g, " ").trim();
  // A last name alone is not a first name.
  if (written === joined(stored)) return stored;
  const whole = joined(given);
  const at = lastName ? whole.indexOf(` ${lastName}`) : -1;
  if (at <= 0 || !lastName || !firstName || !written.endsWith(whole)) return given;
  const first = whole.slice(0, at);
  const rest = whole.slice(at + 1 + lastName.length);
  const isKept = first === firstName ? /^(?:[\s,]|$)/.test(rest) : /^(?:,|$)/.test(rest) && at <= (given.firstName?.length ?? 0);
  return isKept ? { firstName: first, lastName: whole.slice(at + 1) } : given;
}

/** Address books call people without a name by their addresses. The rows of a table show what capitals mean. */
function readCell(cell: unknown): unknown {
  const name = decodeJsonString(cell);
  for (const text of isRecord(name) ? Object.values(name) : [name])
    if (typeof text === "string" && isAddress(text.trim())) throw new Rejection(`${quote(text)} is an e-mail address, not a name`, ACCEPTED);
  return typeof name === "string" && capitalsFirst(name.trim()) !== undefined ? splitName(name.trim()).name : cell;
}

export const fullName = defineFieldType<FullName>({
  name: "name",
  maxLength: MAX_LENGTH.name,
  identifies: "name",
  parts: PARTS,
  schema: () => z.object({ firstName: z.string().optional(), lastName: z.string().optional() }),
  encode: parseName,
  inParts: {
    texts: (raw, part) => [(part === "firstName" || part === "lastName" ? decodeFullName(raw)?.[part] : undefined) ?? ""].filter(Boolean),
    read: (text) => text,
  },
  decode: decodeFullName,
  show: joined,
  splitAs,
  column: () => ({ read: readCell }),
  filter: {
    operators: ["equal", "startsWith"],
    divisions: () => INITIALS.map((value) => ({ operator: "startsWith", value })),
  },
  search: { as: "name", texts: searched },
  same: (sent, stored) => (sent.firstName ?? "") === (stored.firstName?.trim() ?? "") && (sent.lastName ?? "") === (stored.lastName?.trim() ?? ""),
});
