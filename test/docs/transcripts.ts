import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../../src/config.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { apiOf, sessionOf, workspaceOf } from "../builders.ts";
import type { Folders } from "./reader.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const textOf = (document: string) => readFileSync(join(root, document), "utf8");

/** A block of calls. Each is `> tool {arguments}`, followed by its answer; an empty line separates it from the next. */
const TRANSCRIPT = /```text\n(> [a-z_]+ \{[\s\S]*?)\n```/g;

/** A file that a document asks the reader to save, with its name in the sentence before it. */
const FILE = /`([\w-]+\.csv)`[^`]*```csv\n([\s\S]*?)```/g;

/** A call in such a block. */
export const CALL = /^> ([a-z_]+) (\{.*\})$/gm;

/** The IDs of a write and of a batch of writes, and of a plan. */
const WRITE_ID = /\b[bw][2-9bcdfghjkmnpqrstvwxz]{6}\b/g;
const PLAN_ID = /\bplan_[\w-]{20}/g;

/** Where documents show the folders of the reader. */
const HOME = "/home/you";

/**
 * Replaces random IDs by the same ones on every run: the first write of a document is always `wq4h7dz`, the second
 * `wk2m9fc`.
 */
function withFixedIds() {
  const endings = ["q4h7dz", "k2m9fc", "x5r3bn", "d8t6gp", "z7j4vh", "b3k9mc", "n6p2xr", "t4c8gd", "f7z3qk", "h2v5jb"];
  const given = new Map<string, string>();
  return (text: string) =>
    text
      .replace(WRITE_ID, (id) => {
        const fixed = given.get(id) ?? `${id[0]}${endings[given.size]}`;
        given.set(id, fixed);
        return fixed;
      })
      .replace(PLAN_ID, "plan_c3VjaCBhbiBJRCBp");
}

export interface Answered {
  readonly text: string;
  readonly isRefused: boolean;
}

/** A session on the sandbox, as a document shows it: on every run with the same answers. */
export function documentSession({ exports, imports }: Folders) {
  const config = readConfig({
    LIGHTFIELD_SANDBOX: "1",
    LIGHTFIELD_TIMEZONE: "Europe/Berlin",
    LIGHTFIELD_EXPORT_DIR: exports,
    LIGHTFIELD_IMPORT_DIR: imports,
    LIGHTFIELD_ME: "priya.raman@brightpath.example",
  });
  // The reader's clock stands still, and with it the limit.
  const { fetch } = createSandbox({ rateLimit: Number.POSITIVE_INFINITY });
  const api = apiOf(fetch, { timeoutMs: config.timeoutMs });
  const session = sessionOf({ config, workspace: workspaceOf(config, api) });
  const fixed = withFixedIds();
  /** IDs as the document shows them, and the real ones. */
  const real = new Map<string, string>();
  const shown = (text: string) => {
    for (const id of [...(text.match(WRITE_ID) ?? []), ...(text.match(PLAN_ID) ?? [])]) real.set(fixed(id), id);
    return fixed(text).replaceAll(exports, `${HOME}/exports`).replaceAll(imports, `${HOME}/imports`);
  };
  return {
    /** @param args the arguments as JSON, with the IDs of writes and plans as earlier answers show them */
    async call(name: string, args: string): Promise<Answered> {
      const given = args.replace(/[\w-]+/g, (id) => real.get(id) ?? id);
      const answer = await session.callTool(name, JSON.parse(given), { signal: new AbortController().signal });
      if (!answer) throw new Error(`There is no tool ${name}`);
      return { text: shown(answer.text), isRefused: answer.isError === true };
    },
    listTools: () => session.listTools(),
  };
}

/** Saves the files of a document, as its reader does. */
export function saveFiles(document: string, { imports }: Folders): void {
  for (const [, name = "", content = ""] of textOf(document).matchAll(FILE)) writeFileSync(join(imports, name), content);
}

/** A document as it would be with the answers that the tools give now. The calls of one document share a session. */
export async function withRealAnswers(document: string, folders: Folders): Promise<string> {
  const session = documentSession(folders);
  saveFiles(document, folders);
  let text = textOf(document);
  for (const [block, calls = ""] of text.matchAll(TRANSCRIPT)) {
    const answered: string[] = [];
    for (const [call, name = "", args = ""] of calls.matchAll(CALL)) answered.push(`${call}\n${(await session.call(name, args)).text}`);
    text = text.replace(block, () => `\`\`\`text\n${answered.join("\n\n")}\n\`\`\``);
  }
  return text;
}
