import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsoncDocument } from "../../src/clients/documents/json.ts";
import { tomlDocument } from "../../src/clients/documents/toml.ts";

const SERVER = { command: "/usr/bin/node", args: ["/opt/cli.js", "--sandbox"], env: { LIGHTFIELD_API_KEY: "sk_lf_x" } };

const name = fc.stringMatching(/^[a-z][a-z_-]{0,8}$/).filter((text) => text !== "ours");
const layout = fc.record({
  indent: fc.constantFrom("\t", "  ", "    "),
  eol: fc.constantFrom("\n", "\r\n"),
  comments: fc.boolean(),
  comma: fc.boolean(),
});

/** Servers of others, each over several lines or on one. */
const others = fc.uniqueArray(fc.record({ name, oneLine: fc.boolean(), value: fc.string() }), { selector: (server) => server.name, maxLength: 4 });

type Others = readonly { readonly name: string; readonly oneLine: boolean; readonly value: string }[];
type Layout = { readonly indent: string; readonly eol: string; readonly comments: boolean; readonly comma: boolean };

function jsonText(servers: Others, { indent, eol, comments, comma }: Layout): string {
  const comment = (text: string) => (comments ? ` // ${text}` : "");
  const lines = servers.flatMap(({ name: own, oneLine, value }, at) => {
    const end = `${at < servers.length - 1 || comma ? "," : ""}${comment("it's, {not} code")}`;
    const text = JSON.stringify(value);
    return oneLine
      ? [`${indent}${indent}"${own}": {"env" : {"A":${text}} }${end}`]
      : [`${indent}${indent}"${own}": {`, `${indent}${indent}${indent}"command": ${text}`, `${indent}${indent}}${end}`];
  });
  const before = comments ? ["/* mine */"] : [];
  return [...before, "{", `${indent}"theme": "x",${comment("dark")}`, `${indent}"mcpServers": {`, ...lines, `${indent}}`, "}", ""].join(eol);
}

function tomlText(servers: Others, { eol, comments }: Layout): string {
  const comment = (text: string) => (comments ? ` # ${text}` : "");
  const tables = servers.flatMap(({ name: own, oneLine, value }) => {
    const text = JSON.stringify(value);
    return oneLine
      ? ["", `[mcp_servers.${own}]${comment("[a] = table")}`, `env = { A = ${text} }`]
      : ["", ...(comments ? ["# about the next"] : []), `[mcp_servers.${own}]`, `args = [${comment("a, b")}`, `  ${text},`, "]"];
  });
  return [`model = "x"${comment("mine")}`, ...tables, ""].join(eol);
}

describe("in any file", () => {
  it.each([
    ["JSON with comments", jsonText, jsoncDocument, "mcpServers"],
    ["TOML", tomlText, tomlDocument, "mcp_servers"],
  ] as const)("of %s, a server is added, changed and removed without touching another line", (_, textOf, document, section) => {
    fc.assert(
      fc.property(others, layout, (servers, style) => {
        // JSON writes this character as it is, and TOML does not accept it.
        const text = textOf(
          servers.map((server) => ({ ...server, value: server.value.replaceAll("\x7f", "") })),
          style,
        );
        const added = document.put(text, section, "ours", SERVER);
        const withoutCommas = (lines: string) => lines.split("\n").map((line) => line.replace(/,(?=\s*(?:\/\/.*)?\r?$)/, ""));
        const kept = new Set(withoutCommas(added));
        expect(withoutCommas(text).filter((line) => !kept.has(line))).toEqual([]);
        const changed = document.put(added, section, "ours", { command: "node", env: { B: "2" } });
        expect(document.read(changed)).toMatchObject({ [section]: { ours: { command: "node", env: { ...SERVER.env, B: "2" } } } });
        expect(document.remove(added, section, "ours")).toBe(text);
        expect(document.read(document.remove(changed, section, "ours"))).toEqual(document.read(text));
      }),
      { numRuns: 200 },
    );
  });
});
