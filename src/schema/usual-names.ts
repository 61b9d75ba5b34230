import { foldLetters } from "../text/fold.ts";
import { type Attribute, type ContactSchema, type Field, mainField } from "./contact-schema.ts";

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

/** The usual other names of a workspace's attributes. */
export function usualNames(schema: ContactSchema): [names: readonly string[], attribute: Attribute][] {
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
  return said.flatMap(([names, attribute]) => (attribute ? [[names, attribute]] : []));
}

/** The attributes that people usually call so: "company", "company_name" and "jobTitle" for `account` and `title`. */
export function calledUsually(written: string, schema: ContactSchema): Attribute[] {
  const wanted = [written, written.replace(/[\s_-]?(?:name|id)$/i, "")].map(foldLetters);
  return usualNames(schema).flatMap(([names, attribute]) => (names.some((name) => wanted.includes(foldLetters(name))) ? [attribute] : []));
}
