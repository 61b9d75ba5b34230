import { type CallForm, IN_UPDATE } from "../fields/call-form.ts";
import type { EncodedEdit, FieldEdit } from "../fields/index.ts";
import { withoutNulls } from "../fields/json.ts";
import { InvalidInput, Problems } from "../fields/rejection.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import type { Attribute, Field, Relationship } from "./contact-schema.ts";
import type { LinksEdit } from "./links.ts";

/** Edits that apply to any contact, regardless of its current values. */
export interface Edits {
  readonly fields: ReadonlyMap<Field, FieldEdit>;
  readonly links: ReadonlyMap<Relationship, LinksEdit>;
  /** As in {@link EncodedEdit}. */
  readonly salutations?: ReadonlyMap<Field, string> | undefined;
  /** The fields that only get something more. */
  readonly additions?: ReadonlySet<Field> | undefined;
  /** The fields whose new value counts from the stored one. */
  readonly shifts?: ReadonlySet<Field> | undefined;
  /** Assumptions that were made, a sentence each. */
  readonly notes: readonly string[];
  /** How the call gives values, for messages about them. */
  readonly form?: CallForm | undefined;
}

/** The argument that gives an attribute, and the key as the agent wrote it. */
export interface GivenAs {
  readonly argument: "fields" | "relationships" | "add" | "remove" | "clear_fields" | "expect";
  readonly written: string;
}

/** Collects the edits of one call. It refuses a second edit of the same attribute. */
export class CollectedEdits {
  readonly fields = new Map<Field, FieldEdit>();
  readonly links = new Map<Relationship, LinksEdit>();
  readonly #salutations = new Map<Field, string>();
  readonly #additions = new Set<Field>();
  readonly #shifts = new Set<Field>();
  readonly problems: Problems;
  readonly #notes = new Set<string>();
  readonly #givenAs = new Map<Attribute, GivenAs>();
  /** The number of null values, or null parts of values. */
  nulls = 0;
  /** The key of the first null. */
  firstNull: string | undefined;

  constructor(readonly form: CallForm = IN_UPDATE) {
    this.problems = new Problems(form);
  }

  /** Where the call gives an attribute. */
  placeOf({ argument, written }: GivenAs, { label }: Attribute): string {
    return this.form.place(argument, written, label);
  }

  /** The given attributes by the agent's names for them, without nulls. */
  given(attributes: Readonly<Record<string, unknown>> = {}): [written: string, given: unknown][] {
    return Object.entries(attributes).flatMap(([written, value]) => {
      const given = withoutNulls(value, () => {
        this.nulls += 1;
        this.firstNull ??= written;
      });
      return given === undefined ? [] : [[written, given] as [string, unknown]];
    });
  }

  field(field: Field, given: GivenAs, { edit, note, salutation, isAddition, isShift }: EncodedEdit): void {
    this.#once(field, given);
    this.fields.set(field, edit);
    if (salutation !== undefined) this.#salutations.set(field, salutation);
    if (isAddition) this.#additions.add(field);
    if (isShift) this.#shifts.add(field);
    if (note) this.#notes.add(note);
  }

  link(relationship: Relationship, given: GivenAs, { edit, note }: { readonly edit: LinksEdit; readonly note?: string | undefined }): void {
    this.#once(relationship, given);
    this.links.set(relationship, edit);
    if (note) this.#notes.add(note);
  }

  /** @param aboutNulls what to say about nulls @throws InvalidInput with every problem of the call */
  edits(aboutNulls: string): Edits {
    this.problems.throwIfAny();
    const ignored = this.nulls === 0 ? [] : [`${showNulls(this.nulls)} ignored${aboutNulls}`];
    const [{ fields, links, form }, salutations, additions, shifts] = [this, this.#salutations, this.#additions, this.#shifts];
    return { fields, links, salutations, additions, shifts, notes: [...this.#notes, ...ignored], form };
  }

  #once(attribute: Attribute, given: GivenAs): void {
    const before = this.#givenAs.get(attribute);
    if (before !== undefined) throw new InvalidInput([`${attribute.agentKey}: ${givenTwice(before, given)}. Accepted: one of them.`]);
    this.#givenAs.set(attribute, given);
  }
}

export function givenTwice(one: GivenAs, other: GivenAs): string {
  if (one.argument !== other.argument) return `Given in both ${one.argument} and ${other.argument}`;
  return one.written === other.written ? `Given twice in ${one.argument}` : `Given twice, as ${quote(one.written)} and as ${quote(other.written)}`;
}

export const showNulls = (count: number) => counted(count, "null was", "nulls were");
