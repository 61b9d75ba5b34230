import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLIENTS, ownServers } from "../../src/clients/index.ts";
import type { SetupWorld } from "../../src/setup/world.ts";
import { aComputer, aFolder } from "../clients/temporary-home.ts";
import { accepted, aPerson, clientOf, contentOf, fileOf, KEY, runSetup } from "./a-setup.ts";

const SYSTEMS = ["linux", "darwin", "win32"] as const;
const ids = CLIENTS.map(({ id }) => id);

describe("setup --client --yes", () => {
  it.each(SYSTEMS.flatMap((system) => ids.map((id) => [id, system] as const)))("connects %s on %s, and removes it again", async (id, system) => {
    const computer = aComputer(system);
    expect(await runSetup(computer, { clients: [id] })).toMatchObject({ code: 0, complained: "" });
    const [server, ...others] = ownServers(clientOf(id), await contentOf(id, computer));
    const key = id === "vscode" ? "$" + "{input:lightfield-contacts-key}" : KEY;
    expect(server).toEqual({
      name: "lightfield-contacts",
      command: "/usr/bin/node",
      args: ["/opt/lightfield-contacts-mcp/dist/cli.js"],
      env: { LIGHTFIELD_API_KEY: key },
    });
    expect(others).toEqual([]);
    expect(await runSetup(computer, { clients: [id], action: "remove" })).toMatchObject({ code: 0, complained: "" });
    expect(ownServers(clientOf(id), await contentOf(id, computer))).toEqual([]);
  });

  it("writes the form of entry that each client reads", async () => {
    const computer = aComputer();
    const { said } = await runSetup(computer, { clients: ids, print: true, flags: new Map([["read-only", undefined]]) });
    expect(said.replaceAll(computer.home, "~")).toMatchInlineSnapshot(`
      "Claude Desktop: ~/.config/Claude/claude_desktop_config.json
      {
        "mcpServers": {
          "lightfield-contacts": {
            "command": "/usr/bin/node",
            "args": [
              "/opt/lightfield-contacts-mcp/dist/cli.js",
              "--read-only"
            ],
            "env": {
              "LIGHTFIELD_API_KEY": "sk_lf_..."
            }
          }
        }
      }

      Claude Code: ~/.claude.json
      {
        "mcpServers": {
          "lightfield-contacts": {
            "type": "stdio",
            "command": "/usr/bin/node",
            "args": [
              "/opt/lightfield-contacts-mcp/dist/cli.js",
              "--read-only"
            ],
            "env": {
              "LIGHTFIELD_API_KEY": "sk_lf_..."
            }
          }
        }
      }

      Cursor: ~/.cursor/mcp.json
      {
        "mcpServers": {
          "lightfield-contacts": {
            "command": "/usr/bin/node",
            "args": [
              "/opt/lightfield-contacts-mcp/dist/cli.js",
              "--read-only"
            ],
            "env": {
              "LIGHTFIELD_API_KEY": "sk_lf_..."
            }
          }
        }
      }

      VS Code: ~/.config/Code/User/mcp.json
      {
        "servers": {
          "lightfield-contacts": {
            "type": "stdio",
            "command": "/usr/bin/node",
            "args": [
              "/opt/lightfield-contacts-mcp/dist/cli.js",
              "--read-only"
            ],
            "env": {
              "LIGHTFIELD_API_KEY": "\${input:lightfield-contacts-key}"
            }
          }
        },
        "inputs": [
          {
            "type": "promptString",
            "id": "lightfield-contacts-key",
            "description": "Lightfield API key",
            "password": true
          }
        ]
      }

      Windsurf: ~/.codeium/windsurf/mcp_config.json
      {
        "mcpServers": {
          "lightfield-contacts": {
            "command": "/usr/bin/node",
            "args": [
              "/opt/lightfield-contacts-mcp/dist/cli.js",
              "--read-only"
            ],
            "env": {
              "LIGHTFIELD_API_KEY": "sk_lf_..."
            }
          }
        }
      }

      Zed: ~/.config/zed/settings.json
      {
        "context_servers": {
          "lightfield-contacts": {
            "source": "custom",
            "command": "/usr/bin/node",
            "args": [
              "/opt/lightfield-contacts-mcp/dist/cli.js",
              "--read-only"
            ],
            "env": {
              "LIGHTFIELD_API_KEY": "sk_lf_..."
            }
          }
        }
      }

      Codex: ~/.codex/config.toml
      [mcp_servers.lightfield-contacts]
      command = "/usr/bin/node"
      args = [ "/opt/lightfield-contacts-mcp/dist/cli.js", "--read-only" ]

      [mcp_servers.lightfield-contacts.env]
      LIGHTFIELD_API_KEY = "sk_lf_..."

      Gemini CLI: ~/.gemini/settings.json
      {
        "mcpServers": {
          "lightfield-contacts": {
            "command": "/usr/bin/node",
            "args": [
              "/opt/lightfield-contacts-mcp/dist/cli.js",
              "--read-only"
            ],
            "env": {
              "LIGHTFIELD_API_KEY": "sk_lf_..."
            }
          }
        }
      }"
    `);
  });

  it("takes all clients that are found, if none is named", async () => {
    const computer = aComputer();
    aFolder(computer, ".cursor");
    aFolder(computer, ".codex");
    expect((await runSetup(computer)).said.match(/^(?:Cursor|Codex|Zed).*:/gm)).toEqual(["Cursor:", "Codex:"]);
    expect(await runSetup(aComputer())).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^No client was found.*--client: claude-desktop, /),
    });
  });

  it("starts the server as the client will, and says whether it lists its tools", async () => {
    const started: unknown[] = [];
    const start: SetupWorld["start"] = async (client, { command }) => {
      started.push([client.id, command]);
      return client.id === "codex" ? { problem: "ended before it listed its tools" } : { tools: 12, ms: 1 };
    };
    const computer = aComputer();
    const { code, said, complained } = await runSetup(computer, { clients: ["cursor", "codex"] }, { start });
    expect(started).toEqual([
      ["cursor", "/usr/bin/node"],
      ["codex", "/usr/bin/node"],
    ]);
    expect({ code, said, complained }).toEqual({
      code: 0,
      said: expect.stringContaining("The server starts and lists 12 tools."),
      complained: "The server ended before it listed its tools. To find out why, run doctor.",
    });
    expect(ownServers(clientOf("codex"), await contentOf("codex", computer))).toHaveLength(1);
  });

  it("does not take the name of another server", async () => {
    const computer = aComputer();
    const file = join(aFolder(computer, ".cursor"), "mcp.json");
    const text = '{ "mcpServers": { "lightfield-contacts": { "url": "https://mcp.lightfield.example" } } }';
    writeFileSync(file, text);
    expect(await runSetup(computer)).toMatchObject({
      code: 1,
      complained: expect.stringMatching(
        /has another server under the name "lightfield-contacts"\. Setup has not changed the file\. Choose a name with --name, or delete that entry first\./,
      ),
    });
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(await runSetup(computer, { name: "crm" })).toMatchObject({ code: 0 });
    expect(Object.keys((await contentOf("cursor", computer)).mcpServers as object)).toEqual(["lightfield-contacts", "crm"]);
  });

  it.each([
    [
      "a server of another program",
      { files: { command: "npx", args: ["-y", "@modelcontextprotocol/server-filesystem", "/home/x/lightfield-contacts-exports"] } },
    ],
    ["a server with a similar name", { "my-lightfield-contacts-notes": { command: "uvx", args: ["notes"] } }],
    ["another program of this server's name", { "lightfield-contacts": { command: "npx", args: ["-y", "@somebody/hubspot-mcp"] } }],
  ])("never changes or removes %s", async (_, servers) => {
    const computer = aComputer();
    const file = join(aFolder(computer, ".cursor"), "mcp.json");
    writeFileSync(file, JSON.stringify({ mcpServers: servers }, null, 2));
    const { code, complained } = await runSetup(computer);
    expect(await contentOf("cursor", computer)).toMatchObject({ mcpServers: servers });
    if ("lightfield-contacts" in servers)
      expect({ code, complained }).toEqual({ code: 1, complained: expect.stringMatching(/Choose a name with --name/) });
    else expect(code).toBe(0);
    await runSetup(computer, { action: "remove" });
    await runSetup(computer, { action: "remove", name: Object.keys(servers)[0] ?? "" });
    expect(await contentOf("cursor", computer)).toEqual({ mcpServers: servers });
  });

  it.each([
    ["cursor", '{"mcpServers":{"other":{"command":"hidden-1","args":["--auth","hidden-2"],"env":{"A":"hidden-3"}}}}'],
    ["cursor", '{ // hidden-1 token\n"mcpServers": { "other": { "url": "hidden-2" /* "hidden-3" */ } } }'],
    ["vscode", '{"inputs":[{"id":"other","default":"hidden-1"}],"servers":{"other":{"command":"hidden-2"}}}'],
    [
      "codex",
      'token = "hidden-1"\n[mcp_servers.other] # hidden-2\nargs = [\n  "hidden-3", # hidden-4\n]\ntext = """\nhidden-5\na = hidden-6"""\n# hidden-7',
    ],
    ["codex", 'a = "hidden-1"\r\nmcp_servers.other.env.TOKEN = "hidden-2"'],
  ])("shows no text of other servers on any line of %s: %s", async (id, text) => {
    const computer = aComputer();
    const file = await fileOf(id, computer);
    aFolder(computer, dirname(file).slice(computer.home.length));
    writeFileSync(file, text);
    const added = await runSetup(computer, { clients: [id] });
    expect(added.code).toBe(0);
    expect(added.said).toContain("/opt/lightfield-contacts-mcp/dist/cli.js");
    expect(added.said).toContain("***");
    if (id === "vscode") expect(added.said).toContain("promptString");
    const removed = await runSetup(computer, { clients: [id], action: "remove" });
    expect(added.said + added.complained + removed.said + removed.complained).not.toMatch(/hidden|4f9c2e71ab/);
  });

  it("never tells a secret: neither the key nor those of other servers", async () => {
    const computer = aComputer();
    const file = join(aFolder(computer, ".cursor"), "mcp.json");
    writeFileSync(
      file,
      '{\n  "mcpServers": {\n    "other": {\n      "args": ["--auth", "9f8e7d6c5b4a39281706"],\n      "env": { "OTHER_TOKEN": "hunter2" }\n    }\n  }\n}\n',
    );
    const { said, complained } = await runSetup(computer, {}, { variables: { HTTPS_PROXY: "http://me:geheim@proxy:8080" } });
    expect(said).toContain('+        "LIGHTFIELD_API_KEY": "***"');
    expect(said).toContain("OTHER_TOKEN");
    const printed = await runSetup(computer, { print: true }, { variables: { HTTPS_PROXY: "http://me:geheim@proxy:8080" } });
    expect(printed.said).toContain("http://user:password@proxy:8080");
    expect(printed.said).not.toContain("geheim");
    for (const secret of [KEY, "hunter2", "9f8e7d6c5b4a", "geheim"]) expect(said + complained).not.toContain(secret);
  });

  it("asks the API about the key first, and writes nothing if it is refused", async () => {
    const computer = aComputer();
    const answer = { outcome: "refused", lines: [`The key ${KEY} was not accepted.`] } as const;
    const { code, complained } = await runSetup(computer, { clients: ["cursor"] }, { checkKey: async () => answer });
    expect({ code, complained }).toEqual({ code: 1, complained: "The key [API key] was not accepted.\nNothing was written." });
    expect(readdirSync(computer.home)).toEqual([]);
  });

  it("uses a key that cannot be checked, and says so", async () => {
    const computer = aComputer();
    const answer = { outcome: "unknown", lines: ["The network is down."] } as const;
    const { code, complained } = await runSetup(computer, { clients: ["cursor"] }, { checkKey: async () => answer });
    expect({ code, complained }).toEqual({ code: 0, complained: expect.stringMatching(/network is down[\s\S]*could not check the key/) });
    expect(ownServers(clientOf("cursor"), await contentOf("cursor", computer))).toHaveLength(1);
  });

  it("needs a key or the sandbox, except for a client that asks for the key itself", async () => {
    const without = { key: undefined, checkKey: () => Promise.reject(new Error("asked")) };
    const computer = aComputer();
    expect(await runSetup(computer, { clients: ["cursor", "vscode"] }, without)).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/LIGHTFIELD_API_KEY.*--sandbox/),
    });
    const asks = expect.stringMatching(/start the server\. VS Code then asks for the API key and stores it\.$/);
    expect(await runSetup(computer, { clients: ["vscode"] }, without)).toMatchObject({ code: 0, said: asks });
    const sandbox = await runSetup(aComputer(), { clients: ["vscode"], flags: new Map([["sandbox", undefined]]) }, without);
    expect(sandbox.said).toMatch(/MCP: List Servers in VS Code and start the server\.$/);
    expect(await runSetup(computer, { clients: ["cursor"], flags: new Map([["sandbox", undefined]]) }, without)).toMatchObject({ code: 0 });
    expect(ownServers(clientOf("cursor"), await contentOf("cursor", computer))).toMatchObject([{ args: [expect.any(String), "--sandbox"], env: {} }]);
  });

  it("refuses a client that it does not know, and tells those that it knows", async () => {
    expect(await runSetup(aComputer(), { clients: ["cursor", "emacs"] })).toMatchObject({
      code: 2,
      complained: expect.stringContaining(ids.join(", ")),
    });
  });
});

describe("an entry that is there already", () => {
  const written = async (entry: object, file = "cursor") => {
    const computer = aComputer();
    const path = await fileOf(file, computer);
    aFolder(computer, dirname(path).slice(computer.home.length));
    writeFileSync(path, JSON.stringify({ [clientOf(file).section]: entry }, null, 2));
    return computer;
  };
  const entryOf = async (computer: Awaited<ReturnType<typeof written>>) => ownServers(clientOf("cursor"), await contentOf("cursor", computer));

  it("keeps its flags and variables, and gets the new command and key", async () => {
    const computer = await written({
      crm: {
        command: "npx",
        args: ["-y", "lightfield-contacts-mcp", "--read-only", "--me", "a@b.c", "--max-writes=5"],
        env: { LIGHTFIELD_HIDE_FIELDS: "salary", LIGHTFIELD_API_KEY: "sk_lf_old" },
        disabled: true,
      },
    });
    const { said } = await runSetup(computer, { flags: new Map([["me", "d@e.f"]]) });
    const kept =
      "Earlier settings stay: --read-only, --max-writes, LIGHTFIELD_HIDE_FIELDS. To remove them, run setup remove --name crm, and then setup again. That removes the key too.";
    expect(said).toContain(`\n${kept}\n`);
    expect(await entryOf(computer)).toEqual([
      {
        name: "crm",
        command: "/usr/bin/node",
        args: ["/opt/lightfield-contacts-mcp/dist/cli.js", "--read-only", "--me", "d@e.f", "--max-writes", "5"],
        env: { LIGHTFIELD_HIDE_FIELDS: "salary", LIGHTFIELD_API_KEY: KEY },
      },
    ]);
    expect(readFileSync(await fileOf("cursor", computer), "utf8")).toContain('"disabled": true');
    const again = await runSetup(computer, { flags: new Map([["me", "d@e.f"]]) });
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining(`This file already has this server with these settings.\n${kept}\n`) });
  });

  it("is said to keep known settings only, and no key in it is shown", async () => {
    const args = ["/old/lightfield-contacts-mcp/dist/cli.js", "--read-only", "--foo-sk_lf_FLAGSECRET0001=1", "--typo", "sk_lf_FLAGSECRET0002"];
    const env = { LIGHTFIELD_sk_lf_FLAGSECRET0003: "1", LIGHTFIELD_ME: "sk_lf_FLAGSECRET0004" };
    const computer = await written({ "lightfield-contacts": { command: "node", args, env } });
    const start = async () => ({ problem: "ended: sk_lf_FLAGSECRET0005" });
    const { said, complained } = await runSetup(computer, { flags: new Map([["sandbox", undefined]]) }, { start });
    expect(said).toMatch(/^Earlier settings stay: --read-only, LIGHTFIELD_ME\. To remove them, .* again\.$/m);
    expect(complained).toContain("ended: [API key]");
    expect(said + complained).not.toContain("FLAGSECRET");
  });

  it("leaves the sandbox when it gets a key", async () => {
    const computer = await written({
      "lightfield-contacts": {
        command: "node",
        args: ["/old/lightfield-contacts-mcp/dist/cli.js", "--sandbox", "--read-only"],
        env: { LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_ME: "a@b.c" },
      },
    });
    expect((await runSetup(computer)).said).toMatch(
      /Earlier settings stay: --read-only, LIGHTFIELD_ME\. .* --name lightfield-contacts, and then setup again/,
    );
    expect(await entryOf(computer)).toMatchObject([
      { args: [expect.any(String), "--read-only"], env: { LIGHTFIELD_ME: "a@b.c", LIGHTFIELD_API_KEY: KEY } },
    ]);
    expect((await entryOf(computer))[0]?.env).not.toHaveProperty("LIGHTFIELD_SANDBOX");
  });

  it("stays beside another one that is added under a name of its own, and each can be removed", async () => {
    const computer = await written({
      "lightfield-contacts": { command: "node", args: ["/old/lightfield-contacts-mcp/dist/cli.js"] },
      other: { command: "x" },
    });
    await runSetup(computer, { name: "lightfield-sales" });
    expect((await entryOf(computer)).map(({ name }) => name)).toEqual(["lightfield-contacts", "lightfield-sales"]);
    await runSetup(computer, { action: "remove", name: "lightfield-contacts" });
    expect((await entryOf(computer)).map(({ name }) => name)).toEqual(["lightfield-sales"]);
    expect(await runSetup(computer, { action: "remove" })).toMatchObject({
      code: 0,
      said: expect.stringMatching(/no entry "lightfield-contacts".*\n.*--name lightfield-sales\./),
    });
    await runSetup(computer, { action: "remove", name: "lightfield-sales" });
    expect(await contentOf("cursor", computer)).toEqual({ mcpServers: { other: { command: "x" } } });
  });

  it("is the only one that is removed without a name, and the others are named", async () => {
    const own = { command: "npx", args: ["-y", "lightfield-contacts-mcp"] };
    const computer = await written({ sales: own, "lightfield-contacts": own, east: own });
    const { said } = await runSetup(computer, { action: "remove" });
    expect((await entryOf(computer)).map(({ name }) => name)).toEqual(["sales", "east"]);
    expect(said).toMatch(/"sales" also starts this server.*--name sales\.\n.*"east".*--name east\./);
  });

  it.each([
    ["its key", { env: { LIGHTFIELD_API_KEY: "geheim-4711-x" } }, []],
    ["a key that is kept elsewhere", { env: { LIGHTFIELD_API_KEY: "$" + "{env:KEY}" } }, []],
    ["the sandbox", { args: ["-y", "lightfield-contacts-mcp", "--sandbox"] }, ["--sandbox"]],
    ["the sandbox of a variable", { env: { LIGHTFIELD_SANDBOX: "1" } }, []],
  ])("keeps %s if no key is given, also in VS Code, and the key is not shown", async (_, properties, flags) => {
    const entry = { command: "npx", args: ["-y", "lightfield-contacts-mcp"], env: {}, ...properties };
    for (const id of ["cursor", "vscode", "codex"] as const) {
      const computer = id === "codex" ? aComputer() : await written({ "lightfield-contacts": entry }, id);
      if (id === "codex") {
        const { stringify } = await import("smol-toml");
        writeFileSync(join(aFolder(computer, ".codex"), "config.toml"), stringify({ mcp_servers: { "lightfield-contacts": entry } }));
      }
      const { code, said, complained } = await runSetup(
        computer,
        { clients: [id], flags: new Map([["me", "d@e.f"]]) },
        { key: undefined, checkKey: () => Promise.reject(new Error("asked")) },
      );
      expect({ code, complained: complained.replace(/^.*chmod.*$/m, "") }).toEqual({ code: 0, complained: "" });
      expect(said + complained).not.toContain("geheim");
      expect(ownServers(clientOf(id), await contentOf(id, computer))).toMatchObject([
        { args: [expect.stringContaining("cli.js"), ...flags, "--me", "d@e.f"], env: entry.env },
      ]);
      expect((await contentOf(id, computer)).inputs).toBeUndefined();
    }
  });

  it("needs a key if it has none, or if another client's has none", async () => {
    const own = { command: "npx", args: ["-y", "lightfield-contacts-mcp"] };
    const none = await written({ "lightfield-contacts": { ...own, env: { LIGHTFIELD_API_KEY: "", LIGHTFIELD_SANDBOX: "0" } } });
    expect(await runSetup(none, {}, { key: undefined })).toMatchObject({ code: 2, complained: expect.stringMatching(/^No API key was given/) });
    const one = await written({ "lightfield-contacts": { ...own, env: { LIGHTFIELD_API_KEY: "sk_lf_old" } } });
    expect(await runSetup(one, { clients: ["cursor", "zed"] }, { key: undefined })).toMatchObject({ code: 2 });
    const { dialogue, questions } = aPerson({ secrets: [""], confirm: true });
    await runSetup(one, { clients: ["cursor", "zed"], yes: false }, { key: undefined, dialogue });
    expect(questions[0]).toMatch(/Leave it empty to keep the existing keys, and to try the sandbox .* in the other clients$/);
    expect(await entryOf(one)).toMatchObject([{ args: [expect.any(String)], env: { LIGHTFIELD_API_KEY: "sk_lf_old" } }]);
    expect(ownServers(clientOf("zed"), await contentOf("zed", one))).toMatchObject([{ args: [expect.any(String), "--sandbox"], env: {} }]);
  });

  it("leaves the sandbox in VS Code if a key is given", async () => {
    const computer = await written({ "lightfield-contacts": { command: "lightfield-contacts-mcp", args: ["--sandbox"] } }, "vscode");
    await runSetup(computer, { clients: ["vscode"] });
    expect(ownServers(clientOf("vscode"), await contentOf("vscode", computer))).toMatchObject([
      { args: [expect.any(String)], env: { LIGHTFIELD_API_KEY: "$" + "{input:lightfield-contacts-key}" } },
    ]);
  });

  it("is removed from every file in which a client may look", async () => {
    const computer = aComputer("win32");
    const folders = [
      aFolder(computer, "AppData", "Roaming", "Claude"),
      aFolder(computer, "AppData", "Local", "Packages", "Claude_x", "LocalCache", "Roaming", "Claude"),
    ];
    for (const folder of folders)
      writeFileSync(join(folder, "claude_desktop_config.json"), '{"mcpServers":{"lightfield-contacts":{"command":"lightfield-contacts-mcp"}}}');
    expect(await runSetup(computer, { action: "remove" })).toMatchObject({ code: 0 });
    for (const folder of folders) expect(readFileSync(join(folder, "claude_desktop_config.json"), "utf8")).not.toContain("lightfield");
  });

  it("is removed with its question for the key, which stays while another entry needs it", async () => {
    const computer = aComputer();
    const file = await fileOf("vscode", computer);
    aFolder(computer, ".config/Code/User");
    const before = '{\n  "inputs": [\n    { "type": "promptString", "id": "other" }\n  ],\n  "servers": {}\n}\n';
    writeFileSync(file, before);
    await runSetup(computer);
    expect(await contentOf("vscode", computer)).toMatchObject({ inputs: [{ id: "other" }, { id: "lightfield-contacts-key", password: true }] });
    await runSetup(computer, { action: "remove" });
    expect(await contentOf("vscode", computer)).toEqual({ inputs: [{ type: "promptString", id: "other" }], servers: {} });
  });
});

describe("setup with a person", () => {
  it("asks for clients and key, shows the change and asks before each file", async () => {
    const computer = aComputer();
    for (const folder of [".cursor", ".gemini", ".codex"]) aFolder(computer, folder);
    const { dialogue, questions } = aPerson({ choose: ["cursor", "codex"], secrets: [` ${KEY} `], confirm: true });
    const checked: string[] = [];
    const checkKey = async (key: string) => {
      checked.push(key);
      return accepted;
    };
    const { code, said } = await runSetup(computer, { yes: false }, { key: undefined, dialogue, checkKey });
    expect(code).toBe(0);
    expect(checked).toEqual([KEY]);
    expect(questions).toEqual([
      "Which clients should use this server? cursor* codex* gemini-cli*",
      expect.stringMatching(/^API key from Lightfield/),
      "Create this file?",
      "Create this file?",
    ]);
    expect(said).toContain("The key may do everything.");
    expect(ownServers(clientOf("codex"), await contentOf("codex", computer))).toMatchObject([{ env: { LIGHTFIELD_API_KEY: KEY } }]);
  });

  it("changes nothing that is declined, or after the person gives up", async () => {
    for (const [confirm, code] of [
      [false, 0],
      [undefined, 1],
    ] as const) {
      const computer = aComputer();
      aFolder(computer, ".cursor");
      const { dialogue } = aPerson({ choose: ["cursor"], ...(confirm === undefined ? {} : { confirm }) });
      expect((await runSetup(computer, { yes: false }, { dialogue })).code).toBe(code);
      expect(readdirSync(join(computer.home, ".cursor"))).toEqual([]);
    }
  });

  it("asks again after a key that is refused, and takes an empty answer for the sandbox", async () => {
    const computer = aComputer();
    const { dialogue } = aPerson({ choose: ["cursor"], secrets: ["sk_lf_wrong", ""], confirm: true });
    const checkKey = async () => ({ outcome: "refused", lines: ["No."] }) as const;
    expect(await runSetup(computer, { yes: false, clients: ["cursor"] }, { key: undefined, dialogue, checkKey })).toMatchObject({ code: 0 });
    expect(ownServers(clientOf("cursor"), await contentOf("cursor", computer))).toMatchObject([{ args: [expect.any(String), "--sandbox"], env: {} }]);
  });

  it("is not possible without a terminal, and says what is", async () => {
    expect(await runSetup(aComputer(), { yes: false })).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/needs a terminal.*--client NAME --yes.*LIGHTFIELD_API_KEY.*--print/),
    });
  });

  it("needs no key to remove the entry", async () => {
    const { code, complained } = await runSetup(aComputer(), { yes: false, action: "remove" });
    expect({ code, complained }).toMatchObject({ code: 2, complained: expect.stringMatching(/needs a terminal.*--client NAME --yes\.$/) });
  });
});
