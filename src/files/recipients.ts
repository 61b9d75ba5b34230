interface Recipient {
  readonly Name?: string;
  readonly Email: string;
}

const AFTER_ADDRESS = /(?<=>)\s*[,;\n]\s*/;
const RECIPIENT = /^(?:"([^"\n]*)"|([^<>"\n]*))<([^\s<>@]+@[^\s<>@]+)>$/;

/** Longer text is no recipient. */
const LONGEST = 300;

/**
 * The people in a text, as mail programs write recipients; undefined if it is another text.
 *
 * @example
 * recipientsIn("Tom Baker <tom@acme.example>, <eva@acme.example>"); // => [{ Name: "Tom Baker", Email: "tom@acme.example" }, { Email: "eva@acme.example" }]
 */
export function recipientsIn(text: string): readonly Recipient[] | undefined {
  const found: Recipient[] = [];
  for (const part of text.trim().replace(/[,;]$/, "").split(AFTER_ADDRESS)) {
    const [, quoted, plain, Email] = (part.length <= LONGEST && RECIPIENT.exec(part.replace(/"\s+</, '"<'))) || [];
    if (Email === undefined) return undefined;
    const Name = (quoted ?? plain ?? "").trim();
    found.push(Name === "" ? { Email } : { Name, Email });
  }
  return found;
}
