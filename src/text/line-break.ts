/** Shows in one line where a value has a line break. */
export const LINE_BREAK = " ↵ ";

/**
 * A text that may have been copied from an answer: {@link LINE_BREAK} is read as a line break. Trimmed.
 *
 * @example
 * withLineBreaks(" Likes tea ↵ Called today"); // => "Likes tea\nCalled today"
 */
export const withLineBreaks = (text: string): string =>
  text
    .split("↵")
    .map((line) => line.trim())
    .join("\n")
    .trim();
