import { columnKey, columnKeys } from "./column-key.ts";
import programs from "./programs.json" with { type: "json" };
import type { Meaning } from "./usual-names.ts";

/** The columns that a program exports, one entry of programs.json. "#" in a name stands for a number. */
interface ProgramColumns {
  readonly program: string;
  /** The program is recognised by all columns of one of these sets. */
  readonly recognised: readonly (readonly string[])[];
  /** Meanings by column, best choice first. A later choice counts in rows where the earlier ones are blank. */
  readonly columns: readonly Readonly<Record<string, Meaning>>[];
  /** Columns that have no place in a contact of ours. */
  readonly ignored: readonly string[];
}

/** What a column of a program means. */
interface ProgramMeaning {
  /** Undefined for a column that has no place in a contact of ours. */
  readonly meaning: Meaning | undefined;
  readonly choice: number;
  /** The number in a name such as "E-mail 2 - Value". */
  readonly number: number;
}

const FIRST_NUMBER = /^(.*?)([1-9]\d?)(.*)$/s;

/** A name with its first number as "#". */
function numbered(column: string): { readonly pattern: string; readonly number: number } | undefined {
  const [, before = "", digits, after = ""] = FIRST_NUMBER.exec(column) ?? [];
  return digits === undefined ? undefined : { pattern: `${columnKey(before)}#${columnKey(after)}`, number: Number(digits) };
}

/** Keys of a name of programs.json. */
const keysOf = (name: string) =>
  name
    .split("#")
    .map(columnKeys)
    .reduce<string[]>((keys, own) => keys.flatMap((key) => own.map((one) => `${key}#${one}`)), [""])
    .map((key) => key.slice(1));

/** The columns of one program, ready for lookups. */
class Program {
  readonly name: string;
  readonly #recognised: readonly (readonly (readonly string[])[])[];
  readonly #meanings = new Map<string, Omit<ProgramMeaning, "number">>();

  constructor({ program, recognised, columns, ignored }: ProgramColumns) {
    this.name = program;
    this.#recognised = recognised.map((names) => names.map(keysOf));
    for (const name of ignored) for (const key of keysOf(name)) this.#meanings.set(key, { meaning: undefined, choice: 0 });
    for (const [choice, meanings] of columns.entries()) {
      for (const [name, meaning] of Object.entries(meanings)) for (const key of keysOf(name)) this.#meanings.set(key, { meaning, choice });
    }
  }

  meaning(column: string): ProgramMeaning | undefined {
    const own = this.#meanings.get(columnKey(column));
    if (own) return { ...own, number: 1 };
    const one = numbered(column);
    const known = one && this.#meanings.get(one.pattern);
    return known && { ...known, number: one.number };
  }

  /** How many of the columns the program exports, if they are recognised. @param names folded, also with "#" for a number */
  recognises(columns: readonly string[], names: ReadonlySet<string>): number {
    if (!this.#recognised.some((all) => all.every((keys) => keys.some((key) => names.has(key))))) return 0;
    return 1 + columns.filter((column) => this.meaning(column) !== undefined).length;
  }
}

let known: readonly Program[] | undefined;

/** The program that exports such columns: of several, the one that exports most of them. */
export function recognisedProgram(columns: readonly string[]): Program | undefined {
  known ??= programs.map(({ program, recognised, columns: meanings, ignored }) => {
    // TypeScript gives each entry of a JSON file the columns of all other entries, as undefined.
    const choices = meanings.map((one) => Object.fromEntries(Object.entries(one).flatMap(([name, meaning]) => (meaning ? [[name, meaning]] : []))));
    return new Program({ program, recognised, columns: choices, ignored });
  });
  const names = new Set(columns.flatMap((column) => [columnKey(column), ...[numbered(column)?.pattern ?? []].flat()]));
  let best: { readonly program: Program; readonly count: number } | undefined;
  for (const program of known) {
    const count = program.recognises(columns, names);
    if (count > (best?.count ?? 0)) best = { program, count };
  }
  return best?.program;
}
