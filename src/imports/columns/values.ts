import type { Locale } from "../../fields/index.ts";
import { isRecord } from "../../fields/json.ts";
import { foldLetters } from "../../text/fold.ts";
import { SALUTATIONS } from "../../text/salutations.ts";
import type { Target } from "./named-attributes.ts";
import type { Meaning } from "./usual-names.ts";

/** Longer text is not an address, a number or a profile. */
const LONGEST = 300;

/** Texts in cells, one for each value of a list, without the apostrophe that makes a number a text. */
export const textsIn = (cells: readonly unknown[]): string[] =>
  cells
    .flatMap((cell): unknown[] => (Array.isArray(cell) ? cell : [cell]))
    .flatMap((value) =>
      typeof value === "string" && value.length <= LONGEST ? value.split(/;|,|\||:::|\n/) : typeof value === "number" ? [String(value)] : [],
    )
    .map((text) => text.trim().replace(/^'(?=[+(\d])/, ""))
    .filter((text) => text !== "");

export const looksLikeEmail = (text: string): boolean => /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>.]{2,}$/.test(text);

/** Digits with the marks that people write between them. */
export const looksLikePhone = (text: string): boolean =>
  text.length <= 30 &&
  /^[+(\d][\d\s()./-]{5,}$/.test(text) &&
  text.replace(/\D/g, "").length >= 6 &&
  !/^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/.test(text);

/** A number with its country. */
export const looksLikeWorldPhone = (text: string): boolean => looksLikePhone(text) && /^(?:\+|00)/.test(text);

const looksLikeUrl = (text: string): boolean => /^(?:https?:\/\/|www\.)\S+$/i.test(text);

/** Profiles of people, by the meaning of a column that holds them. */
const PROFILES: readonly (readonly [Meaning, RegExp])[] = [
  ["linkedIn", /^(?:https?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/(?:in|pub)\/[^/\s]+/i],
  ["x", /^(?:https?:\/\/)?(?:www\.|mobile\.)?(?:twitter|x)\.com\/\w{1,15}\/?$/i],
  ["instagram", /^(?:https?:\/\/)?(?:www\.)?instagram\.com\/[\w.]{1,30}\/?$/i],
];

/** The service of a profile's URL, as the meaning of a column that holds such profiles. */
export const profileService = (text: string): Meaning | undefined => PROFILES.find(([, url]) => url.test(text.slice(0, LONGEST)))?.[0];

/** Whether at least half of the texts pass a test, and at least one of them. */
export const mostly = (texts: readonly string[], passes: (text: string) => boolean): boolean => {
  const passed = texts.filter(passes).length;
  return passed > 0 && passed * 2 >= texts.length;
};

/** What a column called "Title" may hold beside salutations: other forms of them, and what stands between two. */
const BESIDE_SALUTATIONS: ReadonlySet<string> = new Set("drs med phil m dottor avv mw heer de und et ra ssa".split(" "));

/** Whether all texts are forms of address: "Mr.", "Frau Dr.", "M./Mme". */
export const areSalutations = (texts: readonly string[]): boolean =>
  texts.length > 0 &&
  texts.every((text) =>
    text
      .split(/[\s./-]+/)
      .filter((word) => word !== "")
      .map(foldLetters)
      .every((word) => SALUTATIONS.has(word) || BESIDE_SALUTATIONS.has(word)),
  );

/** Whether the values of a column fit an attribute. A column without values fits. */
export function fits(values: readonly unknown[], { attribute, part }: Target, locale: Locale | undefined): boolean {
  if (values.length === 0) return true;
  const texts = textsIn(values);
  const isText = (text: string) => /\p{L}/u.test(text) && !looksLikeEmail(text) && !looksLikeUrl(text);
  // "2026-11-03T09:15:00Z"
  if (attribute.kind === "relationship") return mostly(texts, (text) => isText(text) && !/\d:\d\d|\d{4}/.test(text));
  const { type, definition } = attribute;
  const encodes = (value: unknown) => {
    try {
      if (locale) type.encode(value, definition, locale);
      return true;
    } catch {
      return false;
    }
  };
  if (type.identifies === "email") return mostly(texts, looksLikeEmail);
  if (type.identifies === "phone") return mostly(texts, looksLikePhone);
  if (type.identifies === "name") return values.some(isRecord) || mostly(texts, (text) => isText(text) && !/\d/.test(text));
  if (part === "postalCode") return mostly(texts, (text) => /\d/.test(text));
  if (part === "country" && locale) return mostly(texts, (text) => encodes({ country: text }));
  if (part === "latitude" || part === "longitude") return mostly(texts, (text) => /^-?\d+(?:[.,]\d+)?$/.test(text));
  if (part !== undefined || type.parts.size > 0) return values.some(isRecord) || mostly(texts, isText);
  if (locale === undefined) return true;
  const isPlain = texts.length === 0 || !mostly(texts, (text) => looksLikeEmail(text) || looksLikeUrl(text));
  // A field for any text takes everything, but addresses and links have places of their own.
  if (!isPlain && encodes("any text")) return false;
  return values.filter(encodes).length * 2 >= values.length;
}
