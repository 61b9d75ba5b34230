import { describe, expect, it } from "vitest";
import { DocumentError } from "../../src/clients/documents/document.ts";
import { jsoncDocument, plainJsonDocument } from "../../src/clients/documents/json.ts";
import { tomlDocument } from "../../src/clients/documents/toml.ts";

const SERVER = { command: "/usr/bin/node", args: ["/opt/a b/cli.js", "--sandbox"], env: { LIGHTFIELD_API_KEY: "sk_lf_x" } };

const putJson = (text: string, properties: object = SERVER) => jsoncDocument.put(text, "mcpServers", "ours", { ...properties });
const putToml = (text: string, properties: object = SERVER) => tomlDocument.put(text, "mcp_servers", "ours", { ...properties });

/** The lines of `after` that `before` does not have, and the other way round. */
function changedLines(before: string, after: string) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return { removed: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) };
}

const EDITOR_SETTINGS = `// My settings
{
  "theme": "One Dark", // dark
  /* servers */
  "mcpServers": {
    // the docs
    "docs": { "command": "npx",   "args": [ "-y", "docs-mcp" ] }, // keep
  },
  "tabs": [1,2,
     3],
}
`;

describe("a file of JSON with comments", () => {
  it("gets a server, and every other character stays", () => {
    expect(putJson(EDITOR_SETTINGS)).toBe(
      EDITOR_SETTINGS.replace(
        "// keep\n",
        `// keep
    "ours": {
      "command": "/usr/bin/node",
      "args": [
        "/opt/a b/cli.js",
        "--sandbox"
      ],
      "env": {
        "LIGHTFIELD_API_KEY": "sk_lf_x"
      }
    },
`,
      ),
    );
  });

  it("is as it was once the server is removed again", () => {
    for (const text of [EDITOR_SETTINGS, EDITOR_SETTINGS.replaceAll("\n", "\r\n"), '\uFEFF{\n\t"mcpServers": {\n\t\t"docs": {}\n\t}\n}']) {
      expect(jsoncDocument.remove(putJson(text), "mcpServers", "ours")).toBe(text);
    }
  });

  it("keeps its indentation and its line ends", () => {
    const after = putJson('{\r\n\t"mcpServers": {\r\n\t\t"docs": { "command": "x" }\r\n\t}\r\n}\r\n', { command: "node", args: [] });
    expect(after).toBe(
      '{\r\n\t"mcpServers": {\r\n\t\t"docs": { "command": "x" },\r\n\t\t"ours": {\r\n\t\t\t"command": "node",\r\n\t\t\t"args": []\r\n\t\t}\r\n\t}\r\n}\r\n',
    );
  });

  it.each([
    ["nothing", ""],
    ["an empty object", "{}"],
    ["a comment alone", "// none yet\n"],
    ["no section", '{ "theme": "dark" }'],
    ["no section, over several lines", '{\n  "theme": "dark"\n}\n'],
    ["an empty section", '{\n  "mcpServers": {}\n}\n'],
    ["an empty section with a comment", '{\n  "mcpServers": { // none\n  }\n}\n'],
    ["a section that is null", '{ "mcpServers": null }'],
    ["one line", '{"mcpServers":{"docs":{"command":"npx"}}}'],
  ])("can hold %s before", (_, text) => {
    const after = putJson(text);
    expect(jsoncDocument.read(after)).toEqual({
      ...jsoncDocument.read(text),
      mcpServers: { ...(jsoncDocument.read(text).mcpServers as object), ours: SERVER },
    });
    for (const comment of text.match(/\/\/.*/g) ?? []) expect(after).toContain(comment);
  });

  it("keeps the user's own properties and comments of a server that is changed", () => {
    const text = `{
  "mcpServers": {
    "ours": {
      "command": "node", // from nvm
      "args": ["/old/cli.js"],
      "timeout": 60,
      "env": {
        // who I am
        "LIGHTFIELD_ME": "me@example.com",
        "LIGHTFIELD_SANDBOX": "1"
      }
    }
  }
}`;
    const after = putJson(text, {
      command: "/usr/bin/node",
      args: ["/new/cli.js"],
      env: { LIGHTFIELD_API_KEY: "sk", LIGHTFIELD_SANDBOX: undefined },
    });
    expect(jsoncDocument.read(after)).toEqual({
      mcpServers: {
        ours: { command: "/usr/bin/node", args: ["/new/cli.js"], timeout: 60, env: { LIGHTFIELD_ME: "me@example.com", LIGHTFIELD_API_KEY: "sk" } },
      },
    });
    for (const comment of ["// from nvm", "// who I am"]) expect(after).toContain(comment);
    expect(putJson(after, { command: "/usr/bin/node" })).toBe(after);
  });

  it("is refused, with the line, if it is not valid", () => {
    expect(() => putJson('{\n  "a": 1\n  "b": 2\n}')).toThrow(/^is not valid JSON: "," expected in line 3$/);
    expect(() => putJson('{ "a": { ')).toThrow(/^is not valid JSON: "}" expected in line 1$/);
    expect(() => putJson('{ "a": yes }')).toThrow(/^is not valid JSON: invalid symbol in line 1$/);
    expect(() => putJson("{} {}")).toThrow(/^is not valid JSON: end of file expected in line 1$/);
    expect(() => putJson("[]")).toThrow(/^is not a JSON object$/);
    expect(() => putJson('{"mcpServers":[]}')).toThrow(/something other than an object/);
  });

  it("is refused with comments if its client does not read them", () => {
    expect(() => plainJsonDocument.put(EDITOR_SETTINGS, "mcpServers", "ours", SERVER)).toThrow(
      /^holds comments or trailing commas, which this client does not read: remove them$/,
    );
    expect(() => plainJsonDocument.read("{ nonsense")).toThrow(/^is not valid JSON: /);
    expect(plainJsonDocument.read(plainJsonDocument.put("", "mcpServers", "ours", SERVER))).toEqual({ mcpServers: { ours: SERVER } });
  });
});

const CODEX = `# my config
model = "gpt-5"   # the model

[mcp_servers.docs]   # docs
command = 'npx'
args = [ "-y",
  "docs-mcp", ] # two

  # about the variables
[mcp_servers.docs.env]
KEY="a"

[projects."/home/me/x"]
since = 2026-01-01T00:00:00Z
big = 9007199254740993
notes = """
[mcp_servers.ours]
command = "not a table"
"""
`;

describe("a file of TOML", () => {
  it("gets a server, and every other character stays", () => {
    expect(putToml(CODEX)).toBe(`${CODEX}
[mcp_servers.ours]
command = "/usr/bin/node"
args = [ "/opt/a b/cli.js", "--sandbox" ]

[mcp_servers.ours.env]
LIGHTFIELD_API_KEY = "sk_lf_x"
`);
  });

  it("is as it was once the server is removed again", () => {
    for (const text of [CODEX, CODEX.replaceAll("\n", "\r\n"), 'model = "x"\n']) {
      expect(tomlDocument.remove(putToml(text), "mcp_servers", "ours")).toBe(text);
    }
    const between = `${putToml('model = "x"\n')}\n# the next one\n[profile]\na = 1\n`;
    expect(tomlDocument.remove(between, "mcp_servers", "ours")).toBe('model = "x"\n\n# the next one\n[profile]\na = 1\n');
  });

  it.each([
    ["nothing", ""],
    ["no end of the last line", "a = 1"],
    ["the section's own table", "[mcp_servers]\n[mcp_servers.docs]\ncommand = 'x'\n"],
    ["dotted keys", 'mcp_servers.docs.command = "npx"\n'],
  ])("can hold %s before", (_, text) => {
    expect(tomlDocument.read(putToml(text))).toEqual({
      ...tomlDocument.read(text),
      mcp_servers: { ...(tomlDocument.read(text).mcp_servers as object), ours: SERVER },
    });
  });

  it.each([
    [
      "tables",
      '[mcp_servers.ours]\ncommand = "node" # mine\nargs = [\n  "/old/cli.js", # the program\n]\nstartup_timeout_sec = 20\n\n[mcp_servers.ours.env]\nLIGHTFIELD_ME = "me@example.com" # me\nLIGHTFIELD_SANDBOX = "1"\n\n[other]\na = 1\n',
    ],
    [
      "an inline table",
      '[mcp_servers.ours]\ncommand = "node"\nargs = ["/old/cli.js"]\nenv = { LIGHTFIELD_ME = "me@example.com", LIGHTFIELD_SANDBOX = "1" }\nstartup_timeout_sec = 20\n[other]\na = 1\n',
    ],
  ])("keeps the user's own properties of a server that is changed, written as %s", (_, text) => {
    const after = putToml(text, {
      command: "/usr/bin/node",
      args: ["/new/cli.js"],
      env: { LIGHTFIELD_API_KEY: "sk", LIGHTFIELD_SANDBOX: undefined },
    });
    expect(tomlDocument.read(after)).toEqual({
      mcp_servers: {
        ours: {
          command: "/usr/bin/node",
          args: ["/new/cli.js"],
          startup_timeout_sec: 20,
          env: { LIGHTFIELD_ME: "me@example.com", LIGHTFIELD_API_KEY: "sk" },
        },
      },
      other: { a: 1 },
    });
    expect(changedLines(text, after).removed.join()).not.toContain("startup");
    expect(putToml(after, { command: "/usr/bin/node" })).toBe(after);
  });

  it("gets a table for variables if the server had none", () => {
    expect(putToml('[mcp_servers.ours]\ncommand = "node"\n# last\n', { env: { A: "1" } })).toBe(
      '[mcp_servers.ours]\ncommand = "node"\n\n[mcp_servers.ours.env]\nA = "1"\n# last\n',
    );
  });

  it("is refused if it is not valid, or written in a form that setup cannot change safely", () => {
    expect(() => putToml("a = \n")).toThrow(/^is not valid TOML in line 1$/);
    expect(() => putToml('mcp_servers = { docs = { command = "npx" } }\n')).toThrow(DocumentError);
    const unusual = '[mcp_servers]\nours = { command = "npx" }\n';
    expect(() => putToml(unusual)).toThrow(
      expect.objectContaining({
        message: "has [mcp_servers] in a form that setup cannot change safely",
        remedy: "Write the entry by hand: setup --print shows it.",
      }),
    );
    expect(() => tomlDocument.remove(unusual, "mcp_servers", "ours")).toThrow(expect.objectContaining({ remedy: "Remove the entry by hand." }));
  });
});
