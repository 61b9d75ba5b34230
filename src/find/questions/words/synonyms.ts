import { partOf } from "../../../schema/attribute-part.ts";
import { type Attribute, type ContactSchema, type Field, mainField } from "../../../schema/contact-schema.ts";

const list = (text: string) => text.split(", ");

/** What people call attributes that usually have other labels. */
const ACCOUNT = list("account, company, employer, organization, organisation");
const EMAIL = list("email, e mail, mail, email address, e mail address, mail address, business email, business e mail, work email, work e mail");
const PHONE = list("phone, phone number, telephone, telephone number, tel, tel number, number");
const OWNER = list("rep, sales rep, salesperson, account owner, account manager, contact owner, responsible");
const MANAGER = list("manager, boss, supervisor, line manager, superior");
const MOBILE = list("cell, cell phone, cellphone, mobile phone, mobile number, mob");
const NICKNAME = list("nickname, nick name");
const TITLE = list("job title, job, role, position");

const SHIRT = list("wears, wear, wearing, wears size, wear size, wearing size, wears a size, wear a size, wearing a size");
const INDUSTRY = list("sector, vertical");
const RATING = list("rating, rated, star");
const DEAL = list("pipeline, pipeline value, pipeline size, deal value, deal volume, deal amount, opportunity value, opportunity size");

/** The size of deals, which "value" means where a number is asked for. */
export const dealOf = ({ fields }: ContactSchema): Field | undefined =>
  fields.find(({ type, label }) => type.order.isNumber && /\b(?:deal|opportunity)\b/i.test(label));

/** What people call the parts of a name and of an address. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  firstName: list("first name, given name, forename"),
  lastName: list("last name, surname, family name"),
  street: list("street"),
  city: list("city, town"),
  state: list("state, province"),
  postalCode: list("postal code, zip code, zip, postcode"),
  country: list("country, nation"),
};

/** The usual other names of a workspace's attributes. */
export function saidForAttributes(schema: ContactSchema): [names: readonly string[], attribute: Attribute][] {
  const { fields, relationships } = schema;
  const link = (pattern: RegExp) => relationships.find(({ agentKey, label }) => pattern.test(agentKey) || pattern.test(label));
  const field = (pattern: RegExp) => fields.find(({ label }) => pattern.test(label));
  const said: [readonly string[], Attribute | undefined][] = [
    [ACCOUNT, relationships.find(({ definition }) => definition.objectType === "account")],
    [EMAIL, mainField(fields, "EMAIL")],
    [PHONE, mainField(fields, "TELEPHONE")],
    [OWNER, link(/^owner$/i)],
    [MANAGER, link(/^reports?[ _]to$/i)],
    [MOBILE, field(/^mobile$/i)],
    [RATING, fields.find(({ definition }) => definition.valueType === "RATING") ?? field(/\brating\b/i)],
    [SHIRT, field(/shirt/i)],
    [INDUSTRY, field(/^industry$/i)],
    [DEAL, dealOf(schema)],
    [NICKNAME, field(/\b(?:nickname|spitzname|surnom|apodo|soprannome|alcunha|bijnaam)\b/i)],
    [TITLE, field(/^(?:job )?title$/i)],
  ];
  for (const whole of [mainField(fields, "FULL_NAME"), fields.find(({ type }) => type.search.as === "place")]) {
    if (whole)
      said.push(...Object.entries(PARTS).map(([part, names]) => [names, partOf(whole, part)] satisfies [readonly string[], Attribute | undefined]));
  }
  return said.flatMap(([names, attribute]) => (attribute ? [[names, attribute]] : []));
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
