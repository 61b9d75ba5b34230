import type { CallOptions } from "./api/index.ts";
import type { Access } from "./definitions/access.ts";
import type { Locale } from "./fields/index.ts";
import { ApiSearch } from "./find/api-search.ts";
import { contactsByName } from "./find/contacts-by-name.ts";
import { DuplicateSearch } from "./find/duplicates/duplicate-search.ts";
import { FieldHistoryReader } from "./find/field-history.ts";
import { findContacts } from "./find/find-contacts.ts";
import type { FindQuery, FoundContacts } from "./find/found-contacts.ts";
import { ContactLister } from "./find/list-contacts.ts";
import { contactWords } from "./find/questions/words/contact-words.ts";
import type { WorkspaceParts } from "./find/workspace-parts.ts";
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
 * sessions with the same key can share one.
 */
export interface Workspace extends WorkspaceParts {
  readonly duplicates: DuplicateSearch;
  readonly histories: FieldHistoryReader;
  find(query: FindQuery, call: CallOptions, onProgress: (coverage: Coverage) => void): Promise<FoundContacts>;
  /** The writes of one session. */
  writesOf(session: SessionSettings): SessionWrites;
  /** Stores what has changed and was not stored yet. Never rejects. */
  save(): Promise<void>;
}

export function openWorkspace({ access: { guard, live }, cache, locale, me, now = Date.now, log }: WorkspaceOptions): Workspace {
  const replica = new Replica({ live, now });
  // Every contact that is seen or written reaches the replica.
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
  const lister = new ContactLister({ api, live, locale, targets, replica });
  const words = contactWords({
    count: (word, kinds) => index.count(word, kinds),
    hasTogether: (text, kinds) => index.hasBeginningWith(text, kinds),
    isWhole: () => replication.searchCoverage.complete,
  });
  const byApi = new ApiSearch({ api, now });
  const parts: WorkspaceParts = { api, guard, live, locale, replica, names, index, replication, targets, lister, byApi, words };
  const shared = new SharedWrites(cache, now);
  guard.onRefusal(() => names.clear());
  return {
    ...parts,
    duplicates: new DuplicateSearch(parts),
    histories: new FieldHistoryReader({ api, live }),
    find: (query, call, onProgress) => findContacts(query, parts, call, onProgress),
    writesOf: (session) => {
      const writes = new SessionWrites({ ...session, workspace: parts, shared, cache, now });
      guard.onRefusal(() => writes.forget());
      return writes;
    },
    save: () => stored.save(),
  };
}
