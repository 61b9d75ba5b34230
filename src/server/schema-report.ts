import type { Definitions } from "../api/index.ts";
import type { Config } from "../config.ts";
import { buildSchema, type ContactSchema } from "../schema/contact-schema.ts";
import { unportableAttributes } from "../schema/input-schema.ts";
import { counted } from "../text/plural.ts";
import { TOOLS } from "../tools/index.ts";
import { listDetail } from "./tool-list.ts";
import { unclearHiding } from "./unclear-hiding.ts";

/** What a workspace's definitions contain, and what the tools' schemas leave out of it. */
export interface SchemaReport {
  readonly fields: number;
  readonly customFields: number;
  readonly options: number;
  readonly relationships: number;
  readonly hidden: number;
  /** What is left out and why, a sentence each. */
  readonly leftOut: readonly string[];
  /** Entries of LIGHTFIELD_HIDE_FIELDS that match nothing, a sentence each. */
  readonly unclear: readonly string[];
}

export function schemaReport(definitions: Definitions, config: Pick<Config, "hideFields" | "settingName">): SchemaReport {
  const schema = buildSchema(definitions, config.hideFields);
  const { fields, relationships } = schema;
  const all = definitions.fields.length + definitions.relationships.length;
  return {
    fields: fields.length,
    customFields: fields.filter(({ apiKey }) => !apiKey.startsWith("$")).length,
    options: fields.reduce((sum, { definition }) => sum + (definition.config.options?.length ?? 0), 0),
    relationships: relationships.length,
    hidden: all - fields.length - relationships.length,
    leftOut: [
      ...unportableAttributes(schema).map(
        ({ attribute, problems }) => `${attribute.label}, because some clients would refuse it: ${problems.join("; ")}.`,
      ),
      ...leftOutForLength(schema),
    ],
    unclear: unclearHiding(schema, config),
  };
}

/** Every token of the list is paid in each conversation, so a large workspace is described in less detail. */
function leftOutForLength(schema: ContactSchema): string[] {
  const { descriptions, listedOptions, fieldsLeftOut } = listDetail(TOOLS, schema);
  const described = schema.fields.filter(({ definition }) => definition.description).length;
  const long = schema.fields.filter(({ definition }) => (definition.config.options?.length ?? 0) > listedOptions).map(({ label }) => label);
  const why = "because the list of tools would be too long; get_contact_definitions shows them";
  return [
    descriptions || described === 0 ? "" : `the descriptions of ${counted(described, "field")}, ${why}.`,
    long.length === 0 ? "" : `the options of ${long.join(", ")}, ${why}.`,
    fieldsLeftOut === 0 ? "" : `${counted(fieldsLeftOut, "custom field")}, ${why}. They can still be written.`,
  ].filter(Boolean);
}
