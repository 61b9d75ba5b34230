import { documentOf } from "../clients/index.ts";
import { addedTo, DEFAULT_NAME } from "./change.ts";
import type { Wanted } from "./entry.ts";
import type { Target } from "./targets.ts";

/** For each client, where its file is and what belongs into it. */
export function printedEntries(targets: readonly Target[], wanted: Wanted, name = DEFAULT_NAME): string[] {
  return targets.flatMap(({ client, files: [file] }, at) => [
    ...(at === 0 ? [] : [""]),
    `${client.name}: ${file}`,
    ...addedTo("", client, documentOf(client), name, wanted, undefined).trimEnd().split("\n"),
  ]);
}
