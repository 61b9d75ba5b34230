import { z } from "zod/v3";
import { instantWritten, showMinute, showMoment, startOfDay } from "../fields/datetime.ts";
import { named } from "../fields/rejection.ts";
import { groupBy } from "../maps.ts";
import { changeLines, type ShowOptions, shownLinks } from "../render/change.ts";
import { cut, valueLine } from "../render/value.ts";
import { joined, linksOf, NO_CHANGE } from "../schema/change.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { unlisted } from "../schema/json-schema.ts";
import { lossesOf } from "../schema/losses.ts";
import { callText } from "../text/call-text.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { nameAndId } from "../text/words.ts";
import type { UnfinishedPlan } from "../writes/earlier-writes.ts";
import { repeats } from "../writes/journal/history.ts";
import { type MergeRecord, shownBefore } from "../writes/journal/merge-record.ts";
import { mayHaveWritten, type WriteRecord } from "../writes/journal/write-record.ts";
import { settledRows } from "../writes/plans/plan.ts";
import { undoText } from "../writes/sentences.ts";
import { ACTION_WORDS } from "./answers/action-words.ts";
import { naming } from "./answers/naming.ts";
import { applyCall } from "./answers/plan-line.ts";
import { writesNamed } from "./input/write-id.ts";
import { defineTool, READS, type ToolContext } from "./tool.ts";

const USUAL = 30;
const MOST = 200;
const LONGEST_LINE = 400;
/** The most characters of a named write, and of a contact as it was before a merge. */
const LONGEST_RECORD = 6000;

export const listWrites = defineTool({
  name: "list_writes",
  title: "List writes",
  description: "Writes of this session and of the audit log, newest first.",
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    since: z.string().optional().describe("default today"),
    write_id: z.string().optional().describe("a write or a batch"),
    plan_id: unlisted(z.string().optional()),
    limit: z.number().int().min(1).max(MOST).optional(),
  },
  async handler({ since, plan_id, write_id, limit = USUAL }, context) {
    const { live, locale, call, writes } = context;
    const { isLogged } = writes.journal;
    const wanted = await writesNamed([write_id, plan_id], writes.plans);
    const usual = wanted ? undefined : startOfDay(locale.now(), locale.timeZone);
    const from = since?.trim() ? named("since", () => instantWritten(since, locale)) : usual;
    const range = from === undefined ? "" : ` since ${showMoment(new Date(from).toISOString(), locale.timeZone)}`;
    const { records, isUndone, unfinished, unreadable } = await recorded(from ?? 0, context);
    const repeatOf = repeats(records);
    const last = records.filter(({ id }) => repeatOf(id) === undefined).reverse();
    const isNamed = ({ id, batch }: WriteRecord) => id === wanted || batch === wanted || id === repeatOf(wanted ?? "");
    const groups = wanted ? last.filter(isNamed).map((record) => [record]) : together(last);
    if (wanted && groups.length === 0) return { isError: true, lines: [noSuchWriteText(wanted, range, isLogged)] };
    const shown = groups.slice(0, limit);
    const schema = await live.get(call);
    const befores = wanted ? shown.flatMap(([first]) => first?.merge?.before ?? []) : [];
    const firsts = [...shown.flatMap(([first]) => (first ? linksOf(first.change) : [])), ...befores.flatMap((one) => shownBefore(one, schema).links)];
    const { show, unnamed } = await naming(firsts, context, { brief: true });
    const count = countText(groups.flat(), `${wanted ? ` (${wanted})` : ""}${range}`);
    const batch = shown.find((group) => group.length > 1)?.[0]?.batch;
    return {
      lines: [
        `${count}${linesText(groups, shown.length)}`,
        ...shown.flatMap((group) => [
          line(group, show, {
            isUndone,
            unfinished: wanted ? undefined : unfinished.get(group[0]?.batch ?? ""),
            isAlone: wanted !== undefined && shown.length === 1,
          }),
          ...(wanted ? before(group[0]?.merge, schema, show) : []),
        ]),
        ...(groups.length > shown.length && shown.length < MOST ? [`More: a limit up to ${MOST}.`] : []),
        ...(batch === undefined ? [] : [`${callText("list_writes", { write_id: batch })} lists each write of that batch.`]),
        ...unnamed,
        ...(isLogged || wanted ? [] : [undoText.unlogged]),
        ...(unreadable > 0 ? [`${counted(unreadable, "line")} of the audit log could not be read.`] : []),
      ],
    };
  },
});

/** The writes since a time, in ms, of this session and of others, oldest first. */
async function recorded(from: number, { operations, writes, call }: ToolContext) {
  const { journal } = writes;
  const { writes: all, unfinished, unreadable } = await operations.earlierWrites(from, writes, call);
  const others = all.map(({ record }) => record);
  const records = inOrder(
    others,
    journal.records.filter(({ at }) => at >= from),
  );
  return { records, isUndone: journal.undone(others.filter(({ id }) => !journal.find(id))), unfinished, unreadable };
}

/**
 * The writes of other sessions and of the log, and those of this session that the log lacks, each before the next one
 * of the session. The clock does not decide, because it may be set back.
 */
function inOrder(logged: readonly WriteRecord[], own: readonly WriteRecord[]): WriteRecord[] {
  const isLogged = new Set(logged.map(({ id }) => id));
  let rest = [...own];
  const through = (record: WriteRecord): WriteRecord[] => {
    const at = rest.findIndex(({ id }) => id === record.id);
    const passed = rest.slice(0, at + 1);
    rest = rest.slice(at + 1);
    return [...passed.filter(({ id }) => !isLogged.has(id)), record];
  };
  return [...logged.flatMap(through), ...rest.filter(({ id }) => !isLogged.has(id))];
}

const noSuchWriteText = (id: string, range: string, isLogged: boolean) =>
  range === ""
    ? `There is no write ${quote(id)} in this session${isLogged ? " or in the audit log" : ""}. ${undoText.listShows(isLogged)}`
    : `There is no write ${quote(id)}${range}. Without "since", all days are searched.`;

/** "6 writes since 2026-03-02; 1 more was not written": a write with an unknown outcome counts as written. */
function countText(records: readonly WriteRecord[], range: string): string {
  const written = records.filter(mayHaveWritten).length;
  const not = records.length - written;
  return `${counted(written, "write")}${range}${not === 0 ? "" : `; ${not} more ${not === 1 ? "was" : "were"} not written`}`;
}

/** How many lines the writes take, if that differs, and how many of them are shown. */
function linesText(groups: readonly (readonly WriteRecord[])[], shown: number): string {
  const inLines = groups.some(({ length }) => length > 1) ? `, in ${counted(groups.length, "line")}` : "";
  return groups.length > shown ? `${inLines}. The newest${shown === 1 ? "" : ` ${shown}`}:` : `${inLines}.`;
}

/** Groups the writes of each batch, in the order of their first ones. */
const together = (records: readonly WriteRecord[]): WriteRecord[][] => [...groupBy(records, ({ id, batch = id }) => batch).values()];

const OUTCOMES = {
  written: "",
  partly: ": partly written",
  "not-written": ": not written",
  existing: ": not created (the contact existed before)",
  unknown: ": outcome unknown",
} as const;

/** "Title: CFO -> CEO": what was lost, and all of it. A create shows no values, because the contact has them. */
function changeTexts({ action, change }: WriteRecord, show: ShowOptions) {
  const { names, values, additions } = lossesOf(action === "update" || action === "merge" ? change : NO_CHANGE);
  const lost = changeLines(joined(names, values), show);
  return { lost: lost.join("; "), all: [...lost, ...changeLines(additions, show)].join("; ") };
}

/** Both contacts of a merge, whole, as they were before it: "Before, Dana (con_…): Title: CFO; …" */
function before(merge: MergeRecord | undefined, schema: ContactSchema, show: ShowOptions): string[] {
  return (merge?.before ?? []).map((one) => {
    const { fields, links } = shownBefore(one, schema);
    const values = [
      ...fields.map(({ field, raw }) => `${field.label}: ${valueLine({ field, raw }, show.locale)}`),
      ...links.map(({ relationship, ids }) => `${relationship.label}: ${shownLinks(relationship, ids, show)}`),
    ];
    return cut(`  ${one.contact} before: ${values.join("; ")}`, LONGEST_RECORD);
  });
}

interface LineState {
  isUndone(id: string): boolean;
  /** The plan of the writes, if rows of it are still open. */
  readonly unfinished: UnfinishedPlan | undefined;
  /** The call names this write alone, so it is shown whole. */
  readonly isAlone: boolean;
}

function line(group: readonly WriteRecord[], show: ShowOptions, { isUndone, unfinished, isAlone }: LineState): string {
  const [first] = group;
  if (!first) return "";
  const time = showMinute(first.at, show.locale.timeZone);
  if (group.length > 1 || unfinished) {
    const [made, undone] = [group.filter(({ outcome }) => outcome === "written"), group.filter(({ id }) => isUndone(id)).length];
    const trashed = made.filter(({ action }) => action === "delete").length;
    const people = `(${[...new Set(group.slice(0, 3).map(({ name }) => oneLine(name)))].join(", ")}${group.length > 3 ? ", …" : ""})`;
    const someTrashed = trashed === 0 ? "" : `, ${trashed} of them moved to the trash`;
    const what = trashed > 0 && trashed === made.length ? `moved to the trash ${people}` : `written ${people}${someTrashed}`;
    const [example = ""] = group.flatMap((one) => {
      const { all } = changeTexts(one, show);
      return all === "" ? [] : `; for example ${oneLine(one.name)}: ${all}`;
    });
    const toContinue = unfinished?.goesOn ? `; ${applyCall(unfinished.plan)} applies the rest` : "";
    return cut(
      `${first.batch} ${time} ${first.tool}: ${made.length} of ${unfinished ? settledRows(unfinished.plan).length : group.length} ${what}${undone > 0 ? `, ${undone} undone` : ""}${toContinue}${example}`,
      LONGEST_LINE,
    );
  }
  const { id, action, name, contact, outcome, undoes, merge } = first;
  const { lost, all } = changeTexts(first, show);
  const undo = undoes === undefined ? "" : `undo of ${undoes}: `;
  const state = isUndone(id) ? " (undone)" : OUTCOMES[outcome];
  const does = ACTION_WORDS[action].does(nameAndId(oneLine(name), contact), merge);
  const about = `${id} ${time} ${undo}${does}${state}`;
  if (all === "") return cut(about, LONGEST_LINE);
  const whole = `${about}${state.startsWith(":") ? "; " : ": "}${all}`;
  // A merge cannot be undone, so what it took away is always shown.
  const least = merge ? whole.length - all.length + lost.length : 0;
  return cut(whole, isAlone ? LONGEST_RECORD : Math.max(LONGEST_LINE, least));
}
