import { getOrInsert } from "../maps.ts";
import { foldLetters } from "../text/fold.ts";

/** States and provinces that addresses usually abbreviate, by the code of their country. */
const STATES: Readonly<Record<string, string>> = {
  US: `AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware, DC District of Columbia,
    FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine,
    MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada,
    NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon,
    PA Pennsylvania, PR Puerto Rico, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont,
    VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming`,
  CA: `AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NS Nova Scotia,
    NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK Saskatchewan, YT Yukon`,
  AU: `ACT Australian Capital Territory, NSW New South Wales, NT Northern Territory, QLD Queensland, SA South Australia, TAS Tasmania,
    VIC Victoria, WA Western Australia`,
  BR: `AC Acre, AL Alagoas, AP Amapá, AM Amazonas, BA Bahia, CE Ceará, DF Distrito Federal, ES Espírito Santo, GO Goiás, MA Maranhão,
    MT Mato Grosso, MS Mato Grosso do Sul, MG Minas Gerais, PA Pará, PB Paraíba, PR Paraná, PE Pernambuco, PI Piauí, RJ Rio de Janeiro,
    RN Rio Grande do Norte, RS Rio Grande do Sul, RO Rondônia, RR Roraima, SC Santa Catarina, SP São Paulo, SE Sergipe, TO Tocantins`,
};

interface State {
  readonly country: string;
  readonly code: string;
  readonly name: string;
}

const ALL: readonly State[] = Object.entries(STATES).flatMap(([country, list]) =>
  list.split(",").map((state) => {
    const [code = "", ...name] = state.trim().split(" ");
    return { country, code, name: name.join(" ") };
  }),
);

/** By the folded name and the folded abbreviation. */
const BY_NAME = new Map<string, State[]>();
for (const state of ALL) for (const name of [state.code, state.name].map(foldLetters)) getOrInsert(BY_NAME, name, () => []).push(state);

const statesCalled = (written: string): readonly State[] => BY_NAME.get(foldLetters(written)) ?? [];

/** The name and the abbreviation of a state of a country, given either. Empty if it has no usual abbreviation. */
export const stateNames = (written: string, country: unknown): readonly string[] =>
  statesCalled(written).flatMap((state) => (state.country === country ? [state.name, state.code] : []));

/** Whether a text is the name of a state of one of these countries, or its abbreviation in capitals: "Texas", "TX". */
export const isState = (written: string): boolean =>
  statesCalled(written).some(({ code, name }) => code === written || foldLetters(name) === foldLetters(written));

/** States whose largest city has the same name. */
const LIKE_CITIES: ReadonlySet<string> = new Set(["New York", "Washington", "Quebec", "São Paulo", "Rio de Janeiro"].map(foldLetters));

/** Whether a name of a state may as well mean a city: "New York". */
export const isAlsoCity = (written: string): boolean => LIKE_CITIES.has(foldLetters(written));
