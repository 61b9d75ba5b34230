import { z } from "zod/v3";
import { instantWritten, showMoment, startOfDay } from "../fields/datetime.ts";
import { oneLine } from "../fields/plain-text.ts";
import { named } from "../fields/rejection.ts";
import { linkedRecords } from "../lookup/names/targets.ts";
import { changeLines, type ShowOptions } from "../render/change.ts";
import { cut } from "../render/value.ts";
import { linksOf } from "../schema/change.ts";
import type { WriteRecord } from "../writes/journal/journal.ts";
import { loggedRecord } from "../writes/journal/logged-record.ts";
import { defineTool } from "./define-tool.ts";
import { READS } from "./tool.ts";

const USUAL = 30;
const MOST = 200;
const LONGEST_LINE = 300;
const MINUTE_MS = 60_000;

export const listWrites = defineTool({
  name: "list_writes",
  title: "List writes",
  description: "What was written, newest first: in this session, and before where an audit log is kept.",
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    since: z.string().optional().describe("date or date-time; default today"),
    write_id: z.string().optional().describe("a batch: its writes one by one"),
    limit: z.number().int().min(1).max(MOST).optional(),
  },
  async handler({ since, write_id, limit = USUAL }, { writes, live, names, locale, call }) {
    const { journal } = writes;
    const from = since?.trim() ? named("since", () => instantWritten(since, locale)) : startOfDay(journal.now(), locale.timeZone);
    const workspace = await live.get(call);
    const { entries, unreadable } = await journal.logged(from);
    const own = journal.records.filter(({ at }) => at >= from);
    const ids = new Set(own.map(({ id }) => id));
    const before = entries.filter(({ write_id }) => !ids.has(write_id)).map((entry) => loggedRecord(entry, workspace).record);
    const all = [...before, ...own].sort((a, b) => b.at - a.at);
    const isUndone = journal.undone(before);
    const isNamed = ({ id, batch }: WriteRecord) => id === write_id || batch === write_id;
    const groups = write_id ? all.filter(isNamed).map((record) => [record]) : together(all);
    const shown = groups.slice(0, limit);
    const firsts = shown.flatMap(([first]) => (first ? linksOf(first.change) : []));
    const unnamed = await names.ensure(linkedRecords(firsts), call);
    const show = { locale, nameOf: names.nameOf, brief: true };
    const written = groups.reduce((sum, group) => sum + group.length, 0);
    const count = `${written} write${written === 1 ? "" : "s"} since ${showMoment(new Date(from).toISOString(), locale.timeZone)}`;
    return {
      text: [
        `${count}${groups.length > shown.length ? `, the last ${shown.length}` : ""}.`,
        ...shown.map((group) => line(group, show, isUndone)),
        ...unnamed,
        ...(unreadable > 0 ? [`${unreadable} lines of the audit log could not be read.`] : []),
      ].join("\n"),
    };
  },
});

/** Writes of one batch together, in the order of their first ones. */
function together(records: readonly WriteRecord[]): WriteRecord[][] {
  const groups = new Map<string, WriteRecord[]>();
  for (const record of records) {
    const key = record.batch ?? record.id;
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
}

const VERBS = { create: "created", update: "changed", delete: "moved to the trash" } as const;
const OUTCOMES = { written: "", partly: " (in part)", "not-written": " (not written)", unknown: " (whether it was written is not known)" } as const;

function line(group: readonly WriteRecord[], show: ShowOptions, isUndone: (id: string) => boolean): string {
  const [first] = group;
  if (!first) return "";
  const minute = Math.floor(first.at / MINUTE_MS) * MINUTE_MS;
  const time = showMoment(new Date(minute).toISOString(), show.locale.timeZone);
  if (group.length > 1) {
    const [done, undone] = [group.filter(({ outcome }) => outcome === "written").length, group.filter(({ id }) => isUndone(id)).length];
    const people = [...new Set(group.slice(0, 3).map(({ name }) => oneLine(name)))].join(", ");
    return `${first.batch} ${time} ${first.tool}: ${done} of ${group.length} written (${people}${group.length > 3 ? ", …" : ""})${undone > 0 ? `, ${undone} undone` : ""}`;
  }
  const { id, action, name, contact, change, outcome, undoes } = first;
  const what = action === "update" ? `: ${changeLines(change, show).join("; ")}` : "";
  const undo = undoes === undefined ? "" : `undid ${undoes}, `;
  const state = isUndone(id) ? " (undone)" : OUTCOMES[outcome];
  return cut(`${id} ${time} ${undo}${VERBS[action]} ${oneLine(name)}${contact ? ` (${contact})` : ""}${state}${what}`, LONGEST_LINE);
}
