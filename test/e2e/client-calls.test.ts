import { describe, expect } from "vitest";
import { callProblems } from "../../packaging/client-calls.mjs";
import { test } from "./program.ts";

// `npm run check:clients` makes the same calls through the adapters of agent libraries, which it downloads.
describe.concurrent("the calls that agent libraries make", () => {
  for (const sendsNulls of [false, true]) {
    test(`work ${sendsNulls ? "with null for everything that is left out" : "as they are"}`, async ({ start }) => {
      const { client } = await start.connect({ args: ["--sandbox"] });
      const { tools } = await client.listTools();
      const agentTools = tools.map(({ name, inputSchema }) => ({
        name,
        schema: inputSchema,
        call: (args: Record<string, unknown>) => client.callTool({ name, arguments: args }),
      }));
      expect(await callProblems(agentTools, { sendsNulls })).toEqual([]);
    });
  }
});
