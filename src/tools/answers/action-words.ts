import { changeLines, type ShowOptions, valueLines } from "../../render/change.ts";
import { type Change, isEmpty } from "../../schema/change.ts";
import { oneLine } from "../../text/plain-text.ts";
import type { Action } from "../../writes/action.ts";
import type { MergeRecord } from "../../writes/journal/merge-record.ts";
import type { WriteRecord } from "../../writes/journal/write-record.ts";

/** The contact that goes to the trash in a merge. */
type Merged = Pick<MergeRecord, "name" | "duplicate">;

/** The words of answers for a kind of write. */
interface ActionWords {
  /** Whether or not it was written: "create Dana". */
  does(who: string, merge?: Merged): string;
  /** What the user must know before they agree, a sentence. */
  readonly warning?: string;
  /** After the write: "Created Dana". */
  done(who: string, record: Pick<WriteRecord, "undoes" | "merge">): string;
  /** Before a list of contacts: "Created". */
  readonly heading: string;
  /** After a number: "created". */
  readonly counted: string;
  /** The lines that show what the write changes. */
  lines(change: Change, show: ShowOptions): string[];
}

/** What the user must know before a contact is deleted. */
export const TRASH_WARNING = "Lightfield adds people that you exchange e-mails with, but might not add a deleted person again.";

/** What a contact that goes to the trash holds beside the values of its create: "It has since got: Notes: …". */
export function sinceGot(holds: Change | undefined, show: ShowOptions, who = "It has"): string[] {
  return holds && !isEmpty(holds) ? [`${who} since got: ${valueLines(holds, show).join("; ")}`] : [];
}

const mergedText = ({ name, duplicate }: Merged) => `${oneLine(name)} (${duplicate})`;

/** In the order in which answers count them. */
export const ACTION_WORDS: Readonly<Record<Action, ActionWords>> = {
  create: {
    does: (who) => `create ${who}`,
    done: (who) => `Created ${who}`,
    heading: "Created",
    counted: "created",
    lines: valueLines,
  },
  update: {
    does: (who) => `update ${who}`,
    // An undo of an undo restores values that the contact had before.
    done: (who, { undoes }) => (undoes === undefined ? `Updated ${who}` : `Restored earlier values of ${who}`),
    heading: "Updated",
    counted: "updated",
    lines: changeLines,
  },
  merge: {
    does: (who, merge) => `merge ${merge ? mergedText(merge) : "a contact"} into ${who}`,
    done: (who, { merge }) => `Merged ${merge ? `${mergedText(merge)} into ` : ""}${who}`,
    heading: "Merged",
    counted: "merged",
    lines: changeLines,
  },
  delete: {
    does: (who) => `move ${who} to the trash`,
    warning: TRASH_WARNING,
    done: (who) => `Moved ${who} to the trash`,
    heading: "Moved to the trash",
    counted: "deleted",
    lines: () => [],
  },
};
