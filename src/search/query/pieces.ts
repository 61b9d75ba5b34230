import { fold } from "../../text/fold.ts";
import { wordsOf } from "../tokens.ts";

export type AddressPart = "local" | "domain" | "path";

/** A word of a query, or a number. */
export interface Piece {
  readonly written: string;
  readonly digits?: string;
  /** The part of an address such as `dana@initech.com` or `x.com/dana` that it is. */
  readonly inAddress?: AddressPart | undefined;
  /** "Priya's", "Tomás'". */
  readonly possessive?: boolean;
  /** A single letter with a dot: "A." */
  readonly isInitial?: boolean;
  readonly endsClause: boolean;
}

/** A number as people write phone numbers, without the extension. */
const NUMBER = /(?<![\p{L}\p{N}])(?<number>\+?\(?\d(?:[\d\s().\-/]*\d)?)(?:\s*(?:ext\.?|extension|x)\s*\d{1,6})?(?![\p{L}\p{N}])/giu;

const LEAST_DIGITS = 3;

/** Marks that end the reach of a cue: "at Acme, Berlin". */
const CLAUSE_END = /[,;?!]/;

const INITIAL = /^\p{L}\.[,;?!]?$/u;

const POSSESSIVE = /\p{L}['’]s?[,;?!]?$/iu;

/** Matches "dana@initech.com", "@initech", "initech.com" and "https://x.com/dana". */
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

/** The folded word at a place; "" beside the query. */
export const wordAt = (pieces: readonly Piece[], index: number): string => fold(pieces[index]?.written ?? "");

/** Shorter numbers are the last digits of one. */
const LEAST_OF_PHONE = 7;

/** The whole phone numbers in a query, as they were written. */
export const phoneNumbersIn = (query: string): string[] =>
  piecesOf(query).flatMap(({ written, digits = "" }) => (digits.length < LEAST_OF_PHONE ? [] : [written.trim()]));

/** The words and numbers of a query, in order. */
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
    // The 0 in brackets is not dialled from abroad, and not stored.
    const digits = written.replace(/\(0\)/, "").replace(/\D/g, "");
    if (digits.length < LEAST_DIGITS) continue;
    addWords(query.slice(from, match.index));
    pieces.push({ written, digits, endsClause: false });
    from = match.index + match[0].length;
  }
  addWords(query.slice(from));
  return pieces;
}
