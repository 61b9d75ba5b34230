/**
 * The text of an error without its code. The SDK puts the code before the text when it sends and when it receives; the
 * message has the code in a field of its own.
 */
export function withoutCode(code: number, text: string): string {
  const prefix = `MCP error ${code}: `;
  return text.startsWith(prefix) ? withoutCode(code, text.slice(prefix.length)) : text;
}
