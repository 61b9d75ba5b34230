import { difference, isEmpty, nameAfter } from "../../schema/change.ts";
import type { Edits } from "../../schema/encode.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import { differingUnique, type Identity, identifiers, identityAfter, identityOf, likeness } from "../duplicates/identity.ts";
import type { LastSeenValues } from "../last-seen.ts";
import { changeOrProblem, type DraftRow, unseen } from "../plans/draft.ts";
import type { PresentContact } from "../plans/present-contacts.ts";
import { rowText } from "../sentences.ts";
import type { WritableWorkspace } from "../writable-workspace.ts";
import type { Columns } from "./columns.ts";
import type { EncodedRow } from "./encoded-row.ts";
import type { Match, Matching } from "./matching.ts";
import { rowName } from "./row-name.ts";

/** What an import may do with a row: create new contacts, update existing ones, or both. */
export const MODES = ["create", "update", "upsert"] as const;
export type Mode = (typeof MODES)[number];

/** A row, and the contacts that it may mean. */
export interface MatchedRow extends EncodedRow {
  readonly matches: readonly Match[];
}

export interface RowDrafterOptions {
  readonly workspace: Pick<WritableWorkspace, "locale" | "names">;
  readonly lastSeen: LastSeenValues;
  readonly columns: Columns;
  readonly mode: Mode;
  /** The contacts that rows mean, by ID. */
  readonly present: ReadonlyMap<string, PresentContact>;
  /** By what the caller has chosen. */
  readonly chosen: Matching;
  /** By everything that tells people apart. */
  readonly usual: Matching;
}

/** A person that a row creates. */
interface NewPerson {
  readonly number: number;
  readonly identity: Identity;
}

/** A row that is left out, by why: it may mean several contacts, or cannot be written. */
type LeftOut = "ambiguous" | "invalid";

/**
 * Decides row by row what an import does: which contact a row creates, which it changes and how, or why it is
 * left out.
 */
export class RowDrafter {
  readonly #options: RowDrafterOptions;
  /** The number of the row that changes a contact, by its ID. */
  readonly #changedBy = new Map<string, number>();
  /** By what the people are known by. */
  readonly #created = new Map<string, NewPerson[]>();

  constructor(options: RowDrafterOptions) {
    this.#options = options;
  }

  draft(row: MatchedRow): DraftRow {
    const { columns, workspace } = this.#options;
    const { create, update, problems, matches } = row;
    const { number } = row.row;
    const name = (create && nameAfter(difference(create, undefined).change, workspace.locale)) ?? rowName(row.row, columns);
    const leftOut = (kind: LeftOut, reason: string): DraftRow => leftOutRow(kind, { number, name, reason });
    if (problems.length > 0 || !update) return leftOut("invalid", problems.join(" "));
    const [match, ...others] = matches;
    if (others.length > 0) return leftOut("ambiguous", rowText.severalContacts(matches.map(({ id }) => id)));
    if (!match) return this.#createOf(row, name);
    if (match.isWeak) return leftOut("ambiguous", rowText.sameNameAlone(match.id));
    const contact = this.#options.present.get(match.id)?.contact;
    if (!contact) return leftOut("invalid", rowText.noContact(row.id));
    const doubt = this.#doubt(row, match, contact);
    if (doubt !== undefined) return leftOut("ambiguous", doubt);
    this.#changedBy.set(match.id, number);
    if (this.#options.mode === "create") return leftOut("invalid", rowText.existsAlready(match.id));
    return this.#updateOf(number, { contact, edits: update, by: match.by });
  }

  /** Why the row may not mean the contact that it matches. */
  #doubt({ id, create }: MatchedRow, match: Match, contact: ContactRecord): string | undefined {
    const { chosen, present } = this.#options;
    if (id === undefined && create) {
      const now = present.get(match.id)?.read;
      if (now && !chosen.means(create, now)) return rowText.matchedBefore(match.id);
      const identity = identityAfter(difference(create, undefined).change);
      const other = differingUnique(identity, identityOf(contact.fields, contact.relationships));
      if (other !== undefined) return rowText.otherUnique(match, other);
    }
    const before = this.#changedBy.get(match.id);
    return before === undefined ? undefined : rowText.sameContactAs(before);
  }

  #updateOf(number: number, { contact, edits, by }: { readonly contact: ContactRecord; readonly edits: Edits; readonly by: string }): DraftRow {
    const { workspace, lastSeen } = this.#options;
    const { locale, names } = workspace;
    const about = { number, name: contactName(contact, locale) };
    const change = changeOrProblem(edits, contact);
    if (typeof change === "string") return { kind: "invalid", ...about, reason: change };
    const reason = unseen(lastSeen, { contact, change }, { locale, nameOf: names.nameOf });
    if (reason !== undefined) return { kind: "ambiguous", ...about, reason, candidates: [] };
    return isEmpty(change) ? { kind: "unchanged", ...about, contact } : { kind: "update", ...about, contact, by, change };
  }

  #createOf({ row: { number }, create }: MatchedRow, name: string): DraftRow {
    const { mode, usual, columns } = this.#options;
    const leftOut = (kind: LeftOut, reason: string): DraftRow => leftOutRow(kind, { number, name, reason });
    if (mode === "update" || !create) return leftOut("invalid", rowText.noSuchContact);
    const [duplicate] = usual.find(create);
    if (duplicate) return leftOut("ambiguous", rowText.likelySame(duplicate.id));
    const change = changeOrProblem(create, undefined);
    if (typeof change === "string") return leftOut("invalid", change);
    const identity = identityAfter(change);
    // A row that does not identify anyone is created only if no unused column could do so.
    const unused = identity.content === undefined ? [] : [...columns.unmatched, ...columns.notWritable].map(({ column }) => column);
    if (unused.length > 0) return leftOut("invalid", rowText.identifiesNobody(unused));
    const keys = identifiers(identity);
    const twin = keys.flatMap((key) => this.#created.get(key) ?? []).find((other) => likeness(identity, other.identity)?.kind === "same");
    if (twin) return leftOut("ambiguous", rowText.samePersonAs(twin.number));
    for (const key of keys) this.#created.set(key, [...(this.#created.get(key) ?? []), { number, identity }]);
    return { kind: "create", number, name, change };
  }
}

/** A row that nothing is planned for. */
const leftOutRow = (kind: LeftOut, about: { readonly number: number; readonly name: string; readonly reason: string }): DraftRow =>
  kind === "ambiguous" ? { kind, ...about, candidates: [] } : { kind, ...about };
