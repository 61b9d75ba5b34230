import type { Records, StoredRecord } from "../record.ts";
import type { DefinitionsJson } from "../wire-json.ts";
import { COLLEAGUES, COMPANIES } from "./companies.ts";
import { asciiName } from "./person.ts";
import { createRandom, makeId, mix } from "./random.ts";

const FOUNDED = Date.UTC(2023, 0, 9, 8);

/** The members of the workspace. */
export function seedMembers(seed: number): Records {
  return byId(
    COLLEAGUES.map(([firstName, lastName, role], index) => {
      const email = `${asciiName(firstName)}.${asciiName(lastName)}@brightpath.example`;
      const values = new Map<string, unknown>([
        ["$name", { firstName, lastName }],
        ["$email", email],
        ["$role", role],
      ]);
      return { ...BLANK, id: makeId("mem", seed, index), values };
    }),
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
      return { ...BLANK, id: makeId("acc", seed, index), values, links: new Map([["$owner", [random.pick(members)]]]) };
    }),
  );
}

const BLANK: StoredRecord = { id: "", createdAt: FOUNDED, updatedAt: null, externalId: null, values: new Map(), links: new Map() };

const byId = (records: readonly StoredRecord[]): Records => new Map(records.map((record) => [record.id, record]));
