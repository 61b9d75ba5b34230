/** A part of a terminal session: what is typed, and what comes back. */
export interface Step {
  /** What the step shows, for people. */
  readonly title: string;
  readonly call: string;
  readonly answer: string;
  /** Whether the answer is a refusal. */
  readonly isRefused: boolean;
}

const COLUMNS = 98;
const CHARACTER = 8;
const LINE = 20;
const MARGIN = 20;
const BAR = 34;

/** Seconds that a step takes: typing, then reading each line. */
const TYPING = 1.4;
const READING = 0.35;
const PAUSE = 0.9;

type Kind = "title" | "call" | "answer" | "refused" | "gap";

interface ShownLine {
  readonly kind: Kind;
  readonly text: string;
  /** When it appears, in seconds. */
  readonly at: number;
}

/** Stands before the rest of a line that is too long. */
const INDENT = "  ";

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** A line in pieces that fit, cut at a blank or behind a comma if there is one. */
function wrapped(line: string): string[] {
  if (line.length <= COLUMNS) return [line];
  const cut = Math.max(line.lastIndexOf(" ", COLUMNS), line.lastIndexOf(",", COLUMNS - 1) + 1);
  const end = cut > COLUMNS / 2 ? cut : COLUMNS;
  return [line.slice(0, end).trimEnd(), ...wrapped(`${INDENT}${line.slice(end).trimStart()}`)];
}

function linesOf(steps: readonly Step[]): ShownLine[] {
  const lines: ShownLine[] = [];
  let at = 0.4;
  for (const { title, call, answer, isRefused } of steps) {
    if (lines.length > 0) lines.push({ kind: "gap", text: "", at });
    lines.push({ kind: "title", text: `# ${title}`, at });
    for (const text of wrapped(call)) lines.push({ kind: "call", text, at });
    at += TYPING;
    for (const text of answer.split("\n").flatMap(wrapped)) {
      lines.push({ kind: isRefused ? "refused" : "answer", text, at });
      at += READING;
    }
    at += PAUSE;
  }
  return lines;
}

/** A text in one colour, and the column in which it begins. */
interface Piece {
  readonly kind: Kind | "tool";
  readonly text: string;
  readonly column: number;
}

/** The pieces of a line: a tool's name has a colour of its own. */
function piecesOf({ kind, text }: ShownLine): Piece[] {
  const [, tool = "", rest = ""] = kind === "call" ? (/^(> \w+) (.*)$/.exec(text) ?? []) : [];
  if (tool !== "")
    return [
      { kind: "tool", text: tool, column: 0 },
      { kind, text: rest, column: tool.length + 1 },
    ];
  const trimmed = text.trimStart();
  return trimmed === "" ? [] : [{ kind, text: trimmed, column: text.length - trimmed.length }];
}

/**
 * A terminal session as an SVG that appears line by line, once. Without animations it shows the whole session. It needs
 * no script and no font, and has a background of its own, so it can be read on a light and on a dark page.
 */
export function terminalSvg(title: string, steps: readonly Step[]): string {
  const lines = linesOf(steps);
  const width = COLUMNS * CHARACTER + 2 * MARGIN;
  const height = BAR + lines.length * LINE + 2 * MARGIN - 8;
  const texts = lines.flatMap((line, index) =>
    piecesOf(line).map(({ kind, text, column }) => {
      const [x, y] = [MARGIN + column * CHARACTER, BAR + MARGIN + index * LINE + 6];
      // The width of a character differs from font to font; the width of a line must not.
      const length = text.length * CHARACTER;
      return `<text class="${kind}" x="${x}" y="${y}" textLength="${length}" style="animation-delay:${line.at.toFixed(2)}s">${escaped(text)}</text>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>
text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;fill:#d6deeb;animation:show .25s both}
.title{fill:#7f8fa9}.call{fill:#a9b7d0}.tool{fill:#7ee0a8;font-weight:600}.refused{fill:#f2c079}
@keyframes show{from{opacity:0}}
@media (prefers-reduced-motion:reduce){text{animation:none}}
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="10" fill="#101827" stroke="#3b4a63"/>
<circle cx="20" cy="18" r="5.5" fill="#f2766b"/><circle cx="38" cy="18" r="5.5" fill="#f2c14e"/><circle cx="56" cy="18" r="5.5" fill="#63c174"/>
${texts.join("\n")}
</svg>
`;
}
