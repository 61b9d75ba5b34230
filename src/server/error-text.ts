/** The text of an error without its code, which the SDK puts before it, on both sides: in a message it stands beside the text, and means nothing to a reader. */
export function withoutCode(code: number, text: string): string {
  const prefix = `MCP error ${code}: `;
  return text.startsWith(prefix) ? withoutCode(code, text.slice(prefix.length)) : text;
}
