import type { CallOptions } from "../../api/index.ts";
import { mapInSlices, TimeSlices } from "../../async/time-slices.ts";
import { InvalidInput } from "../../fields/rejection.ts";
import { compare } from "../../identity/compare.ts";
import type { Group } from "../../identity/groups.ts";
import { identityOf } from "../../identity/identity.ts";
import type { Sureness } from "../../identity/sureness.ts";
import type { Coverage } from "../../replica/coverage.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { noContacts } from "../../text/no-contacts.ts";
import { type InterpretedQuery, interpretQuery } from "../query-interpreter.ts";
import { rereadContact } from "../reread.ts";
import { step } from "../step.ts";
import type { WorkspaceParts } from "../workspace-parts.ts";
import { type AllDuplicates, allDuplicates } from "./all-duplicates.ts";
import type { DuplicateGroup } from "./duplicate-group.ts";
import { type LikePair, pairText } from "./evidence.ts";
import { totalOf } from "./group-table.ts";
import { standingOf, strengths } from "./survivor.ts";

/** How long, in ms, a call waits for contacts that are still being read. */
const PATIENCE_MS = 20_000;

/** The most contacts of a query whose duplicates are looked for: the likeliest. */
const MOST_MEANT = 1000;

/** Of so many contacts, an answer says why they are not duplicates of each other. */
const MOST_APART = 3;

const HIDDEN = "Hidden fields were not compared, so no group is certain.";
const NO_LIST =
  "query: find_duplicates takes all contacts that match, so its query cannot ask for groups, sums or a number of contacts. Accepted: a query without them; or ids.";

interface DuplicateQuery {
  /** Only duplicates of these contacts; by default of all. */
  readonly ids?: readonly string[] | undefined;
  readonly query?: string | undefined;
  readonly filters: readonly FilterInput[];
  /** How many groups to show, and how many to skip. */
  readonly limit: number;
  readonly offset: number;
}

export interface FoundDuplicates {
  readonly schema: ContactSchema;
  /** The most certain first, from the offset on. */
  readonly groups: readonly DuplicateGroup[];
  /** How many there are in all. */
  readonly counts: Readonly<Record<Sureness, number>>;
  /** How many contacts are meant by the call; undefined for all. */
  readonly among: number | undefined;
  /** If there are no groups, and a query means few contacts: these. */
  readonly few: readonly ContactRecord[];
  readonly apart: readonly LikePair[];
  /** How many contacts were compared, and how old they are. */
  readonly coverage: Coverage;
  /** How words and names were interpreted, as sentences. */
  readonly notes: readonly string[];
}

/** Finds the contacts of the workspace that are one person. */
export class DuplicateSearch {
  readonly #workspace: WorkspaceParts;
  /** The last result. It stays right until a contact changes. */
  #last: { readonly changes: number; readonly schema: ContactSchema; readonly found: AllDuplicates } | undefined;

  constructor(workspace: WorkspaceParts) {
    this.#workspace = workspace;
    workspace.guard.onRefusal(() => {
      this.#last = undefined;
    });
  }

  /** @param onProgress told how many contacts have been read, while the call waits @throws InvalidInput; as `api/` */
  find(asked: DuplicateQuery, call: CallOptions, onProgress: (coverage: Coverage) => void): Promise<FoundDuplicates> {
    return this.#workspace.guard.unlessRefused(() => this.#find(asked, call, onProgress));
  }

  async #find(
    { ids: given, query, filters, limit, offset }: DuplicateQuery,
    call: CallOptions,
    onProgress: (coverage: Coverage) => void,
  ): Promise<FoundDuplicates> {
    const { replication } = this.#workspace;
    if (given && (query !== undefined || filters.length > 0))
      throw new InvalidInput([`ids and ${query === undefined ? "filters" : "query"} were given together. Accepted: one of them.`]);
    const asked = await interpretQuery({ query, filters }, this.#workspace, call, onProgress);
    if (asked.arrangement?.as === "groups" || asked.isLimited) throw new InvalidInput([NO_LIST]);
    await replication.start();
    await replication.refresh(step(call, PATIENCE_MS), { isShort: false, onProgress });
    const known = given && (await this.#known(given, call));
    // Read first, because contacts that arrive meanwhile may not be compared.
    const { coverage } = replication;
    const meant = known ?? (await this.#meant(asked));
    const found = await this.#all(asked.schema);
    const { counts, page } = await pageOf(found, meant, { limit, offset });
    const few = meant && meant.size <= MOST_APART && totalOf(counts) === 0 ? [...meant] : [];
    return {
      schema: asked.schema,
      groups: (await mapInSlices(page, (group) => this.#shown(group, found))).flat(),
      counts,
      among: meant?.size,
      few: (given ? [] : few).flatMap((id) => this.#workspace.replica.get(id) ?? []),
      apart: few
        .flatMap((one, at) => few.slice(at + 1).flatMap((other) => this.#compared(one, other, found.isHeldByMany)))
        .filter(({ verdict }) => verdict.evidence.name.shared.length > 0),
      coverage,
      notes: [...asked.notes, ...(asked.schema.hidesIdentity ? [HIDDEN] : [])],
    };
  }

  /** Two contacts and what they share; none if one of them is gone. */
  #compared(id: string, otherId: string, isHeldByMany: AllDuplicates["isHeldByMany"]): LikePair[] {
    const [one, other] = [id, otherId].map((known) => this.#workspace.replica.get(known));
    if (!one || !other) return [];
    const [identity, otherIdentity] = [one, other].map((contact) => identityOf(contact.fields, contact.relationships));
    return identity && otherIdentity ? [{ one, other, verdict: compare(identity, otherIdentity, isHeldByMany) }] : [];
  }

  /** A group with its contacts as they are now; none if one of them is gone. */
  #shown({ sureness, members, by, contradiction }: Group, { ids, isHeldByMany }: AllDuplicates): DuplicateGroup[] {
    const contactAt = (at: number) => this.#workspace.replica.get(ids[at] ?? "");
    const pairOf = (at: number, beside: number) => this.#compared(ids[at] ?? "", ids[beside] ?? "", isHeldByMany);
    const contacts = members.flatMap((member) => contactAt(member) ?? []);
    if (contacts.length < members.length) return [];
    return [
      {
        sureness,
        contacts,
        evidence: [...new Set(by.flatMap(({ one, other }) => pairOf(one, other).map(pairText)))],
        strengths: strengths(members.flatMap((member) => this.#workspace.replica.outline(ids[member] ?? "") ?? []).map(standingOf)),
        contradiction: contradiction && pairOf(...contradiction)[0],
      },
    ];
  }

  async #all(schema: ContactSchema): Promise<AllDuplicates> {
    const { index, replica } = this.#workspace;
    const { changes } = index;
    if (this.#last?.changes === changes && this.#last.schema === schema) return this.#last.found;
    const found = await allDuplicates(replica, schema);
    this.#last = { changes, schema, found };
    return found;
  }

  /** @throws InvalidInput for contacts that do not exist */
  async #known(ids: readonly string[], call: CallOptions): Promise<ReadonlySet<string>> {
    const { replica } = this.#workspace;
    const lacking = () => ids.filter((id) => !replica.has(id));
    // Somebody may have created them a moment ago.
    await Promise.all(lacking().map((id) => rereadContact(id, this.#workspace, call)));
    const gone = lacking();
    if (gone.length === 0) return new Set(ids);
    throw new InvalidInput([`ids: ${noContacts(gone)}`]);
  }

  /** The contacts that a query and filters mean; undefined for all. */
  async #meant({ query, passes, reads }: InterpretedQuery): Promise<ReadonlySet<string> | undefined> {
    const { replica, index } = this.#workspace;
    const passing = passes && new Set(await replica.filter(passes, reads));
    if (query.query === undefined) return passing;
    const { hits, unmatched } = await index.searchInTurns(query.query, { limit: MOST_MEANT }, passing);
    return new Set(hits.filter(({ missing }) => missing.every((word) => unmatched.includes(word))).map(({ id }) => id));
  }
}

/** Counts groups, and reads some of them, in time slices. @param meant only groups with one of these contacts */
async function pageOf(
  { groups, ids }: AllDuplicates,
  meant: ReadonlySet<string> | undefined,
  { limit, offset }: Pick<DuplicateQuery, "limit" | "offset">,
): Promise<{ readonly counts: Readonly<Record<Sureness, number>>; readonly page: readonly Group[] }> {
  const slices = new TimeSlices();
  const isMeant = (person: number) => !meant || meant.has(ids[person] ?? "");
  const counts = { certain: 0, likely: 0, possible: 0 };
  const page: Group[] = [];
  for (let group = 0, count = 0; group < groups.size; group++) {
    if (slices.isOver) await slices.next();
    if (!groups.involves(group, isMeant)) continue;
    counts[groups.surenessOf(group)] += 1;
    if (count >= offset && count < offset + limit) page.push(groups.at(group));
    count += 1;
  }
  return { counts, page };
}
