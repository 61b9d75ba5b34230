import { readFileSync } from "node:fs";
import type { Computer } from "../../src/clients/client.ts";
import { CLIENTS, documentOf, locate } from "../../src/clients/index.ts";
import { FLAGGED, flagOf } from "../../src/config.ts";
import type { Dialogue } from "../../src/setup/dialogue.ts";
import { setup } from "../../src/setup/index.ts";
import type { KeyAnswer, SetupOptions, SetupWorld } from "../../src/setup/world.ts";
import { redactor } from "../../src/text/redact.ts";

export const KEY = "sk_lf_4f9c2e71ab";

export const clientOf = (id: string) => {
  const client = CLIENTS.find((one) => one.id === id);
  if (!client) throw new Error(`No client ${id}`);
  return client;
};

export const fileOf = async (id: string, computer: Computer) => (await locate(clientOf(id), computer))[0].file;

/** The content of a client's file. */
export async function contentOf(id: string, computer: Computer) {
  return documentOf(clientOf(id)).read(readFileSync(await fileOf(id, computer), "utf8"));
}

export const accepted: KeyAnswer = { outcome: "accepted", lines: ["The key may do everything."] };

/** Runs setup on a computer, and returns what it said. */
export async function runSetup(computer: Computer, options: Partial<SetupOptions> = {}, world: Partial<SetupWorld> = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await setup(
    { action: "add", clients: [], name: undefined, yes: true, print: false, flags: new Map(), ...options },
    {
      computer,
      launch: { command: "/usr/bin/node", args: ["/opt/lightfield-contacts-mcp/dist/cli.js"], env: {} },
      settings: [...FLAGGED.switches, ...FLAGGED.values].flatMap((name) => [name, `--${flagOf(name)}`]),
      variables: {},
      key: KEY,
      checkKey: async () => accepted,
      start: async () => ({ tools: 12, ms: 1 }),
      dialogue: undefined,
      colours: false,
      now: () => new Date("2026-11-29T12:00:00Z"),
      redactorOf: redactor,
      say: (line) => said.push(line),
      complain: (line) => complained.push(line),
      ...world,
    },
  );
  return { code, said: said.join("\n"), complained: complained.join("\n") };
}

/** A person who gives these answers, and the questions that they were asked. */
export function aPerson(answers: { choose?: readonly string[]; secrets?: readonly (string | undefined)[]; confirm?: boolean }) {
  const questions: string[] = [];
  const secrets = [...(answers.secrets ?? [])];
  const dialogue: Dialogue = {
    async chooseSeveral(question, choices) {
      questions.push(`${question} ${choices.map(({ value, chosen }) => `${value}${chosen ? "*" : ""}`).join(" ")}`);
      return answers.choose;
    },
    async secret(question, problemOf) {
      questions.push(question);
      const answer = secrets.shift();
      const problem = answer === undefined ? undefined : problemOf(answer);
      if (problem !== undefined) throw new Error(problem);
      return answer;
    },
    async confirm(question) {
      questions.push(question);
      return answers.confirm;
    },
    during: (_, work) => work,
  };
  return { dialogue, questions };
}
