import type { Records, StoredRecord } from "../record.ts";
import type { DefinitionsJson } from "../wire-json.ts";
import type { LinkTargets } from "./link.ts";
import { makeId } from "./random.ts";

/** The index of the first of them: far beyond every other contact. */
const FIRST = 20_000_000;

const FIRST_SEEN = Date.UTC(2024, 4, 6, 9);
const BETWEEN = 37 * 3_600_000;

interface Copy {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: readonly string[];
  readonly phone?: readonly string[];
  readonly linkedIn?: string;
  readonly title?: string;
  /** Which account, of those of the workspace. */
  readonly account?: number;
}

const named = (name: string, rest: Omit<Copy, "firstName" | "lastName"> = {}): Copy => {
  const [firstName = "", ...last] = name.split(" ");
  return { firstName, lastName: last.join(" "), ...rest };
};

/** The two contacts of one person, in the ways in which people get into a CRM twice. */
const PAIRS: readonly (readonly [Copy, Copy])[] = [
  [
    named("Dana Whitlock", { email: ["dana.whitlock@initech.example"], title: "Director of Finance", account: 0, phone: ["+14155550120"] }),
    named("Dana Whitlock", { email: ["Dana.Whitlock@Initech.example"], title: "CFO" }),
  ],
  [
    named("Henrike Paulsen", { email: ["henrike@paulsen.example"], account: 1 }),
    named("Henrike Paulsen", { email: ["henrike+crm@paulsen.example"], account: 1 }),
  ],
  [named("Bob Delacroix", { phone: ["+14155550121"], account: 2 }), named("Robert Delacroix", { phone: ["+14155550121"], account: 2, title: "COO" })],
  [
    named("Jürgen Möller", { email: ["j.moeller@globex.example"], account: 3 }),
    named("Juergen Moeller", { email: ["J.Moeller@globex.example"], title: "Einkauf" }),
  ],
  [named("Imre Halasz", { phone: ["+36301110122"], account: 4 }), named("Halasz Imre", { phone: ["+36301110122"], account: 4 })],
  [
    named("Paloma Quintero", { linkedIn: "https://www.linkedin.com/in/paloma-quintero", title: "Head of Sales" }),
    named("Paloma Quintero", { linkedIn: "http://es.linkedin.com/in/Paloma-Quintero/?trk=people", account: 5 }),
  ],
  [
    named("Birgit Sommer", { email: ["birgit@sommer.example"], account: 6 }),
    named("Birgit Winterfeld", { email: ["birgit@sommer.example"], phone: ["+436601110123"] }),
  ],
  [named("Jonathan Abernathy", { phone: ["+442071110124"], account: 7 }), named("Jonathan Abernaty", { phone: ["+442071110124"], account: 7 })],
  [
    named("Chiara Fontanelli", { email: ["chiara@umbria.example"], phone: ["+393351110125"], account: 8 }),
    named("Chiara Fontanelli", { email: ["chiara.fontanelli@gmail.com"], phone: ["+393351110125"] }),
  ],
  [
    named("T. Ravensworth", { email: ["tara@ravensworth.example"] }),
    named("Tara Ravensworth", { email: ["tara@ravensworth.example"], title: "CTO", account: 9 }),
  ],
  [named("Kwabena Osei", { account: 10, title: "VP Operations" }), named("Kwabena Osei", { account: 10, email: ["kwabena.osei@accra.example"] })],
  [{ email: ["mirela@dobre.example"] }, named("Mirela Dobre", { email: ["MIRELA@dobre.example"], account: 11 })],
];

/** Two people who look like one. */
const DECOYS: readonly (readonly [Copy, Copy])[] = [
  [named("Stella Grantham", { phone: ["+442071110130"], account: 12 }), named("Marcus Yeo", { phone: ["+442071110130"], account: 12 })],
  [named("Lothar Binder", { email: ["info@binder.example"] }), named("Ruth Binder", { email: ["info@binder.example"] })],
  [
    named("Peter Hallgren", { email: ["peter@north.example"], account: 13 }),
    named("Peter Hallgren", { email: ["p.hallgren@south.example"], account: 14 }),
  ],
  [named("Emmett Fairchild Sr.", { phone: ["+15035550131"] }), named("Emmett Fairchild Jr.", { phone: ["+15035550131"] })],
  [named("Jule Kamphaus", { email: ["familie@kamphaus.example"] }), named("Ole Kamphaus", { email: ["familie@kamphaus.example"] })],
  [
    named("Rebecca Stroud", { phone: ["+12125550132"], email: ["r.stroud@hale.example"], account: 15 }),
    named("Philip Hale", { phone: ["+12125550132"], email: ["philip@hale.example"], account: 15 }),
  ],
  [
    named("James Carter", { email: ["james.carter@vandelay.example"], account: 16 }),
    named("James Carter", { email: ["james.carter2@vandelay.example"], account: 16 }),
  ],
  [named("Christian Odermatt", { account: 17 }), named("Christina Odermatt", { account: 17 })],
  [
    named("Nils Vestergaard", { phone: ["+4533110133"], email: ["nils@vestergaard.example"] }),
    named("Nanna Vestergaard", { phone: ["+4533110133"], email: ["nanna@vestergaard.example"] }),
  ],
  [named("Lucía Prieto Sanz", { account: 18 }), named("Lucía Prieto Vidal", { account: 18 })],
  [
    named("Grace Adeyemi", { linkedIn: "https://www.linkedin.com/in/grace-adeyemi", account: 19 }),
    named("Grace Adeyemi", { linkedIn: "https://www.linkedin.com/in/grace-adeyemi-4b1", account: 20 }),
  ],
  [
    named("F. Lindgren", { email: ["fredrik.lindgren@malmo.example"], account: 21 }),
    named("Felicia Lindgren", { email: ["felicia.lindgren@malmo.example"], account: 21 }),
  ],
];

/** Twelve people who are there twice, and twelve pairs of people who only look like that. */
export function seedDuplicates({ fieldDefinitions, relationshipDefinitions }: DefinitionsJson, { seed, accounts }: LinkTargets): Records {
  const copies = [...PAIRS, ...DECOYS].flat();
  const records: Records = new Map();
  for (const [at, { firstName, lastName, email, phone, linkedIn, title, account }] of copies.entries()) {
    const name = firstName === undefined && lastName === undefined ? undefined : { firstName, lastName };
    const values = Object.entries({ $name: name, $email: email, $phone: phone, $linkedIn: linkedIn, $title: title });
    const linked = account === undefined ? undefined : accounts[account];
    const record: StoredRecord = {
      id: makeId("con", seed, FIRST + at),
      createdAt: FIRST_SEEN + at * BETWEEN,
      updatedAt: null,
      externalId: null,
      // A test may define other fields.
      values: new Map(values.filter(([key, value]) => value !== undefined && fieldDefinitions[key] !== undefined)),
      links: new Map(linked !== undefined && relationshipDefinitions.$account ? [["$account", [linked]]] : []),
    };
    records.set(record.id, record);
  }
  return records;
}
