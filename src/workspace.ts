import type { Api, CallOptions } from "./api/index.ts";
import type { Access } from "./definitions/access.ts";
import type { KeyGuard } from "./definitions/key-guard.ts";
import type { LiveSchema } from "./definitions/live-schema.ts";
import type { Locale } from "./fields/index.ts";
import { ApiSearch } from "./find/api-search.ts";
import { contactsByName } from "./find/contacts-by-name.ts";
import { DuplicateSearch } from "./find/duplicates/duplicate-search.ts";
import { FieldHistoryReader } from "./find/field-history.ts";
import { findContacts } from "./find/find-contacts.ts";
import type { FindQuery, FoundContacts } from "./find/found-contacts.ts";
import { ContactLister } from "./find/list-contacts.ts";
import { type ContactWords, contactWords } from "./find/questions/words/contact-words.ts";
import type { WorkspaceParts } from "./find/workspace-parts.ts";
import { Importer } from "./imports/importer.ts";
import { apiContactFinder } from "./names/contact-finder.ts";
import { LinkTargets } from "./names/link-targets.ts";
import { NameDirectory } from "./names/name-directory.ts";
import type { Coverage } from "./replica/coverage.ts";
import { ContactIndex } from "./replica/index/contact-index.ts";
import { observedApi } from "./replica/observed-api.ts";
import { Replica } from "./replica/replica.ts";
import { ReplicaCache } from "./replica/replica-cache.ts";
import { Replication } from "./replica/replication.ts";
import type { Cache } from "./storage/index.ts";
import { SessionWrites, type SessionWritesOptions, SharedWrites } from "./writes/session-writes.ts";

interface WorkspaceOptions {
  readonly access: Access;
  /** Keeps contacts, names and unfinished writes from one process to the next. */
  readonly cache: Cache;
  readonly locale: Locale;
  /** E-mail address of the member that "me" stands for. */
  readonly me: string | undefined;
  /** Clock in ms. */
  readonly now?: () => number;
  log(line: string): void;
}

/** What belongs to one session alone: its limits, the consent that it needs, and the logs of its writes. */
type SessionSettings = Pick<SessionWritesOptions, "auditLog" | "confirm" | "maxWrites" | "limitSetting">;

/**
 * The workspace of one API key: its definitions, contacts and names, and what asks for and changes them. Several
 * sessions with the same key can share one. What belongs to a single session is made by {@link writes}.
 */
export class Workspace implements WorkspaceParts {
  /** The API, through which every contact that is seen or written reaches the replica. */
  readonly api: Api;
  readonly guard: KeyGuard;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly replica: Replica;
  readonly names: NameDirectory;
  readonly index: ContactIndex;
  readonly replication: Replication;
  readonly targets: LinkTargets;
  readonly lister: ContactLister;
  readonly byApi: ApiSearch;
  readonly words: ContactWords;
  readonly duplicates: DuplicateSearch;
  readonly histories: FieldHistoryReader;
  readonly #options: WorkspaceOptions;
  readonly #sharedWrites: SharedWrites;
  readonly #stored: ReplicaCache;

  constructor(options: WorkspaceOptions) {
    const { access, cache, locale, me, now = Date.now, log } = options;
    const { guard, live } = access;
    const replica = new Replica({ live, now });
    const api = observedApi(guard.api, replica, now);
    const names = new NameDirectory({ api, live, locale, contacts: replica, now });
    const index = new ContactIndex({ live, replica, names, now });
    const stored = new ReplicaCache({ cache, live, replica, index, names });
    const replication = new Replication({ guard, live, replica, index, cache: stored, now, log });
    const others = apiContactFinder({ api, live, locale });
    const contacts = contactsByName({ replica, index, replication, api, locale, nameOf: names.nameOf, others });
    const targets = new LinkTargets({
      names,
      contacts,
      me,
      linksOf: async (id, { apiKey }, call) => {
        // What is read reaches the local copy.
        if (!replica.get(id)) await api.retrieve(id, call);
        return replica.get(id)?.relationships.find(({ relationship }) => relationship.apiKey === apiKey)?.ids ?? [];
      },
    });
    guard.onRefusal(() => names.clear());

    this.#options = options;
    this.#sharedWrites = new SharedWrites(cache, now);
    this.#stored = stored;
    this.api = api;
    this.guard = guard;
    this.live = live;
    this.locale = locale;
    this.replica = replica;
    this.names = names;
    this.index = index;
    this.replication = replication;
    this.targets = targets;
    this.lister = new ContactLister({ api, live, locale, targets, replica });
    this.histories = new FieldHistoryReader({ api, live });
    this.byApi = new ApiSearch({ api, now });
    this.words = contactWords({
      count: (word, kinds) => index.count(word, kinds),
      hasTogether: (text, kinds) => index.hasBeginningWith(text, kinds),
      isWhole: () => replication.searchCoverage.complete,
    });
    this.duplicates = new DuplicateSearch(this);
  }

  readonly find = (query: FindQuery, call: CallOptions, onProgress: (coverage: Coverage) => void): Promise<FoundContacts> =>
    findContacts(query, this, call, onProgress);

  /** The writes of one session. */
  writes(session: SessionSettings): SessionWrites {
    const { cache, now = Date.now } = this.#options;
    const writes = new SessionWrites({ ...session, workspace: this, shared: this.#sharedWrites, cache, now });
    this.guard.onRefusal(() => writes.forget());
    return writes;
  }

  /** @param directory absolute path of the only folder that files are read from; undefined: none */
  importer(directory: string | undefined, writes: SessionWrites): Importer {
    return new Importer({ writes, directory });
  }

  /** Stores what has changed and was not stored yet. Never rejects. */
  async save(): Promise<void> {
    await this.#stored.save();
  }
}
