import { foldLetters } from "../../text/fold.ts";

/** The letters and digits of a column's name, by which it is looked up: "Straße (privat)" and "STRASSE PRIVAT" are one. */
export const columnKey = (name: string): string => foldLetters(name);

const WRITTEN_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };

/** All keys of a name in a table: that of its letters, and that of umlauts that are written out ("geschaeftlich"). */
export function columnKeys(name: string): string[] {
  const plain = name.normalize("NFC").toLowerCase();
  return [...new Set([columnKey(name), columnKey(plain.replaceAll(/[äöü]/g, (letter) => WRITTEN_OUT[letter] ?? letter))])];
}
