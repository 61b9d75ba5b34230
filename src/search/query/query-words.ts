import type { IndexKind } from "../kinds.ts";

/** Words around the words to search. They need not match; in a name or title ("Head of Sales") they still help. */
export const FILLERS: ReadonlySet<string> = new Set(
  `a an the of at from in on with and or to for by is are was has have had who whom whose what which that this our my your their his her me us we i you it its
  find show get give look looking search lookup list any all some about works working work worked lives living live based called named name please
  do does did can could there here into near over via as call calls last first digits nickname nicknamed mine
  dr mr mrs ms miss mx prof mme monsieur madame herr frau`.split(/\s+/),
);

/** Words for contacts in general. They need not match either, and only help in a name. */
export const ANYONE: ReadonlySet<string> = new Set(
  "people person persons contact contacts someone somebody everyone everybody anyone anybody guy guys folks those colleague colleagues clients".split(
    " ",
  ),
);

/** Words of {@link ANYONE} that are rather a name if they stand alone. */
export const ALSO_NAMES: ReadonlySet<string> = new Set(["guy", "person"]);

/** The word of {@link ANYONE} that is part of a title beside a word of rank: "Head of People". */
export const IN_TITLES = "people";
export const RANKS: ReadonlySet<string> = new Set(
  "head director manager lead vp svp evp president chief officer partner specialist generalist associate".split(" "),
);
/** In "People Operations", a department too. */
const OPERATIONS: ReadonlySet<string> = new Set(["operations", "ops"]);

/** Whether a word of rank stands beside a word: "Head of People", "Chief People Officer". */
export function isBesideRank(wordAt: (at: number) => string, at: number): boolean {
  const before = ["of", "for", "and"].includes(wordAt(at - 1)) ? at - 2 : at - 1;
  return [wordAt(before), wordAt(at + 1)].some((word) => RANKS.has(word) || OPERATIONS.has(word));
}

/** Words for the contacts of a member: "Priya's contacts", "my customers". */
export const OWNED: ReadonlySet<string> = new Set("contacts people folks guys customers clients leads prospects accounts".split(" "));

/** Factors on the weights of kinds for the words after a cue; `others` for the kinds without one. */
export interface Preference {
  readonly factors: Partial<Record<IndexKind, number>>;
  readonly others: number;
  /** The kinds that the cue demands; none if it is ambiguous, as "of" is before a company and in a title. */
  readonly asks: readonly IndexKind[];
}

const prefer = (factors: Preference["factors"], others = 1, asks: readonly IndexKind[] = []): Preference => ({ factors, others, asks });

const ACCOUNT = prefer({ account: 1.5, domain: 1.3, url: 1.2 }, 0.7, ["account", "domain", "email", "url"]);
const PLACE = prefer({ place: 1.6 }, 1, ["place"]);
export const TITLE = prefer({ title: 1.4 }, 1, ["title"]);
export const PHONE = prefer({ phone: 1.4 }, 1, ["phone"]);
/** For two digits, which are in many other texts too. */
export const PHONE_ENDING = prefer({ phone: 1.4 }, 0.5, ["phone"]);
export const OWNER = prefer({ owner: 3 }, 0.7, ["owner"]);
/** For "Priya's contacts" and "Acme's contacts". */
export const OWNER_OR_ACCOUNT = prefer({ owner: 3, account: 1.2, domain: 1.1 }, 0.7, ["owner", "account", "domain"]);
const EMAIL = prefer({ email: 1.5, domain: 1.5 }, 1, ["email", "domain"]);
const HANDLE = prefer({ handle: 1.8 }, 1, ["handle", "url"]);

/** Words that say what the words up to the next filler are. They need not match, but may: "Account Executive". */
export const CUES: ReadonlyMap<string, Preference> = new Map([
  ["at", ACCOUNT],
  ["@", ACCOUNT],
  // In "Head of Sales" and "the CTO of Beacon".
  ["of", prefer({ account: 1.3, domain: 1.15 })],
  // In "from Acme" and "from Berlin".
  ["from", prefer({ account: 1.35, domain: 1.2, place: 1.5 }, 0.8, ["account", "domain", "email", "place"])],
  ["with", prefer({ account: 1.2 })],
  ["for", prefer({ account: 1.3, domain: 1.15 })],
  ["in", PLACE],
  ["near", PLACE],
  ...["company", "account", "employer", "organization", "organisation"].map((word) => [word, ACCOUNT] as const),
  ...["city", "town", "location", "country", "address"].map((word) => [word, PLACE] as const),
  ...["title", "role", "position", "job"].map((word) => [word, TITLE] as const),
  ...["phone", "number", "tel", "telephone", "mobile", "cell", "ending", "ends"].map((word) => [word, PHONE] as const),
  ...["owner", "owned", "owns", "own"].map((word) => [word, OWNER] as const),
  ...["email", "mail"].map((word) => [word, EMAIL] as const),
  ...["handle", "linkedin", "twitter", "instagram", "facebook"].map((word) => [word, HANDLE] as const),
]);

/** Parts of addresses that need not match: endings of many companies, and services where everybody has a page. */
export const DOMAIN_ENDS: ReadonlySet<string> = new Set(
  "com org net io co ai app dev biz info edu gov de fr es it nl be ch at dk se no fi pl cz pt br mx ar in jp cn kr au nz uk us ca eu example test local www http https linkedin twitter x instagram facebook".split(
    " ",
  ),
);
