export type { ContactSink } from "./contact-sink.ts";
export { LIST_LAG_MS } from "./page-reader.ts";
export { Sync, type SyncOptions } from "./sync.ts";
export { doubted, type SyncState, syncState } from "./sync-state.ts";
