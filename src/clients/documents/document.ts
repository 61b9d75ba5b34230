/** The properties of a server's entry. `undefined` removes a property; an object changes the properties that it names. */
export type Properties = Readonly<Record<string, unknown>>;

/** The text of a client's file. Every function keeps each character that it does not have to change. */
export interface Document {
  /** @throws DocumentError if the client could not read the text */
  read(text: string): Properties;
  /** Adds a server, or changes the properties of an existing one. */
  put(text: string, section: string, name: string, properties: Properties): string;
  /** Removes a server if it is there. */
  remove(text: string, section: string, name: string): string;
  /** The text with `***` for each string and comment outside these places. It has the same lines. */
  hideOthers(text: string, places: readonly (readonly (string | number)[])[]): string;
}

/** The text cannot be read, or not be changed safely. The message continues a sentence about the file: "is not valid JSON". */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  /** What the user can do, as a sentence. */
  readonly remedy: string;

  constructor(message: string, remedy = "Correct this, and run setup again.") {
    super(message);
    this.remedy = remedy;
  }
}

/** For a valid file. @param what holds the servers @param server undefined if it was to be removed */
export const unchangeable = (what: string, server: Properties | undefined): DocumentError =>
  new DocumentError(
    `has ${what} in a form that setup cannot change safely`,
    server ? "Write the entry by hand: setup --print shows it." : "Remove the entry by hand.",
  );

export const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;

/** The properties of `before` with those of `change`, objects within objects too. */
export function merged(before: Properties, change: Properties): Properties {
  const entries = Object.entries(change).map(([key, value]) => {
    const old = before[key];
    return [key, isObject(value) ? merged(isObject(old) ? old : {}, value) : value] as const;
  });
  return defined({ ...before, ...Object.fromEntries(entries) });
}

/** Without the properties that are undefined. */
export const defined = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

/** The servers of a file by name; none if the section is missing. */
export const serversIn = (content: Properties, section: string): Properties => {
  const servers = content[section];
  return isObject(servers) ? servers : {};
};

/** Where a server stands in a file. */
export type ServerPath = readonly [section: string, name: string];

/** What the file must say after a change. */
export function expectedContent(content: Properties, [section, name]: ServerPath, server: Properties | undefined): Properties {
  const { [name]: _, ...others } = serversIn(content, section);
  return { ...content, [section]: server === undefined ? others : { ...others, [name]: server } };
}
