import type { Api } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import type { ContactSearch } from "../find/find-contacts.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";

/** The parts of a workspace that writes use. */
export interface WritableWorkspace {
  readonly api: Api;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly names: NameDirectory;
  readonly targets: LinkTargets;
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly replication: Replication;
  readonly search: ContactSearch;
}
