/** Characters that an answer may have at most: more would crowd out the conversation it is part of. */
export const MOST_CHARACTERS = 40_000;

/** A line longer than this is cut in itself rather than left out as a whole. */
const LONG_LINE = 2000;

/** The beginning of a text, up to the end of a line where one is near. */
function beginning(text: string, most: number): string {
  const lineEnd = text.lastIndexOf("\n", most);
  // Half of a surrogate pair is no character.
  return most - lineEnd < LONG_LINE ? text.slice(0, lineEnd) : text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}

/** The fence of a block that is not ended, with the line end before it. */
function openFence(text: string): string {
  let open = "";
  for (const line of text.split("\n")) {
    if (open === "" ? /^`{3,}$/.test(line) : line === open) open = open === "" ? line : "";
  }
  return open === "" ? "" : `\n${open}`;
}

/**
 * As much of a text as an answer may hold, and a last line that says how much was left out and how to get it.
 *
 * @param howToGetRest what to call for the rest, as a phrase: "retrieve_contact with fields"
 */
export function limited(text: string, howToGetRest: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const note = (rest: string) => {
    const lines = rest.trimStart().split("\n").length;
    return `… ${lines} ${lines === 1 ? "line" : "lines"} (${rest.length.toLocaleString("en-US")} characters) were left out. For them: ${howToGetRest}.`;
  };
  const room = MOST_CHARACTERS - note(text).length - 1;
  const fence = openFence(beginning(text, room));
  const shown = beginning(text, room - fence.length);
  return `${shown}${fence}\n${note(text.slice(shown.length))}`;
}
