/** Characters that an answer may have at most: more would crowd out the conversation it is part of. */
export const MOST_CHARACTERS = 40_000;

/**
 * The lines that fit in an answer, and a last one that says how many were left out and how to get them.
 *
 * @param howToGetRest what to call for the rest, as a phrase: "retrieve_contact with fields"
 */
export function limited(text: string, howToGetRest: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const lines = text.split("\n");
  const note = (left: number, characters: number) =>
    `… ${left} lines (${characters.toLocaleString("en-US")} characters) were left out. For them: ${howToGetRest}.`;
  const room = MOST_CHARACTERS - note(lines.length, text.length).length - 1;
  let length = 0;
  let kept = 0;
  for (const line of lines) {
    if (length + line.length + 1 > room) break;
    length += line.length + 1;
    kept += 1;
  }
  // One line that is longer than the whole room is cut in itself.
  const shown = kept > 0 ? lines.slice(0, kept).join("\n") : text.slice(0, room).replace(/[\ud800-\udbff]$/, "");
  return `${shown}\n${note(lines.length - kept, text.length - shown.length)}`;
}
