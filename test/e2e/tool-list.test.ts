import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { ROOT, test } from "./program.ts";

describe.concurrent("what clients are shown", () => {
  test("tools/list of the sandbox changes only by intention", async ({ start, expect }) => {
    const { client } = await start.connect({ args: ["--sandbox"] });
    const { tools } = await client.listTools();
    await expect(`${JSON.stringify(tools, null, 2)}\n`).toMatchFileSnapshot("__snapshots__/tools-list.json");
  });

  test("mcp.json starts the program, and a client that expands nothing is told how to set the key", async ({ start }) => {
    const { mcpServers } = JSON.parse(await readFile(join(ROOT, "mcp.json"), "utf8"));
    const entries = Object.entries(mcpServers);
    expect(entries).toEqual([
      [
        expect.any(String),
        expect.objectContaining({ command: "node", args: ["dist/cli.js"], env: { LIGHTFIELD_API_KEY: "$" + "{LIGHTFIELD_API_KEY}" } }),
      ],
    ]);
    expect(packageJson.files).toContain("mcp.json");
    const [[, entry] = ["", undefined]] = entries as [string, { env: Record<string, string> }][];
    const { client, call } = await start.connect({ env: entry?.env ?? {} });
    expect((await client.listTools()).tools.length).toBeGreaterThan(1);
    expect(await call("list_contacts")).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^LIGHTFIELD_API_KEY holds the name of a variable .* put the key into the env block/),
    });
  });
});
