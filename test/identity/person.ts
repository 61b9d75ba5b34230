import { type Identity, identityOf } from "../../src/identity/identity.ts";
import { aField, aRelationship, aSchema } from "../builders.ts";

const schema = aSchema({
  fields: [
    aField({ key: "name", valueType: "FULL_NAME" }),
    aField({ key: "email", valueType: "EMAIL", config: { multipleValues: true } }),
    aField({ key: "phone", valueType: "TELEPHONE", config: { multipleValues: true } }),
    aField({ key: "linkedIn", valueType: "SOCIAL_HANDLE", config: { handleService: "LINKEDIN" } }),
    aField({ key: "x", valueType: "SOCIAL_HANDLE", config: { handleService: "TWITTER" } }),
    aField({ key: "facebook", valueType: "SOCIAL_HANDLE", config: { handleService: "FACEBOOK" } }),
    aField({ key: "crm", label: "CRM ID", config: { unique: true } }),
  ],
  relationships: [aRelationship({ key: "account", cardinality: "HAS_MANY", objectType: "account" })],
});

/** What a contact of the tests holds. "Last, First" and "First Last" are both names. */
export interface Person {
  readonly name?: unknown;
  readonly email?: string | readonly string[];
  readonly phone?: string | readonly string[];
  readonly linkedIn?: string;
  readonly x?: string;
  readonly facebook?: string;
  readonly crm?: string;
  readonly account?: string;
}

const AT = "@";

/**
 * A person from a short text: the name, then values in any order, apart by "; ". "in/x" is a page at LinkedIn, "#1" a
 * CRM ID, "at Acme" an account.
 *
 * @example
 * aPerson("Dana Scully; dana@fbi.example; +14155552671; in/dana; at FBI; #7");
 */
export function aPerson(text: string): Identity {
  const [name = "", ...values] = text.split("; ");
  const person: Record<string, unknown> = { ...(name === "-" ? {} : { name }) };
  const add = (key: string, value: string) => {
    person[key] = [...((person[key] as string[] | undefined) ?? []), value];
  };
  for (const value of values) {
    if (value.includes(AT)) add("email", value);
    else if (value.startsWith("+")) add("phone", value);
    else if (value.startsWith("#")) person.crm = value;
    else if (value.startsWith("at ")) person.account = value.slice(3);
    else if (/^(in|company)\//.test(value)) person.linkedIn = `https://www.linkedin.com/${value}`;
    else if (value.includes("linkedin.com")) person.linkedIn = value;
    else if (value.includes("facebook.com")) person.facebook = value;
    else person.x = value;
  }
  return identity(person);
}

export const identity = ({ account, ...fields }: Person): Identity =>
  identityOf(
    schema.fields.map((field) => ({ field, raw: (fields as Record<string, unknown>)[field.apiKey] ?? null })),
    schema.relationships.map((relationship) => ({ relationship, ids: account === undefined ? [] : [account] })),
  );
