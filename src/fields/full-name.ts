import { z } from "zod/v3";
import { defineFieldType } from "./field-type.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import { quote } from "./quote.ts";
import { Rejection } from "./rejection.ts";

export interface FullName {
  readonly firstName?: string;
  readonly lastName?: string;
}

const ACCEPTED = '{"firstName": "Dana", "lastName": "Scully"} or "Dana Scully"';

/** Words that begin a family name although more words follow. */
const PARTICLES = new Set("al bin da de del della den der di do dos du el la le mc st. ten ter van vande vander vom von zu zum zur".split(" "));

/** "Dana Scully", "Ludwig van Beethoven" or "Scully, Dana" in its parts. One word is a first name. */
export function splitName(written: string): FullName {
  const [before = "", ...after] = written.split(",").map((part) => part.trim());
  if (after.length === 1 && after[0] && before) return { firstName: after[0], lastName: before };
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

function parseName(given: unknown): FullName {
  // Any text could be a name, even JSON.
  const input = decodeJsonString(given);
  if (typeof input === "string" && input.trim() !== "") return splitName(input.trim());
  if (!isRecord(input)) throw new Rejection(`${quote(input)} is not a name`, ACCEPTED);
  const name: { firstName?: string; lastName?: string } = {};
  for (const [key, value] of Object.entries(input)) {
    const part = PARTS.get(key);
    if (!part) throw new Rejection(`A name has no part ${quote(key)}`, ACCEPTED);
    if (value === null || value === undefined) continue;
    if (typeof value !== "string") throw new Rejection(`${part} ${quote(value)} is not text`, ACCEPTED);
    if (value.trim() === "") continue;
    if (name[part] !== undefined) throw new Rejection(`${quote(input)} holds two values for ${part}`, ACCEPTED);
    name[part] = value.trim();
  }
  if (Object.keys(name).length === 0) throw new Rejection("The name is empty", `${ACCEPTED}; null clears the field`);
  return name;
}

const joined = ({ firstName, lastName }: FullName) => [firstName, lastName].filter(Boolean).join(" ");

export const fullName = defineFieldType<FullName>({
  name: "name",
  operators: ["equal", "startsWith"],
  schema: () => z.object({ firstName: z.string().optional(), lastName: z.string().optional() }),
  encode: (input) => ({ value: parseName(input) }),
  decode: (raw) => {
    if (typeof raw === "string") return splitName(raw);
    if (!isRecord(raw)) return undefined;
    const { firstName, lastName } = raw;
    return { ...(typeof firstName === "string" ? { firstName } : {}), ...(typeof lastName === "string" ? { lastName } : {}) };
  },
  show: joined,
  parts: {
    isPartial: ({ firstName, lastName }) => firstName === undefined || lastName === undefined,
    complete: (value, stored) => ({ ...stored, ...value }),
  },
  same: (sent, stored) => (sent.firstName ?? "") === (stored.firstName?.trim() ?? "") && (sent.lastName ?? "") === (stored.lastName?.trim() ?? ""),
});
