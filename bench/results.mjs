// Keeps the figures of the last run of each part in results.md.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { taken } from "./report.mjs";

const FILE = fileURLToPath(new URL("results.md", import.meta.url));

const HEAD = `# Results

\`npm run bench\` writes the figures of each part that it measures into this page. [Benchmarks](README.md) says what the
parts measure, and what changed from one version to the next. ↳ belongs to the line above.
`;

/** The sections of a page, by the name of their part. @param {string} page */
const sectionsOf = (page) =>
  new Map(
    page
      .split(/^(?=## )/m)
      .slice(1)
      .map((section) => /** @type {const} */ ([/^## (.+)$/m.exec(section)?.[1] ?? "", `${section.trimEnd()}\n`])),
  );

/** @param {string} text */
const cell = (text) => text.trim().replaceAll("|", "\\|");

/**
 * A page with new figures of one part. The figures of other parts stay.
 *
 * @param {string} page the page as it is; "" if there is none
 * @param {string} part
 * @param {readonly import("./report.mjs").Figure[]} figures
 * @param {{ when: string, parts: Iterable<string> }} about when and on what they were measured, in words; all parts in
 *   their order
 */
export function withFigures(page, part, figures, { when, parts }) {
  const lines = [`## ${part}`, "", `Measured ${when}.`];
  for (const [at, { title, what, shown, remark }] of figures.entries()) {
    if (title !== figures[at - 1]?.title) lines.push("", `**${title}**`, "", "| what | figure | target or remark |", "| --- | --- | --- |");
    lines.push(`| ${what.startsWith(" ") ? "↳ " : ""}${cell(what)} | ${cell(shown)} | ${cell(remark)} |`);
  }
  const sections = sectionsOf(page).set(part, `${lines.join("\n")}\n`);
  return [HEAD, ...[...parts].flatMap((name) => sections.get(name) ?? [])].join("\n");
}

/** The commit that was measured, with a mark if it was changed since. */
function commit() {
  try {
    const git = (/** @type {string[]} */ ...args) => execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    return ` at ${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain", "--", "src", "packaging", "package-lock.json") ? " with changes" : ""}`;
  } catch {
    return "";
  }
}

/**
 * Writes the figures that were printed since the last call into results.md.
 *
 * @param {string} part
 * @param {Iterable<string>} parts all parts, in their order
 */
export function keep(part, parts) {
  const day = new Date().toISOString().slice(0, 10);
  const when = `on ${day}${commit()}, with Node.js ${process.versions.node} on ${process.platform}, ${availableParallelism()} cores`;
  const page = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  writeFileSync(FILE, withFigures(page, part, taken(), { when, parts }));
}
