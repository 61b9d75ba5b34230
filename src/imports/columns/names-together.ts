import type { PlacedColumns } from "./placed-columns.ts";
import { ADDRESS_PARTS, CHOICES, companyMeaning, kindOnly, LINES, type Meaning, type UsualMeaning, usualMeaning } from "./usual-names.ts";
import { looksLikePhone, mostly } from "./values.ts";

const OF_ADDRESSES: ReadonlySet<Meaning> = new Set([...ADDRESS_PARTS, "address"]);

const isOfAddress = (one: UsualMeaning | undefined): boolean => one !== undefined && OF_ADDRESSES.has(one.meaning);

/**
 * What the usual names of a table mean beside each other, by column:
 * - "Company street" beside "Home street", and without "Work street", is the one for work, and so are the numbers of a column called "Work";
 * - in an address, "City" behind "Home street" is the one at home. An address of no kind comes after one for work;
 * - "Region" means a state only in an address.
 *
 * @param columns in their order
 */
export function meaningsTogether(columns: readonly string[], placed: PlacedColumns): ReadonlyMap<string, UsualMeaning> {
  const names = columns.map((column) => placed.nameOf(column));
  const alone = names.map(usualMeaning);
  const hasOf = (kind: UsualMeaning["kind"], meaning: Meaning) => alone.some((one) => one?.meaning === meaning && one.kind === kind);
  // A company's city without a street is no address that could take the place of the one at home.
  const isOfHome = alone.some((one) => isOfAddress(one) && one?.kind === "home");
  const isLine = (one: UsualMeaning | undefined) => one !== undefined && LINES.has(one.meaning);
  const hasStreetAtWork = names.some((name, at) => (alone[at]?.kind === "work" && isLine(alone[at])) || isLine(companyMeaning(name)));
  const known = columns.map((column, at): UsualMeaning | undefined => {
    const [name = "", own] = [names[at], alone[at]];
    if (own) return own;
    const kind = kindOnly(name);
    // IDs and amounts have only digits.
    const isPhone = (text: string) => looksLikePhone(text) && !/^[1-9]\d*$/.test(text);
    if (kind) return mostly(placed.texts(column), isPhone) ? { meaning: "phone", choice: CHOICES[kind], kind, isEnglish: false } : undefined;
    const ofCompany = companyMeaning(name);
    const isHomeKnown = ofCompany && (isOfAddress(ofCompany) ? isOfHome && hasStreetAtWork : hasOf("home", ofCompany.meaning));
    return isHomeKnown && !hasOf("work", ofCompany.meaning) ? { ...ofCompany, kind: "work" } : undefined;
  });
  let kind: UsualMeaning | undefined;
  const kinds = known.map((one) => {
    kind = !isOfAddress(one) ? undefined : one?.kind ? one : kind;
    return kind;
  });
  const isPlain = (at: number) => isOfAddress(known[at]) && !kinds[at];
  const isSecond = known.some((one, at) => isPlain(at) && known.some((other, to) => other?.meaning === one?.meaning && kinds[to]?.choice === 0));
  const meant = known.map((one, at): UsualMeaning | undefined => {
    if (!one || !isOfAddress(one)) return one;
    if (one.meaning === "region" && !one.kind && !isOfAddress(known[at - 1]) && !isOfAddress(known[at + 1])) return undefined;
    const choice = one.kind ? one.choice : one.choice + (kinds[at]?.choice ?? Number(isSecond));
    return { ...one, meaning: one.meaning === "region" ? "state" : one.meaning, choice };
  });
  return new Map(columns.flatMap((column, at) => [meant[at] ?? []].flat().map((one) => [column, one] as const)));
}
