import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import type { Encoded } from "./field-type.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection, TO_LEAVE_EMPTY } from "./rejection.ts";

export interface FullName {
  readonly firstName?: string;
  readonly lastName?: string;
}

const ACCEPTED = '{"firstName": "Dana", "lastName": "Scully"} or "Dana Scully"';

/** Words that begin a last name of several words. */
const PARTICLES = new Set("al bin da de del della den der di do dos du el la le mc st. ten ter van vande vander vom von zu zum zur".split(" "));

/** Follows a last name after a comma. "Md" is short for a first name, "MD" is a doctor. */
const isSuffix = (text: string) => /^(?:jr|sr|ph\.?d|esq)\.?$/i.test(text) || /^(?:II|III|IV|M\.?D)\.?$/.test(text);

/**
 * A name in its parts. One word is a first name; a suffix stays with the last name.
 *
 * @example
 * splitName("Ludwig van Beethoven"); // => { firstName: "Ludwig", lastName: "van Beethoven" }
 * splitName("Scully, Dana"); // => { firstName: "Dana", lastName: "Scully" }
 * splitName("Dana Scully, MD"); // => { firstName: "Dana", lastName: "Scully, MD" }
 */
export function splitName(written: string): FullName {
  const parts = written.split(",").map((part) => part.trim());
  const end = parts.findLastIndex((part) => !isSuffix(part)) + 1;
  if (end > 0 && end < parts.length) {
    const { firstName, lastName } = splitName(parts.slice(0, end).join(", "));
    const family = [lastName ?? firstName, ...parts.slice(end)].join(", ");
    return lastName !== undefined && firstName !== undefined ? { firstName, lastName: family } : { lastName: family };
  }
  const [before = "", after = ""] = parts;
  if (parts.length === 2 && before && after) return { firstName: after, lastName: before };
  const words = written.split(/\s+/);
  if (words.length === 1) return { firstName: written };
  const particle = words.findIndex((word, index) => index > 0 && index < words.length - 1 && PARTICLES.has(word.toLowerCase()));
  const last = particle > 0 ? particle : words.length - 1;
  return { firstName: words.slice(0, last).join(" "), lastName: words.slice(last).join(" ") };
}

const PARTS = new Map<string, keyof FullName>([
  ...["firstName", "first_name", "first", "givenName"].map((key) => [key, "firstName"] as const),
  ...["lastName", "last_name", "last", "familyName"].map((key) => [key, "lastName"] as const),
]);

/** A blank part is cleared, an absent or null part is missing. Text is a whole name. */
function parseName(given: unknown): Encoded {
  // Any text could be a name, even JSON.
  const input = decodeJsonString(given);
  if (typeof input === "string" && input.trim() !== "") return { value: splitName(input.trim()) };
  if (!isRecord(input)) throw new Rejection(`${quote(input)} is not a name`, ACCEPTED);
  const name = new Map<keyof FullName, string>();
  for (const [key, value] of Object.entries(input)) {
    const part = PARTS.get(key);
    if (!part) throw new Rejection(`A name has no part ${quote(key)}`, ACCEPTED);
    if (value === undefined || value === null) continue;
    if (typeof value !== "string") throw new Rejection(`${part} ${quote(value)} is not text`, ACCEPTED);
    if (name.has(part)) throw new Rejection(`${quote(input)} holds two values for ${part}`, ACCEPTED);
    name.set(part, value.trim());
  }
  const missing = (["firstName", "lastName"] as const).filter((part) => !name.has(part));
  const set = [...name].filter(([, text]) => text !== "");
  if (set.length === 0 && missing.length !== 1) throw new Rejection("The name is empty", `${ACCEPTED}${TO_LEAVE_EMPTY}`);
  // The API accepts no null for a part: it clears a part that is left out.
  return { value: set.length === 0 ? null : Object.fromEntries(set), missing };
}

const INITIALS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

const joined = ({ firstName, lastName }: FullName) => [firstName, lastName].filter(Boolean).join(" ");

export const fullName = defineFieldType<FullName>({
  name: "name",
  maxLength: MAX_LENGTH.name,
  identifies: "name",
  parts: PARTS,
  schema: () => z.object({ firstName: z.string().optional(), lastName: z.string().optional() }),
  encode: parseName,
  decode: (raw) => {
    if (typeof raw === "string") return splitName(raw);
    if (!isRecord(raw)) return undefined;
    const { firstName, lastName } = raw;
    return { ...(typeof firstName === "string" ? { firstName } : {}), ...(typeof lastName === "string" ? { lastName } : {}) };
  },
  show: joined,
  filter: {
    operators: ["equal", "startsWith"],
    divisions: () => INITIALS.map((value) => ({ operator: "startsWith", value })),
  },
  search: { as: "name", texts: (name) => [joined(name)] },
  same: (sent, stored) => (sent.firstName ?? "") === (stored.firstName?.trim() ?? "") && (sent.lastName ?? "") === (stored.lastName?.trim() ?? ""),
});
