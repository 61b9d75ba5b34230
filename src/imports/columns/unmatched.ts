import { distance } from "fastest-levenshtein";
import type { Locale } from "../../fields/index.ts";
import { type Choice, choices, nearestOf } from "../../fields/nearest.ts";
import { type ContactSchema, holdsMany } from "../../schema/contact-schema.ts";
import { willIn } from "../../schema/objections.ts";
import { foldLetters } from "../../text/fold.ts";
import { FAX } from "./labels.ts";
import { identifies, type MatchedColumn, nameOf } from "./matched-column.ts";
import type { Meanings } from "./meanings.ts";
import type { Target } from "./named-attributes.ts";
import { writableNames } from "./named-columns.ts";
import type { ColumnSamples } from "./samples.ts";
import { isOfOthers, unreadNames } from "./unnamed.ts";
import { isPartOf, type Meaning, usualMeaning } from "./usual-names.ts";
import { areSalutations, fits, looksLikeEmail, looksLikePhone, looksLikeWorldPhone, mostly, profileService, textsIn } from "./values.ts";

/** Values that must not be left out silently: they say who a person is, or what the person does. */
export type Unsettled = "name" | "email" | "phone" | "title";

/** A column that is not used. */
export interface UnmatchedColumn {
  readonly column: string;
  /** The key that it probably means. */
  readonly suggestion?: string | undefined;
  /** Why it is not used, after its name. */
  readonly reason?: string | undefined;
  readonly unsettled?: Unsettled | undefined;
  /** Whether it is known to have no place in a contact. */
  readonly isPlaceless?: boolean | undefined;
}

const NAMES: readonly (readonly [Unsettled, RegExp])[] = [
  ["email", /e-?mail|courriel|correo|posta elettronica|messagerie/i],
  ["phone", /phone|telefon|téléphone|teléfono|telefoon|\btél?\b|mobile?\b|\bcell|handy|portable|móvil|celular|telemóvel|cellulare|rufnummer/i],
  ["title", /\btitle\b|\bposition|funktion|fonction|función|função|functie|puesto|\bcargo\b|\bposte\b|\bruolo\b|\brole\b|jobtitel/i],
];

/** What programs note about addresses and numbers. */
const NO_VALUE = /opt.?(?:in|out)|\b(?:type|typ|status|count|verified|format|owner|date|time|label|domain)\b/i;

const isNoValue = (column: string) => FAX.test(column) || NO_VALUE.test(column);

/** Beside the person's own, that of a company or a relative is not the person's. */
const NOT_OWN =
  /company|corporate|organi[sz]a|\bhq\b|spouse|partner|parent|emergency|notfall|firm|bedrijf|empresa|soci[eé]t|företag|spol[eo]čnos|公司|单位|会社代表/i;

/** Names that may be meant need most of their letters in common. */
const MOST_EDITS = 0.25;
const SHORTEST_CONTAINED = 0.5;

/** How many columns get a suggestion. */
const MOST_SUGGESTED = 60;

interface UnmatchedOptions {
  readonly schema: ContactSchema;
  readonly meanings: Meanings;
  readonly matched: readonly MatchedColumn[];
  readonly samples: ColumnSamples | undefined;
  readonly locale: Locale | undefined;
}

const isFree = (target: Target, matched: readonly Target[]) =>
  !matched.some(({ attribute, part }) => attribute === target.attribute && (part === undefined || target.part === undefined || part === target.part));

/** Names that would match, each with the clear name of its attribute, and what it means. */
export class Suggestions {
  readonly #options: UnmatchedOptions;
  readonly #targets = new Map<string, Target>();
  readonly #names: readonly Choice[];

  constructor(options: UnmatchedOptions) {
    this.#options = options;
    const { schema, matched } = options;
    const free = new Map<string, string>();
    for (const [name, target] of writableNames(schema)) {
      if (!isFree(target, matched)) continue;
      free.set(name, nameOf(target));
      this.#targets.set(nameOf(target), target);
    }
    this.#names = choices(free);
  }

  /** What columns without a known meaning may mean, by their names and values. */
  of(columns: readonly string[]): UnmatchedColumn[] {
    const { matched, samples, meanings } = this.#options;
    const kinds = columns.map((column) => [column, this.#unsettled(column)] as const);
    const open = kinds.flatMap(([column, unsettled]) => (unsettled ? [] : [column]));
    const names = samples && meanings.target("name") && unreadNames(open, matched, samples);
    return kinds.map(([column, kind], index) => {
      const unsettled = column === names ? "name" : kind;
      const suggestion = index < MOST_SUGGESTED || unsettled ? this.#suggestion(column, unsettled) : undefined;
      return { column, suggestion, unsettled };
    });
  }

  #values(column: string): readonly unknown[] {
    return this.#options.samples?.values.get(column) ?? [];
  }

  /** Whether a column holds addresses, numbers or titles of people, by its name and its values. */
  #unsettled(column: string): Unsettled | undefined {
    const { matched, meanings, samples } = this.#options;
    if (isOfOthers(column) || willIn(column) === "objection") return undefined;
    const texts = textsIn(this.#values(column));
    const called = isNoValue(column) ? undefined : (knownKind(column) ?? NAMES.find(([, name]) => name.test(column))?.[0]);
    const holds = (what: Unsettled) => {
      if (what === "email") return mostly(texts, looksLikeEmail);
      if (what === "phone") return mostly(texts, called === "phone" ? looksLikePhone : looksLikeWorldPhone);
      return called === "title" && mostly(texts, (text) => /\p{L}{2}/u.test(text) && !/\d{3}|@/.test(text)) && !areSalutations(texts);
    };
    const found = samples === undefined ? called : (["email", "phone", "title"] as const).find(holds);
    if ((found === "phone" && isNoValue(column)) || (NOT_OWN.test(column) && matched.some((one) => identifies(one) === found))) return undefined;
    return found !== undefined && meanings.target(found) !== undefined && !this.#isRepeat(column) ? found : undefined;
  }

  /** Whether a known column of each row has the value too, perhaps in another form: "447911123456", "+44 7911 123456". */
  #isRepeat(column: string): boolean {
    const { matched, samples } = this.#options;
    const rows = samples?.rows.filter((cells) => cells.has(column)) ?? [];
    const held = (cells: ReadonlyMap<string, unknown>) => matched.map((one) => foldLetters(String(cells.get(one.column) ?? "")));
    return rows.length > 0 && rows.every((cells) => held(cells).includes(foldLetters(String(cells.get(column)))));
  }

  #suggestion(column: string, unsettled: Unsettled | undefined): string | undefined {
    const { meanings, locale, samples } = this.#options;
    const values = this.#values(column);
    const texts = textsIn(values);
    const [first] = texts;
    const service = first === undefined ? undefined : profileService(first);
    const byValue: Meaning | undefined = service !== undefined && texts.every((text) => profileService(text) === service) ? service : unsettled;
    const target = byValue === undefined ? undefined : meanings.target(byValue);
    if (target) return this.#isOpen(target) ? nameOf(target) : undefined;
    // Without values there is only the name, which may be a typo.
    const usual = usualMeaning(column);
    const meant = usual && meanings.target(usual.meaning);
    if (meant && this.#isOpen(meant) && (samples === undefined || fits(values, meant, locale))) return nameOf(meant);
    return this.#near(column).find((name) => {
      const near = this.#targets.get(name);
      return near !== undefined && fits(values, near, locale);
    });
  }

  /** Whether another column may have the same meaning. */
  #isOpen(target: Target): boolean {
    return isFree(target, this.#options.matched) || holdsMany(target.attribute);
  }

  /** Keys whose names are nearly that of the column. */
  #near(column: string): string[] {
    const name = foldLetters(column);
    // A word of a label is no misspelling of another word.
    const { fields } = this.#options.schema;
    const isWord = fields.some(({ label }) => isPartOf(column, label));
    const isAlike = (other: string) => isNear(name, other) && (!isWord || name.includes(other) || other.includes(name));
    return nearestOf(column, this.#names).filter((key) => this.#names.some(([meant, folded]) => meant === key && isAlike(folded)));
  }
}

/** What a column holds by its usual name, if that name could not be used. */
function knownKind(column: string): Unsettled | undefined {
  const meaning = usualMeaning(column)?.meaning;
  if (meaning === "email" || meaning === "title") return meaning;
  return meaning === "phone" || meaning === "mobile" ? "phone" : undefined;
}

/** Whether two folded names are almost the same, or one is most of the other. */
function isNear(name: string, other: string): boolean {
  const [short, long] = name.length < other.length ? [name, other] : [other, name];
  if (long.startsWith(short) || long.endsWith(short)) return short.length >= 4 && short.length >= long.length * SHORTEST_CONTAINED;
  return editsBetween(short, long) <= Math.max(1, Math.floor(long.length * MOST_EDITS));
}

/** Edits from one name to the other. Two letters that changed places count as one. */
function editsBetween(one: string, other: string): number {
  const sorted = (text: string) => [...text].sort().join("");
  const edits = distance(one, other);
  return sorted(one) === sorted(other) ? Math.ceil(edits / 2) : edits;
}
