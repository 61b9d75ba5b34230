import {
  CLIENTS,
  type Client,
  type Computer,
  DocumentError,
  documentOf,
  holdsKey,
  locate,
  type OwnServer,
  ownServers,
  readTextFile,
  TextFileError,
  usesSandbox,
} from "../clients/index.ts";

/** The file of an installed client, with the entries that start this program. */
export interface ClientFile {
  readonly client: Client;
  readonly file: string;
  readonly servers: readonly OwnServer[];
  /** Why the file cannot be read; continues a sentence about it. */
  readonly problem?: string;
}

/** The files of all clients that are installed. */
export async function clientFiles(computer: Computer | undefined): Promise<ClientFile[]> {
  if (computer === undefined) return [];
  const located = await Promise.all(CLIENTS.map((client) => locate(client, computer)));
  return Promise.all(located.flat().flatMap(({ client, file, installed }) => (installed ? [read(client, file)] : [])));
}

async function read(client: Client, file: string): Promise<ClientFile> {
  try {
    const text = await readTextFile(file);
    return { client, file, servers: text === undefined ? [] : ownServers(client, documentOf(client).read(text)) };
  } catch (error) {
    if (error instanceof DocumentError || error instanceof TextFileError) return { client, file, servers: [], problem: error.message };
    throw error;
  }
}

/** An entry whose settings can be checked: it has a key, or needs none. */
export const isUsable = (server: OwnServer): boolean => holdsKey(server) || usesSandbox(server);
