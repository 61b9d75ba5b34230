import type { Locale } from "../../../fields/index.ts";
import { nearest } from "../../../fields/nearest.ts";
import { Problems, Rejection } from "../../../fields/rejection.ts";
import { type ContactSchema, holdsMany } from "../../../schema/contact-schema.ts";
import { quote } from "../../../text/quote.ts";
import { visibleText } from "../../../text/visible.ts";
import { columnKey } from "./column-key.ts";
import { COMPLEMENTS, checkContradictions, isOneOnly } from "./contradictions.ts";
import { labelColumns, onlyLabel, phoneRoutes } from "./labels.ts";
import { placesOfLinks } from "./links.ts";
import { isSameTarget, type MatchedColumn, nameOf, type Route } from "./matched-column.ts";
import { Meanings } from "./meanings.ts";
import { NamedAttributes, type Target } from "./named-attributes.ts";
import { givenMeaning, isUnavailable, namedMeaning, reasonNotWritable } from "./named-columns.ts";
import { recognisedProgram } from "./programs.ts";
import { withoutRivals } from "./rivals.ts";
import type { ColumnSamples } from "./samples.ts";
import { isOther, settleWholes } from "./settle.ts";
import { suffixColumns } from "./suffixes.ts";
import { Suggestions, type UnmatchedColumn } from "./unmatched.ts";
import { type Meaning, usualMeaning } from "./usual-names.ts";
import { areSalutations, fits, textsIn } from "./values.ts";

/** What the columns of a table mean in a workspace. Every column but those of labels is in exactly one of these. */
export interface Columns {
  /** The program that exports such columns, where it is recognised. */
  readonly program: string | undefined;
  readonly matched: readonly MatchedColumn[];
  /** The column that holds contact IDs. */
  readonly id: string | undefined;
  readonly unmatched: readonly UnmatchedColumn[];
  /** `reason`: why, after a label: "Created at is read-only". */
  readonly notWritable: readonly { readonly column: string; readonly reason: string }[];
  /** Columns that the call leaves out. */
  readonly leftOut: readonly string[];
  /** Columns without any value. */
  readonly empty: readonly string[];
}

/**
 * The meanings that the call gives to columns, by column: agent keys ("email", "address.city"), or "" for a column
 * that is left out.
 */
export type ColumnKeys = Readonly<Record<string, string>>;

export interface ColumnMatching {
  readonly keys?: ColumnKeys | undefined;
  /** Values that say what a column means where its name does not. */
  readonly samples?: ColumnSamples | undefined;
  readonly locale?: Locale | undefined;
}

/** Meanings by usual names that count only if values of the column have the form. */
const BY_VALUES: ReadonlySet<Meaning> = new Set(["name", "link", "linkedIn", "x", "instagram", "facebook", "birthday"]);

/** Matches the columns of one table. */
export class ColumnMatcher {
  readonly #columns: readonly string[];
  readonly #schema: ContactSchema;
  readonly #samples: ColumnSamples | undefined;
  readonly #locale: Locale | undefined;
  readonly #given: ReadonlyMap<string, string>;
  readonly #named: NamedAttributes;
  readonly #program: ReturnType<typeof recognisedProgram>;
  readonly #meanings: Meanings;
  readonly #labels: ReadonlyMap<string, string>;
  readonly #problems = new Problems();
  readonly #matched: MatchedColumn[] = [];
  readonly #ids: string[] = [];
  readonly #notWritable: { column: string; reason: string }[] = [];
  readonly #placeless: UnmatchedColumn[] = [];
  readonly #leftOut: string[] = [];
  readonly #empty: string[] = [];

  constructor(columns: readonly string[], schema: ContactSchema, { keys = {}, samples, locale }: ColumnMatching) {
    this.#columns = columns;
    this.#schema = schema;
    this.#samples = samples;
    this.#locale = locale;
    this.#given = new Map(Object.entries(keys).map(([column, key]) => [visibleText(column).trim(), key.trim()]));
    this.#named = new NamedAttributes(schema);
    this.#program = recognisedProgram(columns);
    this.#meanings = new Meanings(schema, this.#program?.name);
    this.#labels = labelColumns(columns);
  }

  columns(): Columns {
    this.#checkGiven();
    const labels = new Set(this.#labels.values());
    const others = this.#columns.filter((column) => !this.#isSettled(column) && (this.#given.has(column) || !labels.has(column)));
    const usual = others.flatMap((column) => (this.#settle(column) ? [] : [column]));
    const unknown = this.#matchUsual(usual);
    const places = new Map(this.#columns.map((column, at) => [column, at]));
    // The "van" of a name stands before the rest of it, wherever its column is.
    const placeOf = ({ column, group }: MatchedColumn) => (group === "lastNamePrefix" ? -1 : (places.get(column) ?? 0));
    const inOrder = this.#matched.toSorted((a, b) => placeOf(a) - placeOf(b));
    const wholes = settleWholes(inOrder, this.#samples, new Set(this.#given.keys()));
    const open = [...unknown, ...this.#placeless.map(({ column }) => column)].filter((column) => !this.#given.has(column));
    const suffixes = suffixColumns(open, this.#meanings.target("lastName"), wholes);
    const isSuffix = (column: string) => suffixes.some((one) => one.column === column);
    const matched = [...wholes, ...suffixes];
    checkContradictions(matched, this.#ids, this.#problems);
    this.#problems.throwIfAny();
    const options = { schema: this.#schema, meanings: this.#meanings, matched, samples: this.#samples, locale: this.#locale };
    return {
      program: this.#program?.name,
      matched,
      id: this.#ids[0],
      unmatched: [
        ...new Suggestions(options).of(unknown.filter((column) => !isSuffix(column))),
        ...this.#placeless.filter(({ column }) => !isSuffix(column)),
      ],
      notWritable: this.#notWritable,
      leftOut: this.#leftOut,
      empty: this.#empty,
    };
  }

  #checkGiven(): void {
    for (const column of this.#given.keys()) {
      this.#problems.collect("columns", () => {
        if (!this.#columns.includes(column))
          throw new Rejection(`There is no column ${quote(column)}`, this.#columns.map(quote).join(", "), nearest(column, this.#columns));
      });
    }
  }

  /** Settles a column that the call leaves out, or that holds nothing. */
  #isSettled(column: string): boolean {
    const key = this.#given.get(column);
    if (key === "") this.#leftOut.push(column);
    else if (key === undefined && this.#samples && !this.#samples.values.has(column)) this.#empty.push(column);
    else return false;
    return true;
  }

  /** Settles a column whose meaning is given, known from the program, or its name. */
  #settle(column: string): boolean {
    const key = this.#given.get(column);
    const isSettled = this.#problems.collect(key === undefined ? `column ${quote(column)}` : `columns, ${quote(column)}`, () => {
      if (key !== undefined) return this.#take(column, givenMeaning(key, this.#named, this.#schema, this.#meanings));
      if (this.#matchAsProgram(column)) return true;
      const meaning = namedMeaning(this.#nameOf(column), this.#named, this.#schema);
      // A program has its own stages and regions under the same names.
      const isOwn =
        this.#program && meaning !== undefined && meaning !== "id" && !fits(this.#samples?.values.get(column) ?? [], meaning, this.#locale);
      return isOwn ? false : this.#take(column, meaning);
    });
    return isSettled ?? true;
  }

  /** What a column is called: without the number of a repeated name, or as all its values are labelled. */
  #nameOf(column: string): string {
    const plain = column.replace(/ \(\d+\)$/, "");
    if (plain !== column && this.#columns.includes(plain)) return plain;
    if (!/\d/.test(column)) return column;
    return onlyLabel(this.#labels.get(column), this.#samples) ?? column;
  }

  #take(column: string, meaning: Target | "id" | undefined): boolean {
    if (meaning === undefined) return false;
    if (meaning === "id") {
      if (this.#given.has(column) || !this.#samples || this.#samples.withOurIds.has(column)) this.#ids.push(column);
      else this.#matchForeignIds(column);
      return true;
    }
    if (this.#isNameOfOther(column, meaning)) {
      const company = this.#meanings.target("company");
      this.#placeless.push({ column, suggestion: company && this.#isFree(company) ? nameOf(company) : undefined });
      return true;
    }
    const link = this.#meanings.target("link");
    if (link && isSameTarget(link, meaning) && !this.#given.has(column)) return this.#matchLinks(column, `called ${this.#nameOf(column)}`, 0);
    const reason = reasonNotWritable(meaning.attribute);
    const group = this.#given.has(column) ? "given" : `called ${this.#nameOf(column)}`;
    if (reason === undefined) this.#match(column, meaning, group, {});
    else this.#notWritable.push({ column, reason });
    return true;
  }

  /** Whether a column called "Name" is not that of the person: another one says that it is, with other values. */
  #isNameOfOther(column: string, target: Target): boolean {
    const samples = this.#samples;
    if (!samples || this.#given.has(column) || columnKey(column) !== "name") return false;
    const name = this.#meanings.target("name");
    if (!name || !isSameTarget(name, target)) return false;
    return this.#columns.some((other) => {
      const isPerson = other !== column && this.#given.get(other) === undefined && usualMeaning(other)?.meaning === "name";
      return isPerson && fits(samples.values.get(other) ?? [], name, this.#locale) && isOther(column, other, samples);
    });
  }

  #matchForeignIds(column: string): void {
    const target = this.#meanings.target("foreignId");
    if (target && this.#isFree(target)) this.#match(column, target, "IDs", {});
    else this.#placeless.push({ column, reason: "IDs of another program", isPlaceless: true });
  }

  #isFree(target: Target): boolean {
    return !this.#matched.some((one) => one.attribute === target.attribute && (one.part === undefined || one.part === target.part));
  }

  #matchAsProgram(column: string): boolean {
    const known = this.#program?.meaning(column) ?? this.#program?.meaning(this.#nameOf(column));
    if (!known) return false;
    const { meaning } = known;
    if (meaning === "foreignId") {
      if (this.#samples?.withOurIds.has(column)) this.#ids.push(column);
      else this.#matchForeignIds(column);
      return true;
    }
    if (meaning === "title" && areSalutations(this.#texts(column))) this.#placeless.push({ column, reason: "forms of address", isPlaceless: true });
    else if (meaning === undefined) this.#placeless.push({ column, isPlaceless: true });
    else return this.#matchMeaning(column, meaning, "program", known.choice + (this.#isList(meaning) ? 0 : known.number - 1));
    return true;
  }

  #isList(meaning: Meaning): boolean {
    const attribute = this.#meanings.target(meaning)?.attribute;
    return attribute?.kind === "field" && holdsMany(attribute);
  }

  #texts(column: string): readonly string[] {
    return textsIn(this.#samples?.values.get(column) ?? []);
  }

  /** Matches a column by a meaning, if the workspace has a place for it. */
  #matchMeaning(column: string, meaning: Meaning, group: string, choice: number): boolean {
    if (meaning === "link") return this.#matchLinks(column, group, choice);
    const target = this.#meanings.target(meaning);
    if (!target || (isOneOnly(target) && !this.#isFree(target))) return false;
    this.#match(column, target, group, { choice });
    return true;
  }

  /** Matches a column of links to the place of what it holds. */
  #matchLinks(column: string, group: string, choice: number): boolean {
    const places = placesOfLinks(this.#texts(column), this.#meanings);
    if (!places) return false;
    this.#match(column, places.target, group, { choice, routes: places.routes });
    return true;
  }

  /** Where labelled numbers go. */
  #phoneRoutes({ attribute }: Target): readonly Route[] | undefined {
    if (attribute.kind !== "field" || attribute.type.identifies !== "phone") return undefined;
    const mobile = this.#meanings.target("mobile");
    const isMain = attribute === this.#meanings.target("phone")?.attribute;
    return phoneRoutes(isMain && mobile?.attribute !== attribute ? mobile : undefined);
  }

  #match(column: string, target: Target, group: string, how: Partial<Pick<MatchedColumn, "choice" | "routes">>): void {
    const labels = this.#labels.get(column);
    const routes = how.routes ?? (labels === undefined ? undefined : this.#phoneRoutes(target));
    this.#matched.push({
      column,
      ...target,
      group,
      choice: how.choice ?? 0,
      isNamed: this.#named.targets(this.#nameOf(column)).some((named) => isSameTarget(named, target)),
      labels,
      routes,
    });
  }

  /** Matches columns by their usual names. @returns the columns that none of them fits, or several for one value */
  #matchUsual(columns: readonly string[]): string[] {
    const meant = columns.flatMap((column) => {
      const usual = isUnavailable(column, this.#schema) ? undefined : usualMeaning(this.#nameOf(column));
      const values = this.#samples?.values.get(column) ?? [];
      const target = usual && this.#meanings.target(usual.meaning);
      if (!usual || (usual.meaning !== "link" && !target)) return [];
      if (usual.meaning === "title" && areSalutations(this.#texts(column))) {
        this.#placeless.push({ column, reason: "forms of address", isPlaceless: true });
        return [];
      }
      if (target && BY_VALUES.has(usual.meaning) && usual.meaning !== "link" && !fits(values, target, this.#locale)) return [];
      // A number of any kind is a better choice for a single number than one of the mobile phone.
      const isSecond = usual.meaning === "mobile" && target !== undefined && target === this.#meanings.target("phone");
      return [{ column, name: this.#nameOf(column), meaning: usual.meaning, choice: usual.choice + (isSecond ? 1 : 0), target }];
    });
    for (const { column, name, meaning, choice } of withoutRivals(meant, this.#matched)) {
      this.#matchMeaning(column, meaning, COMPLEMENTS.includes(meaning) ? meaning : `called ${name}`, choice);
    }
    const settled = new Set([...this.#matched, ...this.#placeless].map(({ column }) => column));
    return columns.filter((column) => !settled.has(column));
  }
}
