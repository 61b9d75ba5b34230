import { DocumentError, type Properties, serversIn } from "../clients/documents/document.ts";
import { removeIn, setIn } from "../clients/documents/json-edits.ts";
import { type Client, documentOf, flagsOf, ownServers, readTextFile, type ServerEntry, TextFileError } from "../clients/index.ts";
import { entryOf, isSandbox, KEY_VARIABLE, keptKey, type Wanted } from "./entry.ts";

/** The name of the server's entry, unless the user chose another. */
export const DEFAULT_NAME = "lightfield-contacts";

/** A change of one client's file that was not made yet. */
export interface Change {
  readonly client: Client;
  readonly file: string;
  /** Undefined if there is no file. */
  readonly before: string | undefined;
  readonly after: string;
  /** The entry's name. */
  readonly name: string;
  /** The server as it is in the file after the change; undefined once it is removed. */
  readonly server: ServerEntry | undefined;
  /** Names of other entries that start this program. */
  readonly others: readonly string[];
  /** Flags and variables of the existing entry that stay although they were not given again. */
  readonly kept: readonly string[];
}

/** Adds the server to a client's file, or updates its entry. @throws DocumentError or TextFileError if unreadable */
export async function addition(client: Client, file: string, wanted: Wanted, chosenName: string | undefined): Promise<Change> {
  const before = await readTextFile(file);
  const document = documentOf(client);
  const content = document.read(before ?? "");
  const { name, entry, others } = entryIn(client, content, chosenName);
  if (entry === undefined && name in serversIn(content, client.section))
    throw new DocumentError(`has another server under the name "${name}"`, "Choose a name with --name, or delete that entry first.");
  const after = addedTo(before ?? "", client, name, wanted);
  const { entry: server } = entryIn(client, document.read(after), name);
  const given = [...[...wanted.flags.keys()].map((flag) => `--${flag}`), ...Object.keys(wanted.variables)];
  const kept = settingsIn(entry).filter((setting) => !given.includes(setting) && settingsIn(server).includes(setting));
  return { client, file, before, after, name, server, others, kept };
}

/** The flags and variables of an entry that are settings, without the key. */
const settingsIn = (entry: ServerEntry | undefined): string[] =>
  entry === undefined
    ? []
    : [...[...flagsOf(entry).keys()].map((flag) => `--${flag}`), ...Object.keys(entry.env).filter((name) => /^LIGHTFIELD_(?!API_KEY$)/.test(name))];

/** The entry that an addition would update. */
function entryIn(client: Client, content: Properties, chosenName: string | undefined) {
  const own = ownServers(client, content);
  const name = chosenName ?? nameAmong(own.map((server) => server.name));
  const entry = own.find((server) => server.name === name);
  return { name, entry, others: own.flatMap((server) => (server.name === name ? [] : [server.name])) };
}

/** The existing entry, if the file can be read. */
export async function presentEntry(client: Client, file: string, chosenName: string | undefined): Promise<ServerEntry | undefined> {
  try {
    return entryIn(client, documentOf(client).read((await readTextFile(file)) ?? ""), chosenName).entry;
  } catch (error) {
    if (error instanceof DocumentError || error instanceof TextFileError) return undefined;
    throw error;
  }
}

/** A text of a client's file in which only this server's entry, and its question for the key, can be read. */
export function readableIn({ client, name }: Pick<Change, "client" | "name">, text: string): string {
  const document = documentOf(client);
  const question = inputsOf(document.read(text)).findIndex(({ id }) => id === inputId(name));
  return document.hideOthers(text, [[client.section, name], ...(client.asksForSecrets && question !== -1 ? [["inputs", question]] : [])]);
}

/** The text of a client's file with the server in it. */
export function addedTo(text: string, client: Client, name: string, wanted: Wanted): string {
  const document = documentOf(client);
  const before = entryIn(client, document.read(text), name).entry;
  const { env: own, ...withoutEnv } = entryOf(client, wanted, before);
  const answer = `\${input:${inputId(name)}}`;
  const asks = client.asksForSecrets && !isSandbox(wanted, before) && [undefined, answer].includes(keptKey(wanted, before));
  const env = asks ? { ...own, [KEY_VARIABLE]: answer } : own;
  const added = document.put(text, client.section, name, Object.keys(env).length === 0 ? withoutEnv : { ...withoutEnv, env });
  return asks ? withInput(added, document.read(added), name) : added;
}

/**
 * Removes the server from a client's file.
 *
 * @param chosenName undefined: the usual name. Entries of other names may belong to other workspaces
 * @throws DocumentError or TextFileError if the file cannot be read
 */
export async function removal(client: Client, file: string, chosenName: string | undefined): Promise<Change> {
  const name = chosenName ?? DEFAULT_NAME;
  const before = await readTextFile(file);
  const document = documentOf(client);
  const own = before === undefined ? [] : ownServers(client, document.read(before)).map(({ name }) => name);
  const removed = own.includes(name) ? document.remove(before ?? "", client.section, name) : undefined;
  const after = removed !== undefined && client.asksForSecrets ? withoutInput(removed, document.read(removed), name) : removed;
  return { client, file, before, after: after ?? before ?? "", name, server: undefined, others: own.filter((other) => other !== name), kept: [] };
}

/** The entry that is updated: the one with the usual name, else the only one. */
const nameAmong = (own: readonly string[]): string => (own.length === 1 && own[0] !== undefined ? own[0] : DEFAULT_NAME);

/** The question of VS Code to which an entry's key is the answer. */
const inputId = (name: string) => `${name}-key`;

const inputsOf = ({ inputs }: Properties): readonly { readonly id?: unknown }[] => (Array.isArray(inputs) ? inputs : []);

function withInput(text: string, content: Properties, name: string): string {
  const inputs = inputsOf(content);
  if (inputs.some(({ id }) => id === inputId(name))) return text;
  const input = { type: "promptString", id: inputId(name), description: "Lightfield API key", password: true };
  return "inputs" in content ? setIn(text, ["inputs", inputs.length], input) : setIn(text, ["inputs"], [input]);
}

function withoutInput(text: string, content: Properties, name: string): string {
  const at = inputsOf(content).findIndex(({ id }) => id === inputId(name));
  const stillUsed = JSON.stringify(content).includes(`\${input:${inputId(name)}}`);
  return at === -1 || stillUsed ? text : removeIn(text, ["inputs", at]);
}
