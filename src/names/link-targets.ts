import { ApiError, type CallOptions } from "../api/index.ts";
import { mapInSlices } from "../async/time-slices.ts";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import type { Relationship } from "../schema/contact-schema.ts";
import {
  type FilterTargets,
  idsAlone,
  isTargetName,
  type LinksOf,
  type PartMatch,
  type TargetId,
  type TargetsWithPart,
} from "../schema/link-target.ts";
import { idForm, shownRecord } from "../schema/record-id.ts";
import { quote } from "../text/quote.ts";
import { NoSuchRecord, SeveralRecords } from "./candidate.ts";
import { theOne } from "./choose.ts";
import type { ContactFinder } from "./contact-finder.ts";
import type { NameDirectory } from "./name-directory.ts";
import { emailKey, nameWords } from "./name-key.ts";
import { noneWithPart, type PartFinder, type PartlyNamed, partNote } from "./partly-named.ts";
import type { FoundNames, RecordNames } from "./record-names.ts";
import { allNotes, elsewhere, notesOn, type Resolved, resolved, type TakenNames } from "./taken-names.ts";

/** What the names in a call stand for. */
interface Targets extends TakenNames {
  readonly targetId: TargetId;
}

/** What the names in filters stand for. */
interface NamedTargets {
  readonly targets: FilterTargets;
  /** Which records they are, a sentence each. */
  readonly notes: readonly string[];
}

interface LinkTargetsOptions {
  readonly names: NameDirectory;
  readonly contacts: ContactFinder & PartFinder;
  /** The IDs of the records that a contact is linked to. */
  linksOf(contactId: string, relationship: Relationship, call: CallOptions): Promise<readonly string[]>;
  /** The e-mail address of the member that "me" stands for. */
  readonly me: string | undefined;
}

/** How many times a call searches for names like one that was not found: no answer shows more problems. */
const MOST_HINTS = 30;

/** Programs name members with their addresses: "Dana Scully (dana@fbi.gov)". */
const ADDRESS_AFTER = /\S\s*[(<]([^\s()<>]+@[^\s()<>]+)[)>]\s*$/;

const ME_ACCEPTED = "a member's name, e-mail or ID (mem_…)";

/** Finds the records that the names in links and filters stand for. */
export class LinkTargets {
  readonly #options: LinkTargetsOptions;

  constructor(options: LinkTargetsOptions) {
    this.#options = options;
  }

  /**
   * Finds what the names in a call's links and filters stand for. Encoders are synchronous, so `encode` runs twice:
   * here to collect the names, and by the caller with the returned `targetId`, which knows the results. It throws for
   * names without a result, so that the encoder lists these among its other problems.
   *
   * @param encode runs an encoder with the given lookup. It may be asynchronous, to encode much in several turns. What
   *   it rejects here is ignored.
   * @param isFilter whether nothing will be linked, so that one word of a name is enough if only one contact has it
   */
  async lookUp(encode: (targetId: TargetId) => unknown, call: CallOptions, isFilter = false): Promise<Targets> {
    const wanted = new Map<string, { readonly text: string; readonly relationship: Relationship }>();
    const keyOf = (text: string, { definition: { objectType } }: Relationship) => JSON.stringify([objectType, text.trim()]);
    try {
      await encode((input, relationship) => {
        if (!isTargetName(input, relationship.definition.objectType)) return idsAlone(input, relationship);
        wanted.set(keyOf(input, relationship), { text: input, relationship });
        return input;
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
    }
    if (wanted.size === 0) return { targetId: idsAlone, notes: [], whole: [], brief: [] };

    const choices = await Promise.all(
      [...wanted].map(async ([key, { text, relationship }]) => {
        const choice = this.#choice(text, relationship, call, isFilter).catch((error: unknown) => rejectionIn(error));
        return [key, await choice] as const;
      }),
    );
    // In the order of the call, so that the same call gets the same hints.
    let hints = 0;
    const mayHint = () => hints++ < MOST_HINTS;
    const chosen = await mapInSlices(choices, ([key, choice]) => {
      call.signal?.throwIfAborted();
      return [key, choice instanceof Rejection ? choice : madeChoice(choice, mayHint)] as const;
    });
    const found = new Map(chosen);
    const targetId: TargetId = (input, relationship) => {
      const target = typeof input === "string" ? found.get(keyOf(input, relationship)) : undefined;
      if (target instanceof Rejection) throw target;
      return target?.id ?? idsAlone(input, relationship);
    };
    return { targetId, ...notesOn([...found.values()].flatMap((target) => (target instanceof Rejection ? [] : [target]))) };
  }

  /** The same for filters, in which a part of a name may stand for several records. */
  async lookUpFilters(encode: (targets: FilterTargets) => unknown, call: CallOptions): Promise<NamedTargets> {
    const wanted = new Map<string, { readonly text: string; readonly relationship: Relationship; readonly how: PartMatch }>();
    const keyOf = (...[text, { apiKey }, how]: Parameters<TargetsWithPart>) => JSON.stringify([apiKey, how, text]);
    const collect: TargetsWithPart = (text, relationship, how) => {
      wanted.set(keyOf(text, relationship, how), { text, relationship, how });
      return [];
    };
    const named = await this.lookUp((one) => encode({ one, withPart: collect, linksOf: () => [] }), call, true);
    const linksOf = await this.#linksIn((links) => encode({ one: named.targetId, withPart: () => [], linksOf: links }), call);
    const found = new Map(
      await Promise.all(
        [...wanted].map(async ([key, { text, relationship, how }]) => {
          const records = await this.#withPart(text, relationship, how, call).catch((error: unknown) => rejectionIn(error));
          return [key, { text, relationship, how, records }] as const;
        }),
      ),
    );
    const withPart: TargetsWithPart = (text, relationship, how) => {
      const records = found.get(keyOf(text, relationship, how))?.records;
      if (records instanceof Rejection) throw records;
      return records?.records.map(({ id }) => id) ?? [];
    };
    const partNotes = [...found.values()].flatMap(({ text, relationship, records }) =>
      records instanceof Rejection ? [] : [partNote(text, relationship, records)],
    );
    return {
      targets: { one: named.targetId, oneOrSeveral: orAllOfThem(named.targetId), withPart, linksOf },
      notes: [...allNotes(named), ...new Set(partNotes)],
    };
  }

  /** The links of the contacts whose links `encode` asks for. */
  async #linksIn(encode: (linksOf: LinksOf) => unknown, call: CallOptions): Promise<LinksOf> {
    const wanted = new Map<string, Relationship>();
    try {
      encode((id, relationship) => {
        wanted.set(`${id} ${relationship.apiKey}`, relationship);
        return [];
      });
    } catch (error) {
      // The caller's encoder throws it again.
      if (!(error instanceof InvalidInput)) throw error;
    }
    const links = new Map(
      await Promise.all(
        [...wanted].map(async ([key, relationship]) => [key, await this.#options.linksOf(key.split(" ")[0] ?? "", relationship, call)] as const),
      ),
    );
    return (id, { apiKey }) => links.get(`${id} ${apiKey}`) ?? [];
  }

  /** @throws Rejection if there is none */
  async #withPart(text: string, { definition: { objectType } }: Relationship, how: PartMatch, call: CallOptions): Promise<PartlyNamed> {
    const { names: directory, contacts } = this.#options;
    const names = directory.ofType(objectType);
    if (!names) throw new Rejection(`${quote(text)} is not a valid ID`, idForm(objectType));
    const found = await (objectType === "contact" ? contacts.withPart(text, how, call) : allowed(text, names, () => names.withPart(text, how, call)));
    if (found.records.length > 0) return found;
    const { near } = objectType === "contact" ? await contacts.find(text, call) : await names.find(text, call);
    throw noneWithPart(text, objectType, how, near());
  }

  /**
   * The one record that a name, an e-mail address or "me" stands for.
   *
   * @throws Rejection with the candidates or the nearest names, or how to set LIGHTFIELD_ME; the errors of `api/`
   */
  async resolve(text: string, relationship: Relationship, call: CallOptions): Promise<Resolved> {
    const choice = await this.#choice(text, relationship, call);
    return choice(() => true);
  }

  /** Finds the records that a name may stand for. The result chooses among them, and throws as {@link resolve}. */
  async #choice(text: string, relationship: Relationship, call: CallOptions, isFilter = false): Promise<Choice> {
    const { names: directory, contacts } = this.#options;
    const { objectType } = relationship.definition;
    const among =
      (name: string, found: FoundNames, byPart: boolean): Choice =>
      (mayHint) =>
        resolved(text, objectType, theOne(name, objectType, found, { byPart, mayHint, elsewhere: elsewhere(text, relationship) }));
    const names = objectType === "contact" ? undefined : directory.ofType(objectType);
    if (!names && objectType !== "contact") throw new Rejection(`${quote(text)} is not a valid ID`, idForm(objectType));
    const find = (name: string) => (names ? allowed(name, names, () => names.find(name, call)) : contacts.find(name, call));
    const shown = shownRecord(text);
    if (shown && (await find(shown.name)).matches.some((one) => one.id === shown.id)) return () => ({ id: shown.id });
    if (!names) return among(text, await find(text), isFilter || nameWords(text).length > 1);
    // An ID of a form that is not documented.
    if (names.store.get(text.trim())) return () => ({ id: text.trim() });
    const isMe = objectType === "member" && text.trim().toLowerCase() === "me";
    const wanted = isMe ? this.#ownEmail() : objectType === "member" ? (ADDRESS_AFTER.exec(text)?.[1] ?? text) : text;
    const found = await find(wanted);
    if (isMe && found.matches.length === 0)
      throw new NoSuchRecord(`"me" means ${quote(wanted)} (LIGHTFIELD_ME), but no member has that e-mail`, ME_ACCEPTED, found.near());
    return among(wanted, found, true);
  }

  #ownEmail(): string {
    const { me } = this.#options;
    if (me === undefined)
      throw new Rejection(
        `"me" is not known, because LIGHTFIELD_ME is not set. The user can set LIGHTFIELD_ME to their own e-mail in the client's MCP settings`,
        ME_ACCEPTED,
      );
    return emailKey(me);
  }
}

/** The same, for filters that may mean several records. */
const orAllOfThem =
  (targetId: TargetId): TargetId =>
  (input, relationship) => {
    try {
      return targetId(input, relationship);
    } catch (error) {
      if (!(error instanceof SeveralRecords)) throw error;
      throw new SeveralRecords(error.problem, `${error.accepted}; or the operator contains, to match all of them`, error.records);
    }
  };

/** Chooses the record that is meant. @param mayHint whether to look for similar names; asked only if there is none */
type Choice = (mayHint: () => boolean) => Resolved;

function madeChoice(choice: Choice, mayHint: () => boolean): Resolved | Rejection {
  try {
    return choice(mayHint);
  } catch (error) {
    return rejectionIn(error);
  }
}

/** @throws the error, if it is not a Rejection */
function rejectionIn(error: unknown): Rejection {
  if (error instanceof Rejection) return error;
  throw error;
}

/** @throws Rejection if the key or the deployment does not allow it */
async function allowed<T>(text: string, names: RecordNames, find: () => Promise<T>): Promise<T> {
  const { objectType, scope } = names.source;
  const refused = (reason: string) => new Rejection(`${quote(text)} cannot be looked up: ${reason}`, idForm(objectType));
  const lacking = `the key lacks the scope ${scope}`;
  if (names.loader.isRefused) throw refused(lacking);
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof ApiError) || ![403, 404, 405].includes(error.status)) throw error;
    names.loader.failed(error);
    throw refused(error.status === 403 ? lacking : `the API lists no ${objectType}s here (${error.status})`);
  }
}
