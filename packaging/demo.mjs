// Prints a session of a real MCP client with the built server on the embedded sandbox. Fails if a step gives an
// unexpected answer.
import "./ensure-build.mjs";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import colors from "picocolors";

const SHOWN_LINES = 12;

const client = new Client({ name: "demo", version: "1.0.0" });
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(new URL("../dist/cli.js", import.meta.url)), "--sandbox"],
  }),
);

/** @param {string} text */
const heading = (text) => console.log(`\n${colors.bold(colors.cyan(`# ${text}`))}`);

/**
 * Prints the first lines of a text.
 * @param {string} text
 * @param {(line: string) => string} paint
 */
function print(text, paint) {
  const lines = text.split("\n");
  for (const line of lines.slice(0, SHOWN_LINES)) console.log(`  ${paint(line.length > 160 ? `${line.slice(0, 159)}…` : line)}`);
  if (lines.length > SHOWN_LINES) console.log(colors.dim(`  … ${lines.length - SHOWN_LINES} more lines`));
}

/** Values of fields, as the tools take them. @param {Record<string, unknown>} values */
const fieldsOf = (values) => Object.entries(values).map(([field, value]) => ({ field, value }));

/**
 * One step of the session: calls a tool, prints the call and the answer, and returns the answer's text.
 *
 * @param {string} title
 * @param {string} name
 * @param {Record<string, unknown>} args
 * @param {{ expect: RegExp, refused?: boolean }} outcome what the answer must match, and whether it must be a refusal
 */
async function step(title, name, args, { expect, refused = false }) {
  heading(title);
  console.log(`${colors.green(name)} ${colors.dim(JSON.stringify(args))}`);
  const result = await client.callTool({ name, arguments: args });
  const [content] = /** @type {{ type: string, text: string }[]} */ (result.content);
  const text = content?.text ?? "";
  print(text, refused ? colors.yellow : (line) => line);
  if (Boolean(result.isError) !== refused) throw new Error(`${name} was ${refused ? "not refused" : "refused"}`);
  if (!expect.test(text)) throw new Error(`The answer of ${name} does not match ${expect}`);
  return text;
}

try {
  console.log(colors.bold("lightfield-contacts-mcp on its embedded sandbox: made-up contacts, no key, no network"));

  heading("The tools that an agent sees");
  const { tools } = await client.listTools();
  for (const { name, description = "" } of tools) console.log(`  ${colors.green(name)} ${colors.dim(description.split(". ")[0] ?? "")}`);
  if (tools.length === 0) throw new Error("There are no tools");

  await step("What contacts look like in this workspace", "get_contact_definitions", {}, { expect: /email/ });
  await step("Find the person who is meant, despite typos", "find_contacts", { query: "majja jensn at brightloom" }, { expect: /^Found: con_/ });
  await step(
    "Customers with an expected deal above 50,000",
    "list_contacts",
    {
      filters: [
        { field: "lifecycle_stage", operator: "equal", value: "Customer" },
        { field: "deal_size", operator: "greaterThan", value: "50,000" },
      ],
      fields: ["name", "title", "email", "deal_size"],
      limit: 5,
    },
    { expect: /matching contacts/ },
  );
  const created = await step(
    "A new contact",
    "create_contact",
    {
      fields: fieldsOf({
        name: "Dana Reyes",
        email: ["dana.reyes@initech.example"],
        phone: ["+49 30 901820"],
        title: "Head of Procurement",
        lifecycle_stage: "Lead",
        deal_size: "12,500",
        next_follow_up: "2026-12-01",
      }),
    },
    { expect: /^Created Dana Reyes/ },
  );
  const id = /\((con_\w+)\)/.exec(created)?.[1] ?? "";
  await step(
    "An invalid write is refused with advice",
    "update_contact",
    { id, fields: fieldsOf({ lifecycle_stage: "Costumer", phone: ["12345"], icp_scor: 90 }) },
    { expect: /Did you mean "Customer"/, refused: true },
  );
  await step(
    "The same write, corrected",
    "update_contact",
    {
      id,
      fields: fieldsOf({ lifecycle_stage: "Customer", icp_score: 90, address: { city: "Berlin", country: "Germany" } }),
      clear_fields: ["next_follow_up"],
    },
    { expect: /^Updated Dana Reyes/ },
  );
  await step("Undo it", "undo_write", {}, { expect: /^Undid w/ });
  await step(
    "A person who exists is not created again",
    "create_contact",
    { fields: fieldsOf({ name: "Dana Reyes", email: "DANA.REYES@initech.example" }) },
    {
      expect: /^Not created/,
      refused: true,
    },
  );
  const text = "First name,Last name,Email,Title\nAnn,Lee,ann.lee@initech.example,CFO\nDana,Reyes,dana.reyes@initech.example,CPO\n,,bob@,";
  const planned = await step("Plan an import", "import_contacts", { text }, { expect: /1 to create, 1 to update, 1 invalid/ });
  const plan_id = /plan_[\w-]{10,}/.exec(planned)?.[0] ?? "";
  await step("Apply the plan", "apply_plan", { plan_id }, { expect: /^2 of 2 written/ });
  await step("What was changed today", "list_writes", {}, { expect: /import_contacts/ });
  await step("Her contact now", "retrieve_contact", { id }, { expect: /CPO/ });

  console.log(colors.bold("\nDone. README.md shows how to connect your own workspace."));
} catch (error) {
  console.error(colors.red(`\nThe demo failed: ${error instanceof Error ? error.message : error}`));
  process.exitCode = 1;
} finally {
  await client.close();
}
