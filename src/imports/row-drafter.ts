import type { TableRow } from "../files/table.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { identityAfter, isNobody } from "../identity/identity.ts";
import { WEIGHT } from "../identity/kinds/identifying-kind.ts";
import { isNameField } from "../identity/kinds/index.ts";
import { withoutLesserNames } from "../identity/lesser-name.ts";
import { sameText, sharesText } from "../identity/words.ts";
import { getOrInsert } from "../maps.ts";
import { objectionTexts } from "../render/objections.ts";
import { cut } from "../render/value.ts";
import { type Change, currentValues, difference, isEmpty, nameAfter, touched, without } from "../schema/change.ts";
import type { Edits } from "../schema/collected-edits.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { type ContactRecord, contactName } from "../schema/record.ts";
import { oneLine } from "../text/plain-text.ts";
import { asLabel, nameAndId } from "../text/words.ts";
import type { LastSeenValues } from "../writes/last-seen.ts";
import { type Candidate, type DraftRow, type PresentChange, unseen } from "../writes/plans/draft.ts";
import type { Doubt, GivenValues } from "../writes/plans/given-values.ts";
import type { PresentContact } from "../writes/plans/present-contacts.ts";
import { rowText } from "../writes/sentences.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { isOfName } from "./columns/matched-column.ts";
import type { EncodedRow } from "./encoded-row.ts";
import { KeptValues } from "./kept-values.ts";
import type { Found, LostValue, Match, Matching, Meant } from "./matching.ts";
import { fittingChange } from "./misfit-values.ts";
import { withoutMixedPlaces } from "./mixed-places.ts";
import type { Mode } from "./modes.ts";
import { addressesOfOldName } from "./other-name.ts";
import { withoutRepeats } from "./repeated-values.ts";
import { rowName } from "./row-name.ts";

/** A row, and who it may mean. */
export interface MatchedRow extends EncodedRow {
  readonly found: Found;
}

interface RowDrafterOptions {
  readonly workspace: Pick<WorkspaceParts, "locale" | "names" | "replica">;
  readonly lastSeen: LastSeenValues;
  readonly schema: ContactSchema;
  readonly columns: Columns;
  readonly mode: Mode;
  /** The contacts that rows mean, by ID. */
  readonly present: ReadonlyMap<string, PresentContact>;
  readonly matching: Matching;
  readonly given: GivenValues;
}

const LONGEST_NAME = 120;

/** How many candidates of a row are named. */
const MOST_CANDIDATES = 20;

/** A row with what all decisions about it need. */
interface About {
  readonly number: number;
  readonly name: string;
}

/** Why a row is ambiguous, and the contacts that it may mean. */
type Reasons = Pick<Extract<DraftRow, { kind: "ambiguous" }>, "reason" | "candidates" | "shows" | "sameAs">;

/** Decides row by row what an import does: which contact it creates, which it changes and how, or why it is left out. */
export class RowDrafter {
  readonly #options: RowDrafterOptions;
  /** The number of the row that changes a contact, by its ID. */
  readonly #changedBy = new Map<string, number>();
  /** What the rows so far do, by their numbers; those that are left out do nothing. */
  readonly #drafted = new Map<number, DraftRow>();

  readonly #namesKept: About[] = [];

  readonly kept: KeptValues;

  /** The numbers of rows with values that another field of the contact holds. */
  readonly repeating = new Set<number>();

  /** The numbers of rows with a part of another address than the stored one, which stays. */
  readonly misplaced = new Set<number>();

  /** The numbers of rows with an option that does not fit, by what is wrong. */
  readonly misfits = new Map<string, Set<number>>();

  constructor(options: RowDrafterOptions) {
    this.#options = options;
    this.kept = new KeptValues(options.columns, options.schema);
  }

  /** Rows whose names do not replace those of the contacts that they mean or may mean, with the names that stay. */
  get namesKept(): readonly About[] {
    return this.#namesKept;
  }

  draft(row: MatchedRow): DraftRow {
    const drafted = withLeftOut(this.#draft(row), row.row);
    if (drafted.kind !== "invalid" && drafted.kind !== "undecided" && drafted.kind !== "missing") this.#drafted.set(row.row.number, drafted);
    this.#options.given.note(drafted);
    return drafted;
  }

  #draft(row: MatchedRow): DraftRow {
    const { columns, workspace, present } = this.#options;
    const { create, update, problems, found } = row;
    const { number } = row.row;
    const name = (create && nameAfter(difference(create, undefined).change, workspace.locale)) ?? rowName(row.row, columns);
    const about = { number, name };
    const isUndecided = row.row.isUndecided && problems.length === row.row.unread?.length;
    if (problems.length > 0 || !update) return { kind: isUndecided ? "undecided" : "invalid", ...about, reason: problems.join(" ") };
    const { meant } = found;
    if (meant.kind === "unsure") return this.#unsure(row, about, meant);
    if (meant.kind === "nobody") return this.#createOf(row, about);
    const contact = present.get(meant.id)?.contact;
    if (!contact) return { kind: "invalid", ...about, reason: rowText.noContact(row.id), gone: row.id };
    const doubt = this.#doubt(row, meant);
    if (doubt !== undefined)
      return this.#ambiguous(row, about, { reason: doubt, candidates: [this.#candidate(row, meant.id, `shares the ${meant.by}`)] });
    if (this.#options.mode === "create") return { kind: "existing", ...about, contact };
    this.#changedBy.set(meant.id, number);
    const drafted = this.#updateOf(row, { contact, edits: update, by: meant.by });
    if (drafted.kind !== "ambiguous") this.kept.note(row, contact);
    return drafted;
  }

  /** Why the row may mean another contact than the one that it matches. */
  #doubt({ id, row }: MatchedRow, match: Extract<Meant, { kind: "contact" }>): string | undefined {
    const { matching, present } = this.#options;
    if (row.doubt !== undefined) return row.doubt;
    const now = present.get(match.id)?.read;
    if (id === undefined && now && !matching.means(row.number, now)) return rowText.matchedBefore(match.id);
    const lost = this.#lost(row);
    if (!matching.isSure(match.verdict, lost)) return rowText.keyLeftOut(lost.map(({ problem }) => problem));
    const before = this.#changedBy.get(match.id);
    return before === undefined ? undefined : rowText.sameContactAs(before);
  }

  /** The values that would say who the row is, but cannot be read. */
  #lost({ leftOut = [] }: TableRow): LostValue[] {
    const { columns, matching } = this.#options;
    return leftOut.flatMap(({ column, value, why }) => {
      const attribute = columns.matched.find((one) => one.column === column)?.attribute;
      return attribute?.kind === "field" && (isNameField(attribute) || matching.identifies(attribute))
        ? [{ field: attribute, text: String(value), problem: why.problemWithNearest }]
        : [];
    });
  }

  #unsure(row: MatchedRow, about: About, { matches, isPassedOver }: Extract<Meant, { kind: "unsure" }>): DraftRow {
    const [first, ...others] = matches;
    const candidates = matches.slice(0, MOST_CANDIDATES).map((match) => this.#candidate(row, match.id, candidateShares(match)));
    if (!first) return this.#createOf(row, about);
    const reason =
      others.length > 0
        ? rowText.severalContacts(matches.length)
        : isPassedOver
          ? rowText.passedOver(this.#nameOf(first.id), sameText(first.verdict))
          : rowText.mayMean(this.#nameOf(first.id), sharesText(first.verdict));
    const earlier = this.#earlierRow(row);
    return this.#ambiguous(row, about, { reason: earlier ? `${reason}; ${earlier.reason}` : reason, candidates });
  }

  #ambiguous({ create }: MatchedRow, about: About, reasons: Reasons): DraftRow {
    const change = create && this.#fitting(about.number, create);
    return { kind: "ambiguous", ...about, ...reasons, create: typeof change === "string" ? undefined : change };
  }

  #candidate(row: MatchedRow, id: string, shares: string): Candidate {
    const { update } = row;
    const contact = this.#contact(id);
    const change = contact && update && this.#changeOrProblem(row, update, contact);
    const objections = contact && objectionTexts(contact, this.#options.workspace.locale);
    return { id, name: this.#nameOf(id), shares, objections, change: typeof change === "string" ? undefined : change };
  }

  #nameOf(id: string): string {
    const contact = this.#contact(id);
    return contact ? cut(oneLine(contactName(contact, this.#options.workspace.locale)), LONGEST_NAME) : id;
  }

  #contact(id: string): ContactRecord | undefined {
    return this.#options.present.get(id)?.contact ?? this.#options.workspace.replica.get(id);
  }

  #updateOf(row: MatchedRow, { contact, edits, by }: { readonly contact: ContactRecord; readonly edits: Edits; readonly by: string }): DraftRow {
    const { workspace, lastSeen, given } = this.#options;
    const { locale, names } = workspace;
    const about = { number: row.row.number, name: contactName(contact, locale) };
    const change = this.#changeOrProblem(row, edits, contact);
    if (typeof change === "string") return { kind: "invalid", ...about, reason: change };
    const since = unseen(lastSeen, { contact, change }, { locale, nameOf: names.nameOf });
    const doubt = given.doubt({ contact, change });
    const otherName = this.#otherName(row, { contact, change });
    const nameDoubt = change.fields.some(({ field }) => isNameField(field)) ? row.row.nameDoubt : undefined;
    const reasons = [nameDoubt, otherName?.reason, doubt?.reason, since?.reason].filter((one) => one !== undefined);
    if (reasons.length > 0) {
      const candidates = [{ id: contact.id, shares: `shares the ${by}` }, ...(otherName?.others ?? []), ...(doubt?.others ?? [])]
        .filter(({ id }, at, all) => all.findIndex((one) => one.id === id) === at)
        .slice(0, MOST_CANDIDATES)
        .map(({ id, shares }) => this.#candidate(row, id, shares));
      return this.#ambiguous(row, about, { reason: reasons.join("; "), candidates, shows: since?.shows });
    }
    if (isEmpty(change)) return { kind: "unchanged", ...about, contact };
    const { meant } = row.found;
    const proof = meant.kind === "contact" && meant.verdict ? this.#options.matching.proof(meant.verdict, contact) : [];
    return { kind: "update", ...about, contact, by, change, holds: currentValues(contact, without(proof, touched(change))) };
  }

  /** Why the name of the row is probably that of another person, as if the names of two rows were swapped. */
  #otherName({ found }: MatchedRow, present: PresentChange): Pick<Doubt, "reason" | "others"> | undefined {
    const addresses = addressesOfOldName(present);
    if (!addresses) return undefined;
    const others = found.sameNames.filter((id) => id !== present.contact.id).map((id) => ({ id, shares: rowText.hasSame("name") }));
    const [other] = others;
    const [address] = addresses;
    const stored = this.#nameOf(present.contact.id);
    if (other) return { reason: rowText.isNameOf(stored, nameAndId(this.#nameOf(other.id), other.id)), others };
    return address === undefined ? undefined : { reason: rowText.isNotNameIn(stored, address), others };
  }

  /** A name that adds nothing to the contact's, such as initials, or may be a misspelling of it, does not replace it. */
  #changeOrProblem({ row, id }: MatchedRow, edits: Edits, contact: ContactRecord): Change | string {
    const { number } = row;
    const placed = withoutMixedPlaces(edits, row, this.#options.columns, () => this.misplaced.add(number));
    const kept = withoutLesserNames(placed, contact, id !== undefined);
    if (kept !== placed) this.#namesKept.push({ number, name: this.#nameOf(contact.id) });
    const own = withoutRepeats(kept, contact, id !== undefined, () => this.repeating.add(number));
    return this.#fitting(number, own, contact);
  }

  #fitting(row: number, edits: Edits, contact?: ContactRecord): Change | string {
    return fittingChange(edits, contact, (problem) => getOrInsert(this.misfits, problem, () => new Set()).add(row));
  }

  #createOf(row: MatchedRow, about: About): DraftRow {
    const { mode, columns, matching } = this.#options;
    const { create } = row;
    const lost = this.#lost(row.row);
    const problemsOf = (values: readonly LostValue[]) => values.map(({ problem }) => problem);
    if (mode === "update" || !create)
      return lost.length > 0 ? { kind: "invalid", ...about, reason: rowText.keyLeftOut(problemsOf(lost)) } : { kind: "missing", ...about };
    const change = this.#fitting(about.number, create);
    if (typeof change === "string") return { kind: "invalid", ...about, reason: change };
    // Without it, the row would count as a new person.
    const keys = lost.filter(({ field }) => matching.isChosenKey(field));
    if (keys.length > 0) return { kind: "invalid", ...about, reason: rowText.keyLeftOut(problemsOf(keys)) };
    const identity = identityAfter(change);
    if (isNobody(identity) && !change.fields.some(({ field }) => matching.isChosenKey(field))) {
      const { leftOut = [] } = row.row;
      if (leftOut.length > 0) return { kind: "invalid", ...about, reason: rowText.onlyLeftOut(leftOut.map(({ why }) => why.problemWithNearest)) };
      const unused = [...columns.unmatched, ...columns.notWritable].map(({ column }) => column);
      if (unused.length > 0) return { kind: "invalid", ...about, reason: rowText.identifiesNobody(unused) };
      const same = this.#earlierRow(row);
      return this.#ambiguous(row, about, { reason: [rowText.saysNotWho, ...(same ? [same.reason] : [])].join("; "), candidates: [] });
    }
    const addresses = lost.filter(({ field }) => field.type.identifies === "email");
    // A new contact of a name alone would meet the corrected row as a stranger.
    if (addresses.length > 0 && identity.values.length + identity.accounts.size === 0)
      return { kind: "invalid", ...about, reason: rowText.onlyNameLeft(problemsOf(addresses)) };
    const earlier = this.#earlierRow(row);
    if (earlier) return this.#ambiguous(row, about, earlier);
    const doubt = row.row.doubt ?? row.row.nameDoubt;
    if (doubt !== undefined) return this.#ambiguous(row, about, { reason: doubt, candidates: [] });
    // In an address book, they belong to a company, or to nobody in particular.
    const isUnnamed =
      identity.names.length === 0 && identity.values.every(({ kind, texts }) => texts.every((text) => kind.weightOf(text) < WEIGHT.personal));
    if (isUnnamed && columns.matched.some(isOfName)) return this.#ambiguous(row, about, { reason: rowText.unnamed, candidates: [] });
    const others = row.found.sharers.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
    return { kind: "create", ...about, change, others: others.length > 0 ? others : undefined };
  }

  /** Why a row is not a new person: an earlier row is probably the same, whether it creates, changes or may mean a contact. */
  #earlierRow(row: MatchedRow): Reasons | undefined {
    const earlier = row.found.samePeople.find(({ id }) => this.#drafted.has(id));
    const drafted = earlier && this.#drafted.get(earlier.id);
    if (!drafted) return undefined;
    const { id, verdict } = earlier;
    const isCreated = drafted.kind === "create" && verdict.kind === "same";
    const shares = sharesText(verdict);
    const candidates = "contact" in drafted ? [this.#candidate(row, drafted.contact.id, rowText.isOfRow(id))] : [];
    const sameAs = drafted.kind === "create" ? id : undefined;
    return { reason: rowText.samePersonAs(id, isCreated ? undefined : shares, sameAs !== undefined), candidates, sameAs };
  }
}

const candidateShares = ({ verdict }: Match): string => (verdict.kind === "same" ? `has the same ${sameText(verdict)}` : sharesText(verdict));

/** One of the values that are left out may be the reason why a row is invalid. */
function withLeftOut(drafted: DraftRow, { leftOut = [] }: TableRow): DraftRow {
  if (drafted.kind !== "invalid") return drafted;
  const unsaid = leftOut.filter(({ why }) => !drafted.reason.includes(why.problemWithNearest));
  if (unsaid.length === 0) return drafted;
  const causes = unsaid.map(({ column, why }) => `Left out of ${asLabel(column)}: ${why.problemWithNearest}`);
  return { ...drafted, reason: [drafted.reason.replace(/(?<![.?])$/, "."), ...causes].join(" ") };
}
