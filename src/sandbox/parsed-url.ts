/** A URL, or undefined if the text is not one. `URL.canParse` of Node.js 20 and 22 refuses text beyond ASCII once it is compiled. */
export function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
