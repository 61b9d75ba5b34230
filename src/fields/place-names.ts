import { foldLetters } from "../text/fold.ts";

/** English names of cities and regions that have another name where they are. */
const ENGLISH: Readonly<Record<string, string>> = {
  Antwerp: "Antwerpen",
  Athens: "Athina",
  Bangalore: "Bengaluru",
  Belgrade: "Beograd",
  Berne: "Bern",
  Bombay: "Mumbai",
  Bruges: "Brugge",
  Brunswick: "Braunschweig",
  Brussels: "Bruxelles, Brussel",
  Bucharest: "București",
  Calcutta: "Kolkata",
  Cologne: "Köln",
  Copenhagen: "København",
  Cracow: "Kraków",
  Florence: "Firenze",
  Geneva: "Genève, Genf",
  Genoa: "Genova",
  Ghent: "Gent",
  Gothenburg: "Göteborg",
  Hanover: "Hannover",
  Istanbul: "İstanbul",
  Kiev: "Kyiv",
  Lisbon: "Lisboa",
  Lucerne: "Luzern",
  Madras: "Chennai",
  Mantua: "Mantova",
  "Mexico City": "Ciudad de México",
  Milan: "Milano",
  Moscow: "Moskva",
  Munich: "München",
  Naples: "Napoli",
  Nuremberg: "Nürnberg",
  Oporto: "Porto",
  Padua: "Padova",
  Peking: "Beijing",
  Poona: "Pune",
  Posen: "Poznań",
  Prague: "Praha",
  Rome: "Roma",
  Saragossa: "Zaragoza",
  Seville: "Sevilla",
  "The Hague": "Den Haag",
  Turin: "Torino",
  Venice: "Venezia",
  Vienna: "Wien",
  Warsaw: "Warszawa",
  Andalusia: "Andalucía",
  "Balearic Islands": "Illes Balears, Islas Baleares",
  "Basque Country": "País Vasco, Euskadi",
  Bavaria: "Bayern",
  Brittany: "Bretagne",
  Burgundy: "Bourgogne",
  Carinthia: "Kärnten",
  Castile: "Castilla",
  Catalonia: "Cataluña, Catalunya",
  Corsica: "Corse",
  Flanders: "Vlaanderen",
  Hesse: "Hessen",
  Jutland: "Jylland",
  "Lesser Poland": "Małopolskie",
  Lombardy: "Lombardia",
  "Lower Austria": "Niederösterreich",
  "Lower Saxony": "Niedersachsen",
  Masovia: "Mazowieckie",
  Normandy: "Normandie",
  "North Brabant": "Noord-Brabant",
  "North Holland": "Noord-Holland",
  "North Rhine-Westphalia": "Nordrhein-Westfalen",
  Piedmont: "Piemonte",
  "Rhineland-Palatinate": "Rheinland-Pfalz",
  Sardinia: "Sardegna",
  Saxony: "Sachsen",
  Sicily: "Sicilia",
  Silesia: "Śląskie",
  "South Holland": "Zuid-Holland",
  Styria: "Steiermark",
  Thuringia: "Thüringen",
  Tuscany: "Toscana",
  Tyrol: "Tirol",
  "Upper Austria": "Oberösterreich",
  "Valencian Community": "Comunitat Valenciana",
  Zealand: "Sjælland",
};

let english: ReadonlyMap<string, string> | undefined;
/** Many contacts live in few places. */
const known = new Map<string, string | undefined>();

/**
 * The English name of a city or region, given the name that it has where it is. Undefined if that is no other.
 *
 * @example
 * englishPlace("München"); // => "Munich"
 */
export function englishPlace(local: string | number | undefined): string | undefined {
  if (typeof local !== "string") return undefined;
  english ??= new Map(Object.entries(ENGLISH).flatMap(([name, all]) => all.split(", ").map((one) => [foldLetters(one), name] as const)));
  if (!known.has(local)) known.set(local, english.get(foldLetters(local)));
  return known.get(local);
}
