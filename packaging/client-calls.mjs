// Calls of every tool that an agent could make, one after the other, in a new sandbox.
import { withNulls } from "./model-schemas.mjs";

/** @typedef {import("./check-clients.mjs").AgentTool} AgentTool */

/**
 * What earlier answers have said.
 *
 * @typedef {{ contact: string, plan: string }} Known
 */

/**
 * @typedef {object} Call
 * @property {string} tool
 * @property {(known: Known) => Record<string, unknown>} args
 * @property {RegExp} expected in the answer
 */

/** @type {readonly Call[]} */
const CALLS = [
  { tool: "get_contact_definitions", args: () => ({ keys: ["title"] }), expected: /title/ },
  { tool: "list_contacts", args: () => ({ limit: 2, fields: ["name", "title"] }), expected: /2 of 500 contacts/ },
  { tool: "find_contacts", args: () => ({ filters: [{ field: "title", operator: "isSet" }], limit: 1 }), expected: /pass the filters/ },
  { tool: "retrieve_contact", args: ({ contact }) => ({ id: contact }), expected: /Contact con_/ },
  {
    tool: "create_contact",
    args: () => ({ fields: { name: { firstName: "Zoltan", lastName: "Newcomer" }, email: ["zoltan@newcomers.example"] } }),
    expected: /Created/,
  },
  {
    tool: "find_contacts",
    args: () => ({
      filters: [{ field: "region", values: ["EMEA", "APAC"] }, { any: [{ field: "deal_size", operator: ">=", value: "1" }] }],
      limit: 0,
    }),
    expected: /pass the filters/,
  },
  {
    tool: "update_contact",
    args: ({ contact }) => ({
      id: contact,
      fields: [
        { field: "title", value: "Zephyrologist" },
        { field: "icp_score", value: "42" },
        { field: "doNotContact", value: "true" },
        { field: "address", value: '{"city": "Lisbon"}' },
      ],
    }),
    expected: /Zephyrologist.*42.*Lisbon/,
  },
  { tool: "update_contacts", args: ({ contact }) => ({ ids: [contact], fields: [{ field: "title", value: "CFO" }] }), expected: /plan_/ },
  { tool: "apply_plan", args: ({ plan }) => ({ plan_id: plan }), expected: /Updated.*CFO/ },
  { tool: "import_contacts", args: () => ({ text: "Name,Email\nAda Newcomer,ada@newcomers.example" }), expected: /plan_/ },
  {
    tool: "get_contact_history",
    args: ({ contact }) => ({ id: contact, field: "title" }),
    expected: /CFO/,
  },
  { tool: "find_duplicates", args: () => ({ limit: 1 }), expected: /likely: .* = / },
  {
    tool: "merge_contacts",
    args: () => ({
      groups: [["con_c01t4bag124v7cm15y389o", "con_c1c4dceh1dzcfe80x2zr6r"]],
      take: [{ field: "title", value: "con_c1c4dceh1dzcfe80x2zr6r" }],
    }),
    expected: /plan_/,
  },
  { tool: "list_writes", args: () => ({ limit: 1 }), expected: /con_|plan_/ },
  { tool: "undo_write", args: () => ({}), expected: /CFO.*Zephyrologist/ },
];

/**
 * Makes the calls.
 *
 * @param {readonly AgentTool[]} tools
 * @param {{ sendsNulls: boolean }} options whether everything that a call leaves out is sent as null
 * @returns {Promise<string[]>} what went wrong
 */
export async function callProblems(tools, { sendsNulls }) {
  /** @type {string[]} */
  const problems = [];
  const known = { contact: "", plan: "" };
  for (const { tool: name, args: argsFor, expected } of CALLS) {
    const tool = tools.find((one) => one.name === name);
    if (!tool) continue;
    const args = argsFor(known);
    const given = sendsNulls ? /** @type {Record<string, unknown>} */ (withNulls(args, tool.schema)) : args;
    const answer = await tool.call(given).then(JSON.stringify, (error) => `${error}`);
    known.contact ||= /con_\w+/.exec(answer)?.[0] ?? "";
    known.plan = /plan_[\w-]{20}/.exec(answer)?.[0] ?? known.plan;
    if (!expected.test(answer)) problems.push(`${name} ${JSON.stringify(given)}: ${answer.slice(0, 300)}`);
  }
  return problems;
}
