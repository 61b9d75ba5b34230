import type { Api } from "../api/index.ts";
import type { KeyGuard } from "../definitions/key-guard.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";
import type { ApiSearch } from "./api-search.ts";
import type { ContactLister } from "./list-contacts.ts";
import type { ContactWords } from "./questions/words/contact-words.ts";

/** The parts of a workspace with which questions are answered and writes are made. */
export interface WorkspaceParts {
  readonly api: Api;
  readonly guard: KeyGuard;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly names: NameDirectory;
  readonly targets: LinkTargets;
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly replication: Replication;
  readonly lister: ContactLister;
  /** Brings the local copy up to date for a query. */
  readonly byApi: ApiSearch;
  /** What a word of a query means depends on the words of the contacts. */
  readonly words: ContactWords;
}
