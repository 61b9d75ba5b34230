// Replaces what makes JSON Schemas of zod 4 schemas. The SDK uses zod 4 for its messages alone, and the server's tools
// convert their schemas themselves, so this never runs.
function noJsonSchema() {
  throw new Error("zod 4 makes no JSON Schemas in this bundle");
}

export {
  noJsonSchema as aggregateChecks,
  noJsonSchema as createStandardJSONSchemaMethod,
  noJsonSchema as createToJSONSchemaMethod,
  noJsonSchema as JSONSchemaGenerator,
  noJsonSchema as toJSONSchema,
};
