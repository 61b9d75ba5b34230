import { expect } from "vitest";
import { test } from "./program.ts";

test("prompts and completions work in the built program before any tool was called", async ({ start }) => {
  const { client, stderr } = await start.connect({ args: ["--sandbox"] });
  const complete = async (name: string, argument: string, value: string) =>
    (await client.complete({ ref: { type: "ref/prompt", name }, argument: { name: argument, value } })).completion.values;
  expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(["brief", "import", "clean-up"]);
  // What is not known yet is read in the background.
  await expect.poll(() => complete("brief", "person", "maja jen")).toContain("Maja Jensen");
  await expect.poll(() => complete("clean-up", "contacts", "bright")).toContain("Brightloom");
  const { messages } = await client.getPrompt({ name: "brief", arguments: { person: "Maja Jensen" } });
  expect(messages).toMatchObject([{ role: "user", content: { text: expect.stringContaining('"Maja Jensen"') } }]);
  expect(stderr()).toBe("");
});
