import { fold } from "./fold.ts";

export type Gender = "male" | "female";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * What stands before a name, in the forms in which it is left out of a name that is written in one text. A form without
 * a dot is missing where it is a name or an initial too.
 */
const LEFT_OUT = {
  male: words("Mr Mr. Mister Herr Herrn Hr. Monsieur Señor Sr. Senhor Signor Signore Sig. Dhr Dhr. Meneer"),
  female: words(`
    Mrs Mrs. Ms Ms. Miss Frau Fräulein Frl. Fr. Frøken Fröken Frk. Mme Mme. Mlle Mlle. Madame Mademoiselle Señora Señorita Sra Sra. Srta Srta.
    Senhora Senhorita Signora Signorina Sig.ra Sig.ra. Mw. Mevr Mevr. Mevrouw
  `),
  either: words("Mx Mx. Dr Dr. Dres. Prof Prof. Professor Dott. Dott.ssa. Dr.ssa. Ing. Mag. Rev. Hon. Mgr. MUDr. JUDr. PhDr."),
};

/** What stands before a name and is, or may be, a part of it: "Sir Ian", "Don Julio", "Fru Ndi", "MW Smith". */
const KEPT = { male: words("Sir Don"), female: words("Doña Madam Fru Mw") };

const folded = (word: string): string => fold(word.replaceAll(".", ""));

const GENDERS: ReadonlyMap<string, Gender> = new Map(
  (["male", "female"] as const).flatMap((gender) => [...LEFT_OUT[gender], ...KEPT[gender]].map((word) => [folded(word), gender] as const)),
);

/** All words that stand before a name, folded and without dots: "mr", "frau", "dr", "dipl". */
export const SALUTATIONS: ReadonlySet<string> = new Set([...GENDERS.keys(), ...LEFT_OUT.either.map(folded), "dipl"]);

/** What a folded word before a name says about the person: "mrs", "herr". Titles such as "dr" say nothing. */
export const genderOfSalutation = (word: string): Gender | undefined => GENDERS.get(word);

const WRITTEN = new Set(Object.values(LEFT_OUT).flat());

/** "Dipl.-Ing." */
const GRADUATE = /^Dipl\.-\p{L}+\.$/u;

/** Whether a word, as it is written, is left out of a name. */
export const isLeftOut = (word: string): boolean => WRITTEN.has(word) || GRADUATE.test(word);
