import type { Client } from "./client.ts";
import type { Document } from "./documents/document.ts";
import { jsoncDocument, plainJsonDocument } from "./documents/json.ts";
import { tomlDocument } from "./documents/toml.ts";
import { CLIENTS } from "./known-clients.ts";

export type { Client, Computer, ServerEntry } from "./client.ts";
export { DocumentError } from "./documents/document.ts";
export { locate } from "./locate.ts";
export { asksForKey, flagsOf, holdsKey, type OwnServer, ownServers, usesSandbox } from "./own-servers.ts";
export { type Started, startAsClient } from "./start-entry.ts";
export { othersCanRead, readTextFile, TextFileError } from "./text-file.ts";
export { CLIENTS };

/** What is wrong with the IDs that a user has given for clients, as a text; undefined if nothing is. */
export function clientProblem(given: readonly string[]): string | undefined {
  const known = CLIENTS.map(({ id }) => id);
  const unknown = given.find((id) => !known.includes(id));
  return unknown === undefined ? undefined : `There is no client ${JSON.stringify(unknown)}. --client takes ${known.join(", ")}.`;
}

const DOCUMENTS: Readonly<Record<Client["format"], Document>> = { json: plainJsonDocument, jsonc: jsoncDocument, toml: tomlDocument };

export const documentOf = ({ format }: Pick<Client, "format">): Document => DOCUMENTS[format];
