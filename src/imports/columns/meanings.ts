import { type Attribute, type ContactSchema, type Field, holdsMany } from "../../schema/contact-schema.ts";
import { columnKey } from "./column-key.ts";
import { foreignIdField } from "./foreign-ids.ts";
import { isWritable, namesOf, type Target } from "./named-attributes.ts";
import { type Meaning, usualNames } from "./usual-names.ts";

/** Parts of names and addresses, as the field types call them. */
const NAME_PARTS: readonly Meaning[] = ["firstName", "lastName"];
const ADDRESS_PARTS: readonly Meaning[] = ["street", "street2", "city", "state", "postalCode", "country"];

/** Profiles, by the service that a field names. */
const SERVICES: ReadonlyMap<Meaning, string> = new Map([
  ["linkedIn", "LINKEDIN"],
  ["x", "TWITTER"],
  ["instagram", "INSTAGRAM"],
  ["facebook", "FACEBOOK"],
]);

/** The attribute that a name alone means: the only one, or the system field. */
function mainOf<A extends Attribute>(attributes: readonly A[]): A | undefined {
  const own = attributes.filter(({ apiKey }) => apiKey.startsWith("$"));
  const [main, ...others] = attributes.length > 1 ? own : attributes;
  return others.length === 0 ? main : undefined;
}

/** The attributes of one workspace for the usual meanings. */
export class Meanings {
  readonly #schema: ContactSchema;
  readonly #program: string | undefined;
  readonly #known = new Map<Meaning, Target | undefined>();

  /** @param program the program that the table comes from, where it is known */
  constructor(schema: ContactSchema, program: string | undefined) {
    this.#schema = schema;
    this.#program = program;
  }

  /** The attribute for a meaning; undefined if there is none, or several. */
  target(meaning: Meaning): Target | undefined {
    if (!this.#known.has(meaning)) this.#known.set(meaning, this.#find(meaning));
    return this.#known.get(meaning);
  }

  #find(meaning: Meaning): Target | undefined {
    const { fields, relationships } = this.#schema;
    const whole = (attribute: Attribute | undefined) => attribute && { attribute };
    if (meaning === "mobile" && this.#mobile() === this.#identifying("phone")) return this.target("phone");
    const part = (attribute: Field | undefined, name: string) => attribute && { attribute, part: name };
    if (meaning === "name" || meaning === "nameOrFirstName" || meaning === "nameOrLastName") return whole(this.#identifying("name"));
    if (NAME_PARTS.includes(meaning)) return part(this.#identifying("name"), meaning);
    if (meaning === "lastNamePrefix" || meaning === "secondLastName") return part(this.#identifying("name"), "lastName");
    if (meaning === "email" || meaning === "phone") return whole(this.#identifying(meaning));
    if (meaning === "mobile") return whole(this.#mobile());
    if (meaning === "address") return whole(this.#address());
    if (meaning === "houseNumber") return part(this.#address(), "street");
    if (ADDRESS_PARTS.includes(meaning)) return part(this.#address(), meaning);
    if (meaning === "company") return whole(mainOf(relationships.filter(({ definition }) => definition.objectType === "account")));
    if (meaning === "foreignId") return whole(foreignIdField(this.#schema, this.#program));
    const service = SERVICES.get(meaning);
    if (service !== undefined) return whole(fields.find(({ definition, writable }) => writable && definition.config.handleService === service));
    return whole(this.#called(meaning));
  }

  #identifying(what: "name" | "email" | "phone"): Field | undefined {
    return mainOf(this.#schema.fields.filter(({ type, writable }) => writable && type.identifies === what));
  }

  /** The field for mobile numbers, or the list of all numbers. */
  #mobile(): Field | undefined {
    const called = this.#called("mobile");
    if (called?.kind === "field" && called.type.identifies === "phone") return called;
    const phone = this.#identifying("phone");
    return phone && (holdsMany(phone) || this.#schema.fields.filter(({ type }) => type.identifies === "phone").length === 1) ? phone : undefined;
  }

  #address(): Field | undefined {
    return mainOf(this.#schema.fields.filter(({ type, writable }) => writable && type.parts.has("postalCode")));
  }

  /** The attribute that has one of the usual names of a meaning. More certain kinds of names are tried first. */
  #called(meaning: Meaning): Attribute | undefined {
    const usual = usualNames(meaning);
    const writable = [...this.#schema.fields, ...this.#schema.relationships].filter(isWritable);
    for (const kind of [0, 1, 2, 3]) {
      const found = writable.filter((attribute) => usual.has(columnKey(namesOf(attribute)[kind] ?? "")));
      if (found.length > 0) return mainOf(found);
    }
    return undefined;
  }
}
