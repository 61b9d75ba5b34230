import { z } from "zod/v3";
import { definitionLines } from "../render/definitions.ts";
import { unportableAttributes } from "../schema/input-schema.ts";
import { attributesNamed } from "./input/attributes.ts";
import { defineTool, READS } from "./tool.ts";

export const getContactDefinitions = defineTool({
  name: "get_contact_definitions",
  title: "Contact definitions",
  description: "Fields and relationships with all options and filter operators.",
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    keys: z.array(z.string()).optional().describe("only these, in full"),
  },
  async handler({ keys }, { live, call }) {
    const schema = await live.recent(call);
    const only = keys && keys.length > 0 ? attributesNamed(keys, schema, "keys") : undefined;
    const notes = unportableAttributes(schema).map(({ attribute }) => `${attribute.agentKey} is not in the tool schemas, but can be written.`);
    return { lines: definitionLines(schema, only, notes), howToGetRest: 'get_contact_definitions with "keys"' };
  },
});
