import { type Piece, wordAt } from "./pieces.ts";
import { ANYONE, CUES, FILLERS, OWNED, OWNER, OWNER_OR_ACCOUNT, type Preference } from "./query-words.ts";

/** The most words between "my" and the word for contacts: "my churned customers". */
const MOST_BETWEEN = 2;

const OWN = new Set(["own", "owns"]);

/** Whether the word for contacts stands alone, not as part of a title: "my accounts payable contact". */
function isAllOfIt(pieces: readonly Piece[], index: number): boolean {
  const [word, next] = [wordAt(pieces, index), wordAt(pieces, index + 1)];
  return next === "" || pieces[index]?.endsClause === true || [ANYONE.has(word), FILLERS.has(next), CUES.has(next), OWNED.has(next)].includes(true);
}

/** Whether a word for contacts comes after the word. */
function hasContacts(pieces: readonly Piece[], index: number): boolean {
  for (let at = index + 1; at <= index + 1 + MOST_BETWEEN; at++) {
    if (pieces[at - 1]?.endsClause || CUES.has(wordAt(pieces, at))) return false;
    if (OWNED.has(wordAt(pieces, at))) return isAllOfIt(pieces, at);
  }
  return false;
}

/**
 * Whether a query asks for the user's own contacts: "my customers", "contacts of mine", "owned by me", "how many leads
 * do I have". "How many contacts do I have" asks for all of the workspace.
 */
export function asksForOwn(pieces: readonly Piece[]): boolean {
  return pieces.some((_, index) => {
    const [word, before] = [wordAt(pieces, index), wordAt(pieces, index - 1)];
    if (word === "my") return hasContacts(pieces, index);
    if (word === "me" && wordAt(pieces, index - 3) === "not") return false;
    if (word === "me") return CUES.get(before === "by" || before === "is" ? wordAt(pieces, index - 2) : before) === OWNER;
    if (word === "have" && before === "i" && wordAt(pieces, index - 2) === "do")
      return pieces.some((_, at) => at < index && OWNED.has(wordAt(pieces, at)) && !ANYONE.has(wordAt(pieces, at)));
    return (word === "mine" && (before === "of" || before === "are")) || (OWN.has(word) && before === "i");
  });
}

/** The words that name an owner, by their place: "Alex Morgan's contacts", "who does Tomás own". */
export function ownersIn(pieces: readonly Piece[]): ReadonlyMap<number, Preference> {
  const owners = new Map<number, Preference>();
  const isName = (index: number) => {
    const [piece, word] = [pieces[index], wordAt(pieces, index)];
    return piece !== undefined && !piece.digits && !piece.inAddress && !FILLERS.has(word) && !CUES.has(word);
  };
  pieces.forEach((piece, index) => {
    const owner = piece.possessive && hasContacts(pieces, index) ? OWNER_OR_ACCOUNT : OWN.has(wordAt(pieces, index + 1)) ? OWNER : undefined;
    if (owner === undefined) return;
    for (let at = index; isName(at) && (at === index || !pieces[at]?.endsClause); at--) owners.set(at, owner);
  });
  return owners;
}
