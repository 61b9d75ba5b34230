import type { FieldDefinition, SelectOption } from "../api/wire.ts";
import { getOrInsert } from "../maps.ts";
import { withoutAccents } from "../text/fold.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { asChoice, asData, asWord } from "../text/words.ts";
import { isRecord } from "./json.ts";
import { nearest } from "./nearest.ts";
import { Rejection } from "./rejection.ts";

interface ShownOption {
  readonly id: string;
  /** The label as the agent sees it, unique within its field. */
  readonly label: string;
}

const NO_OPTIONS: readonly SelectOption[] = [];

const cache = new WeakMap<readonly SelectOption[], readonly ShownOption[]>();

/** The longest end of an ID that is shown. If it does not tell one option from another, the whole ID is shown. */
const MAX_TAIL = 36;

/** Counts the IDs that share an end of a given length. */
class Tails {
  readonly #ids: readonly string[];
  readonly #counts = new Map<number, ReadonlyMap<string, number>>();

  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  isOfOne(tail: string): boolean {
    return (this.#of(tail.length).get(tail) ?? 0) <= 1;
  }

  #of(length: number): ReadonlyMap<string, number> {
    return getOrInsert(this.#counts, length, () => {
      const counts = new Map<string, number>();
      for (const id of this.#ids) counts.set(id.slice(-length), (counts.get(id.slice(-length)) ?? 0) + 1);
      return counts;
    });
  }
}

/** The label, with as much of the ID's end as tells it from others of its label and from what is shown already. */
function withTail(label: string, id: string, tails: Tails, taken: ReadonlySet<string>): string {
  for (let length = 4; length < Math.min(id.length, MAX_TAIL + 1); length++) {
    const tail = id.slice(-length);
    const shown = `${label} (…${asWord(tail)})`.trim();
    if (!taken.has(shown) && tails.isOfOne(tail)) return shown;
  }
  let shown = `${label} (…${asWord(id)})`.trim();
  while (taken.has(shown)) shown += ` (…${asWord(id)})`;
  return shown;
}

/** The options of a select in the workspace's order. Those of one label show the end of their IDs: "Gold (…f3a1)". */
export const shownOptions = (field: FieldDefinition): readonly ShownOption[] => getOrInsert(cache, field.config.options ?? NO_OPTIONS, shownOf);

function shownOf(options: readonly SelectOption[]): readonly ShownOption[] {
  const idsByLabel = new Map<string, Set<string>>();
  for (const { id, label } of options) getOrInsert(idsByLabel, oneLine(label), () => new Set()).add(id);
  const tailsByLabel = new Map([...idsByLabel].map(([label, ids]) => [label, new Tails([...ids])]));
  const taken = new Set(idsByLabel.keys());
  /** By ID and label, because an option may be listed twice. */
  const told = new Map<string, ShownOption>();
  return options.map((option) => {
    const { id } = option;
    const label = oneLine(option.label);
    const isAlone = (idsByLabel.get(label)?.size ?? 0) <= 1;
    if (isAlone && label !== "") return { id, label };
    const same = told.get(`${id} ${label}`);
    if (same) return same;
    const unique = withTail(label, id, tailsByLabel.get(label) ?? new Tails([]), taken);
    taken.add(unique);
    told.set(`${id} ${label}`, { id, label: unique });
    return { id, label: unique };
  });
}

const LISTED = 30;

/** What a select accepts, as a phrase: up to 30 labels. @param fitting leaves out options that do not fit `parent` */
export function acceptedOptions(field: FieldDefinition, fitting?: { readonly parent: string; fits(option: ShownOption): boolean }): string {
  const all = shownOptions(field);
  const options = fitting ? all.filter(fitting.fits) : all;
  if (all.length === 0) return "none, because the field has no options yet";
  if (options.length === 0) return `none, because no option fits ${fitting?.parent}`;
  const listed = options.slice(0, LISTED).map(({ label }) => asData(label));
  const rest = options.length - listed.length;
  return `${listed.join(" | ")}${rest > 0 ? ` | … (${rest} more; get_contact_definitions with the key of the field lists them)` : ""}`;
}

/** The ID of the option of a label or ID. @throws Rejection with the candidates if several have the label */
export function parseOption(input: unknown, field: FieldDefinition): string {
  const written = typeof input === "number" || typeof input === "boolean" ? String(input) : input;
  const options = shownOptions(field);
  if (typeof written !== "string") throw new Rejection(`${quote(input)} is not an option`, acceptedOptions(field));
  const wanted = oneLine(written);
  const exact = options.filter(({ id, label }) => id === wanted || formsOf(label).includes(wanted));
  if (exact.length > 1) {
    throw new Rejection(
      `${quote(input)} fits ${counted(exact.length, "option")}`,
      exact.map(({ id, label }) => `${asWord(id)} (${asData(label)})`).join(" | "),
    );
  }
  if (exact[0]) return exact[0].id;
  const originals = new Map(field.config.options?.map(({ id, label }) => [id, oneLine(label)]));
  const alikeBy = (fold: (text: string) => string) =>
    options.filter(({ id, label }) => [label, originals.get(id) ?? ""].some((text) => fold(text) === fold(wanted)));
  const [alike = []] = [(text: string) => text.toLowerCase(), withoutMarks, withoutJoints].map(alikeBy).filter(({ length }) => length > 0);
  if (alike.length === 1 && alike[0]) return alike[0].id;
  if (alike.length > 1) {
    throw new Rejection(`${quote(input)} fits ${counted(alike.length, "option")}`, alike.map(({ label }) => asData(label)).join(" | "));
  }
  const renamed = renamedOption(input, field);
  if (renamed) return renamed.id;
  throw new Rejection(
    `${quote(input)} is not an option`,
    acceptedOptions(field),
    nearest(
      wanted,
      options.map(({ label }) => label),
    ),
  );
}

/** A label without what people type in other ways: spaces, case, and the forms of dashes and quotes. */
const withoutMarks = (text: string): string =>
  text
    .replace(/\p{Pd}|−/gu, "-")
    .replace(/[\p{Pi}\p{Pf}"'`´′″„‚]/gu, "'")
    .replace(/\s/g, "")
    .toLowerCase();

/** The same without accents and what joins words: "UK & Ireland" is "UK and Ireland", but "NA" is not "N/A". */
const withoutJoints = (text: string): string =>
  withoutMarks(withoutAccents(text).replace(/\s(?:and|und|et|y|e|en|og|och)\s/gi, "&")).replace(
    /(?<=\p{L}{2}|&)[-_/.']+|[-_/.']+(?=\p{L}{2}|&)/gu,
    "",
  );

/** The forms in which answers show a label: it may be copied from them with its quotes, or cut. */
const formsOf = (label: string): string[] => [label, asChoice(label), asData(label), asData(label).slice(1, -1)];

/** The option that had this label before, if no option has it now, and only one had it. */
function renamedOption(input: unknown, field: FieldDefinition): ShownOption | undefined {
  if (typeof input !== "string" || !field.config.formerOptions) return undefined;
  const folded = oneLine(input).toLowerCase();
  const ids = new Set(field.config.formerOptions.filter(({ label }) => oneLine(label).toLowerCase() === folded).map(({ id }) => id));
  const [option, ...others] = shownOptions(field).filter(({ id }) => ids.has(id));
  const isTaken = shownOptions(field).some(({ id, label }) => id === input || label.toLowerCase() === folded);
  return isTaken || others.length > 0 ? undefined : option;
}

/** Says that an option was given by a label that it no longer has; undefined if it was not. */
export function renamedNote(input: unknown, field: FieldDefinition): string | undefined {
  const option = renamedOption(input, field);
  return option && `${quote(input)} is now called ${asData(option.label)}.`;
}

/** The option's ID in a raw value: the API sends the bare ID, and may send the option itself. */
export const decodeOption = (raw: unknown): string | undefined => {
  const id = isRecord(raw) ? raw.id : raw;
  return typeof id === "string" && id !== "" ? id : undefined;
};

/** The label of an option. An ID that the definitions do not have (deleted, or too new) is shown as it is. */
export const showOption = (id: string, field: FieldDefinition): string => placeOf(id, field)?.label ?? asWord(id);

/** The place of an option in the workspace's order. One that the definitions do not have comes last, by its ID. */
export const rankOfOption = (id: string, field: FieldDefinition): number | string => placeOf(id, field)?.at ?? id;

const places = new WeakMap<readonly ShownOption[], ReadonlyMap<string, { readonly label: string; readonly at: number }>>();

/** By ID. The first of several options with one ID counts. */
const placeOf = (id: string, field: FieldDefinition) =>
  getOrInsert(places, shownOptions(field), (options) => new Map(options.map(({ id, label }, at) => [id, { label, at }] as const).reverse())).get(id);
