import type { WireContact } from "../../api/wire.ts";
import type { Locale } from "../../fields/index.ts";
import { Rejection, unlessRejected } from "../../fields/rejection.ts";
import type { NameDirectory } from "../../names/name-directory.ts";
import { attributeOrPart } from "../../schema/attribute-part.ts";
import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import { rawValueOf } from "../../schema/timestamps.ts";
import { Best } from "../../search/ranking/best.ts";
import { foldCase } from "../../text/fold.ts";
import { quote } from "../../text/quote.ts";

/** What contacts are sorted by. */
export interface SortKey {
  readonly attribute: Attribute;
  readonly descending: boolean;
}

type Place = number | string | undefined;

export const DIRECTION = /[\s:]+(asc|ascending|desc|descending)$/i;

export const isDescending = (written: string): boolean => /^\s*-/.test(written) || /^desc/i.test(DIRECTION.exec(written.trim())?.[1] ?? "");

/** A part of `sort` without its direction. */
export const withoutDirection = (written: string): string =>
  written
    .trim()
    .replace(DIRECTION, "")
    .replace(/^[-+]\s*/, "");

/** Reads "deal_size desc, created". @throws Rejection */
export function parseSort(written: string, schema: ContactSchema): SortKey[] {
  const parts = written.split(",").filter((part) => part.trim() !== "");
  if (parts.length === 0) throw new Rejection(`${quote(written)} names nothing to sort by`, 'a key, e.g. "deal_size desc"');
  return parts.map((part) => {
    const name = withoutDirection(part);
    const [, key = "", word] = /^(\S+)\s+(\S+)$/.exec(name) ?? [];
    const isNamed = (one: string) => unlessRejected(() => attributeOrPart(one, schema)) !== undefined;
    if (!isNamed(name) && isNamed(key)) throw new Rejection(`${quote(word)} is not a direction`, "asc or desc");
    return { attribute: attributeOrPart(name, schema), descending: isDescending(part) };
  });
}

/** Numbers first, then texts. */
export function comparePlaces(a: number | string, b: number | string): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === "number" ? -1 : 1;
}

/** The place of a contact by one attribute: of its first value. */
function placeBy(attribute: Attribute, locale: Locale, nameOf: NameDirectory["nameOf"]): (contact: WireContact) => Place {
  if (attribute.kind === "field") {
    const { type, definition } = attribute;
    return (contact) => type.order.ordered(rawValueOf(contact, attribute), definition, locale)[0]?.order;
  }
  const names = new Map<string, Place>();
  const { objectType } = attribute.definition;
  return (contact) => {
    const id = contact.relationships.get(attribute.apiKey)?.ids[0];
    if (id === undefined) return undefined;
    if (!names.has(id)) names.set(id, foldCase(nameOf(objectType, id) ?? id));
    return names.get(id);
  };
}

interface Placed {
  readonly id: string;
  readonly places: readonly Place[];
  /** Contacts that are alike keep their order. */
  readonly at: number;
}

/** The first contacts in an order, without sorting all. Contacts without a value come last, in both directions. */
export class InOrder {
  readonly #places: readonly ((contact: WireContact) => Place)[];
  readonly #best: Best<Placed>;
  #count = 0;
  #empty = 0;

  /** @param most how many contacts to keep */
  constructor(keys: readonly SortKey[], most: number, locale: Locale, nameOf: NameDirectory["nameOf"]) {
    this.#places = keys.map(({ attribute }) => placeBy(attribute, locale, nameOf));
    this.#best = new Best<Placed>(most, (a, b) => {
      for (const [index, { descending }] of keys.entries()) {
        const [x, y] = [a.places[index], b.places[index]];
        if (x === y) continue;
        if (x === undefined) return 1;
        if (y === undefined) return -1;
        const compared = comparePlaces(x, y);
        if (compared !== 0) return descending ? -compared : compared;
      }
      return a.at - b.at;
    });
  }

  add(contact: WireContact): void {
    const places = this.#places.map((place) => place(contact));
    if (places[0] === undefined) this.#empty += 1;
    this.#best.add({ id: contact.id, places, at: this.#count++ });
  }

  /** How many contacts were added, and how many of them have no value to be sorted by. */
  get counts(): { readonly all: number; readonly empty: number } {
    return { all: this.#count, empty: this.#empty };
  }

  ids(): string[] {
    return this.#best.sorted().map(({ id }) => id);
  }
}
