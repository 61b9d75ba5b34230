import { styleText } from "node:util";
import { counted } from "../text/plural.ts";
import type { Finding, Status } from "./finding.ts";

const MARKS: Readonly<Record<Status, { readonly mark: string; readonly colour: "green" | "yellow" | "red" | "gray" }>> = {
  ok: { mark: "✓", colour: "green" },
  warning: { mark: "!", colour: "yellow" },
  failure: { mark: "✗", colour: "red" },
  skipped: { mark: "-", colour: "gray" },
};

/** The findings as a table for people: what was checked, what was found, and one remedy for each problem. */
export function table(findings: readonly Finding[], colours: boolean): string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const indent = " ".repeat(width + 4);
  const rows = findings.flatMap(({ check, status, detail, remedy }) => {
    const { mark, colour } = MARKS[status];
    const [first = "", ...others] = detail.split("\n");
    const painted = colours ? styleText(colour, mark) : mark;
    return [`${painted} ${check.padEnd(width)}  ${first}`, ...others.map((line) => indent + line), ...(remedy ? [`${indent}→ ${remedy}`] : [])];
  });
  return [...rows, "", summary(findings)];
}

function summary(findings: readonly Finding[]): string {
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const [failures, warnings] = [count("failure"), count("warning")];
  if (failures + warnings === 0) return "No problem was found.";
  return `${counted(failures, "failure")}, ${counted(warnings, "warning")}, ${count("ok")} in order.`;
}
