import { type Document, DocumentError, type Properties, serversIn } from "../clients/documents/document.ts";
import { removeIn, setIn } from "../clients/documents/json-edits.ts";
import { type Client, documentOf, ownServers, readTextFile, type ServerEntry } from "../clients/index.ts";
import { entryOf, KEY_VARIABLE, type Wanted } from "./entry.ts";

/** The name of the server's entry, unless the user chose another. */
export const DEFAULT_NAME = "lightfield-contacts";

/** A change of one client's file that was not made yet. */
export interface Change {
  readonly client: Client;
  readonly file: string;
  /** Undefined if there is no file. */
  readonly before: string | undefined;
  readonly after: string;
  /** The server as it is in the file after the change; undefined once it is removed. */
  readonly server: ServerEntry | undefined;
}

/**
 * Adds the server to a client's file, or brings the entry that is there up to date.
 *
 * @throws DocumentError or TextFileError if the file cannot be read
 */
export async function addition(client: Client, file: string, wanted: Wanted, chosenName: string | undefined): Promise<Change> {
  const before = await readTextFile(file);
  const document = documentOf(client);
  const content = document.read(before ?? "");
  const own = ownServers(client, content);
  const name = chosenName ?? nameAmong(own.map((server) => server.name));
  const isTaken = name in serversIn(content, client.section) && !own.some((server) => server.name === name);
  if (isTaken) throw new DocumentError(`has another server under the name "${name}": choose a name with --name`);
  const after = addedTo(
    before ?? "",
    client,
    document,
    name,
    wanted,
    own.find((server) => server.name === name),
  );
  const server = ownServers(client, document.read(after)).find((one) => one.name === name);
  return { client, file, before, after, server };
}

/** The text of a client's file with the server in it. */
export function addedTo(text: string, client: Client, document: Document, name: string, wanted: Wanted, before: ServerEntry | undefined): string {
  const { env: own, ...withoutEnv } = entryOf(client, wanted, before);
  const asks = client.asksForSecrets && !wanted.flags.has("sandbox");
  const env = asks ? { ...own, [KEY_VARIABLE]: `\${input:${inputId(name)}}` } : own;
  const added = document.put(text, client.section, name, Object.keys(env).length === 0 ? withoutEnv : { ...withoutEnv, env });
  return asks ? withInput(added, document.read(added), name) : added;
}

/**
 * Removes the server from a client's file.
 *
 * @param chosenName undefined: every entry that starts this program
 * @throws DocumentError or TextFileError if the file cannot be read
 */
export async function removal(client: Client, file: string, chosenName: string | undefined): Promise<Change> {
  const before = await readTextFile(file);
  const document = documentOf(client);
  const own = before === undefined ? [] : ownServers(client, document.read(before)).map(({ name }) => name);
  const names = chosenName === undefined ? own : own.filter((name) => name === chosenName);
  const after = names.reduce((text, name) => {
    const removed = document.remove(text, client.section, name);
    return client.asksForSecrets ? withoutInput(removed, document.read(removed), name) : removed;
  }, before ?? "");
  return { client, file, before, after, server: undefined };
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
