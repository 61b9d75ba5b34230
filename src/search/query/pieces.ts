import { wordsOf } from "../tokens.ts";

export type AddressPart = "local" | "domain" | "path";

/** A word of a question, or the digits of a number, as it stands there. */
export interface Piece {
  readonly written: string;
  readonly digits?: string;
  /** Part of an address such as `dana@initech.com` or `x.com/dana`: what ends a domain need not match. */
  readonly inAddress?: AddressPart | undefined;
  /** "Priya's", "Tomás'". */
  readonly possessive?: boolean;
  /** A single letter with a dot: "A." */
  readonly isInitial?: boolean;
  readonly endsClause: boolean;
}

/** Digits as people write phone numbers, of at least three digits in all; an extension is no part of the number. */
const NUMBER = /(?<![\p{L}\p{N}])(?<number>\+?\(?\d(?:[\d\s().\-/]*\d)?)(?:\s*(?:ext\.?|extension|x)\s*\d{1,6})?(?![\p{L}\p{N}])/giu;

const LEAST_DIGITS = 3;

/** What separates words as far as "at Acme, Berlin" is concerned. */
const CLAUSE_END = /[,;?!]/;

const INITIAL = /^\p{L}\.[,;?!]?$/u;

const POSSESSIVE = /\p{L}['’]s?[,;?!]?$/iu;

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

/** The words and numbers of a question, in order. */
export function piecesOf(query: string): Piece[] {
  const pieces: Piece[] = [];
  const change = (at: number, changes: Partial<Piece>) => {
    const piece = pieces[at];
    if (piece) pieces[at] = { ...piece, ...changes };
  };
  const addWords = (text: string) => {
    for (const chunk of text.split(/\s+/)) {
      const before = pieces.length;
      for (const [inAddress, part] of addressParts(chunk)) {
        for (const written of wordsOf(part)) pieces.push({ written, inAddress, endsClause: false });
      }
      const last = pieces.length - 1;
      if (CLAUSE_END.test(chunk.slice(-1))) change(last, { endsClause: true });
      if (last >= before && POSSESSIVE.test(chunk)) change(last, { possessive: true });
      if (last >= before && INITIAL.test(chunk)) change(last, { isInitial: true });
      if (chunk === "@") pieces.push({ written: "@", endsClause: false });
    }
  };
  let from = 0;
  for (const match of query.matchAll(NUMBER)) {
    const written = match.groups?.number ?? "";
    // Nobody writes the 0 in brackets when calling from abroad.
    const digits = written.replace(/\(0\)/, "").replace(/\D/g, "");
    if (digits.length < LEAST_DIGITS) continue;
    addWords(query.slice(from, match.index));
    pieces.push({ written, digits, endsClause: false });
    from = match.index + match[0].length;
  }
  addWords(query.slice(from));
  return pieces;
}
