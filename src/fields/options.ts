import type { FieldDefinition, SelectOption } from "../api/wire.ts";
import { isRecord } from "./json.ts";
import { nearest } from "./nearest.ts";
import { oneLine } from "./plain-text.ts";
import { quote } from "./quote.ts";
import { Rejection } from "./rejection.ts";

export interface ShownOption {
  readonly id: string;
  /** The label as the agent sees it: unique in its field. */
  readonly label: string;
}

const cache = new WeakMap<readonly SelectOption[], readonly ShownOption[]>();

/** The end of an ID that tells it from the others. */
function shortestTail(id: string, others: readonly string[]): string {
  for (let length = 4; length < id.length; length++) {
    const tail = id.slice(-length);
    if (!others.some((other) => other.endsWith(tail))) return tail;
  }
  return id;
}

/** The options of a select in the workspace's order. Options of one label are told apart by the end of their IDs: "Gold (…f3a1)". */
export function shownOptions(field: FieldDefinition): readonly ShownOption[] {
  const options = field.config.options ?? [];
  const known = cache.get(options);
  if (known) return known;
  const labels = options.map(({ label }) => oneLine(label));
  const idsByLabel = new Map<string, string[]>();
  options.forEach(({ id }, index) => {
    const label = labels[index] ?? "";
    idsByLabel.set(label, [...(idsByLabel.get(label) ?? []), id]);
  });
  const shown = options.map(({ id }, index) => {
    const label = labels[index] ?? "";
    const twins = (idsByLabel.get(label) ?? []).filter((other) => other !== id);
    return { id, label: twins.length > 0 || label === "" ? `${label} (…${shortestTail(id, twins)})`.trim() : label };
  });
  cache.set(options, shown);
  return shown;
}

const LISTED = 30;

/** What a select takes, as a phrase: its labels, up to 30 of them. */
export function acceptedOptions(field: FieldDefinition): string {
  const options = shownOptions(field);
  if (options.length === 0) return "nothing yet, since the field has no options";
  const listed = options.slice(0, LISTED).map(({ label }) => label);
  const rest = options.length - listed.length;
  return `${listed.join(" | ")}${rest > 0 ? ` | … (${rest} more; get_contact_definitions lists them)` : ""}`;
}

/** The ID of the option that an agent named by label or ID. A label of several options is refused with the candidates. */
export function parseOption(input: unknown, field: FieldDefinition): string {
  const written = typeof input === "number" || typeof input === "boolean" ? String(input) : input;
  const options = shownOptions(field);
  if (typeof written !== "string") throw new Rejection(`${quote(input)} is not an option`, acceptedOptions(field));
  const wanted = oneLine(written);
  const exact = options.find(({ id, label }) => id === wanted || label === wanted);
  if (exact) return exact.id;
  const originals = new Map(field.config.options?.map(({ id, label }) => [id, oneLine(label)]));
  const alike = options.filter(({ id, label }) => [label, originals.get(id) ?? ""].some((text) => text.toLowerCase() === wanted.toLowerCase()));
  if (alike.length === 1 && alike[0]) return alike[0].id;
  if (alike.length > 1) {
    throw new Rejection(`${quote(input)} is the label of ${alike.length} options`, alike.map(({ label }) => label).join(" | "));
  }
  throw new Rejection(
    `${quote(input)} is not an option`,
    acceptedOptions(field),
    nearest(
      wanted,
      options.map(({ label }) => label),
    ),
  );
}

/** The option's ID in a raw value; answers have been seen with the bare ID, and may hold the option itself. */
export const decodeOption = (raw: unknown): string | undefined => {
  const id = isRecord(raw) ? raw.id : raw;
  return typeof id === "string" && id !== "" ? id : undefined;
};

/** The label of an option by its ID. One that the definitions do not have (deleted, or newer than they are) is shown by its ID. */
export const showOption = (id: string, field: FieldDefinition) =>
  shownOptions(field).find((option) => option.id === id || option.label === id)?.label ?? id;
