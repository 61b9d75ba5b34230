import { columnKey, columnKeys } from "./column-key.ts";
import names from "./names.json" with { type: "json" };

/** What a column may mean in any workspace: a key of names.json, "foreignId", or what `meanings.ts` has beside them. */
export type Meaning = string;

/** What a column means by its name alone. */
export interface UsualMeaning {
  readonly meaning: Meaning;
  /** Of several columns for one value, 0 is the first choice: the work address, then the home address. */
  readonly choice: number;
  /** The kind that a word of the name says. */
  readonly kind: Kind | undefined;
  /** Whether the name is an English one. */
  readonly isEnglish: boolean;
}

/** Words for the kind of a value. */
const KINDS = {
  work: words(`work business office geschäftlich dienstlich arbeit arbeits büro bureau travail professionnel professionnelle pro trabajo oficina
    profesional laboral lavoro ufficio uff aziendale trabalho profissional comercial escritorio werk zakelijk zakelijke kantoor corporativo corporativa
    empresarial g służbowy biuro praca zam zaměstnání práca práce arbete arbets arbejde arbejds arb arbeids kontor 商务 商務 办公 工作 勤務先 勤務先の`),
  main: words(`primary main direct preferred default current mailing haupt primär primäre primäres principal principale primaria hoofd primair
    podstawowy primární primárny primær hoved 主要 代表 通常の`),
  home: words(`home private personal privat private prive privée domicile personnel personnelle perso casa particular personale pessoal residencial
    thuis huis persoonlijk persoonlijke p secondary secundario secundaria secondario secondaria sekundär sekundäre secondaire secundair residencia
    vive residenza abitazione ab domowy dom domů domov hem hjem priv 住宅 住家 家庭 个人 自宅 自宅の`),
  other:
    words(`other all alternate alternative additional weitere weiteres weiterer autre otro otra altro altra outro outra ander andere anders overige
    car auto automóvil voiture carro bil radio samochodzie auta 汽車 inny inna inne jiný jiná jiné iný iná iné annan annat anden andet annen annet
    其他 其他地址 その他 その他の 车载 自動車`),
};

type Kind = keyof typeof KINDS;

/** Of several kinds, 0 is the first choice. */
export const CHOICES: Readonly<Record<Kind, number>> = { work: 0, main: 0, home: 1, other: 2 };

const KIND_OF: ReadonlyMap<string, Kind> = new Map(
  (["work", "main", "home", "other"] as const).flatMap((kind) => KINDS[kind].flatMap(columnKeys).map((word) => [word, kind] as const)),
);

/** Words between the others: "Teléfono del trabajo". */
const JOINING: ReadonlySet<string> = new Set(words("de del della dell di do da du des of the der la le el op w e o r donde"));

/** Other words that say nothing, such as the person that a value belongs to: "Customer e-mail (required)". */
const LITTLE: ReadonlySet<string> = new Set(
  words(`your required optional pflichtfeld obligatoire person social contact customer client lead member attendee participant user kunde kontakt
    cliente contacto contatto contato`),
);

/** Words beside that for a phone: "Numéro de téléphone mobile". */
const NUMBER: ReadonlySet<string> = new Set(words("number no nummer nr numero numer cislo"));

/** Meanings that a person may have several times, so that a name may say which. */
const OF_KINDS: ReadonlySet<Meaning> = new Set(
  words("email phone mobile title company street street2 houseNumber city state region postalCode country address link linkedIn"),
);

export const ADDRESS_PARTS: ReadonlySet<Meaning> = new Set(words("street street2 houseNumber city state region postalCode country"));

/** Meanings of which a number names a line. */
export const LINES: ReadonlySet<Meaning> = new Set(["street", "address"]);

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

type Named = Omit<UsualMeaning, "choice" | "kind">;

let meanings: ReadonlyMap<string, Named> | undefined;

/** names.json by folded name, also without the words between others. Made with the first import. */
function byName(): ReadonlyMap<string, Named> {
  if (meanings) return meanings;
  const all = Object.entries(names).flatMap(([meaning, languages]) =>
    Object.entries<readonly string[]>(languages)
      // An English name takes precedence over the same word in another language.
      .toReversed()
      .flatMap(([language, own]) => own.map((name) => [name, { meaning, isEnglish: language === "en" }] as const)),
  );
  meanings = new Map([
    ...all.map(([name, named]) => [withoutJoining(wordsIn(name)).join(""), named] as const),
    ...all.flatMap(([name, named]) => columnKeys(name).map((key) => [key, named] as const)),
  ]);
  return meanings;
}

const withoutJoining = (folded: readonly string[]) => folded.filter((word) => !JOINING.has(word));

/** The usual names of a meaning, folded. */
export const usualNames = (meaning: Meaning): ReadonlySet<string> =>
  new Set([...byName()].flatMap(([name, { meaning: own }]) => (own === meaning ? [name] : [])));

/** The words of a name, folded. */
export const wordsIn = (name: string): string[] => wordsOf(name).map(columnKey);

/** What has a name and is no person: "School name". */
const THINGS =
  /^(?:schools?|schule|ecole|escuela|scuola|szkola|skola|skole|universit\p{L}*|college|hochschule|club|verein|team|group|church|bank|hotel|shop|store|event|product|course|kurs|project|projekt|deal|campaign|branch|site|file)$/u;

/** Meanings of columns that name the person of a row. */
const OF_NAMES: ReadonlySet<Meaning | undefined> = new Set(["name", "firstName", "lastName"]);

/**
 * The words of a column that may say whose name it holds: "spouse" of "Spouse First Name", "2" of "Contact 2".
 * `isSaid`: that it is a name says the rest of the column's name; else only values do.
 */
export function ownersIn(column: string): { readonly owner: readonly string[]; readonly isSaid: boolean }[] {
  const words = wordsIn(column);
  // "2. name" is a middle name.
  if (/^\d+\./.test(column.trim())) return [];
  return words.flatMap((_, from) =>
    words.slice(from).flatMap((_, more) => {
      const owner = words.slice(from, from + more + 1);
      const rest = words.toSpliced(from, owner.length);
      const isKind = owner.every((word) => KIND_OF.has(word));
      const isName = rest.join("") === "name" ? !isKind : OF_NAMES.has(byName().get(rest.join(""))?.meaning);
      const isWhole = rest.length === 0 && !isKind && owner.join("") !== "name";
      const isOwner = (isName || isWhole) && usualMeaning(owner.join(" ")) === undefined && !owner.some((word) => THINGS.test(word));
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
 * usualMeaning("Telefon geschäftlich"); // => { meaning: "phone", choice: 0, kind: "work", isEnglish: false }
 * usualMeaning("Home City"); // => { meaning: "city", choice: 1, kind: "home", isEnglish: true }
 */
export function usualMeaning(column: string): UsualMeaning | undefined {
  const name = column.trim().replace(OWNER, "").replaceAll(ASKED, "");
  const whole = byName().get(columnKey(name));
  if (whole) return { ...whole, choice: 0, kind: undefined };
  let choice = 0;
  let digits = "";
  let kind: Kind | undefined;
  const different = new Set<string>();
  const parts = partsOf(name);
  for (const word of parts) {
    const own = KIND_OF.get(word);
    if (own !== undefined) {
      choice += CHOICES[own];
      kind = own;
    } else if (/^[1-9]o?$/.test(word)) digits += word[0];
    else different.add(word);
  }
  const kept = [...different];
  const line = byName().get(kept.join("") + digits);
  if (line && digits !== "") return { ...line, choice, kind };
  const own = withoutJoining(kept).filter((word) => !LITTLE.has(word));
  if (PAGES.has(own.join("")) && own.length < kept.length) return undefined;
  const found = byName().get(kept.join("")) ?? byName().get(own.join("")) ?? numberOf(own) ?? addressPartOf(own, kind) ?? choiceOf(name);
  if (!found || !OF_KINDS.has(found.meaning)) return undefined;
  // "Work address 2", "Street 2 (home)"; but "Address 2 street" is that of a second address.
  const isLine = /^[2-9]$/.test(digits) && LINES.has(found.meaning) && (kind !== undefined || parts.at(-1) === digits);
  if (isLine) return { ...found, meaning: "street2", choice, kind };
  for (const digit of digits) choice += Number(digit) - 1;
  return { ...found, choice, kind };
}

/**
 * The words of a name, folded. Words that are written together are taken apart, if the first is a kind or a company:
 * "Hemadress", "商务电话".
 */
function partsOf(name: string): string[] {
  // A "G" is a kind only as a word.
  const isFirst = (word: string) => (KIND_OF.has(word) && (word.length > 2 || !/[a-z]/.test(word))) || byName().get(word)?.meaning === "company";
  return wordsIn(name).flatMap((word) => {
    // A "hometown" is where somebody comes from.
    if (byName().has(word) || KIND_OF.has(word) || word === "hometown") return [word];
    const end = [...word].findIndex((_, at) => isFirst(word.slice(0, at)) && byName().has(word.slice(at)));
    return end > 0 ? [word.slice(0, end), word.slice(end)] : [word];
  });
}

/** What a name says that says nothing but a kind: "Work", "Home 2". */
export function kindOnly(column: string): Kind | undefined {
  const kinds = withoutJoining(wordsIn(column)).filter((word) => !/^\d$/.test(word));
  const [kind] = kinds.map((word) => KIND_OF.get(word));
  return kinds.length === 1 ? kind : undefined;
}

/** What a column means without the word for a company: "Rua da empresa", "会社電話". */
export function companyMeaning(column: string): UsualMeaning | undefined {
  const parts = partsOf(column);
  const own = parts.filter((word) => byName().get(word)?.meaning !== "company");
  const found = own.length < parts.length && own.length > 0 ? usualMeaning(own.join(" ")) : undefined;
  return found && !found.kind && OF_KINDS.has(found.meaning) ? found : undefined;
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
function numberOf(own: readonly string[]): Named | undefined {
  const found = own.filter((word) => !NUMBER.has(word)).map((word) => byName().get(word));
  const isNumber = found.every((one) => one?.meaning === "phone" || one?.meaning === "mobile");
  return isNumber ? (found.find((one) => one?.meaning === "mobile") ?? found[0]) : undefined;
}

/** "Address (work) city": a part, named together with the whole. */
function addressPartOf(own: readonly string[], kind: Kind | undefined): Named | undefined {
  const isAddress = (word: string | undefined) => byName().get(word ?? "")?.meaning === "address";
  const rest = own.filter((word) => !isAddress(word));
  const found = rest.length < own.length ? byName().get(rest.join("")) : undefined;
  return found && (ADDRESS_PARTS.has(found.meaning) || (kind && isAddress(own[0]) && AFTER_ADDRESS.has(found.meaning))) ? found : undefined;
}

/** "Job title / Position": names that mean the same. */
function choiceOf(name: string): Named | undefined {
  const found = name.split("/").map((one) => byName().get(columnKey(one)));
  const [first] = found;
  return found.every((one) => one !== undefined && one.meaning === first?.meaning) ? first : undefined;
}
