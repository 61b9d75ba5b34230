/** A company of the sandbox. The domains end in `.example`, which nobody can own, so no mail can reach a stranger. */
export interface Company {
  readonly name: string;
  readonly domain: string;
}

const company = (line: string): Company => {
  const [name = line, stem = line] = line.split(" | ");
  return { name, domain: `${stem}.example` };
};

/** Sixty accounts, among them two of the same name, one whose name begins another, and names beyond ASCII. */
export const COMPANIES: readonly Company[] = [
  "Acme Robotics | acme-robotics",
  "Acme | acme",
  "Northwind Logistics | northwind-logistics",
  "Zürich Analytics AG | zuerich-analytics",
  "Blåbær Foods | blabaer",
  "Ångström Instruments | angstrom",
  "Café Móvil | cafemovil",
  "Przyszłość Energia | przyszlosc",
  "Meridian Health | meridian-health",
  "Meridian Health | meridianhealth-eu",
  "Copperline | copperline",
  "Tidewater Capital | tidewater",
  "Halcyon Biotech | halcyon-bio",
  "Orchard & Vine | orchardvine",
  "Brightloom | brightloom",
  "Kestrel Aerospace | kestrel-aero",
  "Lumen & Sons | lumensons",
  "Quill Publishing | quill",
  "Sable Security | sable-security",
  "Verdant Farms | verdant",
  "Polaris Freight | polaris-freight",
  "Juniper Lane | juniperlane",
  "Ironbark Mining | ironbark",
  "Mosaic Learning | mosaic-learning",
  "Fathom Data | fathom-data",
  "Ostrava Steel | ostrava-steel",
  "Cobalt Pay | cobaltpay",
  "Wren Software | wren",
  "Anthem Studios | anthem-studios",
  "Redwood Insurance | redwood-insurance",
  "Saffron Hotels | saffron",
  "Drift & Dune | driftdune",
  "Helix Genomics | helix-genomics",
  "Parallel Legal | parallel-legal",
  "Summit Outdoor | summit-outdoor",
  "Tern Telecom | tern",
  "Oakmont Property | oakmont",
  "Velo City Bikes | velocity-bikes",
  "Nimbus Cloud | nimbus",
  "Harbor Street Foods | harborstreet",
  "Pixelwerk GmbH | pixelwerk",
  "Grupo Horizonte | horizonte",
  "Atelier Lumière | atelier-lumiere",
  "Sakura Mobility | sakura-mobility",
  "Baobab Microfinance | baobab",
  "Deccan Textiles | deccan",
  "Jutland Wind | jutland-wind",
  "Oranje Shipping | oranje-shipping",
  "Mata Verde | mataverde",
  "Clyde Engineering | clyde",
  "Silverpine Ventures | silverpine",
  "Beacon Hospitals | beacon-hospitals",
  "Stonebridge Consulting | stonebridge",
  "Larkspur Retail | larkspur",
  "Falcon & Reed | falconreed",
  "Ember Games | ember-games",
  "Trellis HR | trellis",
  "Marlowe Media | marlowe",
  "Quantum Leap Labs | quantumleap",
  "Yellow Door | yellowdoor",
].map(company);

/** The people who use the workspace. */
export const COLLEAGUES = [
  ["Maya", "Lindqvist", "Admin"],
  ["Daniel", "Okoye", "Member"],
  ["Priya", "Raman", "Member"],
  ["Tomás", "Herrera", "Member"],
  ["Hannah", "Weiss", "Admin"],
  ["Alex", "Morgan", "Member"],
  ["Alexandra", "Morgan", "Member"],
  ["Kenji", "Ōta", "Viewer"],
] as const;
