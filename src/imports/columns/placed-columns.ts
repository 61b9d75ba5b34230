import { type Attribute, type ContactSchema, holdsMany } from "../../schema/contact-schema.ts";
import { labelColumns, labelRoutes, onlyLabel } from "./labels.ts";
import { identifies, isOneOnly, isReachedBy, isSameTarget, type MatchedColumn, type Route } from "./matched-column.ts";
import { Meanings } from "./meanings.ts";
import { NamedAttributes, namesOf, type Target } from "./named-attributes.ts";
import type { ColumnSamples } from "./samples.ts";
import type { UnmatchedColumn } from "./unmatched.ts";
import { type Meaning, usualMeaning } from "./usual-names.ts";
import { profileService, textsIn } from "./values.ts";

/** Services whose profiles have their own field. */
const SERVICES: readonly Meaning[] = ["linkedIn", "x", "instagram"];

/** Where the links of a column go. */
interface LinkPlaces {
  readonly target: Target;
  readonly routes: readonly Route[];
}

/**
 * Where a column of links goes: to the field of a service if it holds profiles of that service, else to the field for
 * web pages. If it holds both, each link goes to its own field.
 */
function placesOfLinks(texts: readonly string[], meanings: Meanings): LinkPlaces | undefined {
  const page = meanings.target("link");
  const profiles = SERVICES.flatMap((service) => {
    const to = meanings.target(service);
    return to ? [{ service, to }] : [];
  });
  const held = new Set(texts.map(profileService));
  const [only] = held;
  const target = (held.size === 1 && profiles.find(({ service }) => service === only)?.to) || page;
  if (!target) return undefined;
  const isOf = (service: Meaning | undefined) => (value: unknown) => typeof value === "string" && profileService(value.trim()) === service;
  const routes = profiles.map(({ service, to }): Route => ({ takes: isOf(service), to }));
  return { target, routes: page && target !== page ? [...routes, { takes: isOf(undefined), to: page }] : routes };
}

const holdsNotes = (attribute: Attribute) =>
  attribute.kind === "field" && attribute.type.list.hasLines && namesOf(attribute).some((name) => usualMeaning(name)?.meaning === "notes");

/**
 * Where the columns of a table go, for those that are settled so far. The matcher's rules place one column after the
 * other.
 */
export class PlacedColumns {
  readonly #columns: readonly string[];
  readonly #samples: ColumnSamples | undefined;
  readonly named: NamedAttributes;
  readonly meanings: Meanings;
  /** The columns of labels, by the column that they label. */
  readonly labels: ReadonlyMap<string, string>;
  readonly matched: MatchedColumn[] = [];
  /** Columns for which the workspace has no field. */
  readonly placeless: UnmatchedColumn[] = [];

  constructor(columns: readonly string[], schema: ContactSchema, samples: ColumnSamples | undefined, program: string | undefined) {
    this.#columns = columns;
    this.#samples = samples;
    this.named = new NamedAttributes(schema);
    this.meanings = new Meanings(schema, program);
    this.labels = labelColumns(columns);
  }

  /**
   * The name of a column, without the number of a repeated name. If the name says nothing ("Custom Field 1 - Value"), and
   * all its values have the same label, that label.
   */
  nameOf(column: string): string {
    const plain = column.replace(/ \(\d+\)$/, "");
    if (plain !== column && this.#columns.includes(plain)) return plain;
    if (!/\d/.test(column) || usualMeaning(column) !== undefined) return column;
    return onlyLabel(this.labels.get(column), this.#samples) ?? column;
  }

  texts(column: string): readonly string[] {
    return textsIn(this.#samples?.values.get(column) ?? []);
  }

  /** The first texts of a column, and others from all over the table. */
  textsAllOver(column: string): readonly string[] {
    return [...this.texts(column), ...textsIn(this.#samples?.rows.map((cells) => cells.get(column)) ?? [])];
  }

  isFree(target: Target): boolean {
    return !this.matched.some((one) => one.attribute === target.attribute && (one.part === undefined || one.part === target.part));
  }

  isSettled(column: string): boolean {
    return [...this.matched, ...this.placeless].some((one) => one.column === column);
  }

  match(column: string, target: Target, group: string, how: Partial<Pick<MatchedColumn, "choice" | "routes" | "unit">>): void {
    const labels = this.labels.get(column);
    const routes = how.routes ?? (labels === undefined ? undefined : this.#labelRoutes(target));
    this.matched.push({
      column,
      ...target,
      group,
      choice: how.choice ?? 0,
      unit: how.unit,
      isNamed: this.named.targets(this.nameOf(column)).some((named) => isSameTarget(named, target)),
      hasNotes: holdsNotes(target.attribute),
      labels,
      rest: holdsMany(target.attribute) ? undefined : this.#listFor(target),
      routes,
    });
  }

  /** Matches a column by a meaning, if the workspace has a place for it. */
  matchMeaning(column: string, meaning: Meaning, group: string, choice: number): boolean {
    if (meaning === "link") return this.matchLinks(column, group, choice);
    const target = this.meanings.target(meaning);
    if (!target) return false;
    if (isOneOnly(target) && !this.isFree(target)) return this.matchAsOther(column, target, group);
    this.match(column, target, group, { choice });
    return true;
  }

  /** A second mobile number goes to the list of all numbers, if there is one, and a second address to that of addresses. */
  matchAsOther(column: string, target: Target, group: string): boolean {
    const other = this.#listFor(target);
    if (!other) return false;
    this.match(column, other, group, {});
    return true;
  }

  #listFor(target: Target): Target | undefined {
    const kind = identifies(target);
    const list = kind && this.meanings.target(kind);
    return list && holdsMany(list.attribute) ? list : undefined;
  }

  /** Matches a column of links to the place of what it holds. */
  matchLinks(column: string, group: string, choice: number): boolean {
    const places = placesOfLinks(this.texts(column), this.meanings);
    if (!places) return false;
    this.match(column, places.target, group, { choice, routes: places.routes });
    return true;
  }

  matchForeignIds(column: string): void {
    const target = this.meanings.target("foreignId");
    if (target && this.isFree(target)) this.match(column, target, "IDs", {});
    else this.placeless.push({ column, reason: "IDs of another program", isPlaceless: true });
  }

  /** Where labelled addresses and numbers go. */
  #labelRoutes(target: Target): readonly Route[] | undefined {
    if (!isReachedBy(target)) return undefined;
    const mobile = this.meanings.target("mobile");
    const isMain = target.attribute === this.meanings.target("phone")?.attribute;
    return labelRoutes(isMain && mobile?.attribute !== target.attribute ? mobile : undefined);
  }
}
