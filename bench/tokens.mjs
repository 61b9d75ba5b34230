// How many tokens the tools and answers take, compared with the raw JSON of the API.
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { environment, HEADERS, importSandbox, longId, serveApi, withLongIds } from "./api.mjs";
import { CLI, withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { figure, heading, target } from "./report.mjs";
import { FULL_VALUES, hugeWorkspace, ORDINARY_WORKSPACE } from "./workspace.mjs";

/** @typedef {import("../src/sandbox/index.ts").Sandbox} Sandbox */

/** Tools whose tokens have a target of their own: 220. */
const LATER = new Set(["find_duplicates", "merge_contacts", "get_contact_history"]);

export const tokens = () =>
  withBundles({ sandbox: "src/sandbox/index.ts" }, async (bundle) => {
    heading("Tokens (o200k_base)");
    const { createSandbox } = await importSandbox(bundle("sandbox"));

    await withServer({ file: CLI, args: ["--sandbox"] }, async ({ tools }) => {
      target("the tools, the embedded sandbox's 39 fields", listed(tools), { below: 2700 });
    });

    const ordinary = createSandbox({ definitions: ORDINARY_WORKSPACE });
    const [fullContact = ""] = ordinary.contacts().keys();
    fill(ordinary, fullContact);
    await withApi(ordinary, async (url) => {
      await withServer({ file: CLI, env: environment(url) }, async (server) => {
        const raw = {
          definitions: await json(url, "/definitions"),
          list: await json(url, "?limit=25"),
          one: await json(url, `/${longId(fullContact)}`),
        };
        const fields = Object.keys(ORDINARY_WORKSPACE.fieldDefinitions).length;
        target(`the tools, an ordinary workspace of ${fields} fields`, listed(server.tools), { below: 2520 });
        target("  without those for duplicates and history", listed(server.tools.filter(({ name }) => !LATER.has(name))), { below: 2300 });
        compared("25 contacts listed, their accounts by name", await server.call("list_contacts"), 1500, raw.list);
        compared(`one contact with ${fields} set fields`, await server.call("retrieve_contact", { id: longId(fullContact) }), 700, raw.one);
        compared("get_contact_definitions", await server.call("get_contact_definitions"), 900, raw.definitions);
        await tasks(server);
      });
    });

    const definitions = hugeWorkspace();
    await withApi(createSandbox({ definitions, contacts: 1 }), async (url) => {
      await withServer({ file: CLI, env: environment(url) }, async ({ tools }) => {
        target(`the tools, ${Object.keys(definitions.fieldDefinitions).length} fields of up to 200 options`, listed(tools), { below: 8000 });
        figure("  its definitions as raw API JSON", countTokens(await json(url, "/definitions")));
      });
    });
  });

/**
 * The tokens of whole tasks: the arguments of the calls and their answers.
 *
 * @param {Pick<import("./client.mjs").Client, "call">} server
 */
async function tasks(server) {
  const cost = (/** @type {object} */ args, /** @type {string} */ answer) => countTokens(JSON.stringify(args)) + countTokens(answer);
  const created = {
    fields: {
      name: "Dana Scully",
      email: ["dana.scully@initech.example", "dana@home.example"],
      phone: ["+49 30 901820"],
      lifecycle_stage: "Lead",
      account: ["Brightloom"],
    },
  };
  const answer = await server.call("create_contact", created);
  const id = /\((con_[\w-]+)\)/.exec(answer)?.[1] ?? "";
  target("a contact with a select, two e-mails, a phone and an account", cost(created, answer), { below: 350 });
  const changed = { id, fields: [{ field: "title", value: "CFO" }], add: [{ field: "account", value: "Kestrel Aerospace" }] };
  target("a title changed and an account added", cost(changed, await server.call("update_contact", changed)), { below: 250 });
  figure("  the undo of this update", cost({}, await server.call("undo_write", {})));
}

/**
 * The tools as a model sees them.
 *
 * @param {readonly import("./client.mjs").ListedTool[]} tools
 */
const listed = (tools) => countTokens(JSON.stringify(tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))));

/**
 * @param {string} what
 * @param {string} text
 * @param {number} below
 * @param {string} raw
 */
function compared(what, text, below, raw) {
  const [ours, theirs] = [countTokens(text), countTokens(raw)];
  target(what, ours, { below });
  figure("  the same as raw API JSON", theirs, { remark: `${(theirs / ours).toFixed(1)} times as many` });
}

/**
 * Fills in every field of a contact, as a colleague would, and gives it an account, an owner and a creator.
 *
 * @param {Sandbox} sandbox
 * @param {string} id
 */
function fill(sandbox, id) {
  const links = new Map(
    [...sandbox.contacts().values()].flatMap(({ relationships }) => Object.entries(relationships)).filter(([, { values }]) => values.length > 0),
  );
  sandbox.editContact(id, (contact) => {
    for (const [key, field] of Object.entries(contact.fields)) field.value = FULL_VALUES[key];
    for (const [key, relationship] of Object.entries(contact.relationships)) relationship.values = links.get(key)?.values.slice(0, 1) ?? [];
  });
}

/**
 * @param {Sandbox} sandbox
 * @param {(url: string) => Promise<void>} use
 */
async function withApi(sandbox, use) {
  const api = await serveApi(withLongIds(sandbox));
  try {
    await use(api.url);
  } finally {
    api.close();
  }
}

/**
 * The API's own answer about contacts.
 *
 * @param {string} url
 * @param {string} rest what comes after /v1/contacts
 */
async function json(url, rest) {
  const response = await fetch(`${url}/v1/contacts${rest}`, { headers: HEADERS });
  if (!response.ok) throw new Error(`${rest}: ${response.status}`);
  return response.text();
}
