// What the baselines have in common.
import * as z from "zod";

export const name = "echo";

export const tool = { title: "Echo", description: "Says what it is told.", inputSchema: { text: z.string().describe("what to say") } };

/** In place of the SDK's default, which packaging/build-options.mjs leaves out of every bundle. */
export const jsonSchemaValidator = {
  getValidator: () => {
    throw new Error("No JSON Schema validator is built in");
  },
};
