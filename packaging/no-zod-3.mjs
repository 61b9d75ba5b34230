// Replaces zod 3 and its converter for the SDK, which would load them with every start. They are only for tools of the
// SDK's own McpServer with schemas of zod 3; this server's tools convert their schemas themselves.

function noZod3() {
  throw new Error("zod 3 is not given to the SDK in this bundle");
}

export { noZod3 as object, noZod3 as zodToJsonSchema };
