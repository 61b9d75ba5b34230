// Calls whose arguments are far larger than any real call's, most of them of a million characters. None may hold up the
// server.

/**
 * @typedef {object} HostileCall
 * @property {string} what
 * @property {string} tool
 * @property {Record<string, unknown>} args
 */

/** @template T @param {number} count @param {(at: number) => T} item */
const many = (count, item) => Array.from({ length: count }, (_, at) => item(at));

/** @param {number} count @param {string} name */
const keyed = (count, name) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, "x"]));

/** @param {number} length @param {string} unit */
const repeated = (length, unit) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** @param {number} depth */
const nested = (depth) => {
  /** @type {unknown} */
  let value = "x";
  for (let at = 0; at < depth; at++) value = [value];
  return value;
};

/** Levels of lists in each other; JSON.stringify writes few more. */
const DEEP = 2000;

/** Marks of two classes by turns: putting them into canonical order takes time with the square of their number. */
const MARKS = "\u0301\u0316";

/**
 * Texts that have taken patterns and algorithms long, by their length in characters, about.
 *
 * @type {readonly (readonly [what: string, textOf: (length: number) => string])[]}
 */
export const LONG_TEXTS = [
  ["at signs", (length) => repeated(length, "@")],
  ["at signs in a bracket", (length) => `<${repeated(length, "@")}`],
  ["at signs and dots", (length) => repeated(length, "@.")],
  ["one word", (length) => repeated(length, "a")],
  ["many words", (length) => repeated(length, "ab ")],
  ["accents", (length) => `e${repeated(length, MARKS)}`],
  ["blanks", (length) => `a${repeated(length, " ")}b`],
  ["blanks beside quotes", (length) => `"a",${repeated(length, " ")}b"c`],
  ["line ends", (length) => repeated(length, "\n")],
  ["digits", (length) => repeated(length, "1")],
  ["digits after an apostrophe", (length) => `'${repeated(length, "1")}é`],
  ["signs and tabs", (length) => `+${repeated(length, "\t")}`],
  ["numbers in groups", (length) => repeated(length, "1 (1-")],
  ["quotes", (length) => repeated(length, '"')],
  ["commas", (length) => repeated(length, ",")],
  ["e-mail addresses", (length) => many(length / 12, (at) => `a${at}@b.co`).join(",")],
  ["slashes", (length) => repeated(length, "/")],
  ["angle brackets", (length) => repeated(length, "<style")],
  ["backticks", (length) => repeated(length, "` ")],
  ["opening brackets", (length) => repeated(length, "[")],
  ["nested lists as JSON text", (length) => `${"[".repeat(length / 2)}${"]".repeat(length / 2)}`],
  ["a list as JSON text", (length) => JSON.stringify(many(length / 5, (at) => `x${at}`))],
  ["an object as JSON text", (length) => JSON.stringify(keyed(length / 16, "key"))],
];

const FIELDS = [
  "name",
  "email",
  "phone",
  "title",
  "address",
  "linkedIn",
  "twitter",
  "icp_score",
  "deal_size",
  "lifecycle_stage",
  "doNotContact",
  "next_follow_up",
  "notes",
  "website",
  "segments",
];

/** @type {readonly ((text: string) => Omit<HostileCall, "what">)[]} */
const PLACES = [
  (csv) => ({ tool: "import_contacts", args: { csv } }),
  (text) => ({ tool: "import_contacts", args: { csv: `email,name\n${text}` } }),
  (text) => ({ tool: "import_contacts", args: { csv: `email,name\na@b.co,"${text.replaceAll('"', '""')}"` } }),
  (text) => ({ tool: "import_contacts", args: { rows: [{ email: "a@b.co", name: text, title: text.slice(0, 1000) }] } }),
  (text) => ({ tool: "import_contacts", args: { csv: "name\nA", columns: { [text]: text } } }),
  (text) => ({ tool: "import_contacts", args: { csv: "name\nA", match_on: text } }),
  (query) => ({ tool: "find_contacts", args: { query } }),
  (value) => ({ tool: "find_contacts", args: { filters: [{ field: "title", operator: "contains", value }] } }),
  (text) => ({ tool: "find_contacts", args: { filters: [{ field: text, operator: text, value: text }] } }),
  (value) => ({ tool: "list_contacts", args: { filters: [{ field: "account", value }] } }),
  (fields) => ({ tool: "list_contacts", args: { fields } }),
  (filters) => ({ tool: "list_contacts", args: { filters } }),
  (keys) => ({ tool: "get_contact_definitions", args: { keys } }),
  (id) => ({ tool: "retrieve_contact", args: { id } }),
  (text) => ({ tool: "update_contact", args: { id: "con_1", clear_fields: text, expect: text } }),
  (text) => ({ tool: "update_contacts", args: { ids: text, fields: { title: "CFO" } } }),
  (text) => ({ tool: "create_contact", args: { fields: { name: "A" }, relationships: { account: text, owner: text }, dry_run: true } }),
  (fields) => ({ tool: "create_contact", args: { fields, dry_run: true } }),
  ...FIELDS.map((field) => (/** @type {string} */ text) => ({ tool: "create_contact", args: { fields: { [field]: text }, dry_run: true } })),
  (text) => ({ tool: "create_contact", args: { fields: { name: { firstName: text, lastName: text.slice(1) } }, dry_run: true } }),
  (text) => ({ tool: "create_contact", args: { fields: { name: "A", address: { city: text, country: text } }, dry_run: true } }),
  (plan_id) => ({ tool: "apply_plan", args: { plan_id } }),
  (write_id) => ({ tool: "list_writes", args: { write_id, since: write_id } }),
];

/** Each text in every place. */
export const CALLS_WITH_TEXTS = LONG_TEXTS.flatMap(([text, textOf]) =>
  PLACES.map((place) => ({
    what: `${text} in ${shape(place(textOf(100)))}`,
    /** @param {number} length of the text in characters, about */
    callOf: (length) => place(textOf(length)),
  })),
);

/** The names of the arguments, down to the last. @param {Omit<HostileCall, "what">} call */
function shape({ tool, args }) {
  const [[name = "", value] = []] = Object.entries(args);
  const [inner = ""] = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  return `${tool} ${name}${inner.length > 0 && inner.length < 30 ? `.${inner}` : ""}`;
}

/** Calls with too many of something, or too deep. @type {readonly HostileCall[]} */
export const MANY_THINGS = [
  {
    what: "20,000 filters",
    tool: "find_contacts",
    args: { filters: many(20_000, (at) => ({ field: "title", operator: "contains", value: `x${at}` })) },
  },
  { what: "20,000 filters that are wrong", tool: "list_contacts", args: { filters: many(20_000, (at) => ({ field: `titel${at}`, opertor: "is" })) } },
  { what: "8,000 e-mail addresses", tool: "create_contact", args: { fields: { email: many(8_000, (at) => `a${at}@b.co`) }, dry_run: true } },
  {
    what: "100,000 link names",
    tool: "create_contact",
    args: { fields: { name: "A" }, relationships: { account: many(100_000, (at) => `n${at}`) } },
  },
  {
    what: "100,000 links added and removed",
    tool: "update_contact",
    args: { id: "con_1", relationships: { account: { add: many(50_000, (at) => `acc_${at}`), remove: many(50_000, (at) => `acc_x${at}`) } } },
  },
  { what: "40,000 fields", tool: "create_contact", args: { fields: keyed(40_000, "field") } },
  { what: "40,000 fields to clear", tool: "update_contact", args: { id: "con_1", clear_fields: many(40_000, (at) => `field${at}`) } },
  { what: "40,000 expected values", tool: "update_contact", args: { id: "con_1", fields: { title: "x" }, expect: keyed(40_000, "field") } },
  { what: "40,000 unknown arguments", tool: "create_contact", args: keyed(40_000, "field") },
  { what: "80,000 columns to show", tool: "find_contacts", args: { query: "Dana", fields: many(80_000, (at) => `titl${at}`) } },
  { what: "80,000 keys", tool: "get_contact_definitions", args: { keys: many(80_000, (at) => `titl${at}`) } },
  { what: "80,000 IDs", tool: "update_contacts", args: { ids: many(80_000, (at) => `con_${at}`), fields: { title: "x" } } },
  { what: "80,000 wrong IDs", tool: "update_contacts", args: { ids: many(80_000, (at) => `acc_${at}`), fields: { title: "x" } } },
  { what: "50,000 rows", tool: "import_contacts", args: { rows: many(50_000, (at) => ({ name: `N${at}` })) } },
  { what: "one row of 60,000 columns", tool: "import_contacts", args: { rows: [keyed(60_000, "column")] } },
  { what: "500 rows of 100 other columns each", tool: "import_contacts", args: { rows: many(500, (at) => keyed(100, `c${at}x`)) } },
  {
    what: "500 columns that nothing is called",
    tool: "import_contacts",
    args: { csv: `${many(500, (at) => `${repeated(90, "column ")}${at}`).join(",")}\nx` },
  },
  { what: "500,000 lines", tool: "import_contacts", args: { csv: `email\n${"x\n".repeat(500_000)}` } },
  {
    what: "2,000 rows of long words",
    tool: "import_contacts",
    args: { csv: `email,title,notes\n${many(2000, (at) => `a${at}@b.co,${repeated(200, "e\u0301\u0316")},${repeated(200, "long ")}`).join("\n")}` },
  },
  {
    what: "2,000 rows that are all wrong",
    tool: "import_contacts",
    args: {
      csv: `email,account,lifecycle_stage\n${many(2000, (at) => `nobody ${at},acme ${at} of somewhere,stage ${at} and ${repeated(60, "x")}`).join("\n")}`,
    },
  },
  { what: "rows nested deep", tool: "import_contacts", args: { rows: [{ name: "A", title: nested(DEEP) }] } },
  {
    what: "fields nested deep",
    tool: "create_contact",
    args: { fields: { title: nested(DEEP), email: nested(DEEP), address: nested(DEEP), name: nested(DEEP) } },
  },
  {
    what: "links nested deep",
    tool: "update_contact",
    args: { id: "con_1", relationships: { account: { add: nested(DEEP) } }, expect: { title: nested(DEEP) } },
  },
  { what: "a column map nested deep", tool: "import_contacts", args: { csv: "name\nA", columns: nested(DEEP) } },
  { what: "filters nested deep", tool: "find_contacts", args: { filters: nested(DEEP) } },
];
