/** The text of an error without the SDK's code, for which the message has a field of its own. */
export function withoutCode(code: number, text: string): string {
  const prefix = `MCP error ${code}: `;
  return text.startsWith(prefix) ? withoutCode(code, text.slice(prefix.length)) : text;
}
