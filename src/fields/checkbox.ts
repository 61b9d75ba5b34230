import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { RowRejection } from "./rejection.ts";

/** In English and the languages in which spreadsheets write them: "WAHR", "oui". */
const YES = "true yes y on 1 checked wahr ja vrai oui verdadero sí si vero sì verdadeiro sim waar";
const NO = "false no n off 0 unchecked falsch nein faux non falso não nao onwaar nee";

const WORDS = new Map<string, boolean>([
  ...YES.split(" ").map((word) => [word, true] as const),
  ...NO.split(" ").map((word) => [word, false] as const),
]);

/** Whether an input says yes or no; undefined if it says neither. */
export const saidYes = (input: unknown): boolean | undefined =>
  typeof input === "object" ? undefined : WORDS.get(String(input).trim().toLowerCase());

function parseBoolean(input: unknown): boolean {
  const value = saidYes(input);
  // If it were left out, it would count as no.
  if (value === undefined) throw new RowRejection(`${quote(input)} is neither yes nor no`, "true or false");
  return value;
}

export const checkbox = defineFieldType<boolean>({
  name: "yes/no",
  maxLength: MAX_LENGTH.number,
  schema: () => z.boolean(),
  encode: (input) => ({ value: parseBoolean(input) }),
  decode: (raw) => (typeof raw === "boolean" ? raw : undefined),
  show: (value) => (value ? "yes" : "no"),
  rank: (value) => (value ? 0 : 1),
  isCleared: (stored) => !stored,
  filter: {
    operators: ["equal"],
    encode: (value, operator) => [{ operator, value: String(parseBoolean(value)) }],
    divisions: () => [{ operator: "equal", value: "true" }],
    isNamed: (value, wanted) => String(value) === wanted,
  },
});
