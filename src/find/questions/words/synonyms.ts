import { namesOfPart } from "../../../fields/part-names.ts";
import { partOf } from "../../../schema/attribute-part.ts";
import { type Attribute, type ContactSchema, mainField } from "../../../schema/contact-schema.ts";
import { usualNames } from "../../../schema/usual-names.ts";

const list = (text: string) => text.split(", ");

/** The parts of names and addresses that people ask for. */
const PARTS = ["firstName", "lastName", "street", "city", "state", "postalCode", "country"];

/** The usual other names of a workspace's attributes, and the names of the parts of their values. */
export function saidForAttributes(schema: ContactSchema): [names: readonly string[], attribute: Attribute][] {
  const { fields } = schema;
  const wholes = [mainField(fields, "FULL_NAME"), fields.find(({ type }) => type.search.as === "place")];
  const ofParts = wholes.flatMap((whole) =>
    PARTS.flatMap((name): [readonly string[], Attribute][] => {
      const part = whole && partOf(whole, name);
      return part ? [[namesOfPart(name), part]] : [];
    }),
  );
  return [...usualNames(schema), ...ofParts];
}

/** What people say for an option of a select, by its usual label. */
export const OPTIONS_SAID: Readonly<Record<string, readonly string[]>> = {
  customer: list("client"),
  churned: list("former customer, former client, ex customer, ex client, lost customer, past customer"),
  opportunity: list("opp, opps"),
  apac: list("asia pacific"),
  emea: list("europe the middle east and africa, europe middle east and africa"),
  latam: list("latin america, latin american"),
  nordics: list("nordic, nordic countries"),
  "human resources": list("hr"),
  pharmaceuticals: list("pharma"),
  telecommunications: list("telco, telecom, telecoms"),
  biotechnology: list("biotech"),
  nonprofit: list("non profit, ngo"),
};
