import { join } from "node:path";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { useReader } from "./reader.ts";
import { type Step, terminalSvg } from "./terminal-svg.ts";
import { documentSession, root, textOf } from "./transcripts.ts";

const PICTURE = "docs/session.svg";

/** The calls of the picture. Their answers are those of the sandbox. */
const CALLS = [
  ["Find the person who is meant, despite typos", "find_contacts", { query: "majja jensn at brightloom" }],
  [
    "An invalid value is refused, with what is accepted",
    "update_contact",
    { id: "con_c1mcsjl20h70akv08j4n0x", fields: [{ field: "lifecycle_stage", value: "Costumer" }] },
  ],
  [
    "A write shows what has changed",
    "update_contact",
    {
      id: "con_c1mcsjl20h70akv08j4n0x",
      fields: [
        { field: "title", value: "CFO" },
        { field: "lifecycle_stage", value: "Opportunity" },
      ],
    },
  ],
  ["Almost every write can be undone", "undo_write", {}],
] as const;

const folders = useReader();

async function picture(): Promise<string> {
  const session = documentSession(folders());
  const steps: Step[] = [];
  for (const [title, name, args] of CALLS) {
    const { text, isRefused } = await session.call(name, JSON.stringify(args));
    steps.push({ title, call: `> ${name} ${JSON.stringify(args)}`, answer: text, isRefused });
  }
  expect(steps.map(({ isRefused }) => isRefused)).toEqual([false, true, false, false]);
  return terminalSvg("A session with the sandbox: a contact is found, changed, and changed back", steps);
}

test("the picture shows a session as it is now (npm run docs draws it again)", async () => {
  await expect(await picture()).toMatchFileSnapshot(join(root, PICTURE));
});

test("the picture needs nothing else: no script, no font, no other file, and little room", () => {
  const svg = textOf(PICTURE);
  expect(svg).not.toMatch(/<script|\bon\w+=|@font-face|@import|url\(|href=|<foreignObject/i);
  expect(Buffer.byteLength(svg)).toBeLessThan(40_000);
  const parser = new SaxesParser();
  const widths: number[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") expect(value).not.toMatch(/:\/\//);
    if (name === "text") widths.push(Number(attributes.x) + Number(attributes.textLength));
  });
  parser.write(svg).close();
  expect(widths.length).toBeGreaterThan(15);
  expect(Math.max(...widths)).toBeLessThan(Number(/width="(\d+)"/.exec(svg)?.[1]));
});

test("the README shows the picture on its first screen, with what it shows in words", () => {
  const lines = textOf("README.md").split("\n").slice(0, 20).join("\n");
  expect(lines).toMatch(/!\[[^\]]{60,}\]\(docs\/session\.svg\)/);
});
