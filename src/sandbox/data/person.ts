import { COMPANIES, type Company } from "./companies.ts";
import { REGIONS, type Region } from "./people.ts";
import { createRandom, mix, type Random } from "./random.ts";

/** A person. A contact is made from it. */
export interface Person {
  readonly index: number;
  readonly region: Region;
  readonly firstName: string;
  readonly lastName: string;
  /** Index into COMPANIES. */
  readonly company: Company;
  /** For everything except name and company. */
  readonly random: Random;
}

/** The value of one field for a person; `undefined` if it is not set. */
export type Fill = (person: Person) => unknown;

// One contact in twenty-five shares its name with the one twelve before it: twenty pairs among five hundred.
const NAMESAKE_EVERY = 25;
const NAMESAKE_DISTANCE = 12;

const isNamesake = (index: number) => index % NAMESAKE_EVERY === NAMESAKE_EVERY - 1;
const namesakeOf = (index: number) => index - NAMESAKE_DISTANCE;

/** Whether another contact has this name, in a workspace that is large enough. */
export const hasNamesake = (index: number) => isNamesake(index) || isNamesake(index + NAMESAKE_DISTANCE);

/** The person at this index. Depends on nothing but seed and index. */
export function personAt(seed: number, index: number): Person {
  const [region, firstName, lastName] = nameAt(seed, isNamesake(index) ? namesakeOf(index) : index);
  const companyIndex = companyIndexAt(seed, index);
  const company = COMPANIES[companyIndex];
  if (company === undefined) throw new RangeError(`no company ${companyIndex}`);
  return { index, region, firstName, lastName, company, random: createRandom(mix(seed, index)) };
}

/** The company of the person at this index, as an index into COMPANIES. */
export function companyIndexAt(seed: number, index: number): number {
  if (!isNamesake(index)) return mix(seed + 17, index) % COMPANIES.length;
  // At least two apart: companies of the same name are neighbours, where nothing would tell namesakes apart.
  const distance = 2 + (mix(seed + 23, index) % (COMPANIES.length - 3));
  return (companyIndexAt(seed, namesakeOf(index)) + distance) % COMPANIES.length;
}

/**
 * Every pair of first and last name of a region occurs once before any repeats; from then on last names are doubled.
 * So nobody shares a name by accident, however large the workspace.
 */
function nameAt(seed: number, index: number): [Region, string, string] {
  const region = at(REGIONS, index * 5);
  const turn = Math.floor(index / REGIONS.length);
  const pairs = region.firstNames.length * region.lastNames.length;
  // A prime that divides no number of pairs, so that the walk through them meets each one.
  const pair = (turn * 7919 + mix(seed, 5)) % pairs;
  const lastIndex = Math.floor(pair / region.firstNames.length);
  const lastName = at(region.lastNames, lastIndex);
  const round = Math.floor(turn / pairs);
  return [region, at(region.firstNames, pair), round === 0 ? lastName : `${lastName}-${at(region.lastNames, lastIndex + round)}`];
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError("empty pool");
  return item;
}

// Letters that do not decompose into a base letter and a mark.
const FOLDED: Readonly<Record<string, string>> = { ł: "l", ø: "o", ß: "ss", æ: "ae", đ: "d", ı: "i" };

// There are few names and many people: each name is folded once.
const folded = new Map<string, string>();

/** A name in the letters of mail addresses and profile links, without separators: `Groß` is `gross`. */
export function asciiName(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  const ascii = name
    .toLowerCase()
    .replace(/[łøßæđı]/g, (letter) => FOLDED[letter] ?? letter)
    .normalize("NFD")
    .replace(/[^a-z0-9-]/g, "");
  folded.set(name, ascii);
  return ascii;
}

/** A phone number from one of the region's ranges, as E.164. */
export function phoneOf({ region, random }: Person): string {
  let number = "";
  for (const sign of random.pick(region.phones)) {
    if (sign === "#") number += random.int(10);
    else if (sign === "N") number += 2 + random.int(7);
    else number += sign;
  }
  return number;
}
