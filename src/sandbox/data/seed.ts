import type { StoredRecord } from "../record.ts";
import type { DefinitionsJson } from "../wire-json.ts";
import { COLLEAGUES, COMPANIES } from "./companies.ts";
import { fillOf } from "./fill.ts";
import type { Fill } from "./fill-by-type.ts";
import { ODDITIES, SUPER_CONNECTOR } from "./oddities.ts";
import { hasNamesake, type Person, personAt } from "./person.ts";
import { createRandom, makeId, mix, type Random } from "./random.ts";

const FOUNDED = Date.UTC(2023, 0, 9, 8);
const MINUTE = 60_000;

/** All records of one type, by ID, in the order of their creation. */
export type Records = Map<string, StoredRecord>;

/** The members of the workspace. */
export function seedMembers(seed: number): Records {
  return byId(
    COLLEAGUES.map(([firstName, lastName, role], index) => ({
      ...blank(makeId("mem", seed, index), index),
      values: new Map<string, unknown>([
        ["$name", { firstName, lastName }],
        [
          "$email",
          `${firstName}.${lastName}@brightpath.example`
            .toLowerCase()
            .normalize("NFD")
            .replace(/[\u0300-\u036f]/g, ""),
        ],
        ["$role", role],
      ]),
    })),
  );
}

/** The accounts of the workspace; `members` are IDs of possible owners. */
export function seedAccounts(seed: number, definitions: DefinitionsJson, members: readonly string[]): Records {
  const industries = definitions.fieldDefinitions.$industry?.typeConfiguration.options ?? [];
  return byId(
    COMPANIES.map(({ name, domain }, index) => {
      const random = createRandom(mix(seed + 3, index));
      const values = new Map<string, unknown>([
        ["$name", name],
        ["$website", [`https://www.${domain}`]],
        ["employees", 10 + random.int(4000)],
      ]);
      if (industries.length > 0) values.set("$industry", random.pick(industries).id);
      return { ...blank(makeId("acc", seed, index), index), values, links: new Map([["$owner", [random.pick(members)]]]) };
    }),
  );
}

/** What links of a contact can point to. */
interface Targets {
  readonly members: readonly string[];
  readonly accounts: readonly string[];
  /** How many contacts there are; their IDs follow from their index. */
  readonly contacts: number;
}

/** The contacts. Fields and relationships follow the definitions, whatever these are. */
export function seedContacts(seed: number, definitions: DefinitionsJson, targets: Targets): Records {
  const fills = Object.entries(definitions.fieldDefinitions).map(([key, definition]): [string, Fill] => [key, fillOf(key, definition)]);
  const linkers = Object.entries(definitions.relationshipDefinitions).map(([key, { objectType }]): [string, Linker] => [
    key,
    linkerOf(key, objectType),
  ]);
  const context: LinkContext = { ...targets, seed, lastAtCompany: new Map() };
  const records: Records = new Map();
  for (let index = 0; index < targets.contacts; index++) {
    const person = personAt(seed, index);
    const values = new Map<string, unknown>();
    for (const [key, fill] of fills) {
      const value = fill(person);
      if (value !== undefined) values.set(key, value);
    }
    for (const [key, value] of Object.entries(ODDITIES.get(index) ?? {})) {
      if (definitions.fieldDefinitions[key]?.valueType === "TEXT") values.set(key, value);
    }
    const links = new Map<string, readonly string[]>();
    for (const [key, linker] of linkers) {
      const ids = linker(person, context);
      if (ids.length > 0) links.set(key, ids);
    }
    const id = makeId("con", seed, index);
    context.lastAtCompany.set(person.companyIndex, id);
    records.set(id, { ...blank(id, index), externalId: index % 40 === 3 ? `legacy-${index}` : null, values, links });
  }
  return records;
}

interface LinkContext extends Targets {
  readonly seed: number;
  /** By company: the contact made last, who becomes the superior of the next one. */
  readonly lastAtCompany: Map<number, string>;
}

type Linker = (person: Person, context: LinkContext) => readonly string[];

const LINKERS = new Map<string, Linker>([
  ["$account", companies],
  ["$owner", ({ random }, { members }) => (random.chance(0.85) ? [random.pick(members)] : [])],
  ["$createdBy", ({ random }, { members }) => [random.pick(members)]],
  ["reports-to", ({ random, companyIndex }, { lastAtCompany }) => (random.chance(0.4) ? [lastAtCompany.get(companyIndex) ?? []].flat() : [])],
  ["referred", referrals],
]);

/** A relationship that only a test defines gets one record of its type now and then. */
function linkerOf(key: string, objectType: string): Linker {
  const known = LINKERS.get(key);
  if (known !== undefined) return known;
  return ({ random }, context) => (random.chance(0.2) ? anyOf(objectType, random, context) : []);
}

function anyOf(objectType: string, random: Random, { accounts, members, contacts, seed }: LinkContext): string[] {
  if (objectType === "account") return [random.pick(accounts)];
  if (objectType === "member") return [random.pick(members)];
  return objectType === "contact" ? [makeId("con", seed, random.int(contacts))] : [];
}

function companies({ index, random, companyIndex }: Person, { accounts }: LinkContext): string[] {
  const own = accounts[companyIndex];
  // Namesakes always have their company: it is what tells them apart.
  if (own === undefined || (random.chance(0.08) && !hasNamesake(index))) return [];
  const second = random.pick(accounts);
  return random.chance(0.06) && second !== own ? [own, second] : [own];
}

function referrals({ index, random }: Person, { contacts, seed }: LinkContext): string[] {
  if (index === SUPER_CONNECTOR.index && contacts > index + SUPER_CONNECTOR.referred) {
    return Array.from({ length: SUPER_CONNECTOR.referred }, (_, at) => makeId("con", seed, index + 1 + at));
  }
  return random.chance(0.05) ? [makeId("con", seed, random.int(contacts))] : [];
}

const blank = (id: string, index: number): StoredRecord => ({
  id,
  createdAt: FOUNDED + index * 13 * MINUTE,
  updatedAt: null,
  externalId: null,
  values: new Map(),
  links: new Map(),
});

const byId = (records: readonly StoredRecord[]): Records => new Map(records.map((record) => [record.id, record]));
