import { fold } from "./fold.ts";
import { ANYONE, CUES, DOMAIN_ENDS, FILLERS, type Preference } from "./query-words.ts";
import { wordsOf } from "./tokens.ts";

/** One thing to look for. */
export interface QueryWord {
  /** As it was written. */
  readonly written: string;
  /** Folded; the digits alone where they may be of a phone number. */
  readonly folded: string;
  /** Where the digits may be of a phone number: the words they were written as. */
  readonly digitGroups?: readonly string[];
  /** False for words that need not match. */
  readonly required: boolean;
  /** What the words before it say that it is. */
  readonly preference: Preference | undefined;
}

/** Digits as people write phone numbers, of at least three digits in all. */
const NUMBER = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\d\s().\-/]*\d)?(?![\p{L}\p{N}])/gu;

const LEAST_DIGITS = 3;

/** What separates words as far as "at Acme, Berlin" is concerned. */
const CLAUSE_END = /[,;?!]/;

type AddressPart = "local" | "domain" | "path";

interface Piece {
  readonly written: string;
  readonly digits?: string;
  /** Part of an address such as `dana@initech.com` or `x.com/dana`: what ends a domain need not match. */
  readonly inAddress?: AddressPart | undefined;
  readonly endsClause: boolean;
}

/** "dana@initech.com", "@initech", "initech.com", "https://x.com/dana"; not "J.Smith". */
const ADDRESS = /^(?:https?:\/\/)?(?:(?<local>[^@\s]*)@)?(?<domain>[^\s/@]+)(?<path>\/\S*)?$/;

function addressParts(chunk: string): (readonly [AddressPart | undefined, string])[] {
  const { local, domain = "", path = "" } = ADDRESS.exec(chunk)?.groups ?? {};
  if (domain === "" || (local === undefined && !/\w\.\p{L}{2,}/u.test(domain))) return local ? [["local", local]] : [[undefined, chunk]];
  return [
    ["local", local ?? ""],
    ["domain", domain],
    ["path", path],
  ];
}

function piecesOf(query: string): Piece[] {
  const pieces: Piece[] = [];
  const addWords = (text: string) => {
    for (const chunk of text.split(/\s+/)) {
      for (const [inAddress, part] of addressParts(chunk)) {
        for (const written of wordsOf(part)) pieces.push({ written, inAddress, endsClause: false });
      }
      const last = pieces.at(-1);
      if (CLAUSE_END.test(chunk.slice(-1)) && last) pieces[pieces.length - 1] = { ...last, endsClause: true };
      if (chunk === "@") pieces.push({ written: "@", endsClause: false });
    }
  };
  let from = 0;
  for (const match of query.matchAll(NUMBER)) {
    const written = match[0];
    // Nobody writes the 0 in brackets when calling from abroad.
    const digits = written.replace(/\(0\)/, "").replace(/\D/g, "");
    if (digits.length < LEAST_DIGITS) continue;
    addWords(query.slice(from, match.index));
    pieces.push({ written, digits, endsClause: false });
    from = match.index + written.length;
  }
  addWords(query.slice(from));
  return pieces;
}

/** Takes a question apart into the words to look for. Nothing in it is an error; a question of fillers alone is taken at its word. */
export function parseQuery(query: string): QueryWord[] {
  const pieces = piecesOf(query);
  const words: QueryWord[] = [];
  let preference: Preference | undefined;
  pieces.forEach((piece, index) => {
    const { written, digits, inAddress } = piece;
    const folded = digits ?? fold(written);
    if (folded === "" && written !== "@") return;
    if (isAnyone(folded, pieces, index)) return;
    const cue = inAddress ? undefined : CUES.get(written === "@" ? "@" : folded);
    const filler = !digits && !inAddress && (FILLERS.has(folded) || cue !== undefined);
    const addressEnd = (inAddress === "domain" && DOMAIN_ENDS.has(folded)) || (inAddress === "path" && FILLERS.has(folded));
    if (filler) preference = cue ?? (NEUTRAL.has(folded) ? preference : undefined);
    if (written !== "@") {
      const groups = digits === undefined ? undefined : wordsOf(written).map(fold);
      words.push({
        written: written.trim(),
        folded,
        ...(groups ? { digitGroups: groups } : {}),
        required: !filler && !addressEnd,
        preference: filler ? undefined : inAddress ? ADDRESS_PARTS[inAddress] : preference,
      });
    }
    if (piece.endsClause) preference = undefined;
  });
  return words.some(({ required }) => required) ? words : words.map((word) => ({ ...word, required: true }));
}

/** Words between a cue and what it is about: "at the Acme", "a number ending in 4471", "owned by Kenji". */
const NEUTRAL: ReadonlySet<string> = new Set(["the", "a", "an", "our", "is", "my", "and", "by"]);

/** "@dana" may be a handle, "dana@" is an address. */
const ADDRESS_PARTS: Readonly<Record<AddressPart, Preference>> = {
  local: { factors: { email: 1.5 }, others: 1 },
  domain: { factors: { domain: 1.5, email: 1.2, url: 1.4, account: 1.1, handle: 1.3 }, others: 0.8 },
  path: { factors: { handle: 1.8, url: 1.5 }, others: 1 },
};

/** "People in Berlin", "our contacts at Acme": not "Head of People", "VP People". */
function isAnyone(folded: string, pieces: readonly Piece[], index: number): boolean {
  if (!ANYONE.has(folded)) return false;
  const before = pieces.slice(0, index).every(({ written }) => FILLERS.has(fold(written)));
  const next = pieces[index + 1];
  return before && pieces.length > 1 && next !== undefined && (FILLERS.has(fold(next.written)) || CUES.has(fold(next.written)));
}
