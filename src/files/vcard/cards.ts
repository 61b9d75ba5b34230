import { Rejection } from "../../fields/rejection.ts";
import { type Property, propertiesOf } from "./properties.ts";

export type Card = readonly Property[];

/** How much of a text says whether it holds vCards. */
const BEGINNING = 10_000;

/** More than any person has. */
const MOST_PROPERTIES = 2000;

export const isVcard = (text: string): boolean => /^[ \t]*BEGIN:VCARD[ \t]*$/im.test(text.slice(0, BEGINNING));

const marks = ({ name, value }: Property, what: "BEGIN" | "END") => name === what && value.trim().toUpperCase() === "VCARD";

/** The cards of a text, in order. A card inside another is left out. @throws Rejection for one that never ends */
export async function* cardsOf(text: string, signal?: AbortSignal): AsyncGenerator<Card> {
  let card: Property[] | undefined;
  let isNested = false;
  for await (const property of propertiesOf(text, signal)) {
    if (marks(property, "BEGIN")) {
      const before = card?.at(-1);
      isNested = before?.name === "AGENT" && before.value.trim() === "";
      if (isNested) continue;
      // The end of the card before is missing.
      if (card) yield card;
      card = [];
    } else if (marks(property, "END")) {
      if (!isNested && card) {
        yield card;
        card = undefined;
      }
      isNested = false;
    } else if (!isNested && card) {
      if (card.length === MOST_PROPERTIES) throw new Rejection(`A card has more than ${MOST_PROPERTIES} lines`, "cards that end with END:VCARD");
      card.push(property);
    }
  }
  if (card) yield card;
}
