import type { Records, StoredRecord } from "../record.ts";
import type { DefinitionsJson } from "../wire-json.ts";
import { fillOf } from "./fill.ts";
import { type LinkTargets, linkerOf } from "./link.ts";
import { ODDITIES } from "./oddities.ts";
import { personAt } from "./person.ts";
import { createRandom, makeId, mix } from "./random.ts";

const FIRST_IMPORT = Date.UTC(2023, 0, 9, 8);
const BETWEEN_IMPORTS = 13 * 60_000;

/** The contacts. Fields and relationships follow whatever the definitions are. */
export function seedContacts(definitions: DefinitionsJson, targets: LinkTargets): Records {
  const makeValues = valuesMaker(definitions, targets);
  const makeLinks = linksMaker(definitions, targets);
  const records: Records = new Map();
  for (let index = 0; index < targets.contacts; index++) {
    const record = lazyRecord(makeId("con", targets.seed, index), index, makeValues, makeLinks);
    records.set(record.id, record);
  }
  return records;
}

type Values = StoredRecord["values"];
type Links = StoredRecord["links"];

/** A record that makes its content when first read: of a hundred thousand contacts, most sessions see a few. */
function lazyRecord(id: string, index: number, makeValues: (index: number) => Values, makeLinks: (index: number) => Links): StoredRecord {
  let values: Values | undefined;
  let links: Links | undefined;
  return {
    id,
    createdAt: FIRST_IMPORT + index * BETWEEN_IMPORTS,
    updatedAt: null,
    externalId: index % 40 === 3 ? `legacy-${index}` : null,
    get values() {
      values ??= makeValues(index);
      return values;
    },
    get links() {
      links ??= makeLinks(index);
      return links;
    },
  };
}

function valuesMaker({ fieldDefinitions }: DefinitionsJson, { seed }: LinkTargets): (index: number) => Values {
  const fills = Object.entries(fieldDefinitions).map(([key, definition]) => ({ key, fill: fillOf(key, definition) }));
  const texts = new Set(Object.keys(fieldDefinitions).filter((key) => fieldDefinitions[key]?.valueType === "TEXT"));
  return (index) => {
    const person = personAt(seed, index);
    const values = new Map<string, unknown>();
    for (const { key, fill } of fills) {
      const value = fill(person);
      if (value !== undefined) values.set(key, value);
    }
    for (const [key, value] of Object.entries(ODDITIES.get(index) ?? {})) {
      if (texts.has(key)) values.set(key, value);
    }
    return values;
  };
}

function linksMaker({ relationshipDefinitions }: DefinitionsJson, targets: LinkTargets): (index: number) => Links {
  const linkers = Object.entries(relationshipDefinitions).map(([key, definition]) => ({ key, linker: linkerOf(key, definition) }));
  return (index) => {
    const random = createRandom(mix(targets.seed + 31, index));
    const links = new Map<string, readonly string[]>();
    for (const { key, linker } of linkers) {
      const ids = linker(index, random, targets);
      if (ids.length > 0) links.set(key, ids);
    }
    return links;
  };
}
