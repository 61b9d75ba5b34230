export type { ContactSink } from "./contact-sink.ts";
export { LIST_LAG_MS } from "./page-reader.ts";
export { doubted, type SyncState } from "./state.ts";
export { Sync, type SyncOptions, type SyncProgress } from "./sync.ts";
