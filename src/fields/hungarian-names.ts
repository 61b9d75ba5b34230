/** Frequent given names in Hungarian spelling. */
const GIVEN =
  "ádám ágnes ágota ákos albert alexandra ambrus anasztázia andor andrás andrea anett anikó anita anna annamária antal áron árpád attila " +
  "balázs bálint barbara barna barnabás beáta béla bence bendegúz benedek benjámin bernadett bertalan boglárka boldizsár borbála botond brigitta " +
  "csaba csenge csilla csongor dalma dániel dávid dénes dezső diána dóra dorina dorottya dorka edina edit elek elemér elizabet emese emil emília emma " +
  "endre enikő erika ernő ervin erzsébet eszter etelka éva evelin fanni ferenc flóra frigyes gábor gabriella gáspár gellért gergely gergő géza gizella " +
  "győző gyöngyi györgy györgyi gyula hajnalka hanga hanna henrietta henrik hunor ibolya ida ildikó ilka ilona imola imre irén irma istván iván izabella " +
  "jakab janka jános jenő jolán jozefa józsef judit júlia julianna kálmán kamilla károly katalin kinga kitti klára kornél kornélia kristóf krisztián " +
  "krisztina laura lajos lászló lehel lenke levente lídia lili liliána lilla lóránt loránd lőrinc luca magdolna marcell margit mária marianna márk márta " +
  "márton máté mátyás melinda mihály miklós milán mónika nándor natália nikolett nimród nóra noémi olívia olga orsolya ottó panna pál patrik péter petra " +
  "piroska réka rezső richárd rita róbert roland rózsa rozália rudolf samu sándor sára sarolta sebestyén simon szabolcs szabina szilárd szilvia szilveszter " +
  "szonja tamara tamás teréz terézia tibor tímea titusz tivadar tünde vera veronika viktor viktória vilma vilmos vince virág vivien zalán zita zoé zoltán " +
  "zsanett zsigmond zsófia zsolt zsombor zsuzsa zsuzsanna";

/** Frequent family names, without those that are given names elsewhere. */
const FAMILY =
  "nagy kovács tóth szabó horváth varga kiss molnár németh farkas balogh papp takács juhász lakatos mészáros oláh rácz fekete szilágyi török fehér balla " +
  "gál kis szűcs kocsis orsós pintér fodor szalai sipos magyar lukács gulyás biró bíró király katona jakab bogdán balog boros váradi fazekas kelemen " +
  "orosz somogyi antal hegedüs hegedűs deák budai pásztor bálint sándor barta illés vass vörös lengyel fülöp veres lendvai szőke szekeres hajdú halász " +
  "máté bognár székely gáspár kozma pál dudás major virág jónás csonka orbán novák soós barna nemes pataki faragó balázs kerekes borbély szántó szücs bodnár " +
  "sárközi szalay csizmadia kun garamvölgyi bakos tamás dobos erdős erdélyi madarász ballai cseh bárány puskás tar hegyi rigó sebestyén polgár kardos " +
  "benkő gombos fábián vincze bene csóka dombi petőfi arany jókai ady bartók kodály liszt szász ország vajda kántor kárpáti";

/** Ends and letters of Hungarian family names: "Garamvölgyi", "Ferenczy", "Erdős". */
const FAMILY_FORM = /(?:falvi|falvy|házi|házy|völgyi|hegyi|helyi|helyi|laki|vári|szegi|györgyi|ffy|ssy|nczy|nczi|dics|kovics)$|[őű]/u;

const given = new Set(GIVEN.split(" "));
const family = new Set(FAMILY.split(" "));

/** "Kovácsné": the wife of somebody called Kovács. */
const MARRIED = /^\p{Lu}\p{L}{2,}né$/u;

const isGiven = (word: string) => given.has(word.toLowerCase());

const isFamily = (word: string) => {
  const folded = word.toLowerCase();
  return !given.has(folded) && (family.has(folded) || FAMILY_FORM.test(folded));
};

/**
 * How many words of a name are the family name, if it is written as in Hungary, family name first; else 0. A name that
 * may be either does not count as one: "Simon Péter".
 *
 * @example
 * [["Nagy", "Gábor"], ["Gábor", "Nagy"], ["Kovácsné", "Tóth", "Éva"]].map(hungarianFamilyWords); // => [1, 0, 2]
 */
export function hungarianFamilyWords(words: readonly string[]): number {
  const [first = "", second = ""] = words;
  if (words.length < 2 || !isGiven(words.at(-1) ?? "")) return 0;
  const isHungarian = MARRIED.test(first) || first.split("-").every(isFamily);
  if (!isHungarian) return 0;
  return words.length > 2 && !isGiven(second) ? words.length - 1 : 1;
}
