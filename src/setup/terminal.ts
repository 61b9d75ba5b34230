import type { Readable, Writable } from "node:stream";
import { confirm, isCancel, multiselect, password, spinner } from "@clack/prompts";
import type { Dialogue } from "./dialogue.ts";

/** Questions on a terminal. */
export function terminalDialogue(input: Readable, output: Writable): Dialogue {
  const terminal = { input, output };
  return {
    async chooseSeveral(message, choices) {
      const options = choices.map(({ value, label, hint }) => ({ value, label, ...(hint === undefined ? {} : { hint }) }));
      const initialValues = choices.filter(({ chosen }) => chosen).map(({ value }) => value);
      return given(await multiselect({ ...terminal, message, options, initialValues, required: true }));
    },
    async secret(message, problemOf) {
      return given(await password({ ...terminal, message, validate: (answer) => problemOf(answer ?? "") }));
    },
    confirm: async (message) => given(await confirm({ ...terminal, message })),
    async during(what, work) {
      const shown = spinner({ output });
      shown.start(what);
      try {
        return await work;
      } finally {
        shown.stop(what);
      }
    },
  };
}

/** Nothing if the person gave up. */
const given = <T>(answer: T): Exclude<T, symbol> | undefined => (isCancel(answer) ? undefined : (answer as Exclude<T, symbol>));
