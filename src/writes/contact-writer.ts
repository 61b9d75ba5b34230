import type { Api, CallOptions } from "../api/index.ts";
import type { KeyedLock } from "../async/keyed-lock.ts";
import { withFreshDefinitions } from "../definitions/fresh-definitions.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import { linkedRecords } from "../names/record-reference.ts";
import { changeLines, type ShowOptions, valueLines } from "../render/change.ts";
import { addedLinks, asHeld, type Change, changeOf, difference, isEmpty, joined, linksOf, nameAfter, rebased, touched } from "../schema/change.ts";
import type { Attribute, ContactSchema } from "../schema/contact-schema.ts";
import { type CreateInput, type Edits, encodeCreate, encodeExpected, encodeUpdate, type UpdateInput } from "../schema/encode.ts";
import type { TargetId } from "../schema/link-target.ts";
import { type ContactRecord, contactName, decodeContact, type Links } from "../schema/record.ts";
import { storedChange } from "../schema/stored-change.ts";
import type { Consent, WriteCall } from "./consent.ts";
import type { CreateLock } from "./duplicates/create-lock.ts";
import type { DuplicateFinder } from "./duplicates/duplicates.ts";
import type { Duplicate } from "./duplicates/identity.ts";
import { checkFits } from "./fits.ts";
import type { Journal } from "./journal/journal.ts";
import type { LastSeenValues } from "./last-seen.ts";
import type { KeptPlan, PlanStore } from "./plans/plan-store.ts";
import { WriteRefused } from "./refusal.ts";
import { changedSinceLines, duplicateLines, openCreateText, subject, unexpectedLines } from "./refusal-text.ts";
import type { Executor } from "./sending/executor.ts";
import type { IdempotencyKeys } from "./sending/idempotency.ts";
import type { WriteOrigin, WriteResult } from "./sending/write-result.ts";

/** How a write is to be made. */
export interface CreateOptions {
  /** Only show what would be written. */
  readonly dryRun: boolean;
  /** Also where the person is there already. */
  readonly allowDuplicate: boolean;
}

export interface UpdateOptions {
  readonly dryRun: boolean;
  /** What the contact must hold for the write to be made. */
  readonly expect?: Readonly<Record<string, unknown>> | undefined;
}

/** What came of a write that was asked for. */
export type Written = {
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
  /** Attributes that held already what they were to hold. */
  readonly unchanged: readonly Attribute[];
  /** Others of the same name. */
  readonly namesakes: readonly ContactRecord[];
  /** Others who hold an address, number or profile that is added. */
  readonly sharers: readonly Duplicate[];
} & ({ readonly kind: "sent"; readonly result: WriteResult } | { readonly kind: "unchanged"; readonly contact: ContactRecord } | Shown);

/** A write that was shown and not made. */
export interface Shown {
  readonly kind: "shown";
  readonly contact: ContactRecord | undefined;
  readonly name: string;
  readonly change: Change;
  /** What makes it, where it is more than a trial. */
  readonly plan?: KeptPlan;
  /** Why the user was not asked, where that was found out just now. */
  readonly notice?: string | undefined;
}

export interface ContactWriterOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly names: NameDirectory;
  readonly targets: LinkTargets;
  readonly executor: Executor;
  readonly duplicates: DuplicateFinder;
  readonly consent: Consent;
  readonly plans: PlanStore;
  readonly keys: IdempotencyKeys;
  readonly shown: LastSeenValues;
  readonly journal: Pick<Journal, "isInDoubt" | "foundWritten" | "check">;
  /** Keeps writes of one contact apart. */
  readonly locks: KeyedLock;
  /** Keeps creates of one person apart. */
  readonly creates: CreateLock;
}

/** A write that is ready to be made, and how it was come by. */
interface Prepared {
  readonly contact: ContactRecord | undefined;
  readonly change: Change;
  readonly name: string;
  /** What the contact must hold besides what is changed, as a change of nothing. */
  readonly holds?: Change | undefined;
  readonly allowDuplicate?: true | undefined;
  /** IDs of contacts that are like one that is to be made. */
  readonly twins?: ReadonlySet<string>;
  /** Refuses a create where the person is there by now. Resolves to who is alike. */
  readonly recheck?: ((call: CallOptions) => Promise<ReadonlySet<string>>) | undefined;
}

/** Creates and updates single contacts from what an agent gives: checked, compared, and proven by the contact in the API's answer. */
export class ContactWriter {
  readonly #options: ContactWriterOptions;

  constructor(options: ContactWriterOptions) {
    this.#options = options;
  }

  /** @throws InvalidInput before any request, WriteRefused, the errors of `api/`, DefinitionsChangedError */
  async create(input: CreateInput, { dryRun, allowDuplicate }: CreateOptions, origin: WriteOrigin, call: WriteCall): Promise<Written> {
    const { live, locale, creates, duplicates, keys, executor } = this.#options;
    return withFreshDefinitions(live, call, async (schema) => {
      const { encoded: edits, notes } = await this.#encoded((targetId) => encodeCreate(input, schema, locale, targetId), call);
      const { change } = changeOf(edits, undefined);
      await this.#options.names.checkLinkable(addedLinks(change), call);
      const refuse = async (same: readonly Duplicate[]) => {
        const links = same.flatMap(({ contact }) => contact.relationships);
        throw new WriteRefused(duplicateLines(same, input, change, schema, await this.#show(links, call)));
      };
      const recheck = async (now: CallOptions) => {
        const { same, alike } = await duplicates.find(change, now, { isSafe: await keys.isKept(change) });
        if (same.length > 0) await refuse(same);
        return alike;
      };
      const create = async (): Promise<Written> => {
        const isKept = !dryRun && (await keys.isKept(change));
        const isAnybody = allowDuplicate && { same: [], namesakes: [], alike: dryRun ? new Set<string>() : await duplicates.alike(change, call) };
        const { same, namesakes, alike } = isAnybody || (await duplicates.find(change, call, { isSafe: isKept }));
        const name = nameAfter(change, locale) ?? "a contact";
        const about = { notes: [...edits.notes, ...notes], unchanged: [], namesakes, sharers: [] };
        if (same.length > 0) {
          // Who is there may be whom the same call has made, when its outcome was not known.
          const intent = isKept ? keys.claim(undefined, change) : undefined;
          const candidates = same.map(({ contact }) => contact);
          const result = intent && (await executor.found({ contact: undefined, change, name, intent }, candidates, origin));
          if (result) return { kind: "sent", result, ...about };
          await refuse(same);
        }
        // The same create has the same key: it cannot make the contact twice.
        const open = allowDuplicate || dryRun || isKept ? undefined : duplicates.open(change);
        if (open) throw new WriteRefused(openCreateText(open));
        const prepared = { contact: undefined, change, name, twins: alike, ...(allowDuplicate ? { allowDuplicate } : { recheck }) } as const;
        return { ...(await this.#made(prepared, dryRun, origin, call)), ...about };
      };
      // A trial changes nothing, and waits for nobody.
      return dryRun ? create() : creates.run(change, create, call);
    });
  }

  /** @throws as `create` */
  async update(id: string, input: UpdateInput, { dryRun, expect = {} }: UpdateOptions, origin: WriteOrigin, call: WriteCall): Promise<Written> {
    const { live, locale, locks, shown, journal, keys, duplicates } = this.#options;
    return withFreshDefinitions(live, call, async (schema) => {
      const encode = (targetId: TargetId) => ({
        edits: encodeUpdate(input, schema, locale, targetId),
        expected: encodeExpected(expect, schema, locale, targetId),
      });
      const { encoded, notes } = await this.#encoded(encode, call);
      const { edits, expected } = encoded;
      const update = async (): Promise<Written> => {
        const contact = await this.#read(id, schema, call);
        const unmet = difference(expected, contact).change;
        const { change, unchanged } = changeOf(edits, contact);
        // What is not as expected may be so by this very call, made before with an outcome that was not known.
        const isOwnDoing = isEmpty(change) && journal.isInDoubt(contact.id);
        if (!isEmpty(unmet) && !isOwnDoing) throw new WriteRefused(unexpectedLines(contact, unmet, await this.#show(linksOf(unmet), call)));
        await this.#options.names.checkLinkable(addedLinks(change), call);
        const about = {
          notes: [...edits.notes, ...expected.notes, ...notes],
          unchanged,
          namesakes: [],
          sharers: duplicates.sharers(change, contact.id),
        };
        if (isEmpty(change)) {
          if (isOwnDoing && !dryRun) {
            keys.forget(contact.id);
            await journal.foundWritten(contact);
          }
          shown.note(contact, unchanged);
          return { kind: "unchanged", contact, ...about };
        }
        const changed = touched(change);
        const holds = asHeld(
          contact,
          [...expected.fields.keys(), ...expected.links.keys()].filter((attribute) => !changed.includes(attribute)),
        );
        const prepared = { contact, change, holds, name: contactName(contact, locale) };
        if (!dryRun) await this.#checkShown(prepared.contact, change, expected, call);
        return { ...(await this.#made(prepared, dryRun, origin, call)), ...about };
      };
      return dryRun ? update() : locks.run([`contact ${id}`], update, call);
    });
  }

  /** Names are looked up first, since encoders are synchronous. */
  async #encoded<T>(encode: (targetId: TargetId) => T, call: CallOptions): Promise<{ readonly encoded: T; readonly notes: readonly string[] }> {
    const { targetId, notes } = await this.#options.targets.lookUp(encode, call);
    return { encoded: encode(targetId), notes };
  }

  async #read(id: string, schema: ContactSchema, call: CallOptions): Promise<ContactRecord> {
    const contact = decodeContact(await this.#options.api.retrieve(id, call), schema);
    this.#options.names.saw([contact]);
    return contact;
  }

  async #show(links: Iterable<Links>, call: CallOptions): Promise<ShowOptions> {
    const { names, locale } = this.#options;
    await names.ensure(linkedRecords(links), call);
    return { locale, nameOf: names.nameOf };
  }

  /** Refuses once what would overwrite a value that somebody else has set since it was shown here; what the call itself expects is known. */
  async #checkShown(contact: ContactRecord, change: Change, expected: Edits, call: CallOptions): Promise<void> {
    const { shown } = this.#options;
    const changed = shown.changedSince(contact.id, {
      fields: change.fields.filter(({ field }) => !expected.fields.has(field)),
      links: change.links.filter(({ relationship }) => !expected.links.has(relationship)),
    });
    if (isEmpty(changed)) return;
    const lines = changedSinceLines(contact, changed, await this.#show(linksOf(changed), call));
    shown.note(contact, touched(changed));
    throw new WriteRefused(lines);
  }

  /** Made, shown, or kept as a plan until somebody agrees. */
  async #made(prepared: Prepared, dryRun: boolean, origin: WriteOrigin, call: WriteCall) {
    const { executor, consent, keys, journal } = this.#options;
    const { contact, change, name } = prepared;
    if (dryRun) return this.#shown(prepared);
    const agreed = await consent.obtained(call, async () => {
      await journal.check(origin);
      return this.#question(prepared, await this.#show(linksOf(change), call));
    });
    if (agreed.kind === "unasked") return { ...this.#shown(prepared), plan: await this.#planned(prepared, origin), notice: agreed.notice };
    const decided = agreed.asked ? await this.#asItIsNow(prepared, agreed.call) : prepared;
    if (decided.contact && isEmpty(decided.change)) return { kind: "unchanged", contact: decided.contact } as const;
    const intent = keys.claim(contact?.id, decided.change);
    return {
      kind: "sent",
      result: await executor.carryOut({ contact: decided.contact, change: decided.change, name, intent, twins: decided.twins }, origin, agreed.call),
    } as const;
  }

  #shown({ contact, name, change }: Prepared): Shown {
    if (contact) this.#options.shown.note(contact, touched(change));
    return { kind: "shown", contact, name, change };
  }

  async #planned({ contact, allowDuplicate, name, change, holds }: Prepared, { tool }: WriteOrigin): Promise<KeptPlan> {
    const row = { contact: contact?.id, allowDuplicate, name, change: storedChange(change), holds: holds && storedChange(holds) };
    return this.#options.plans.make(tool, [row]);
  }

  #question({ contact, change, name }: Prepared, show: ShowOptions): string[] {
    const lines = contact ? changeLines(change, show) : valueLines(change, show);
    return [contact ? `Change ${subject(contact, show)}?` : `Create ${name}?`, ...lines];
  }

  /** While somebody thought about it, the contact may have changed. */
  async #asItIsNow(prepared: Prepared, call: WriteCall): Promise<Prepared> {
    const schema = this.#options.live.current;
    const twins = (await prepared.recheck?.(call)) ?? prepared.twins;
    if (!prepared.contact || !schema) return { ...prepared, ...(twins ? { twins } : {}) };
    const contact = await this.#read(prepared.contact.id, schema, call);
    const { remaining, conflicts } = rebased(joined(prepared.change, prepared.holds), contact);
    if (!isEmpty(conflicts)) throw new WriteRefused(changedSinceLines(contact, conflicts, await this.#show(linksOf(conflicts), call)));
    checkFits(remaining, contact);
    return { ...prepared, contact, change: remaining };
  }
}
