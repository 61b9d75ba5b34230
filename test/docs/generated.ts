/** A part of a document that is made from the code. It stands between two comments, which Markdown does not show. */
const part = (name: string) => new RegExp(`(<!-- begin ${name} -->\\n)[\\s\\S]*?(\\n?<!-- end ${name} -->)`);

/**
 * A document with the generated parts as they are now.
 *
 * @throws Error if the document has no place for a part
 */
export function withParts(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((document, [name, content]) => {
    if (!part(name).test(document)) throw new Error(`The document has no <!-- begin ${name} --> and <!-- end ${name} -->`);
    return document.replace(part(name), (_, begin: string) => `${begin}\n${content}\n\n<!-- end ${name} -->`);
  }, text);
}

/** A text in a cell of a table. */
const cell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");
