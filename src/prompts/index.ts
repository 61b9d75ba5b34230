import { brief } from "./brief.ts";
import { cleanUp } from "./clean-up.ts";
import { importFile } from "./import.ts";
import type { Prompt } from "./prompt.ts";

/** All prompts, in the order in which clients show them. */
export const PROMPTS: readonly Prompt[] = [brief, importFile, cleanUp];
