import { Problems } from "../../fields/rejection.ts";
import { wholeAttribute } from "../../schema/attribute-part.ts";
import { type Attribute, type ContactSchema, mainField } from "../../schema/contact-schema.ts";
import { attributeNamed } from "../../schema/timestamps.ts";

/** The attributes that an argument names, without repetition. @throws InvalidInput with all names that do not exist */
export function attributesNamed(names: readonly string[], schema: ContactSchema, argument: string): Attribute[] {
  const problems = new Problems();
  const found = names.flatMap(
    (name) => problems.collect(argument, () => wholeAttribute(name, schema, { find: () => attributeNamed(name, schema) })) ?? [],
  );
  problems.throwIfAny();
  return [...new Set(found)];
}

/** The columns of a list if the call names none: those that tell people apart, as far as the workspace has them. */
export function defaultColumns(schema: ContactSchema): Attribute[] {
  const main = (["FULL_NAME", "EMAIL", "TELEPHONE"] as const).map((valueType) => mainField(schema.fields, valueType));
  const title = schema.fields.find(({ agentKey }) => agentKey === "title");
  const account = schema.relationships.find(({ definition }) => definition.objectType === "account");
  return [...main, title, account].filter((column) => column !== undefined);
}
