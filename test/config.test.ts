import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { FLAGGED, flagOf, readConfig } from "../src/config.ts";
import { REDACTED } from "../src/text/redact.ts";
import { entriesOf } from "../src/written-setting.ts";
import { expectLinear } from "./cpu-time.ts";

/** A variable as it stands in settings, before a client expands it. */
const braced = (name: string) => `$\{${name}}`;

const problemsOf = (environment: Record<string, string>) => readConfig(environment).problems;

describe("settings", () => {
  it("have defaults", () => {
    const { locale, baseUrl, ...config } = readConfig({});
    expect(baseUrl.href).toBe("https://api.lightfield.app/");
    expect(locale.timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(locale.phoneCountry).toBeUndefined();
    expect(config).toMatchObject({
      apiKey: undefined,
      sandbox: false,
      readOnly: false,
      confirmWrites: false,
      maxWrites: 500,
      auditLog: undefined,
      importDirectory: undefined,
      exportDirectory: undefined,
      tools: undefined,
      hideFields: [],
      logLevel: "warn",
      timeoutMs: 45_000,
      problems: [],
    });
  });

  it("are read from the environment, forgiving in form", () => {
    const config = readConfig({
      LIGHTFIELD_API_KEY: " sk_lf_1 ",
      LIGHTFIELD_BASE_URL: "http://127.0.0.1:8080/proxy",
      LIGHTFIELD_READ_ONLY: "Yes",
      LIGHTFIELD_CONFIRM_WRITES: "Always",
      LIGHTFIELD_MAX_WRITES: " 25 ",
      LIGHTFIELD_AUDIT_LOG: resolve("/var/lightfield/audit log.jsonl"),
      LIGHTFIELD_IMPORT_DIR: resolve("/var/imports"),
      LIGHTFIELD_EXPORT_DIR: resolve("/var/exports"),
      LIGHTFIELD_TOOLS: "list_contacts, retrieve_contact,",
      LIGHTFIELD_HIDE_FIELDS: " salary ,Private notes",
      LIGHTFIELD_TIMEZONE: "Europe/Berlin",
      LIGHTFIELD_PHONE_COUNTRY: "de",
      LIGHTFIELD_LOG_LEVEL: "DEBUG",
      LIGHTFIELD_TIMEOUT_MS: "10000",
    });
    expect(config).toMatchObject({
      apiKey: "sk_lf_1",
      readOnly: true,
      confirmWrites: true,
      maxWrites: 25,
      auditLog: resolve("/var/lightfield/audit log.jsonl"),
      importDirectory: resolve("/var/imports"),
      exportDirectory: resolve("/var/exports"),
      tools: ["list_contacts", "retrieve_contact"],
      hideFields: ["salary", "Private notes"],
      logLevel: "debug",
      timeoutMs: 10_000,
      problems: [],
    });
    expect(config.baseUrl.href).toBe("http://127.0.0.1:8080/proxy");
    expect({ ...config.locale }).toEqual({ timeZone: "Europe/Berlin", phoneCountry: "DE", now: Date.now });
  });

  it("are read from flags first", () => {
    const config = readConfig({ LIGHTFIELD_READ_ONLY: "0", LIGHTFIELD_LOG_LEVEL: "info" }, { LIGHTFIELD_READ_ONLY: "1" });
    expect(config).toMatchObject({ readOnly: true, logLevel: "info" });
    expect(flagOf("LIGHTFIELD_TIMEOUT_MS")).toBe("timeout-ms");
    expect(readConfig({ LIGHTFIELD_MAX_WRITES: "9", LIGHTFIELD_CONFIRM_WRITES: "never" }, { LIGHTFIELD_MAX_WRITES: "0" }).maxWrites).toBe(0);
    expect(["LIGHTFIELD_CONFIRM_WRITES", "LIGHTFIELD_AUDIT_LOG", "LIGHTFIELD_IMPORT_DIR"].map(flagOf)).toEqual([
      "confirm-writes",
      "audit-log",
      "import-dir",
    ]);
  });

  it("are no empty flags: one would switch off what the environment protects", () => {
    for (const variable of FLAGGED.values)
      for (const empty of ["", " ", '""'])
        expect(
          readConfig({ [variable]: "x" }, { [variable]: empty }).problems.filter((problem) => problem.startsWith(`--${flagOf(variable)} `)),
        ).toEqual([`--${flagOf(variable)} has no value: add one, or remove the flag.`]);
  });

  it("are read without the quotes that some clients leave around them, and lists in any form", () => {
    expect(readConfig({ LIGHTFIELD_API_KEY: ' "sk_lf_1"', LIGHTFIELD_READ_ONLY: "'1' ", LIGHTFIELD_TOOLS: '"List_Contacts"' })).toMatchObject({
      apiKey: "sk_lf_1",
      readOnly: true,
      tools: ["list_contacts"],
      problems: [],
    });
    const lists = ["email;phone", '"email","phone"', '"email, phone"', '["email", "phone"]', "email\r\nphone", "[email;'phone']", "“email”,phone,,"];
    for (const list of lists) expect(readConfig({ LIGHTFIELD_HIDE_FIELDS: list })).toMatchObject({ hideFields: ["email", "phone"], problems: [] });
    for (const list of ['"Notes, private";$email', '["Notes, private","$email"]'])
      expect(readConfig({ LIGHTFIELD_HIDE_FIELDS: list }).hideFields).toEqual(["Notes, private", "$email"]);
  });

  it("take a proxy as other programs do", () => {
    const proxyOf = (environment: Record<string, string>) => {
      const { proxy } = readConfig(environment);
      return proxy && [proxy.variable, proxy.url.href, proxy.authorization, proxy.noProxy];
    };
    expect(proxyOf({ HTTPS_PROXY: "http://proxy.corp:8080/", NO_PROXY: "a.example" })).toEqual([
      "HTTPS_PROXY",
      "http://proxy.corp:8080/",
      undefined,
      "a.example",
    ]);
    expect(proxyOf({ HTTPS_PROXY: "http://one.corp", https_proxy: " two.corp:3128 ", NO_PROXY: "a", no_proxy: "b" })).toEqual([
      "https_proxy",
      "http://two.corp:3128/",
      undefined,
      "b",
    ]);
    const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString("base64")}`;
    expect(proxyOf({ HTTPS_PROXY: "https://dana:p%40ss%2Fwörd@proxy.corp" })).toEqual([
      "HTTPS_PROXY",
      "https://proxy.corp/",
      basic("dana:p@ss/wörd"),
      "",
    ]);
    expect(proxyOf({ HTTPS_PROXY: "token@proxy.corp" })?.[2]).toBe(basic("token:"));
    for (const none of [{}, { HTTPS_PROXY: "http://one.corp", https_proxy: "" }, { HTTP_PROXY: "http://one.corp" }])
      expect(proxyOf(none)).toBeUndefined();
    for (const local of [{ LIGHTFIELD_SANDBOX: "1" }, { LIGHTFIELD_BASE_URL: "http://localhost:8080" }, { LIGHTFIELD_BASE_URL: "https://[::1]" }])
      expect(readConfig({ HTTPS_PROXY: "nonsense://", ...local })).toMatchObject({ proxy: undefined, problems: [] });
  });
});

describe("settings that arrive as the name of a variable", () => {
  const UNEXPANDED = [
    braced("LIGHTFIELD_X"),
    braced("env:X"),
    braced("input:x"),
    `"${braced("X")}"`,
    braced("X:-"),
    "{{x}}",
    "{{ secrets.X }}",
    "%LIGHTFIELD_X%",
    "$LIGHTFIELD_X",
    "$x1",
  ];
  const HARMLESS = ["ME", "TIMEZONE", "PHONE_COUNTRY", "LOG_LEVEL", "TIMEOUT_MS", "API_KEY"].map((name) => `LIGHTFIELD_${name}`);
  const others = [...FLAGGED.switches, ...FLAGGED.values].filter((name) => !HARMLESS.includes(name));

  it.each(UNEXPANDED)("%s: count as unset where the default does no harm, and stop every call where it might", (value) => {
    const config = readConfig(Object.fromEntries(HARMLESS.map((name) => [name, value])));
    expect(config).toMatchObject({ apiKey: undefined, apiKeyUnexpanded: true, me: undefined, logLevel: "warn", timeoutMs: 45_000, problems: [] });
    const problems = problemsOf(Object.fromEntries(others.map((name) => [name, value])));
    const expected = others.filter((name) => name !== "LIGHTFIELD_HIDE_FIELDS" || !/^\$\w/.test(value));
    expect(problems.map((problem) => problem.split(" ")[0]).sort()).toEqual(expected.sort());
    expect(problems[0]).toContain("holds the name of a variable, which the client did not expand: write the value itself, or remove the setting");
  });

  it("stand for the blank fields of an extension, which count as unset if that grants nothing", () => {
    const blank = braced("user_config.x");
    const config = readConfig(Object.fromEntries([...HARMLESS, "LIGHTFIELD_IMPORT_DIR", "LIGHTFIELD_EXPORT_DIR"].map((name) => [name, blank])));
    expect(config).toMatchObject({ apiKey: undefined, apiKeyUnexpanded: false, apiKeyFieldBlank: true, me: undefined, problems: [] });
    expect(config).toMatchObject({ importDirectory: undefined, exportDirectory: undefined });
    expect(readConfig({ LIGHTFIELD_API_KEY: "sk_lf_x" })).toMatchObject({ apiKeyUnexpanded: false, apiKeyFieldBlank: false });
    for (const name of ["LIGHTFIELD_READ_ONLY", "LIGHTFIELD_CONFIRM_WRITES", "LIGHTFIELD_HIDE_FIELDS", "LIGHTFIELD_AUDIT_LOG"])
      expect(problemsOf({ [name]: blank })).toEqual([
        expect.stringContaining(`${name} holds the name of a variable, which the client did not expand`),
      ]);
    expect(problemsOf({ LIGHTFIELD_IMPORT_DIR: resolve(`/${blank}`) })).toHaveLength(1);
  });

  it("do so also where only a part is one, and by a flag", () => {
    expect(problemsOf({ LIGHTFIELD_HIDE_FIELDS: `email,${braced("H")}`, LIGHTFIELD_AUDIT_LOG: resolve(`/${braced("X")}/log`) })).toHaveLength(2);
    expect(readConfig({}, { LIGHTFIELD_READ_ONLY: braced("RO") }).problems).toHaveLength(1);
    expect(readConfig({ LIGHTFIELD_CACHE: braced("C") }).cache).toBe(false);
    expect(problemsOf({ HTTPS_PROXY: braced("HTTPS_PROXY") })).toHaveLength(1);
  });

  it("are no variables where the API's keys look like one", () => {
    expect(readConfig({ LIGHTFIELD_HIDE_FIELDS: "$email" })).toMatchObject({ hideFields: ["$email"], problems: [] });
  });

  it("and those that are empty count as unset", () => {
    const config = readConfig(Object.fromEntries([...HARMLESS, ...others].map((name) => [name, " "])));
    expect(config).toMatchObject({ apiKey: undefined, readOnly: false, tools: undefined, hideFields: [], maxWrites: 500, problems: [] });
  });
});

describe("the country of phone numbers", () => {
  it.each(["ZZ", "EU", "UN", "XA", "QO", "AA", "X1"])("is not %s", (LIGHTFIELD_PHONE_COUNTRY) =>
    expect(problemsOf({ LIGHTFIELD_PHONE_COUNTRY })).toEqual([expect.stringContaining("must be a country's two-letter ISO 3166-1 code")]),
  );

  it.each([
    ["uk", "GB"],
    ["XK", "XK"],
    ["TA", "TA"],
  ])("may be %s, which is %s", (LIGHTFIELD_PHONE_COUNTRY, phoneCountry) =>
    expect(readConfig({ LIGHTFIELD_PHONE_COUNTRY })).toMatchObject({ locale: { phoneCountry }, problems: [] }),
  );
});

describe("mistakes", () => {
  it.each([
    "socks5://dana:secret@proxy.corp",
    "http://dana:sec#ret@proxy.corp",
    "http://dana:secret%@proxy.corp",
    "http://dana:secret@proxy.corp/proxy.pac",
    "http://dana secret",
    "http://dana:secret@proxy.corp:99999",
  ])("in a proxy (%s) are named without its password", (value) => {
    expect(problemsOf({ HTTPS_PROXY: value }).join()).toBe(
      "HTTPS_PROXY must be http://host:port or https://host:port; a user and password go before the host (user:password@), percent-encoded.",
    );
    expect(problemsOf({ https_proxy: value }).join()).toMatch(/^https_proxy must be/);
  });

  it("are all named, each with its remedy", () => {
    const problems = problemsOf({
      LIGHTFIELD_API_KEY: "sk_lf_1 2",
      LIGHTFIELD_BASE_URL: "lightfield",
      LIGHTFIELD_SANDBOX: "maybe",
      LIGHTFIELD_READ_ONLY: "ture",
      LIGHTFIELD_CONFIRM_WRITES: "sometimes",
      LIGHTFIELD_MAX_WRITES: "many",
      LIGHTFIELD_AUDIT_LOG: "~/audit.jsonl",
      LIGHTFIELD_IMPORT_DIR: "imports",
      LIGHTFIELD_EXPORT_DIR: "~/exports",
      LIGHTFIELD_TIMEZONE: "Berlin",
      LIGHTFIELD_PHONE_COUNTRY: "Germany",
      LIGHTFIELD_LOG_LEVEL: "loud",
      LIGHTFIELD_TIMEOUT_MS: "45s",
    });
    expect(problems.join("\n")).toMatchInlineSnapshot(`
      "LIGHTFIELD_SANDBOX must be 1, 0, on or off.
      LIGHTFIELD_BASE_URL is not a URL; if you remove it, the server uses https://api.lightfield.app.
      LIGHTFIELD_API_KEY has a space or another character that a key cannot contain: copy the key again from Lightfield.
      LIGHTFIELD_READ_ONLY must be 1, 0, on or off.
      LIGHTFIELD_CONFIRM_WRITES must be "never" or "always".
      LIGHTFIELD_MAX_WRITES must be a whole number of writes (0 allows no writes); default: 500.
      LIGHTFIELD_AUDIT_LOG must be an absolute path such as /home/me/writes.jsonl or C:\\Users\\me\\writes.jsonl, without ~ or variables.
      LIGHTFIELD_IMPORT_DIR must be an absolute path such as /home/me/crm or C:\\Users\\me\\crm, without ~ or variables.
      LIGHTFIELD_EXPORT_DIR must be an absolute path such as /home/me/crm or C:\\Users\\me\\crm, without ~ or variables.
      LIGHTFIELD_TIMEZONE must be an IANA time zone, e.g. Europe/Berlin.
      LIGHTFIELD_PHONE_COUNTRY must be a country's two-letter ISO 3166-1 code, e.g. DE.
      LIGHTFIELD_LOG_LEVEL must be one of silent, error, warn, info, debug.
      LIGHTFIELD_TIMEOUT_MS must be a whole number of milliseconds from 1000 to 600000; default: 45000."
    `);
  });

  it("never tell the key", () => {
    const config = readConfig({ LIGHTFIELD_API_KEY: "sk_lf_secret\u00e9" });
    expect(JSON.stringify(config)).not.toContain("secret");
    expect(config.problems).toHaveLength(1);
    for (const quoted of ['"my-secret-key-12345"', " 'my-secret-key-12345' "])
      expect(readConfig({ LIGHTFIELD_API_KEY: quoted }).redact("Bad key my-secret-key-12345.")).toBe(`Bad key ${REDACTED}.`);
  });

  it.each([
    "http://api.lightfield.app",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://10.0.0.1",
    "ftp://localhost",
    "javascript:alert(1)",
    "https://user:pass@api.lightfield.app",
    "https://api.lightfield.app/?key=1",
    "https://api.lightfield.app/#x",
  ])("the key is not sent to %s", (url) => {
    const { problems, baseUrl } = readConfig({ LIGHTFIELD_BASE_URL: url });
    expect(problems).toHaveLength(1);
    expect(baseUrl.href).toBe("https://api.lightfield.app/");
  });

  it.each(["https://proxy.example", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:80"])("it may be sent to %s", (url) => {
    expect(problemsOf({ LIGHTFIELD_BASE_URL: url })).toEqual([]);
  });

  it.each(["999", "600001", "1e9x", "-1", "1000.5", "Infinity", "0"])("a timeout of %s ms is none", (value) => {
    expect(problemsOf({ LIGHTFIELD_TIMEOUT_MS: value })).toEqual([
      "LIGHTFIELD_TIMEOUT_MS must be a whole number of milliseconds from 1000 to 600000; default: 45000.",
    ]);
  });

  it.each(["-1", "1.5", "1e3", "0x10", "+5", "5 000", "99999999999999999999", "Infinity", "off"])("%s is no number of writes", (value) => {
    expect(problemsOf({ LIGHTFIELD_MAX_WRITES: value })).toEqual([expect.stringMatching(/^LIGHTFIELD_MAX_WRITES must be a whole number of writes/)]);
  });

  it("a path that holds a variable is not taken for an unset one", () => {
    expect(problemsOf({ LIGHTFIELD_AUDIT_LOG: `${braced("HOME")}/audit.jsonl` })).toEqual([
      "LIGHTFIELD_AUDIT_LOG holds the name of a variable, which the client did not expand: write the value itself, or remove the setting.",
    ]);
  });

  it.each([",", "[]", " ; ", '"",'])("a list of nothing (%s) is none", (value) => {
    expect(problemsOf({ LIGHTFIELD_TOOLS: value, LIGHTFIELD_HIDE_FIELDS: value })).toHaveLength(2);
  });

  it("an audit log is a file", () => {
    expect(problemsOf({ LIGHTFIELD_AUDIT_LOG: `${resolve("/var/audit")}/` })).toEqual(["LIGHTFIELD_AUDIT_LOG must name a file, not a folder."]);
  });
});

describe("names of settings", () => {
  const FOREIGN = 'If it belongs to another program, set it to "" for this server.';
  const meant = (name: string, near: string) => `${name} is not a setting. Did you mean ${near}? ${FOREIGN}`;

  it("that are misspelt are problems, with the nearest", () => {
    for (const [name, near] of [
      ["LIGHTFIELD_READONLY", "LIGHTFIELD_READ_ONLY"],
      ["LIGHTFIELDREADONLY", "LIGHTFIELD_READ_ONLY"],
      ["LIGHTFIELD_HIDDEN_FIELDS", "LIGHTFIELD_HIDE_FIELDS"],
      ["LIGHTFIELD_CONFIRM_WRITE", "LIGHTFIELD_CONFIRM_WRITES"],
    ] as const)
      expect(problemsOf({ [name]: "1" })).toEqual([meant(name, near)]);
  });

  it("that are like no other are problems too, with all that there are", () => {
    const all = ["LIGHTFIELD_API_KEY", ...FLAGGED.switches, ...FLAGGED.values].join(", ");
    const unknown = ["LIGHTFIELD_MODE", "LIGHTFIELD_RO", "LIGHTFIELD_DRY_RUN", "LIGHTFIELD_ZZZZZZZZZZ", "LIGHTFIELD"];
    expect(problemsOf({ LIGHTFIELD_MODE: "a", LIGHTFIELD_RO: "b" })).toEqual([
      `LIGHTFIELD_MODE, LIGHTFIELD_RO are not settings. The settings are ${all}. If they belong to another program, set them to "" for this server.`,
    ]);
    for (const name of unknown)
      expect(problemsOf({ [name]: "read-only" })).toEqual([`${name} is not a setting. The settings are ${all}. ${FOREIGN}`]);
    const [problem, ...others] = problemsOf(Object.fromEntries(unknown.map((name) => [name, "1"])));
    expect(problem).toMatch(new RegExp(`^${unknown.join(", ")} are not settings\\. `));
    expect(others).toEqual([]);
    for (const name of ["LIGHTFIELD_HIDDEN", "LIGHTFIELD_NO_WRITE"]) expect(problemsOf({ [name]: "1" })).toHaveLength(1);
  });

  it("that are misspelt are so whatever their value is, and in whatever case", () => {
    expect(problemsOf({ LIGHTFIELD_READONLY: braced("RO"), lightfield_read_only: "1", "LIGHTFIELD-MAX-WRITES": "0" })).toEqual([
      meant("LIGHTFIELD_READONLY", "LIGHTFIELD_READ_ONLY"),
      meant("lightfield_read_only", "LIGHTFIELD_READ_ONLY"),
      meant("LIGHTFIELD-MAX-WRITES", "LIGHTFIELD_MAX_WRITES"),
    ]);
    for (const read of ["", "0"])
      expect(problemsOf({ LIGHTFIELD_READ_ONLY: read, lightfield_read_only: "1" })).toEqual([meant("lightfield_read_only", "LIGHTFIELD_READ_ONLY")]);
  });

  it("that are another program's, empty, or found in any case by the system are left alone", () => {
    const windows = { Lightfield_Read_Only: "1", LIGHTFIELD_READ_ONLY: "1" };
    expect(problemsOf({ LIGHTFIELD_ZZZZZZZZZZ: "", LIGHTFIELD_MODE: ' "" ', LIGHT: "x", LIGHTFIELD_CACHE: "off", ...windows })).toEqual([]);
  });
});

it("a value is looked through for variables in a time that its length bounds", async () => {
  for (const opening of [["$", "{"].join(""), "{{"])
    await expectLinear((length) => {
      expect(problemsOf({ LIGHTFIELD_HIDE_FIELDS: opening.repeat(length) })).toEqual([]);
      expect(problemsOf({ LIGHTFIELD_HIDE_FIELDS: `${opening.repeat(length)}}}` })).toHaveLength(1);
    }, 60_000);
});

it("lists of any length and form are read in linear time", async () => {
  const hostile = [
    ["x", '"', "y"],
    ["", "\n"],
    ["a", " ", "b"],
    ["", " "],
    ["", `'"`],
    ['"', ",'"],
  ];
  for (const [first, repeated = "", last = ""] of hostile)
    await expectLinear((length) => entriesOf(`${first}${repeated.repeat(length)}${last}`), 100_000);
});
