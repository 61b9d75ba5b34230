import { showNumber } from "../../fields/number.ts";
import { changeLines, labels, type ShowOptions } from "../../render/change.ts";
import { isEmpty, joined, linksOf, touched } from "../../schema/change.ts";
import { lossesOf } from "../../schema/losses.ts";
import { firstOf } from "../../text/first-of.ts";
import { oneLine } from "../../text/plain-text.ts";
import type { Candidate, DraftRow } from "../../writes/plans/draft.ts";
import { rowRanges } from "../../writes/plans/row-ranges.ts";
import { numbersOf } from "./loss-lines.ts";
import { type NameContext, naming } from "./naming.ts";
import { fitting, rowLabel } from "./row-lines.ts";

/** A row that may mean several contacts, or a new one. */
export type Ambiguous = Extract<DraftRow, { kind: "ambiguous" }>;

const MOST_CANDIDATES = 4;
const MOST_ROWS = 200;

/** The ambiguous rows: why, and who the candidates are, with what they would lose. */
export async function ambiguousLines(
  rows: readonly Ambiguous[],
  room: number,
  context: NameContext,
): Promise<{ readonly lines: readonly string[]; readonly unnamed: readonly string[]; readonly shown: readonly Ambiguous[] }> {
  if (rows.length === 0) return { lines: [], unnamed: [], shown: [] };
  const first = rows.slice(0, MOST_ROWS);
  const changes = first.flatMap(({ candidates }) => candidates.slice(0, MOST_CANDIDATES).flatMap((one) => one.change ?? []));
  const { show, unnamed } = await naming(changes.flatMap(linksOf), context, { brief: true });
  const { lines, rest } = fitting(first, (row) => ambiguousLine(row, show), room);
  const others = [...rest, ...rows.slice(first.length)];
  const numbers = numbersOf(others);
  return {
    lines: [
      `Ambiguous (${showNumber(rows.length)}):`,
      ...lines,
      ...(others.length > 0
        ? [
            `! ${showNumber(others.length)} more${numbers.length > 0 ? `: rows ${rowRanges(numbers)}. Import only these rows to see their candidates` : ""}`,
          ]
        : []),
    ],
    unnamed,
    shown: first.slice(0, lines.length),
  };
}

/** "! row 5 Klara Overgaard: shares only the phone number with Maja Jensen. Candidates: Maja Jensen (con_…; would lose Title: CFO -> CEO)" */
function ambiguousLine(row: Ambiguous, show: ShowOptions): string {
  const { number, name, reason, candidates, shows } = row;
  const texts = candidates.map((one) => candidateText(one, reason, show));
  const who = texts.length > 0 ? `${/[.?]$/.test(reason) ? "" : "."} Candidates: ${firstOf(texts, MOST_CANDIDATES, ", ", ", and ")}` : "";
  return `! ${rowLabel({ number, name, contact: shows?.contact.id })}: ${reason}${who}`;
}

function candidateText({ id, name, shares, objections = [], change }: Candidate, reason: string, show: ShowOptions): string {
  const losses = change && lossesOf(change);
  const lost = losses ? changeLines(joined(losses.names, losses.values), show) : [];
  const gained = losses && !isEmpty(losses.additions) ? `would add ${labels(touched(losses.additions))}` : undefined;
  const about = [
    id,
    ...(reason.includes(shares) ? [] : [shares]),
    ...objections,
    ...(lost.length > 0 ? [`would change ${lost.join("; ")}`] : []),
    ...(gained === undefined ? [] : [gained]),
  ];
  return `${oneLine(name)} (${about.join("; ")})`;
}
