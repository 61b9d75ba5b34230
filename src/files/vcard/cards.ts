import { type Property, propertiesOf } from "./properties.ts";

/** The properties of one card. */
export type Card = readonly Property[];

export const isVcard = (text: string): boolean => /^\s*BEGIN:VCARD\s*$/im.test(text.slice(0, 10_000));

const marks = ({ name, value }: Property, what: "BEGIN" | "END") => name === what && value.trim().toUpperCase() === "VCARD";

/** The cards of a text, in their order. A card inside another (the assistant of vCard 2.1) is left out. */
export async function cardsOf(text: string): Promise<Card[]> {
  const cards: Card[] = [];
  let card: Property[] | undefined;
  let isNested = false;
  for await (const property of propertiesOf(text)) {
    if (marks(property, "BEGIN")) {
      const before = card?.at(-1);
      isNested = before?.name === "AGENT" && before.value.trim() === "";
      if (isNested) continue;
      // The end of the card before is missing.
      if (card) cards.push(card);
      card = [];
    } else if (marks(property, "END")) {
      if (!isNested && card) {
        cards.push(card);
        card = undefined;
      }
      isNested = false;
    } else if (!isNested) card?.push(property);
  }
  return card ? [...cards, card] : cards;
}
