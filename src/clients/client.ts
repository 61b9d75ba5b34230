/** The computer on which clients are looked for. It comes in as an argument, so that tests can describe any system. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  /** The user's home folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A place where a client may keep its servers. */
export interface Location {
  readonly file: string;
  /** Exists if the client is installed. */
  readonly folder: string;
}

/** How a client starts a server. */
export interface ServerEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A program that starts MCP servers, and how its user's settings name them. */
export interface Client {
  /** As in `--client`. */
  readonly id: string;
  readonly name: string;
  /** What the client itself can read: `json` is without comments. */
  readonly format: "json" | "jsonc" | "toml";
  /** The property of the file that holds the servers. */
  readonly section: string;
  /** Properties that an entry has besides `command`, `args` and `env`. */
  readonly entry?: Readonly<Record<string, unknown>>;
  /** The client asks for secrets and keeps them, so that they need not be in the file. */
  readonly asksForSecrets?: true;
  /** It does not start servers with the `PATH` of the user's shell. */
  readonly lacksShellPath?: true;
  /** What the user does after a change, as a sentence. */
  readonly afterwards: string;
  /** Where the file may be, the most likely place first. */
  locations(computer: Computer): Promise<readonly Location[]>;
}
