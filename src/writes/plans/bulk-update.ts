import type { Api, WireContact } from "../../api/index.ts";
import { mapInSlices } from "../../async/time-slices.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import type { Locale } from "../../fields/index.ts";
import { showNumber } from "../../fields/number.ts";
import { InvalidInput } from "../../fields/rejection.ts";
import type { ContactSearch } from "../../find/find-contacts.ts";
import type { LinkTargets } from "../../names/link-targets.ts";
import type { NameDirectory } from "../../names/name-directory.ts";
import { isWhole } from "../../replica/coverage.ts";
import type { Replica } from "../../replica/replica.ts";
import type { Replication } from "../../replica/replication.ts";
import { isEmpty } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { encodeUpdate, type UpdateInput } from "../../schema/encode.ts";
import { type FilterInput, filterPredicate } from "../../schema/filters.ts";
import type { TargetId } from "../../schema/link-target.ts";
import { contactName } from "../../schema/record.ts";
import type { WriteCall } from "../consent.ts";
import type { LastSeenValues } from "../last-seen.ts";
import { WriteRefused } from "../refusal.ts";
import { unknownOthers } from "../refusal-text.ts";
import { changeOrProblem, type Draft, type DraftRow, unseen } from "./draft.ts";
import { presentContacts } from "./present-contacts.ts";

/** Contacts of one plan. */
export const MOST_ROWS = 2000;

/** So many contacts are soon read one by one; to learn of more, the lists bring 25 at a time. */
const FEW = 250;

function checkCount(contacts: number): void {
  if (contacts > MOST_ROWS)
    throw new InvalidInput([`${showNumber(contacts)} contacts are more than a plan may hold. Accepted: up to ${showNumber(MOST_ROWS)}.`]);
}

/** Whom to update: by ID, or all who pass filters. */
export interface Selection {
  readonly ids?: readonly string[] | undefined;
  readonly filters?: readonly FilterInput[] | undefined;
}

export interface BulkUpdateOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly names: NameDirectory;
  readonly targets: LinkTargets;
  readonly search: ContactSearch;
  readonly shown: LastSeenValues;
  readonly replica: Pick<Replica, "get">;
  readonly replication: Pick<Replication, "awaitContacts">;
}

/** Drafts the same change of many contacts. */
export class BulkUpdate {
  readonly #options: BulkUpdateOptions;

  constructor(options: BulkUpdateOptions) {
    this.#options = options;
  }

  /** @throws InvalidInput, WriteRefused where it is not known who passes the filters, the errors of `api/` */
  async draft(selection: Selection, input: UpdateInput, call: WriteCall, onProgress: (read: number, of: number | undefined) => void): Promise<Draft> {
    const { api, live, locale, names, replica, shown } = this.#options;
    const schema = await live.get(call);
    const encode = (targetId: TargetId) => encodeUpdate(input, schema, locale, targetId);
    const { targetId, notes } = await this.#options.targets.lookUp(encode, call);
    const edits = encode(targetId);
    const linked = [...edits.links].map(([relationship, edit]) => ({ relationship, ids: edit([]) }));
    await names.checkLinkable(linked, call);
    const ids = await this.#selected(selection, call, onProgress);
    const known = (id: string) => replica.get(id);
    const filter = await this.#predicate(selection.filters ?? [], schema, call);
    const changed = new Set<string>();
    const onRead = (contact: WireContact) => {
      if (filter.passes && !filter.passes(contact)) changed.add(contact.id);
    };
    if (ids.length > FEW) this.#beginToList(ids, call);
    const present = await presentContacts(ids, { api, schema, known, call, onRead, onProgress: (read) => onProgress(read, ids.length) });
    const rows = await mapInSlices(ids, (id): DraftRow => {
      const contact = present.get(id);
      if (!contact) return { kind: "invalid", name: id, reason: "there is no such contact" };
      const name = contactName(contact, locale);
      if (changed.has(id)) return { kind: "invalid", name, reason: "has been changed by somebody else and passes the filters no longer" };
      const change = changeOrProblem(edits, contact);
      if (typeof change === "string") return { kind: "invalid", name, reason: change };
      const reason = unseen(shown, contact, change, { locale, nameOf: names.nameOf });
      if (reason) return { kind: "ambiguous", name, reason };
      return isEmpty(change) ? { kind: "unchanged", name, contact } : { kind: "update", name, contact, change };
    });
    // The order in which contacts came to be known says nothing.
    return {
      rows: selection.ids ? rows : rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      notes: [...new Set([...edits.notes, ...notes, ...filter.notes])],
    };
  }

  /** Where contacts are not known yet, lets the lists bring them while they are read one by one. */
  #beginToList(ids: readonly string[], call: WriteCall): void {
    const { replica, replication } = this.#options;
    // Only a help: what fails here fails there too.
    if (ids.some((id) => !replica.get(id))) replication.awaitContacts(call, Number.POSITIVE_INFINITY).catch(() => undefined);
  }

  /** Whom the index had pass the filters may have changed since. */
  async #predicate(filters: readonly FilterInput[], schema: ContactSchema, call: WriteCall) {
    const { targets, locale } = this.#options;
    const encode = (targetId: TargetId) => filterPredicate(filters, schema, locale, targetId);
    const { targetId, notes } = await targets.lookUp(encode, call);
    return { passes: encode(targetId), notes };
  }

  async #selected({ ids, filters = [] }: Selection, call: WriteCall, onProgress: (read: number, of: number | undefined) => void): Promise<string[]> {
    const unique = [...new Set(ids)];
    if (unique.length > 0 === filters.length > 0)
      throw new InvalidInput([`${unique.length > 0 ? "Both filters and ids" : "Neither filters nor ids"} were given. Accepted: one of them.`]);
    checkCount(unique.length);
    if (unique.length > 0) return unique;
    const found = await this.#options.search.find({ filters, limit: MOST_ROWS }, call, ({ known, total }) => onProgress(known, total));
    if (!isWhole(found.coverage))
      throw new WriteRefused(`Not planned: ${unknownOthers(found.coverage)}. With ids instead of filters it can be planned at once.`);
    checkCount(found.matched);
    return found.contacts.map(({ contact }) => contact.id);
  }
}
