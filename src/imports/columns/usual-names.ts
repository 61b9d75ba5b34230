import { columnKey, columnKeys } from "./column-key.ts";
import names from "./names.json" with { type: "json" };

/** What a column may mean in any workspace: a key of names.json, "foreignId", or what `meanings.ts` has beside them. */
export type Meaning = string;

/** What a column means by its name alone. */
interface UsualMeaning {
  readonly meaning: Meaning;
  /** Of several columns for one value, 0 is the first choice: the work address, then the home address. */
  readonly choice: number;
  /** Whether the name is an English one. */
  readonly isEnglish: boolean;
}

/** Words for the kind of a value, by the choice among several. */
const KINDS: readonly (readonly string[])[] = [
  words(`work business office primary main direct preferred default current mailing geschäftlich dienstlich arbeit büro haupt primär primäre primäres
    bureau travail professionnel professionnelle pro principal principale trabajo oficina profesional laboral lavoro ufficio aziendale
    trabalho profissional comercial escritorio werk zakelijk zakelijke kantoor hoofd corporativo corporativa empresarial g`),
  words(`home private personal privat private prive domicile personnel personnelle perso casa particular personale pessoal residencial thuis
    persoonlijk persoonlijke p secondary secundario secondario sekundär sekundäre secondaire`),
  words("other all alternate alternative additional weitere weiteres weiterer autre otro otra altro altra outro outra andere overige"),
];

const CHOICES: ReadonlyMap<string, number> = new Map(
  KINDS.flatMap((kinds, choice) => kinds.flatMap(columnKeys).map((kind) => [kind, choice] as const)),
);

/** Words between the others, and the person that a value belongs to: "Teléfono del trabajo", "Customer e-mail (required)". */
const LITTLE: ReadonlySet<string> = new Set(
  words(`de del della di do da du des of the your der la le el required optional pflichtfeld obligatoire
    person social contact customer client lead member attendee participant user kunde kontakt cliente contacto contatto contato`),
);

/** Meanings that a person may have several times, so that a name may say which. */
const OF_KINDS: ReadonlySet<Meaning> = new Set(
  words("email phone mobile title company street street2 houseNumber city state postalCode country address link linkedIn"),
);

const ADDRESS_PARTS: ReadonlySet<Meaning> = new Set(words("street street2 houseNumber city state postalCode country"));

/** What address books keep with an address: "Default Address Phone". A "Company address" is that of the company. */
const AFTER_ADDRESS: ReadonlySet<Meaning> = new Set(["company", "phone"]);

/** The page of a lead or a contact ("lead_url") is one of the program, and not the person's. */
const PAGES: ReadonlySet<string> = new Set(["url", "link"]);

/** What stands before the names of columns that belong to the person: "Person - Email". */
const OWNER = /^(?:person|persona|personne|persoon|pessoa|contact|kontakt|contacto|contatto|contato)\s*[-:/.>]\s*(?=\S)/i;

/** What forms ask: "What is your job title?", "Phone number (with country code)", "What company do you work for?" */
const ASKED = /^(?:(?:what(?:['’]s| is| are)?|which|please|enter|your)\s+)+|\s+(?:do you work (?:for|at|in)\??|\((?:with|incl|e\.g|as)[^()]*\))$/gi;

function words(text: string): string[] {
  return text.split(/\s+/);
}

let meanings: ReadonlyMap<string, Omit<UsualMeaning, "choice">> | undefined;

/** names.json by folded name. Made with the first import. */
function byName(): ReadonlyMap<string, Omit<UsualMeaning, "choice">> {
  meanings ??= new Map(
    Object.entries(names).flatMap(([meaning, languages]) =>
      Object.entries<readonly string[]>(languages)
        // An English name takes precedence over the same word in another language.
        .toReversed()
        .flatMap(([language, own]) =>
          own.flatMap((name) => columnKeys(name).map((key) => [key, { meaning, isEnglish: language === "en" }] as const)),
        ),
    ),
  );
  return meanings;
}

/** The usual names of a meaning, folded. */
export const usualNames = (meaning: Meaning): ReadonlySet<string> =>
  new Set([...byName()].flatMap(([name, { meaning: own }]) => (own === meaning ? [name] : [])));

/** The words of a name, folded. */
export const wordsIn = (name: string): string[] => wordsOf(name).map(columnKey);

/** Meanings of columns that name the person of a row. */
const OF_NAMES: ReadonlySet<Meaning | undefined> = new Set(["name", "firstName", "lastName"]);

/**
 * The words of a column that may say whose name it holds: "spouse" of "Spouse First Name", "2" of "Contact 2".
 * `isSaid`: that it is a name says the rest of the column's name; else only values do.
 */
export function ownersIn(column: string): { readonly owner: readonly string[]; readonly isSaid: boolean }[] {
  const words = wordsIn(column);
  return words.flatMap((_, from) =>
    words.slice(from).flatMap((_, more) => {
      const owner = words.slice(from, from + more + 1);
      const rest = words.toSpliced(from, owner.length);
      const isKind = owner.every((word) => CHOICES.has(word));
      const isName = rest.join("") === "name" ? !isKind : OF_NAMES.has(byName().get(rest.join(""))?.meaning);
      const isWhole = rest.length === 0 && !isKind && owner.join("") !== "name";
      const isOwner = (isName || isWhole) && usualMeaning(owner.join(" ")) === undefined;
      return isOwner ? [{ owner, isSaid: isName && !isKind }] : [];
    }),
  );
}

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{L})(\d)/gu, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/**
 * What a column means by a name that people and programs usually give it, in any of the languages.
 *
 * @example
 * usualMeaning("Telefon geschäftlich"); // => { meaning: "phone", choice: 0, isEnglish: false }
 * usualMeaning("Home City"); // => { meaning: "city", choice: 1, isEnglish: true }
 */
export function usualMeaning(column: string): UsualMeaning | undefined {
  const name = column.trim().replace(OWNER, "").replaceAll(ASKED, "");
  const whole = byName().get(columnKey(name));
  if (whole) return { ...whole, choice: 0 };
  let choice = 0;
  let digits = "";
  const different = new Set<string>();
  for (const word of wordsOf(name)) {
    const folded = columnKey(word);
    const kind = CHOICES.get(folded);
    if (kind !== undefined) choice += kind;
    else if (/^[1-9]$/.test(word)) digits += word;
    else different.add(folded);
  }
  const kept = [...different];
  const line = byName().get(kept.join("") + digits);
  if (line && digits !== "") return { ...line, choice };
  for (const digit of digits) choice += Number(digit) - 1;
  const own = kept.filter((word) => !LITTLE.has(word));
  if (PAGES.has(own.join("")) && own.length < kept.length) return undefined;
  const found = byName().get(kept.join("")) ?? byName().get(own.join("")) ?? numberOf(own) ?? addressPartOf(own) ?? choiceOf(name);
  return found && OF_KINDS.has(found.meaning) ? { ...found, choice } : undefined;
}

/** Whether a word may say whose a value is, although it usually says nothing: "customer" in "Customer e-mail". */
export const isLittle = (word: string): boolean => LITTLE.has(word);

/** Whether a name is some of the words of another: "Stage" of "Lifecycle stage". */
export function isPartOf(name: string, whole: string): boolean {
  const words = new Set(wordsIn(whole));
  const own = wordsIn(name);
  return own.length > 0 && own.every((word) => words.has(word));
}

/** "Telefon (mobil)", "Tél. fixe": words for numbers, one of them perhaps for mobile ones. */
function numberOf(own: readonly string[]): Omit<UsualMeaning, "choice"> | undefined {
  const found = own.map((word) => byName().get(word));
  const isNumber = found.every((one) => one?.meaning === "phone" || one?.meaning === "mobile");
  return isNumber ? (found.find((one) => one?.meaning === "mobile") ?? found[0]) : undefined;
}

/** "Address (work) city": a part, named together with the whole. */
function addressPartOf(own: readonly string[]): Omit<UsualMeaning, "choice"> | undefined {
  const isAddress = (word: string | undefined) => byName().get(word ?? "")?.meaning === "address";
  const rest = own.filter((word) => !isAddress(word));
  const found = rest.length < own.length ? byName().get(rest.join("")) : undefined;
  return found && (ADDRESS_PARTS.has(found.meaning) || (isAddress(own[0]) && AFTER_ADDRESS.has(found.meaning))) ? found : undefined;
}

/** "Job title / Position": names that mean the same. */
function choiceOf(name: string): Omit<UsualMeaning, "choice"> | undefined {
  const found = name.split("/").map((one) => byName().get(columnKey(one)));
  const [first] = found;
  return found.every((one) => one !== undefined && one.meaning === first?.meaning) ? first : undefined;
}
